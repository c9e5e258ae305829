package io.groundzero.backup.gateway.mcp;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts together what needs no framework itself. */
@ApplicationScoped
class McpParts {

    @Produces
    @Singleton
    OneTimeTokens tokens(Clock clock) {
        return new OneTimeTokens(clock);
    }
}
