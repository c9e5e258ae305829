package io.groundzero.backup.gateway.mcp;

import jakarta.enterprise.context.ApplicationScoped;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.gateway.drill.DrillView;
import io.groundzero.backup.gateway.drill.Drills;
import io.quarkiverse.mcp.server.ToolManager.ToolAnnotations;
import io.quarkiverse.mcp.server.ToolManager.ToolDefinition;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** What the last game day found. */
@ApplicationScoped
class LatestReportTool implements McpTool {

    private final Drills drills;
    private final Caller caller;

    LatestReportTool(Drills drills, Caller caller) {
        this.drills = drills;
        this.caller = caller;
    }

    /**
     * @param drill in figures
     * @param report in words, Markdown
     */
    public record Latest(DrillView drill, String report) {
    }

    @Override
    public String name() {
        return "dr.latest_report";
    }

    @Override
    public void define(ToolDefinition definition) {
        definition.setTitle("Report of the last game day").setDescription(
                """
                        Gives the report of the newest game day that has one: in `report` as Markdown that people outside IT
                        understand, in `drill` the figures: state, verdict, measured recovery time and data loss against their
                        targets, the time of each phase, and when the recovery time target will be exceeded. Changes nothing.""")
                .setAnnotations(new ToolAnnotations("Report of the last game day", true, false, true, false))
                .generateOutputSchema(Latest.class)
                .setHandler(caller.mayLook(arguments -> latest())).register();
    }

    private Latest latest() throws BackupException {
        return QuarkusTransaction.requiringNew()
                .call(() -> drills.latestReported()
                        .map(drill -> new Latest(drills.view(drill), drills.markdown(drill))))
                .orElseThrow(() -> new BackupException(ErrorCode.NOT_FOUND,
                        "no game day has been held yet; dr.validate_latest_restore holds one"));
    }
}
