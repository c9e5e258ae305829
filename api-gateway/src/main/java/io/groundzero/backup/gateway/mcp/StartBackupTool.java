package io.groundzero.backup.gateway.mcp;

import jakarta.enterprise.context.ApplicationScoped;

import io.groundzero.backup.gateway.backup.BackupStart;
import io.quarkiverse.mcp.server.ToolManager.ToolAnnotations;
import io.quarkiverse.mcp.server.ToolManager.ToolDefinition;

/** Starts the daily backup now. */
@ApplicationScoped
class StartBackupTool implements McpTool {

    private final BackupStart start;
    private final ClusterArgument clusters;
    private final Caller caller;

    StartBackupTool(BackupStart start, ClusterArgument clusters, Caller caller) {
        this.start = start;
        this.clusters = clusters;
        this.caller = caller;
    }

    /**
     * @param id the backup that was started, or the one that runs
     * @param next what to do now
     */
    public record Started(String id, String next) {
    }

    @Override
    public String name() {
        return "backup.start_daily";
    }

    @Override
    public void define(ToolDefinition definition) {
        clusters.add(definition).setTitle("Start the daily backup").setDescription("""
                Starts a backup of a PostgreSQL cluster now, exactly as the daily schedule does: dump, encryption,
                upload, and a restore from the upload that is compared with the source. Returns at once with the
                backup's id; if a backup of that cluster runs already, its id is returned and nothing is started.
                It takes minutes to hours; ask for the status to see how it goes. Needs an operator's API key. It reads
                from the production database, and changes or deletes nothing there.""")
                .setAnnotations(new ToolAnnotations("Start the daily backup", false, false, false, false))
                .generateOutputSchema(Started.class).setHandler(caller.mayStart(name(),
                        arguments -> new Started(start.start(clusters.of(arguments), null),
                                "ask for the status until latestBackup has this id and a verdict"),
                        ClusterArgument.NAME))
                .register();
    }
}
