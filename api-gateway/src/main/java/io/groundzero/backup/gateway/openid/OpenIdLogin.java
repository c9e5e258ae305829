package io.groundzero.backup.gateway.openid;

import java.net.URI;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;

import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.gateway.problem.Problem;
import io.groundzero.backup.gateway.security.Actor;
import io.groundzero.backup.gateway.security.SessionCookies;
import io.quarkus.oidc.OidcSession;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/**
 * Where a browser goes to log in at the identity provider, and where it comes back to. Who is known then gets a session
 * like anybody else's, and whoever has no group of ours has to go. The framework's own session, which has no protection
 * of ours against foreign pages, ends at once.
 */
@Path(OpenIdLogin.PATH)
public class OpenIdLogin {

    static final String PATH = "/api/v1/session/openid";

    private final SecurityIdentity identity;
    private final OidcSession atProvider;
    private final SessionCookies cookies;

    OpenIdLogin(SecurityIdentity identity, OidcSession atProvider, SessionCookies cookies) {
        this.identity = identity;
        this.atProvider = atProvider;
        this.cookies = cookies;
    }

    @GET
    @Blocking
    @Authenticated
    @Operation(hidden = true)
    public Uni<Response> login(@Context RoutingContext context) {
        Actor actor = Actor.of(identity);
        boolean isPerson = context.request().getHeader("Authorization") == null
                && (actor == null || actor.way() == Actor.Way.OPENID);
        Response answer;
        if (actor == null || !isPerson) {
            answer = Response.status(403).type(Problem.MEDIA_TYPE).entity(Problem.of(403, ErrorCode.FORBIDDEN,
                    isPerson
                            ? "you are known, but in none of the groups that may come here"
                            : "only a person logs in here, in a browser",
                    PATH)).build();
        } else {
            actor.is(context);
            answer = Response.seeOther(URI.create("/")).cookie(cookies.open(actor, context.request())).build();
        }
        return atProvider.logout().replaceWith(answer);
    }
}
