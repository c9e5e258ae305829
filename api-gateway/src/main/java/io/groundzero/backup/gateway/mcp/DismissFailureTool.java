package io.groundzero.backup.gateway.mcp;

import jakarta.enterprise.context.ApplicationScoped;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.gateway.failure.FailureResource.FailureView;
import io.groundzero.backup.gateway.failure.Failures;
import io.quarkiverse.mcp.server.ToolManager.ToolAnnotations;
import io.quarkiverse.mcp.server.ToolManager.ToolArguments;
import io.quarkiverse.mcp.server.ToolManager.ToolDefinition;

/** Takes a failed step off the list for good: the one tool after which something is gone. */
@ApplicationScoped
class DismissFailureTool implements McpTool {

    static final String NAME = "failure.dismiss";
    static final String TOKEN = "token";

    private static final String FAILURE = "failure";
    private static final String BECAUSE = "because";

    private final Failures failures;
    private final OneTimeTokens tokens;
    private final Caller caller;

    DismissFailureTool(Failures failures, OneTimeTokens tokens, Caller caller) {
        this.failures = failures;
        this.tokens = tokens;
        this.caller = caller;
    }

    /** What a token for it is bound to. */
    static String action(long failure) {
        return NAME + " " + failure;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void define(ToolDefinition definition) {
        definition.setTitle("Drop a failed step")
                .setDescription(
                        """
                                Takes one failed step of a backup off the list of those that wait for a person. Its message is never sent
                                back after that: if it still had work to do, that backup stays incomplete. Cannot be undone. Only for steps
                                that have become pointless; a step whose cause was mended is sent back in the dashboard instead.
                                Needs an operator's API key and a one-time token. Only a person can get the token: ask for it, and say which
                                failure you want to drop and why. The person logs in to the dashboard, opens the failure under "Waiting for a
                                person", chooses "Allow an assistant", and gives you the failure's number and the token. It is good for that
                                failure alone, for one call, for 10 minutes. Never guess one.""")
                .addArgument(FAILURE, "number of the failure, as the person gave it", true, Long.class)
                .addArgument(BECAUSE, "why nothing needs to be done any more, 1 to 1000 characters; it is kept", true,
                        String.class)
                .addArgument(TOKEN, "the one-time token that the person gave", true, String.class)
                .setAnnotations(new ToolAnnotations("Drop a failed step", false, true, false, false))
                .generateOutputSchema(FailureView.class)
                .setHandler(caller.mayStart(NAME, this::dismiss, FAILURE, BECAUSE, TOKEN)).register();
    }

    private FailureView dismiss(ToolArguments arguments) throws BackupException {
        long failure = ((Number) arguments.args().get(FAILURE)).longValue();
        if (!tokens.use((String) arguments.args().get(TOKEN), action(failure))) {
            throw new BackupException(ErrorCode.TOKEN_INVALID, "this token does not allow to drop failure " + failure);
        }
        return FailureView.of(failures.dismiss(failure, (String) arguments.args().get(BECAUSE)));
    }
}
