package io.groundzero.backup.gateway.openid;

import java.util.Optional;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** How one can log in, for the page on which one does. */
@Path("/api/v1/session/ways")
@Produces(MediaType.APPLICATION_JSON)
public class LoginWays {

    private final Optional<OpenIdSettings> settings;

    LoginWays(Optional<OpenIdSettings> settings) {
        this.settings = settings;
    }

    /** @param openid where to go to log in at the identity provider; null if there is none */
    public record Ways(String openid) {
    }

    @GET
    @PermitAll
    public Ways get() {
        return new Ways(settings.isPresent() ? OpenIdLogin.PATH : null);
    }
}
