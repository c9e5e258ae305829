package io.groundzero.backup.gateway.problem;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.error.ErrorCode;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/** Refuses a body that is too large before the framework does, which would say nothing about why. */
@ApplicationScoped
class LargeBodies {

    private static final int BEFORE_ALL_OTHERS = 1_000_000;

    private final long largest;
    private final ObjectMapper json;

    LargeBodies(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largest, ObjectMapper json) {
        this.largest = largest.asLongValue();
        this.json = json;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_ALL_OTHERS);
    }

    private void check(RoutingContext context) {
        if (size(context.request().getHeader("Content-Length")) <= largest) {
            context.next();
            return;
        }
        Problem problem = Problem.of(413, ErrorCode.REQUEST_INVALID,
                "the body has more than the " + largest + " bytes that are allowed", context.request().path());
        // the rest of the body is not read
        context.response().setStatusCode(413).putHeader("Connection", "close")
                .putHeader("Content-Type", Problem.MEDIA_TYPE).end(Buffer.buffer(problem.bytes(json)));
    }

    private static long size(String length) {
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
