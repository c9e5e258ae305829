package io.groundzero.backup.gateway.mcp;

import jakarta.enterprise.context.ApplicationScoped;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.gateway.status.CurrentStatus;
import io.quarkiverse.mcp.server.ToolManager.ToolAnnotations;
import io.quarkiverse.mcp.server.ToolManager.ToolArguments;
import io.quarkiverse.mcp.server.ToolManager.ToolDefinition;

/** Am I protected? */
@ApplicationScoped
class BackupStatusTool implements McpTool {

    private final CurrentStatus status;
    private final ClusterArgument clusters;
    private final Caller caller;

    BackupStatusTool(CurrentStatus status, ClusterArgument clusters, Caller caller) {
        this.status = status;
        this.clusters = clusters;
        this.caller = caller;
    }

    @Override
    public String name() {
        return "backup.status";
    }

    @Override
    public void define(ToolDefinition definition) {
        clusters.add(definition).setTitle("Backup status").setDescription(
                """
                        Says whether the protected PostgreSQL clusters are safe right now. `state` is PROTECTED (the newest
                        backup was restored from the off-site copy and found identical, in time), AT_RISK (there is such a
                        backup, but something is wrong) or UNPROTECTED. `problems` gives each reason with what to do. `rpo` is
                        how much data would be lost now, `rto` how long a restore took, both in seconds with their targets.
                        `latestBackup` and `latestProof` name the newest backup and the newest test of one; its `notInBackup` is
                        what a restore would not bring back (`unaccepted`: data of users), and is absent if nobody looked. Of
                        several clusters it is the worst; `clusterStates` has each by itself, and with `cluster` that one alone.
                        Changes nothing.""")
                .setAnnotations(new ToolAnnotations("Backup status", true, false, true, false))
                .generateOutputSchema(CurrentStatus.Status.class)
                .setHandler(caller.mayLook(this::read, ClusterArgument.NAME)).register();
    }

    private CurrentStatus.Status read(ToolArguments arguments) throws BackupException {
        String cluster = clusters.known(arguments);
        CurrentStatus.Status all = status.read();
        return cluster == null ? all : all.of(cluster);
    }
}
