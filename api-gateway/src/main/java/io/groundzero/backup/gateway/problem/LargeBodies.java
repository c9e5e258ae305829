package io.groundzero.backup.gateway.problem;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.groundzero.backup.contracts.error.ErrorCode;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;

/** Refuses a body that is too large before the framework does, which would say nothing about why. */
@ApplicationScoped
class LargeBodies {

    private static final int BEFORE_ALL_OTHERS = 1_000_000;

    private final long largest;
    private final ProblemSender problems;

    LargeBodies(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largest,
            ProblemSender problems) {
        this.largest = largest.asLongValue();
        this.problems = problems;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_ALL_OTHERS);
    }

    private void check(RoutingContext context) {
        if (size(context.request().getHeader("Content-Length")) <= largest) {
            context.next();
            return;
        }
        // the rest of the body is not read
        context.response().putHeader("Connection", "close");
        problems.send(context, Problem.of(413, ErrorCode.REQUEST_INVALID,
                "the body has more than the " + largest + " bytes that are allowed", context.request().path()));
    }

    private static long size(String length) {
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
