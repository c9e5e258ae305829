package io.groundzero.backup.gateway.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;

import io.vertx.core.http.HttpServerRequest;

/** The cookie that holds a session of the dashboard. */
@ApplicationScoped
public class SessionCookies {

    static final String NAME = "ground-zero-session";

    private final Sessions sessions;

    SessionCookies(Sessions sessions) {
        this.sessions = sessions;
    }

    /** For a person whom the identity provider knows. */
    public NewCookie open(Actor actor, HttpServerRequest request) {
        return open(new Session(null, actor.name(), actor.role()), request);
    }

    NewCookie open(Session session, HttpServerRequest request) {
        return cookie(sessions.open(session), (int) sessions.lifetime().toSeconds(), request);
    }

    /** Takes it away. */
    NewCookie none(HttpServerRequest request) {
        return cookie("", 0, request);
    }

    private static NewCookie cookie(String value, int seconds, HttpServerRequest request) {
        return new NewCookie.Builder(NAME).value(value).path("/").maxAge(seconds).httpOnly(true)
                .sameSite(NewCookie.SameSite.STRICT).secure("https".equals(request.scheme())).build();
    }
}
