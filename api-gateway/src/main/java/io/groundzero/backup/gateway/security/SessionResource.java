package io.groundzero.backup.gateway.security;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.logging.Logger;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.gateway.problem.Problem;
import io.groundzero.backup.gateway.problem.StrictBody;
import io.quarkus.resteasy.reactive.jackson.CustomDeserialization;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** The dashboard's login: an API key against a cookie that scripts cannot read. */
@Path("/api/v1/session")
@Produces(MediaType.APPLICATION_JSON)
public class SessionResource {

    private static final Logger LOG = Logger.getLogger(SessionResource.class);
    private static final int LONGEST_KEY = 500;

    private final ApiKeys keys;
    private final SessionCookies cookies;
    private final FailedLogins failures;
    private final LastSeen seen;

    SessionResource(ApiKeys keys, SessionCookies cookies, WrongKeys wrongKeys, LastSeen seen) {
        this.keys = keys;
        this.cookies = cookies;
        this.failures = wrongKeys.logins();
        this.seen = seen;
    }

    /** @param key a person's API key */
    public record Login(String key) {
    }

    /**
     * @param role {@code operator} or {@code viewer}
     * @param name of the key, or of the person
     */
    @Schema(name = "Session")
    public record View(String role, String name) {
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    public View get(@Context SecurityContext security) {
        return new View(security.isUserInRole(Roles.OPERATOR) ? Roles.OPERATOR : Roles.VIEWER,
                security.getUserPrincipal().getName());
    }

    @POST
    @PermitAll
    @Consumes(MediaType.APPLICATION_JSON)
    @CustomDeserialization(StrictBody.class)
    @APIResponseSchema(View.class)
    public Response login(Login login, @Context RoutingContext context) throws BackupException {
        HttpServerRequest request = context.request();
        String address = ClientAddress.of(request);
        Duration wait = failures.wait(address);
        if (!wait.isZero()) {
            LOG.warnf("too many failed logins from %s", address);
            return Response.status(429).header("Retry-After", wait.toSeconds() + 1).type(Problem.MEDIA_TYPE)
                    .entity(Problem.of(429, ErrorCode.UNAUTHORIZED, "too many failed logins; try again in "
                            + (wait.toSeconds() + 1) + " s", "/api/v1/session"))
                    .build();
        }
        if (login == null || login.key() == null || login.key().length() > LONGEST_KEY) {
            throw new BackupException(ErrorCode.REQUEST_INVALID, "the body must be {\"key\": \"<API key>\"}");
        }
        Optional<ApiKey> found = keys.find(login.key().strip());
        if (found.isEmpty()) {
            failures.failed(address);
            LOG.warnf("failed login from %s", address);
            return Response.status(401).type(Problem.MEDIA_TYPE).entity(Problem.of(401, ErrorCode.UNAUTHORIZED,
                    "this is no key of this gateway", "/api/v1/session")).build();
        }
        ApiKey key = found.get();
        seen.came(key);
        new Actor(key.name(), key.role(), Actor.Way.KEY, address, key.id()).is(context);
        if (key.holder() == Holder.MACHINE) {
            throw new BackupException(ErrorCode.FORBIDDEN,
                    "this key was made for a machine, which may not pass for a person here");
        }
        Session session = new Session(key.id(), key.name(), key.role());
        return Response.ok(new View(session.role(), session.name()))
                .cookie(cookies.open(session, request)).build();
    }

    @DELETE
    @PermitAll
    public Response logout(@Context HttpServerRequest request) {
        return Response.ok(Map.of()).cookie(cookies.end(request)).build();
    }
}
