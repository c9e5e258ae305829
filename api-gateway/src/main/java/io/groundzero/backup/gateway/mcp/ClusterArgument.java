package io.groundzero.backup.gateway.mcp;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.gateway.GatewayConfig;
import io.quarkiverse.mcp.server.ToolManager.ToolArguments;
import io.quarkiverse.mcp.server.ToolManager.ToolDefinition;

/** Which cluster a tool is about. */
@ApplicationScoped
class ClusterArgument {

    private static final String NAME = "cluster";

    private final GatewayConfig config;

    ClusterArgument(GatewayConfig config) {
        this.config = config;
    }

    ToolDefinition add(ToolDefinition definition) {
        return definition.addArgument(NAME, "name of the cluster; known are " + config.clusters()
                + ". May be left out when there is only one.", false, String.class);
    }

    String of(ToolArguments arguments) throws BackupException {
        Object named = arguments.args().get(NAME);
        List<String> known = config.clusters();
        if (named != null) {
            return named.toString();
        }
        if (known.size() != 1) {
            throw new BackupException(ErrorCode.REQUEST_INVALID, "name a cluster; known are " + known);
        }
        return known.get(0);
    }
}
