package io.groundzero.backup.gateway.failure;

import java.time.Instant;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.gateway.problem.StrictBody;
import io.groundzero.backup.gateway.security.Roles;
import io.quarkus.resteasy.reactive.jackson.CustomDeserialization;

/** Parked messages: look, and send back. */
@Path("/api/v1/failures")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
public class FailureResource {

    private final Failures failures;

    FailureResource(Failures failures) {
        this.failures = failures;
    }

    /**
     * A parked message.
     *
     * @param id names it
     * @param queue the service whose step failed
     * @param backupId the backup, or null if the message is unreadable
     * @param artifact the object, or null
     * @param code of the catalogue
     * @param cause in words
     * @param meaning what it means for the backup
     * @param remedy what to do before sending it back
     * @param attempts how often it was tried
     * @param parkedAt when it was given up
     */
    public record FailureView(long id, String queue, String backupId, String artifact, String code, String cause,
            String meaning, String remedy, int attempts, Instant parkedAt) {

        public static FailureView of(FailureRow row) {
            ErrorCode code = known(row.code);
            return new FailureView(row.id, row.queue, row.backupId, row.artifact, row.code, row.cause, code.meaning(),
                    code.remedy(), row.attempts, row.parkedAt);
        }

        private static ErrorCode known(String code) {
            try {
                return ErrorCode.valueOf(code);
            } catch (IllegalArgumentException e) {
                return ErrorCode.INTERNAL;
            }
        }
    }

    @GET
    public List<FailureView> list() {
        return failures.open().stream().map(FailureView::of).toList();
    }

    @POST
    @Path("{id}/retry")
    @RolesAllowed(Roles.OPERATOR)
    @APIResponseSchema(value = FailureView.class, responseCode = "202")
    public Response retry(@PathParam("id") String id) throws BackupException {
        return Response.accepted(FailureView.of(failures.retry(number(id)))).build();
    }

    /** @param because why nothing needs to be done any more */
    public record Dismissal(String because) {
    }

    @POST
    @Path("{id}/dismiss")
    @RolesAllowed(Roles.OPERATOR)
    @Consumes(MediaType.APPLICATION_JSON)
    @CustomDeserialization(StrictBody.class)
    public FailureView dismiss(@PathParam("id") String id, Dismissal dismissal) throws BackupException {
        return FailureView.of(failures.dismiss(number(id), dismissal == null ? null : dismissal.because()));
    }

    private static long number(String id) throws BackupException {
        if (!id.matches("\\d{1,18}")) {
            throw new BackupException(ErrorCode.REQUEST_INVALID, "a failure's id is a number");
        }
        return Long.parseLong(id);
    }
}
