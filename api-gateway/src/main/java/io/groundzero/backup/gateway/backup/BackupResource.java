package io.groundzero.backup.gateway.backup;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
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

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.gateway.GatewayConfig;
import io.groundzero.backup.gateway.security.Roles;
import io.quarkus.panache.common.Page;

/** Backups: look, start, verify again. */
@Path("/api/v1/backups")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
public class BackupResource {

    private static final int LARGEST_PAGE = 200;
    private static final int LONGEST_KEY = 200;

    private final Backups backups;
    private final BackupStart start;
    private final Verifications verifications;
    private final GatewayConfig config;
    private final ObjectMapper json;

    BackupResource(Backups backups, BackupStart start, Verifications verifications, GatewayConfig config,
            ObjectMapper json) {
        this.json = json;
        this.backups = backups;
        this.start = start;
        this.verifications = verifications;
        this.config = config;
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
        List<String> where = new ArrayList<>(List.of("1 = 1"));
        Map<String, Object> parameters = new HashMap<>();
        if (cluster != null) {
            where.add("cluster = :cluster");
            parameters.put("cluster", cluster);
        }
        if (state != null) {
            where.add("state = :state");
            parameters.put("state", constant(BackupState.class, "state", state));
        }
        if (verdict != null) {
            where.add("verdict = :verdict");
            parameters.put("verdict", constant(Verdict.class, "verdict", verdict));
        }
        if (after != null) {
            BackupId last = id(after);
            where.add("(requestedAt < :time or requestedAt = :time and id < :id)");
            parameters.put("time", last.time());
            parameters.put("id", last.toString());
        }
        int size = size(limit);
        List<BackupRow> rows = BackupRow.<BackupRow>find(
                String.join(" and ", where) + " order by requestedAt desc, id desc", parameters)
                .page(Page.ofSize(size + 1)).list();
        boolean more = rows.size() > size;
        List<BackupRow> page = more ? rows.subList(0, size) : rows;
        return new BackupPage(page.stream().map(BackupView::brief).toList(),
                more ? page.get(page.size() - 1).id : null);
    }

    @GET
    @Path("{id}")
    @Transactional
    public BackupView get(@PathParam("id") String id) throws BackupException {
        BackupRow row = row(id);
        Manifest manifest = row.manifest == null ? null : backups.read(row.manifest, Manifest.class);
        List<Proof> proofs = backups.proofs(row.id).stream().map(proof -> backups.read(proof.document, Proof.class))
                .toList();
        return new BackupView(row.id, row.cluster, row.requestedAt, row.state, row.verdict, row.joined,
                backups.progress(row).stages(), manifest == null ? null : manifest.artifacts(),
                row.shipped == null ? null : BackupCopy.of(backups.read(row.shipped, BackupShipped.class), proofs),
                manifest == null ? null : manifest.snapshotAt(), proofs);
    }

    /** The body may be missing, and is read as JSON whatever its content type says. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Roles.OPERATOR)
    @APIResponseSchema(value = Started.class, responseCode = "202")
    public Response start(@HeaderParam("Idempotency-Key") String key,
            @RequestBody(required = false, content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = StartRequest.class))) String body)
            throws BackupException {
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
            throw new BackupException(ErrorCode.REQUEST_INVALID,
                    "Idempotency-Key must have 1 to " + LONGEST_KEY + " characters");
        }
        String id = start.start(cluster(body), key);
        return Response.accepted(new Started(id)).location(URI.create("/api/v1/backups/" + id)).build();
    }

    @POST
    @Path("{id}/verifications")
    @RolesAllowed(Roles.OPERATOR)
    @APIResponseSchema(value = Requested.class, responseCode = "202")
    public Response verify(@PathParam("id") String id) throws BackupException {
        BackupRow row = row(id);
        if (row.shipped == null) {
            throw new BackupException(ErrorCode.CONFLICT, "backup " + row.id + " is not in the bucket yet");
        }
        Instant requestedAt = verifications.request(backups.read(row.shipped, BackupShipped.class));
        return Response.accepted(new Requested(row.id, requestedAt))
                .location(URI.create("/api/v1/backups/" + row.id)).build();
    }

    private String cluster(String body) throws BackupException {
        StartRequest request = body == null || body.isBlank() ? null : request(body);
        if (request != null && request.cluster() != null) {
            return request.cluster();
        }
        if (config.clusters().size() != 1) {
            throw new BackupException(ErrorCode.REQUEST_INVALID,
                    "name a cluster; known are " + config.clusters());
        }
        return config.clusters().get(0);
    }

    private StartRequest request(String body) throws BackupException {
        try {
            return json.readValue(body, StartRequest.class);
        } catch (JsonProcessingException e) {
            throw new BackupException(ErrorCode.REQUEST_INVALID,
                    "the body must be JSON such as {\"cluster\": \"" + config.clusters().get(0) + "\"}", e);
        }
    }

    private BackupRow row(String id) throws BackupException {
        return backups.find(id(id).toString()).orElseThrow(
                () -> new BackupException(ErrorCode.BACKUP_NOT_FOUND, "there is no backup " + id));
    }

    private static BackupId id(String text) throws BackupException {
        try {
            return BackupId.parse(text);
        } catch (IllegalArgumentException e) {
            throw new BackupException(ErrorCode.REQUEST_INVALID, e.getMessage(), e);
        }
    }

    private static int size(String limit) throws BackupException {
        try {
            int size = limit == null ? 50 : Integer.parseInt(limit);
            if (size >= 1 && size <= LARGEST_PAGE) {
                return size;
            }
        } catch (NumberFormatException e) {
            // told below, like any other value out of range
        }
        throw new BackupException(ErrorCode.REQUEST_INVALID, "limit must be a number from 1 to " + LARGEST_PAGE);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String parameter, String text) throws BackupException {
        try {
            return Enum.valueOf(type, text);
        } catch (IllegalArgumentException e) {
            throw new BackupException(ErrorCode.REQUEST_INVALID,
                    parameter + " must be one of " + List.of(type.getEnumConstants()), e);
        }
    }
}
