package io.groundzero.backup.gateway.mcp;

import jakarta.enterprise.context.ApplicationScoped;

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

    /** @return null if it was left out */
    String of(ToolArguments arguments) {
        Object named = arguments.args().get(NAME);
        return named == null ? null : named.toString();
    }
}
