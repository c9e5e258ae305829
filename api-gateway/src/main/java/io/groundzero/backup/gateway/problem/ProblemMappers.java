package io.groundzero.backup.gateway.problem;

import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;

/** Every error that a caller sees, in one form. */
public class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    private final Calls calls;

    ProblemMappers(Calls calls) {
        this.calls = calls;
    }

    @ServerExceptionMapper
    Response known(BackupException e, UriInfo uri) {
        return response(Problem.of(Problem.status(e.code()), e.code(), e.getMessage(), path(uri)));
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException e, UriInfo uri) {
        return response(Problem.of(403, ErrorCode.FORBIDDEN, ErrorCode.FORBIDDEN.meaning(), path(uri)));
    }

    @ServerExceptionMapper
    Response unauthorized(UnauthorizedException e, UriInfo uri) {
        return response(Problem.of(401, ErrorCode.UNAUTHORIZED, ErrorCode.UNAUTHORIZED.meaning(), path(uri)));
    }

    @ServerExceptionMapper
    Response json(JsonProcessingException e, UriInfo uri) {
        return response(Problem.of(400, ErrorCode.REQUEST_INVALID, "the body is not the JSON that is expected here",
                path(uri)));
    }

    /** The framework has a mapper of its own for this one, with words of its own. */
    @ServerExceptionMapper
    Response mismatch(MismatchedInputException e, UriInfo uri) {
        return e instanceof UnrecognizedPropertyException unknown
                ? response(Problem.of(400, ErrorCode.REQUEST_INVALID, unknownField(unknown), path(uri)))
                : json(e, uri);
    }

    /** As {@code there is no field x here; known are cluster}. */
    public static String unknownField(UnrecognizedPropertyException unknown) {
        return "there is no field " + unknown.getPropertyName() + " here; known are "
                + unknown.getKnownPropertyIds().stream().map(Object::toString).sorted()
                        .collect(Collectors.joining(", "));
    }

    /** What the framework itself finds wrong: unknown paths, methods, media types, broken bodies. */
    @ServerExceptionMapper
    Response framework(WebApplicationException e, UriInfo uri, ContainerRequestContext request) {
        int status = e.getResponse().getStatus();
        if (status >= 500) {
            return unexpected(e, uri);
        }
        if (status < 400) {
            return e.getResponse();
        }
        ErrorCode code = status == 404 ? ErrorCode.NOT_FOUND : ErrorCode.REQUEST_INVALID;
        String path = path(uri);
        return switch (status) {
            case 405 -> Response.fromResponse(response(Problem.of(status, code, "there is no " + request.getMethod()
                    + " here; allowed are " + calls.allowed(path), path))).header("Allow", calls.allowed(path)).build();
            case 406 -> response(Problem.of(status, code, "the header Accept asks for "
                    + request.getHeaderString("Accept") + ", and this call answers with "
                    + calls.at(path, request.getMethod()).map(call -> String.join(", ", call.types()))
                            .orElse("no body"),
                    path));
            case 415 -> response(Problem.of(status, code, "the header Content-Type says "
                    + request.getHeaderString("Content-Type") + ", and the body must be application/json", path));
            default -> response(Problem.of(status, code, code.meaning(), path));
        };
    }

    @ServerExceptionMapper
    Response database(PersistenceException e, UriInfo uri) {
        return unexpected(e, uri);
    }

    /** The caller gets a number, the log the rest. */
    @ServerExceptionMapper
    Response unexpected(RuntimeException e, UriInfo uri) {
        DatabaseTrouble trouble = DatabaseTrouble.of(e);
        if (trouble == DatabaseTrouble.VALUE) {
            // it may be our own fault: the caller cannot tell us what the database said
            LOG.infof("the database refuses a value at %s: %s", path(uri), DatabaseTrouble.words(e));
            return response(Problem.of(400, ErrorCode.REQUEST_INVALID,
                    "a value has a character, such as zero, or a size that cannot be stored", path(uri)));
        }
        if (trouble == DatabaseTrouble.AWAY) {
            LOG.warnf("the gateway's database is away: %s at %s", e.getMessage(), path(uri));
            return Response.fromResponse(response(Problem.of(503, ErrorCode.STATUS_UNAVAILABLE,
                    ErrorCode.STATUS_UNAVAILABLE.meaning(), path(uri)))).header("Retry-After", 5).build();
        }
        String incident = UUID.randomUUID().toString();
        LOG.errorf(e, "incident %s at %s", incident, path(uri));
        return response(Problem.of(500, ErrorCode.INTERNAL, "incident " + incident + "; the gateway's log says more",
                path(uri)));
    }

    private static String path(UriInfo uri) {
        return uri.getRequestUri().getRawPath();
    }

    static Response response(Problem problem) {
        return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem).build();
    }
}
