package io.groundzero.backup.gateway.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;

/** The cookie that holds a session of the dashboard. */
@ApplicationScoped
public class SessionCookies {

    static final String NAME = "ground-zero-session";

    private final Sessions sessions;
    private final EndedSessions ended;

    SessionCookies(Sessions sessions, EndedSessions ended) {
        this.sessions = sessions;
        this.ended = ended;
    }

    /** For a person whom the identity provider knows. */
    public NewCookie open(Actor actor, HttpServerRequest request) {
        return open(new Session(null, actor.name(), actor.role()), request);
    }

    NewCookie open(Session session, HttpServerRequest request) {
        return cookie(sessions.open(session), (int) sessions.lifetime().toSeconds(), request);
    }

    /** Ends the session, wherever its cookie is kept, and takes the cookie away. */
    NewCookie end(HttpServerRequest request) {
        Cookie cookie = request.getCookie(NAME);
        if (cookie != null) {
            sessions.ticket(cookie.getValue()).ifPresent(ended::end);
        }
        return cookie("", 0, request);
    }

    private static NewCookie cookie(String value, int seconds, HttpServerRequest request) {
        return new NewCookie.Builder(NAME).value(value).path("/").maxAge(seconds).httpOnly(true)
                .sameSite(NewCookie.SameSite.STRICT).secure("https".equals(request.scheme())).build();
    }
}
