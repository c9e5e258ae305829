package io.groundzero.backup.gateway.mcp;

import io.quarkiverse.mcp.server.ToolManager.ToolDefinition;

/** One tool. */
interface McpTool {

    /** With dots. */
    String name();

    /** Describes the tool so that a model needs no other text, and registers it. */
    void define(ToolDefinition definition);
}
