package io.groundzero.backup.gateway.mcp;

import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.gateway.security.Roles;
import io.quarkiverse.mcp.server.ToolManager.ToolArguments;
import io.quarkiverse.mcp.server.ToolResponse;
import io.quarkus.security.identity.SecurityIdentity;

/** Who calls a tool, what he may, and how he is told that it went wrong. */
@ApplicationScoped
class Caller {

    private final SecurityIdentity identity;

    Caller(SecurityIdentity identity) {
        this.identity = identity;
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
            return ToolResponse.structuredSuccess(work.run(arguments));
        } catch (BackupException e) {
            return ToolResponse.error(e.code() + ": " + e.getMessage() + ". " + e.code().remedy());
        }
    }
}
