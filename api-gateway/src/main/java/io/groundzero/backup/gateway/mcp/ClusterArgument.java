package io.groundzero.backup.gateway.mcp;

import jakarta.enterprise.context.ApplicationScoped;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.gateway.GatewayConfig;
import io.quarkiverse.mcp.server.ToolManager.ToolArguments;
import io.quarkiverse.mcp.server.ToolManager.ToolDefinition;

/** Which cluster a tool is about. */
@ApplicationScoped
class ClusterArgument {

    static final String NAME = "cluster";

    private final GatewayConfig config;

    ClusterArgument(GatewayConfig config) {
        this.config = config;
    }

    ToolDefinition add(ToolDefinition definition) {
        return definition.addArgument(NAME, "name of the cluster; known are " + config.clusters()
                + ". May be left out when there is only one.", false, String.class);
    }

    /**
     * @return null if it was left out
     * @throws BackupException REQUEST_INVALID if there is no such cluster
     */
    String known(ToolArguments arguments) throws BackupException {
        String named = of(arguments);
        if (named != null && !config.clusters().contains(named)) {
            throw new BackupException(ErrorCode.REQUEST_INVALID,
                    "there is no cluster " + named + "; known are " + config.clusters());
        }
        return named;
    }

    /** @return null if it was left out */
    String of(ToolArguments arguments) {
        Object named = arguments.args().get(NAME);
        return named == null ? null : named.toString();
    }
}
