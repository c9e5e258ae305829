package io.groundzero.backup.gateway.mcp;

import java.time.Duration;
import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.gateway.drill.DrillRow;
import io.groundzero.backup.gateway.drill.DrillStart;
import io.groundzero.backup.gateway.drill.DrillState;
import io.groundzero.backup.gateway.drill.DrillView;
import io.groundzero.backup.gateway.drill.Drills;
import io.quarkiverse.mcp.server.Progress;
import io.quarkiverse.mcp.server.ToolManager.ToolAnnotations;
import io.quarkiverse.mcp.server.ToolManager.ToolArguments;
import io.quarkiverse.mcp.server.ToolManager.ToolDefinition;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** Holds a game day, and tells how it goes until it has ended. */
@ApplicationScoped
class ValidateRestoreTool implements McpTool {

    /** No restore takes longer; a client that still waits then is told to look later. */
    private static final Duration LONGEST = Duration.ofHours(8);
    private static final long POLL_MILLIS = 1000;

    private final DrillStart start;
    private final Drills drills;
    private final ClusterArgument clusters;
    private final Caller caller;

    ValidateRestoreTool(DrillStart start, Drills drills, ClusterArgument clusters, Caller caller) {
        this.start = start;
        this.drills = drills;
        this.clusters = clusters;
        this.caller = caller;
    }

    @Override
    public String name() {
        return "dr.validate_latest_restore";
    }

    @Override
    public void define(ToolDefinition definition) {
        clusters.add(definition).setTitle("Hold a game day").setDescription(
                """
                        Proves that the newest backup can be restored: fetches it from the off-site bucket, decrypts it, restores
                        it into a throwaway PostgreSQL, compares every row with the original, runs all checks and starts the
                        applications on it. Waits until that is done, minutes to hours, and reports progress meanwhile. The result
                        says in `state` whether it PASSED, with TARGET_MISSED that it came back too late or too old, with FAILED
                        that it does not come back, with INCONCLUSIVE that it could not be tried (`cause`, `remedy`). `rto` and
                        `rpo` are measured, in seconds, with their targets. If a game day is under way already, waits for that
                        one. Needs an operator's API key. Touches neither the production database nor the backup.""")
                .setAnnotations(new ToolAnnotations("Hold a game day", false, false, false, false))
                .generateOutputSchema(DrillView.class)
                .setHandler(caller.mayStart(name(), this::hold, ClusterArgument.NAME)).register();
    }

    private DrillView hold(ToolArguments arguments) throws BackupException {
        String id = start.start(clusters.of(arguments), null, "mcp", null);
        Instant giveUpAt = Instant.now().plus(LONGEST);
        DrillState shown = null;
        for (long seconds = 0; Instant.now().isBefore(giveUpAt); seconds++) {
            DrillRow drill = QuarkusTransaction.requiringNew().call(() -> drills.find(id).orElseThrow());
            if (drill.state.reported() || drill.state == DrillState.INCONCLUSIVE) {
                return QuarkusTransaction.requiringNew().call(() -> drills.view(drill));
            }
            if (drill.state != shown || seconds % 5 == 0) {
                shown = drill.state;
                tell(arguments.progress(), seconds, id + " is " + drill.state + (drill.cause == null
                        ? ""
                        : ": " + drill.cause));
            }
            pause();
        }
        throw new BackupException(ErrorCode.CONFLICT, id + " is still under way; ask for its report later");
    }

    /** A client that has given no token does not want to know. */
    private static void tell(Progress progress, long seconds, String message) {
        if (progress.token().isPresent()) {
            progress.notificationBuilder().setProgress(seconds).setMessage(message).build().sendAndForget();
        }
    }

    private static void pause() throws BackupException {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(ErrorCode.INTERNAL, "stopped while a game day was under way", e);
        }
    }
}
