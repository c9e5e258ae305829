package io.groundzero.backup.gateway.backup;

import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.gateway.page.Slice;
import io.groundzero.backup.gateway.problem.Input;
import io.groundzero.backup.gateway.security.Roles;
import io.groundzero.backup.gateway.start.StartInput;

/** Backups: look, start, verify again. */
@Path("/api/v1/backups")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
public class BackupResource {

    private final Backups backups;
    private final BackupStart start;
    private final Verifications verifications;
    private final StartInput input;

    BackupResource(Backups backups, BackupStart start, Verifications verifications, StartInput input) {
        this.backups = backups;
        this.start = start;
        this.verifications = verifications;
        this.input = input;
    }

    /** @param cluster may be left out when only one is configured */
    public record StartRequest(String cluster) {
    }

    /** @param id of the backup that was started, or of the one that runs */
    public record Started(String id) {
    }

    /** @param requestedAt names the new proof */
    public record Requested(String id, Instant requestedAt) {
    }

    /**
     * @param backups newest first
     * @param next give it as {@code after} for the next page; null on the last one
     */
    public record BackupPage(List<BackupView> backups, String next) {
    }

    @GET
    @Transactional
    public BackupPage list(@QueryParam("cluster") String cluster, @QueryParam("state") String state,
            @QueryParam("verdict") String verdict, @QueryParam("limit") String limit,
            @QueryParam("after") String after) throws BackupException {
        if (cluster != null) {
            Input.valid(() -> BackupId.requireClusterName(cluster));
        }
        Map<String, Object> filters = new HashMap<>();
        filters.put("cluster", cluster);
        filters.put("state", constant(BackupState.class, "state", state));
        filters.put("verdict", constant(Verdict.class, "verdict", verdict));
        Slice.Part<BackupRow> part = Slice.of(limit, after, id -> BackupId.parse(id).time())
                .read((where, parameters) -> BackupRow.find(where, parameters), filters, row -> row.id);
        return new BackupPage(part.rows().stream().map(BackupView::brief).toList(), part.next());
    }

    @GET
    @Path("{id}")
    @Transactional
    public BackupView get(@PathParam("id") String id) throws BackupException {
        BackupRow row = backups.named(id);
        Manifest manifest = row.manifest == null ? null : backups.read(row.manifest, Manifest.class);
        List<ProofRow> proofRows = backups.proofs(row.id);
        List<Proof> proofs = proofRows.stream().map(proof -> backups.read(proof.document, Proof.class)).toList();
        return new BackupView(row.id, row.cluster, row.requestedAt, row.state, row.verdict, row.joined,
                stages(row, proofs), manifest == null ? null : manifest.artifacts(),
                row.shipped == null ? null : BackupCopy.of(backups.read(row.shipped, BackupShipped.class), proofRows),
                manifest == null ? null : manifest.snapshotAt(), proofs, proofRows.stream()
                        .map(proof -> new BackupView.ProofSignature(proof.key.requestedAt(), proof.signedBy)).toList());
    }

    /** A verification that was repeated is a run of its own. */
    private List<StageSummary> stages(BackupRow row, List<Proof> proofs) {
        return backups.progress(row).stages().stream()
                .map(stage -> stage.stage() == Stage.VERIFY && stage.state() == StageSummary.State.DONE
                        && !proofs.isEmpty()
                                ? stage.ofRun(proofs.get(0).startedAt(), proofs.get(0).finishedAt())
                                : stage)
                .toList();
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Roles.OPERATOR)
    @APIResponseSchema(value = Started.class, responseCode = "202")
    public Response start(@HeaderParam("Idempotency-Key") String key,
            @RequestBody(required = false, content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = StartRequest.class))) String body)
            throws BackupException {
        StartRequest request = input.body(body, StartRequest.class, new StartRequest(null));
        String id = start.start(request.cluster(), input.key(key));
        return Response.accepted(new Started(id)).location(URI.create("/api/v1/backups/" + id)).build();
    }

    @POST
    @Path("{id}/verifications")
    @RolesAllowed(Roles.OPERATOR)
    @APIResponseSchema(value = Requested.class, responseCode = "202")
    public Response verify(@PathParam("id") String id) throws BackupException {
        BackupRow row = backups.named(id);
        if (row.shipped == null) {
            throw new BackupException(ErrorCode.CONFLICT, "backup " + row.id + " is not in the bucket yet");
        }
        Instant requestedAt = verifications.request(backups.read(row.shipped, BackupShipped.class));
        return Response.accepted(new Requested(row.id, requestedAt))
                .location(URI.create("/api/v1/backups/" + row.id)).build();
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String parameter, String text) throws BackupException {
        try {
            return text == null ? null : Enum.valueOf(type, text);
        } catch (IllegalArgumentException e) {
            throw new BackupException(ErrorCode.REQUEST_INVALID,
                    parameter + " must be one of " + List.of(type.getEnumConstants()), e);
        }
    }
}
