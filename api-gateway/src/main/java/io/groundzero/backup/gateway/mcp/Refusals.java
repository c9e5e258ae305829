package io.groundzero.backup.gateway.mcp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.gateway.problem.Problem;
import io.groundzero.backup.gateway.problem.ProblemSender;
import io.quarkus.security.ForbiddenException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Tells who is known but has no role that he may not call MCP. The extension's own handler wants to read a request's number
 * from the body for that, and never answers if there is none (HttpMcpServerRecorder of quarkus-mcp-server-http 1.13.0).
 */
@ApplicationScoped
class Refusals {

    private static final int BEFORE_THE_EXTENSION = -100_000;

    private final ProblemSender problems;

    Refusals(ProblemSender problems) {
        this.problems = problems;
    }

    void register(@Observes Router router) {
        router.route("/mcp*").order(BEFORE_THE_EXTENSION).failureHandler(this::refuse);
    }

    private void refuse(RoutingContext context) {
        if (!(context.failure() instanceof ForbiddenException)) {
            context.next();
            return;
        }
        problems.send(context, Problem.of(403, ErrorCode.FORBIDDEN, ErrorCode.FORBIDDEN.meaning(), "/mcp"));
    }
}
