package io.groundzero.backup.gateway.problem;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Closes the connection of a request whose body does not come to its end: each would be held for half an hour, and there is
 * only so much room for them.
 */
@ApplicationScoped
class HalfSentRequests {

    private static final int BEFORE_ALL_OTHERS = 1_000_002;

    private final Duration patience;

    /** @param patience how long the body may take; the largest one has 64 KB */
    HalfSentRequests(@ConfigProperty(name = "quarkus.http.read-timeout") Duration patience) {
        this.patience = patience;
    }

    void register(@Observes Filters filters) {
        filters.register(this::watch, BEFORE_ALL_OTHERS);
    }

    private void watch(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.getHeader("Content-Length") != null || request.getHeader("Transfer-Encoding") != null) {
            long timer = context.vertx().setTimer(patience.toMillis(), passed -> {
                if (!whole(request) && !context.response().ended()) {
                    request.connection().close();
                }
            });
            context.addEndHandler(ended -> context.vertx().cancelTimer(timer));
        }
        context.next();
    }

    /** Whoever reads JSON stops at its last brace, so that the request's end may never be seen though all of it came. */
    private static boolean whole(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return request.isEnded() || length != null && length.equals(Long.toString(request.bytesRead()));
    }
}
