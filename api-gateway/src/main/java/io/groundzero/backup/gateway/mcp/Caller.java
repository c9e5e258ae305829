package io.groundzero.backup.gateway.mcp;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.gateway.audit.Audit;
import io.groundzero.backup.gateway.security.Actor;
import io.groundzero.backup.gateway.security.Roles;
import io.quarkiverse.mcp.server.TextContent;
import io.quarkiverse.mcp.server.ToolManager.ToolArguments;
import io.quarkiverse.mcp.server.ToolResponse;
import io.quarkus.security.identity.SecurityIdentity;

/** Who calls a tool, what he may, and how he is told that it went wrong. */
@ApplicationScoped
class Caller {

    private static final Logger LOG = Logger.getLogger(Caller.class);

    private final SecurityIdentity identity;
    private final Audit audit;
    private final ObjectMapper json;

    Caller(SecurityIdentity identity, Audit audit, ObjectMapper json) {
        this.identity = identity;
        this.audit = audit;
        this.json = json;
    }

    /** What a tool does; its result is shown as JSON. */
    @FunctionalInterface
    interface Work {
        Object run(ToolArguments arguments) throws BackupException;
    }

    /** @param known names of the arguments that the tool takes */
    Function<ToolArguments, ToolResponse> mayLook(Work work, String... known) {
        return arguments -> run(Roles.VIEWER, work, arguments, Set.of(known));
    }

    /**
     * @param tool for the audit log
     * @param known names of the arguments that the tool takes
     */
    Function<ToolArguments, ToolResponse> mayStart(String tool, Work work, String... known) {
        return arguments -> audited("mcp " + tool + words(arguments),
                () -> run(Roles.OPERATOR, work, arguments, Set.of(known)));
    }

    /** What the tool is called with, but for the token. */
    private static String words(ToolArguments arguments) {
        StringBuilder words = new StringBuilder();
        new TreeMap<>(arguments.args()).forEach((name, value) -> {
            if (!DismissFailureTool.TOKEN.equals(name)) {
                words.append(' ').append(name).append('=').append(value);
            }
        });
        return words.toString();
    }

    private ToolResponse audited(String action, Supplier<ToolResponse> call) {
        Actor actor = Actor.of(identity);
        long begunBy;
        try {
            begunBy = audit.begin(actor, action);
        } catch (RuntimeException e) {
            LOG.warnf("%s is not done, for the audit log cannot be written (%s)", action, e.getMessage());
            return refused(ErrorCode.STATUS_UNAVAILABLE, ErrorCode.STATUS_UNAVAILABLE.meaning());
        }
        ToolResponse response = call.get();
        try {
            audit.end(begunBy, actor, action, response.isError() ? "refused or failed" : "done");
        } catch (RuntimeException e) {
            // it is done: the caller must learn of it
            LOG.warnf("the audit log does not say how line %s ended (%s)", begunBy, e.getMessage());
        }
        return response;
    }

    private ToolResponse run(String role, Work work, ToolArguments arguments, Set<String> known) {
        try {
            if (!identity.hasRole(role)) {
                throw new BackupException(ErrorCode.FORBIDDEN, "this needs the API key of an " + role);
            }
            requireKnown(arguments, known);
            return told(work.run(arguments));
        } catch (BackupException e) {
            return refused(e.code(), e.getMessage());
        }
    }

    /** Who asks for something that is not known would take the answer for one to that. */
    private static void requireKnown(ToolArguments arguments, Set<String> known) throws BackupException {
        Set<String> unknown = new TreeSet<>(arguments.args().keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new BackupException(ErrorCode.REQUEST_INVALID, "there is no argument " + String.join(", ", unknown)
                    + " here; " + (known.isEmpty() ? "this tool takes none" : "known are " + new TreeSet<>(known)));
        }
    }

    private static ToolResponse refused(ErrorCode code, String detail) {
        return ToolResponse.error(code + ": " + detail + ". " + code.remedy());
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
