package io.groundzero.backup.gateway.problem;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.error.ErrorCode;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/**
 * Refuses paths with a semicolon. The rules on who may call what compare whole paths, while the framework behind them takes
 * away what follows a semicolon (matrix parameters): with {@code ;x} at its end a path would come round its rule.
 */
@ApplicationScoped
class StrangePaths {

    private static final int BEFORE_ALL_OTHERS = 1_000_001;

    private final ObjectMapper json;

    StrangePaths(ObjectMapper json) {
        this.json = json;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_ALL_OTHERS);
    }

    private void check(RoutingContext context) {
        String path = context.request().path();
        if (path == null || path.indexOf(';') < 0) {
            context.next();
            return;
        }
        Problem problem = Problem.of(400, ErrorCode.REQUEST_INVALID, "there is no path with a semicolon", path);
        context.response().setStatusCode(400).putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(Buffer.buffer(problem.bytes(json)));
    }
}
