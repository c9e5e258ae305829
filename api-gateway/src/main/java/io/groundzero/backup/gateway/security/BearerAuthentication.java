package io.groundzero.backup.gateway.security;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.gateway.problem.Problem;
import io.groundzero.backup.gateway.problem.ProblemSender;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** {@code Authorization: Bearer <API key>}, or with a token of the identity provider. */
@ApplicationScoped
class BearerAuthentication implements HttpAuthenticationMechanism {

    private static final int FIRST = DEFAULT_PRIORITY + 1000;
    private static final String SCHEME = "Bearer ";

    private final OidcAuthenticationMechanism tokens;
    private final WrongKeys wrongKeys;
    private final ProblemSender problems;

    BearerAuthentication(OidcAuthenticationMechanism tokens, WrongKeys wrongKeys, ProblemSender problems) {
        this.tokens = tokens;
        this.wrongKeys = wrongKeys;
        this.problems = problems;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        String header = context.request().getHeader("Authorization");
        if (header == null) {
            return Uni.createFrom().nullItem();
        }
        if (isToken(header)) {
            // the one that is noted here says what is wrong, and the provider's has no words
            return tokens.authenticate(context, providers).onFailure()
                    .invoke(() -> context.put(HttpAuthenticationMechanism.class.getName(), this));
        }
        String address = ClientAddress.of(context.request());
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Uni.createFrom().failure(new AuthenticationFailedException());
        }
        return providers
                .authenticate(new KeyAuthenticationRequest(header.substring(SCHEME.length()).strip(), address));
    }

    /** One of an identity provider (RFC 7519) has dots, which no key has. If no provider is configured, it is worth nothing. */
    private static boolean isToken(String header) {
        return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && header.chars().filter(c -> c == '.').count() == 2;
    }

    /** Before the identity provider's own: what is wrong is said in our words. */
    @Override
    public int getPriority() {
        return FIRST;
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        Duration wait = context.request().getHeader("Authorization") == null
                ? Duration.ZERO
                : wrongKeys.calls().wait(ClientAddress.of(context.request()));
        HttpServerResponse response = context.response();
        if (wait.isZero()) {
            response.putHeader("WWW-Authenticate", "Bearer");
            send(context, 401, ErrorCode.UNAUTHORIZED.meaning());
        } else {
            response.putHeader("Retry-After", Long.toString(wait.toSeconds() + 1));
            send(context, 429, "too many calls with wrong keys came from this address; try again in "
                    + (wait.toSeconds() + 1) + " s");
        }
        return Uni.createFrom().item(true);
    }

    private void send(RoutingContext context, int status, String detail) {
        problems.send(context, Problem.of(status, ErrorCode.UNAUTHORIZED, detail, context.request().path()));
    }
}
