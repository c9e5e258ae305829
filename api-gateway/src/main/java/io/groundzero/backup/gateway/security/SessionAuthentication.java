package io.groundzero.backup.gateway.security;

import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

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

    static final String COOKIE = "ground-zero-session";
    private static final String OWN_PAGE = "X-Ground-Zero";
    private static final Set<HttpMethod> HARMLESS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final ApiKeys keys;
    private final Sessions sessions;

    SessionAuthentication(ApiKeys keys, Sessions sessions) {
        this.keys = keys;
        this.sessions = sessions;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        Cookie cookie = context.request().getCookie(COOKIE);
        if (cookie == null || context.request().getHeader("Authorization") != null) {
            return Uni.createFrom().nullItem();
        }
        Optional<String> role = sessions.role(cookie.getValue());
        if (role.isEmpty()) {
            // as if there were none: the page for logging in must come even so
            return Uni.createFrom().nullItem();
        }
        if (!HARMLESS.contains(context.request().method()) && context.request().getHeader(OWN_PAGE) == null) {
            return Uni.createFrom().failure(new AuthenticationFailedException());
        }
        return Uni.createFrom().item(keys.identity(role.get()));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().nullItem();
    }
}
