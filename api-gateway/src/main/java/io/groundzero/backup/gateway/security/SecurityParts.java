package io.groundzero.backup.gateway.security;

import java.time.Clock;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts together what decides on who may do what. */
@ApplicationScoped
class SecurityParts {

    private static final Duration SESSION = Duration.ofHours(12);

    @Produces
    @Singleton
    ApiKeys keys(ApiKeyConfig config) {
        return ApiKeys.load(config);
    }

    @Produces
    @Singleton
    Sessions sessions(ApiKeys keys, Clock clock) {
        return new Sessions(keys.secret("dashboard session"), SESSION, clock);
    }

    @Produces
    @Singleton
    FailedLogins failedLogins(Clock clock) {
        return new FailedLogins(clock);
    }
}
