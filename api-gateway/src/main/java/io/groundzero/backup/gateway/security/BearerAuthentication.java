package io.groundzero.backup.gateway.security;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.gateway.problem.Problem;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/** {@code Authorization: Bearer <API key>}. */
@ApplicationScoped
class BearerAuthentication implements HttpAuthenticationMechanism {

    private static final String SCHEME = "Bearer ";

    private final ApiKeys keys;
    private final ObjectMapper json;

    BearerAuthentication(ApiKeys keys, ObjectMapper json) {
        this.keys = keys;
        this.json = json;
    }

    /** Bad keys are found at the start, not at the first call. */
    void check(@Observes StartupEvent start) {
        keys.role("");
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        String header = context.request().getHeader("Authorization");
        if (header == null) {
            return Uni.createFrom().nullItem();
        }
        Optional<String> role = header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? keys.role(header.substring(SCHEME.length()).strip())
                : Optional.empty();
        return role.isPresent()
                ? Uni.createFrom().item(keys.identity(role.get()))
                : Uni.createFrom().failure(new AuthenticationFailedException());
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        Problem problem = Problem.of(401, ErrorCode.UNAUTHORIZED, ErrorCode.UNAUTHORIZED.meaning(),
                context.request().path());
        Buffer body = Buffer.buffer(problem.bytes(json));
        context.response().setStatusCode(401).putHeader("WWW-Authenticate", "Bearer")
                .putHeader("Content-Type", Problem.MEDIA_TYPE).end(body);
        return Uni.createFrom().item(true);
    }
}
