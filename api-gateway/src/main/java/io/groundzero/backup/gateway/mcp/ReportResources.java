package io.groundzero.backup.gateway.mcp;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.groundzero.backup.contracts.name.DrillId;
import io.groundzero.backup.gateway.drill.DrillRow;
import io.groundzero.backup.gateway.drill.Drills;
import io.quarkiverse.mcp.server.JsonRpcErrorCodes;
import io.quarkiverse.mcp.server.McpException;
import io.quarkiverse.mcp.server.ResourceManager;
import io.quarkiverse.mcp.server.ResourceResponse;
import io.quarkiverse.mcp.server.ResourceTemplateManager;
import io.quarkiverse.mcp.server.TextResourceContents;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;

/** Game days' reports, for clients that put documents before a model without a call of a tool. */
@ApplicationScoped
class ReportResources {

    static final String LATEST = "ground-zero://drills/latest/report";

    private static final String ONE = "ground-zero://drills/{id}/report";
    private static final String TYPE = "text/markdown";

    private final ResourceManager resources;
    private final ResourceTemplateManager templates;
    private final Drills drills;

    ReportResources(ResourceManager resources, ResourceTemplateManager templates, Drills drills) {
        this.resources = resources;
        this.templates = templates;
        this.drills = drills;
    }

    void register(@Observes StartupEvent start) {
        resources.newResource("latest game day report").setUri(LATEST).setMimeType(TYPE)
                .setTitle("Report of the last game day")
                .setDescription(
                        """
                                What the newest game day that has a report found, as Markdown: whether the backup came back, in which \
                                time, how much data would have been lost, what was done, what to do next.""")
                .setHandler(arguments -> report(arguments.requestUri().value(), null)).register();
        templates.newResourceTemplate("game day report").setUriTemplate(ONE).setMimeType(TYPE)
                .setTitle("Report of a game day")
                .setDescription(
                        """
                                What one game day found, as Markdown. id is that of the game day, such as drill-20260101T050000Z, \
                                as dr.validate_latest_restore and dr.latest_report return it.""")
                .setHandler(arguments -> report(arguments.requestUri().value(), arguments.args().get("id")))
                .register();
    }

    /** @param id null for the newest */
    private ResourceResponse report(String uri, String id) {
        String text = QuarkusTransaction.requiringNew().call(() -> find(id).map(drills::markdown).orElse(null));
        if (text == null) {
            throw new McpException(id == null
                    ? "no game day has been held yet; dr.validate_latest_restore holds one"
                    : "there is no game day " + id + " with a report", JsonRpcErrorCodes.RESOURCE_NOT_FOUND);
        }
        return new ResourceResponse(new TextResourceContents(uri, text, TYPE));
    }

    private Optional<DrillRow> find(String id) {
        if (id == null) {
            return drills.latestReported();
        }
        try {
            return drills.find(DrillId.parse(id).toString()).filter(drill -> drill.report != null);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
