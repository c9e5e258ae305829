package io.groundzero.backup.gateway.security;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;

import io.groundzero.backup.gateway.security.Sessions.Ticket;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;

/** The cookie that holds a session of the dashboard. */
@ApplicationScoped
public class SessionCookies {

    static final String NAME = "ground-zero-session";

    private final Sessions sessions;
    private final EndedSessions ended;
    private final LastSeen seen;

    SessionCookies(Sessions sessions, EndedSessions ended, LastSeen seen) {
        this.sessions = sessions;
        this.ended = ended;
        this.seen = seen;
    }

    /** For a person whom the identity provider knows. */
    public NewCookie open(Actor actor, HttpServerRequest request) {
        return open(new Session(null, actor.name(), actor.role()), request);
    }

    NewCookie open(Session session, HttpServerRequest request) {
        String value = sessions.open(session);
        seen.came(sessions.ticket(value).orElseThrow(), session, ClientAddress.of(request));
        return cookie(value, (int) sessions.lifetime().toSeconds(), request);
    }

    /** Ends the session, wherever its cookie is kept, and takes the cookie away. */
    NewCookie end(HttpServerRequest request) {
        ticket(request).ifPresent(ended::end);
        return cookie("", 0, request);
    }

    /** Of the session whose cookie came with a call. Whether it was ended is not asked. */
    Optional<Ticket> ticket(HttpServerRequest request) {
        return Optional.ofNullable(request.getCookie(NAME)).map(Cookie::getValue).flatMap(sessions::ticket);
    }

    private static NewCookie cookie(String value, int seconds, HttpServerRequest request) {
        return new NewCookie.Builder(NAME).value(value).path("/").maxAge(seconds).httpOnly(true)
                .sameSite(NewCookie.SameSite.STRICT).secure("https".equals(request.scheme())).build();
    }
}
