package io.groundzero.backup.gateway.drill;

import java.net.URI;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;

import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

import io.groundzero.backup.contracts.drill.DrillReport;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.name.DrillId;
import io.groundzero.backup.gateway.page.Slice;
import io.groundzero.backup.gateway.problem.Input;
import io.groundzero.backup.gateway.security.Roles;
import io.groundzero.backup.gateway.start.StartInput;

/** Game days: hold one, look, read the report. */
@Path("/api/v1/drills")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
public class DrillResource {

    private static final MediaType MARKDOWN = new MediaType("text", "markdown", "utf-8");
    private static final MediaType HTML = new MediaType("text", "html", "utf-8");
    private static final MediaType SIGNATURE = new MediaType("application", "pgp-signature");
    private static final List<Variant> FORMS = Variant
            .mediaTypes(MediaType.APPLICATION_JSON_TYPE, HTML, MARKDOWN, SIGNATURE).build();

    private final Drills drills;
    private final DrillStart start;
    private final StartInput input;

    DrillResource(Drills drills, DrillStart start, StartInput input) {
        this.drills = drills;
        this.start = start;
        this.input = input;
    }

    /**
     * @param cluster whose loss is rehearsed; may be left out when only one is configured
     * @param backup the backup to restore; the newest one in the bucket if left out
     */
    public record DrillRequest(String cluster, String backup) {
    }

    /** @param id of the drill that was started, or of the one that is under way */
    @Schema(name = "StartedDrill")
    public record Started(String id) {
    }

    /**
     * @param drills newest first
     * @param next give it as {@code after} for the next page; null on the last one
     */
    public record DrillPage(List<DrillView> drills, String next) {
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Roles.OPERATOR)
    @APIResponseSchema(value = Started.class, responseCode = "202")
    public Response start(@HeaderParam("Idempotency-Key") String key,
            @RequestBody(required = false, content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = DrillRequest.class))) String body)
            throws BackupException {
        DrillRequest request = input.body(body, DrillRequest.class, new DrillRequest(null, null));
        if (request.backup() != null) {
            Input.valid(() -> BackupId.parse(request.backup()));
        }
        String id = start.start(request.cluster(), request.backup(), "api", input.key(key));
        return Response.accepted(new Started(id)).location(URI.create("/api/v1/drills/" + id)).build();
    }

    @GET
    @Transactional
    public DrillPage list(@QueryParam("cluster") String cluster, @QueryParam("limit") String limit,
            @QueryParam("after") String after) throws BackupException {
        if (cluster != null) {
            Input.valid(() -> BackupId.requireClusterName(cluster));
        }
        Slice.Part<DrillRow> part = drills.list(cluster, Slice.of(limit, after, id -> DrillId.parse(id).time()));
        return new DrillPage(part.rows().stream().map(drills::brief).toList(), part.next());
    }

    @GET
    @Path("{id}")
    public DrillView get(@PathParam("id") String id) throws BackupException {
        DrillRow row = row(id);
        return DrillView.of(row, report(row));
    }

    /** As JSON (byte for byte what the verifier signed), HTML, Markdown, or its signature: what {@code Accept} asks for. */
    @GET
    @Path("{id}/report")
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_HTML, "text/markdown", "application/pgp-signature"})
    @APIResponse(responseCode = "200", content = {
            @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = DrillReport.class)),
            @Content(mediaType = MediaType.TEXT_HTML), @Content(mediaType = "text/markdown"),
            @Content(mediaType = "application/pgp-signature")})
    public Response report(@PathParam("id") String id, @Context Request request) throws BackupException {
        DrillRow row = row(id);
        if (row.report == null) {
            throw new BackupException(ErrorCode.CONFLICT, row.state == DrillState.INCONCLUSIVE
                    ? row.id + " could not be held, so there is nothing to report: " + row.cause
                    : row.id + " is under way; its report comes at the end");
        }
        Variant form = request.selectVariant(FORMS);
        if (form == null) {
            throw new NotAcceptableException();
        }
        DrillReport report = drills.read(row.report);
        MediaType type = form.getMediaType();
        String text = switch (type.getSubtype()) {
            case "html" -> ReportPage.of(report, row.report);
            case "markdown" -> ReportMarkdown.of(report, row.report);
            case "pgp-signature" -> row.signature;
            default -> row.report;
        };
        return Response.ok(text, type).header("Vary", "Accept").build();
    }

    private DrillReport report(DrillRow row) {
        return row.report == null ? null : drills.read(row.report);
    }

    private DrillRow row(String id) throws BackupException {
        return drills.find(Input.valid(() -> DrillId.parse(id)).toString())
                .orElseThrow(() -> new BackupException(ErrorCode.NOT_FOUND, "there is no drill " + id));
    }
}
