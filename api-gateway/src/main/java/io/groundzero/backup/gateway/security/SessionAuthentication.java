package io.groundzero.backup.gateway.security;

import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.groundzero.backup.gateway.security.Sessions.Ticket;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * The dashboard's cookie. What changes something must also carry a header that no foreign page can send: a form cannot,
 * and a script would need a permission that this gateway gives to nobody.
 */
@ApplicationScoped
class SessionAuthentication implements HttpAuthenticationMechanism {

    private static final String OWN_PAGE = "X-Ground-Zero";
    private static final Set<HttpMethod> HARMLESS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final ApiKeys keys;
    private final Sessions sessions;
    private final EndedSessions ended;
    private final LastSeen seen;

    SessionAuthentication(ApiKeys keys, Sessions sessions, EndedSessions ended, LastSeen seen) {
        this.keys = keys;
        this.sessions = sessions;
        this.ended = ended;
        this.seen = seen;
    }

    /** Its secret is read at the start: a call may not wait for the database here. */
    void prepare(@Observes StartupEvent start) {
        sessions.lifetime();
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        Cookie cookie = context.request().getCookie(SessionCookies.NAME);
        if (cookie == null || context.request().getHeader("Authorization") != null) {
            return Uni.createFrom().nullItem();
        }
        Optional<Ticket> open = sessions.ticket(cookie.getValue()).filter(ticket -> !ended.contains(ticket));
        Optional<Session> session = open.flatMap(ticket -> sessions.read(cookie.getValue())).flatMap(this::stillGood);
        if (session.isEmpty()) {
            // as if there were none: the page for logging in must come even so
            return Uni.createFrom().nullItem();
        }
        if (!HARMLESS.contains(context.request().method()) && context.request().getHeader(OWN_PAGE) == null) {
            return Uni.createFrom().failure(new AuthenticationFailedException());
        }
        String address = ClientAddress.of(context.request());
        seen.came(open.get(), session.get(), address);
        return Uni.createFrom().item(new Actor(session.get().name(), session.get().role(), Actor.Way.SESSION,
                address, session.get().key()).identity());
    }

    /** A session ends with the key that opened it. */
    private Optional<Session> stillGood(Session session) {
        return session.key() == null
                ? Optional.of(session)
                : keys.withId(session.key()).map(key -> new Session(key.id(), key.name(), key.role()));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().nullItem();
    }
}
