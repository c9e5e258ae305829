package io.groundzero.backup.gateway.mcp;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;

import io.quarkiverse.mcp.server.ToolManager;
import io.quarkus.runtime.StartupEvent;

/** Registers the tools under the names that the configuration asks for. */
@ApplicationScoped
class McpTools {

    private static final List<String> SEPARATORS = List.of(".", "_");

    private final ToolManager manager;
    private final Instance<McpTool> tools;
    private final McpConfig config;

    McpTools(ToolManager manager, Instance<McpTool> tools, McpConfig config) {
        this.manager = manager;
        this.tools = tools;
        this.config = config;
    }

    void register(@Observes StartupEvent start) {
        if (!SEPARATORS.contains(config.toolSeparator())) {
            throw new IllegalStateException(
                    "gz.mcp.tool-separator must be one of " + SEPARATORS + ": " + config.toolSeparator());
        }
        for (McpTool tool : tools) {
            tool.define(manager.newTool(tool.name().replace(".", config.toolSeparator())));
        }
    }
}
