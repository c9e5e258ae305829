package io.groundzero.backup.gateway.problem;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/** Answers with a problem where a call does not get as far as a resource. */
@ApplicationScoped
public class ProblemSender {

    private final ObjectMapper json;

    ProblemSender(ObjectMapper json) {
        this.json = json;
    }

    /** Ends the response. Headers may have been put before. */
    public void send(RoutingContext context, Problem problem) {
        context.response().setStatusCode(problem.status()).putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(Buffer.buffer(problem.bytes(json)));
    }
}
