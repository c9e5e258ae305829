package io.groundzero.backup.gateway.audit;

import java.util.Set;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.gateway.problem.Problem;
import io.groundzero.backup.gateway.security.Actor;
import io.quarkus.runtime.BlockingOperationControl;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.ext.web.RoutingContext;

/** Every call of the API that may change something is in the audit log, without the resource's doing. */
class AuditFilter {

    private static final Logger LOG = Logger.getLogger(AuditFilter.class);
    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");
    private static final String BEGUN_BY = AuditFilter.class.getName();

    private final Audit audit;
    private final SecurityIdentity identity;

    AuditFilter(Audit audit, SecurityIdentity identity) {
        this.audit = audit;
        this.identity = identity;
    }

    /** Who is not logged in is refused, or logs in; both come later. */
    @ServerRequestFilter
    void begin(ContainerRequestContext request) {
        Actor actor = Actor.of(identity);
        if (!HARMLESS.contains(request.getMethod()) && actor != null) {
            request.setProperty(BEGUN_BY, audit.begin(actor, action(request)));
        }
    }

    @ServerResponseFilter
    void end(ContainerRequestContext request, ContainerResponseContext response, RoutingContext context) {
        Actor loggedIn = Actor.of(context);
        if (HARMLESS.contains(request.getMethod()) && loggedIn == null) {
            return;
        }
        Actor actor = loggedIn == null ? Actor.of(identity) : loggedIn;
        if (actor == null) {
            return;
        }
        Long begunBy = (Long) request.getProperty(BEGUN_BY);
        String action = action(request);
        String outcome = outcome(response);
        if (loggedIn != null) {
            if (!write(begunBy, actor, action, outcome)) {
                refuse(request, response);
            }
        } else if (BlockingOperationControl.isBlockingAllowed()) {
            write(begunBy, actor, action, outcome);
        } else {
            // refused before it came to a thread that may wait for the database
            Infrastructure.getDefaultWorkerPool().execute(() -> write(begunBy, actor, action, outcome));
        }
    }

    /** A login has one line only; without it the session that was made is not handed out. */
    private static void refuse(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders().remove(HttpHeaders.SET_COOKIE);
        response.getHeaders().remove(HttpHeaders.LOCATION);
        response.setStatus(503);
        response.setEntity(Problem.of(503, ErrorCode.STATUS_UNAVAILABLE, ErrorCode.STATUS_UNAVAILABLE.meaning(),
                request.getUriInfo().getRequestUri().getRawPath()), null, MediaType.valueOf(Problem.MEDIA_TYPE));
    }

    /** It is done, and the caller must learn of it even if this cannot be stored: the first line says that it was begun. */
    private boolean write(Long begunBy, Actor actor, String action, String outcome) {
        try {
            audit.end(begunBy, actor, action, outcome);
            return true;
        } catch (RuntimeException e) {
            LOG.warnf("the audit log does not say how line %s ended: %s by %s, %s (%s)", begunBy, action, actor.name(),
                    outcome, e.getMessage());
            return false;
        }
    }

    private static String action(ContainerRequestContext request) {
        return request.getMethod() + " " + request.getUriInfo().getRequestUri().getRawPath();
    }

    private static String outcome(ContainerResponseContext response) {
        String location = response.getHeaderString(HttpHeaders.LOCATION);
        return response.getStatus() + (location == null ? "" : " " + location);
    }
}
