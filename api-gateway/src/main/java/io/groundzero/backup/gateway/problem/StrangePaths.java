package io.groundzero.backup.gateway.problem;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.groundzero.backup.contracts.error.ErrorCode;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;

/**
 * Refuses paths with a semicolon. The rules on who may call what compare whole paths, while the framework behind them takes
 * away what follows a semicolon (matrix parameters): with {@code ;x} at its end a path would come round its rule.
 */
@ApplicationScoped
class StrangePaths {

    private static final int BEFORE_ALL_OTHERS = 1_000_001;

    private final ProblemSender problems;

    StrangePaths(ProblemSender problems) {
        this.problems = problems;
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
        problems.send(context,
                Problem.of(400, ErrorCode.REQUEST_INVALID, "there is no path with a semicolon", path));
    }
}
