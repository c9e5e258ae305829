package io.groundzero.backup.gateway.mcp;

import io.groundzero.backup.settings.OneOf;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the gateway shows itself to MCP clients at {@code /mcp}. */
@ConfigMapping(prefix = "gz.mcp")
public interface McpConfig {

    /** What stands between the words of a tool's name: {@code .} or, for clients that refuse dots, {@code _}. */
    @OneOf({".", "_"})
    @WithDefault(".")
    String toolSeparator();
}
