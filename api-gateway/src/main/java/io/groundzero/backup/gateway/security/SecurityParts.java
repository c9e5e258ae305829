package io.groundzero.backup.gateway.security;

import java.time.Clock;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;

import io.quarkus.credentials.CredentialsProvider;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** Puts together what decides on who may do what. */
@ApplicationScoped
class SecurityParts {

    private static final Duration SESSION = Duration.ofHours(12);
    private static final int WRONG_LOGINS = 5;
    private static final int WRONG_CALLS = 30;

    @Produces
    @Singleton
    ApiKeys keys() {
        return new ApiKeys(() -> QuarkusTransaction.requiringNew().call(() -> ApiKeyRow
                .<ApiKeyRow>list("revokedAt is null").stream().map(ApiKeyRow::key).toList()));
    }

    @Produces
    @Singleton
    Sessions sessions(EntityManager entities, @Named("password-file") CredentialsProvider database, Clock clock) {
        byte[] stored = QuarkusTransaction.requiringNew().call(() -> (byte[]) entities
                .createNativeQuery("SELECT value FROM session_secret").getSingleResult());
        String password = database.getCredentials("gateway").get(CredentialsProvider.PASSWORD_PROPERTY_NAME);
        return new Sessions(SessionSecret.of(stored, password), SESSION, clock);
    }

    @Produces
    @Singleton
    WrongKeys wrongKeys(Clock clock) {
        return new WrongKeys(new FailedLogins(WRONG_LOGINS, clock), new FailedLogins(WRONG_CALLS, clock));
    }
}
