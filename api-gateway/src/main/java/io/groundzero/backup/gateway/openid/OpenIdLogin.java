package io.groundzero.backup.gateway.openid;

import java.net.URI;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;

import io.groundzero.backup.gateway.security.Actor;
import io.groundzero.backup.gateway.security.Roles;
import io.groundzero.backup.gateway.security.SessionCookies;
import io.quarkus.oidc.OidcSession;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;

/**
 * Where a browser goes to log in at the identity provider, and where it comes back to. Who is known then gets a session
 * like anybody else's; that of the framework, which has no protection of ours against foreign pages, ends at once.
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
    @RolesAllowed(Roles.VIEWER)
    @Operation(hidden = true)
    public Uni<Response> login(@Context HttpServerRequest request) {
        Actor actor = Actor.of(identity);
        Response home = Response.seeOther(URI.create("/")).cookie(cookies.open(actor, request)).build();
        return atProvider.logout().replaceWith(home);
    }
}
