package io.groundzero.backup.gateway.mcp;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.gateway.security.Roles;
import io.quarkiverse.mcp.server.TextContent;
import io.quarkiverse.mcp.server.ToolManager.ToolArguments;
import io.quarkiverse.mcp.server.ToolResponse;
import io.quarkus.security.identity.SecurityIdentity;

/** Who calls a tool, what he may, and how he is told that it went wrong. */
@ApplicationScoped
class Caller {

    private final SecurityIdentity identity;
    private final ObjectMapper json;

    Caller(SecurityIdentity identity, ObjectMapper json) {
        this.identity = identity;
        this.json = json;
    }

    /** What a tool does; its result is shown as JSON. */
    @FunctionalInterface
    interface Work {
        Object run(ToolArguments arguments) throws BackupException;
    }

    Function<ToolArguments, ToolResponse> mayLook(Work work) {
        return arguments -> run(Roles.VIEWER, work, arguments);
    }

    Function<ToolArguments, ToolResponse> mayStart(Work work) {
        return arguments -> run(Roles.OPERATOR, work, arguments);
    }

    private ToolResponse run(String role, Work work, ToolArguments arguments) {
        try {
            if (!identity.hasRole(role)) {
                throw new BackupException(ErrorCode.FORBIDDEN, "this needs the API key of an " + role);
            }
            return told(work.run(arguments));
        } catch (BackupException e) {
            return ToolResponse.error(e.code() + ": " + e.getMessage() + ". " + e.code().remedy());
        }
    }

    /**
     * The same as text, because many clients show a model nothing else:
     * https://modelcontextprotocol.io/specification/2025-06-18/server/tools#structured-content
     */
    private ToolResponse told(Object result) {
        try {
            return new ToolResponse(false, List.of(new TextContent(json.writeValueAsString(result))), result, Map.of());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
