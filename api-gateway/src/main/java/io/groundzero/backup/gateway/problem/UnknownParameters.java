package io.groundzero.backup.gateway.problem;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

import io.groundzero.backup.contracts.error.ErrorCode;

/** Refuses parameters that a call does not know: who misspells a filter would take all for what was asked for. */
class UnknownParameters {

    /** There the identity provider sends people back, with parameters of its own. */
    private static final String OPEN_ID = "/api/v1/session/openid";

    private final Calls calls;

    UnknownParameters(Calls calls) {
        this.calls = calls;
    }

    @ServerRequestFilter(nonBlocking = true, priority = Priorities.ENTITY_CODER)
    Optional<Response> refuse(ContainerRequestContext request) {
        String path = request.getUriInfo().getRequestUri().getRawPath();
        Set<String> unknown = new TreeSet<>(request.getUriInfo().getQueryParameters().keySet());
        Optional<Calls.Call> call = calls.at(path, request.getMethod());
        if (unknown.isEmpty() || call.isEmpty() || path.startsWith(OPEN_ID)) {
            return Optional.empty();
        }
        unknown.removeAll(call.get().parameters());
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of(ProblemMappers.response(Problem.of(400, ErrorCode.REQUEST_INVALID,
                        "there is no parameter " + String.join(", ", unknown) + " here; "
                                + (call.get().parameters().isEmpty()
                                        ? "this call takes none"
                                        : "known are " + String.join(", ", new TreeSet<>(call.get().parameters()))),
                        path)));
    }
}
