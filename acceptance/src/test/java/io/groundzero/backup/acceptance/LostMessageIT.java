package io.groundzero.backup.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

/** Queues are purged while their services are away: what lay in them is lost, and comes again by itself. */
class LostMessageIT {

    @Test
    void purgedQueuesHeal() throws Exception {
        // Given
        Stack stack = Stack.running();
        try (Setting impatient = stack.setting("gateway", "GZ_GATEWAY_UNTAKEN_AFTER=PT3S")) {
            stack.stack("stop", "encryptor");
            stack.stack("stop", "verifier");
            String id = stack.requestBackup();
            stack.awaitStageState(id, "DUMP", "DONE");

            // When
            purge(stack, "encryptor");
            stack.stack("start", "encryptor");
            stack.awaitStageState(id, "SHIP", "DONE");
            purge(stack, "verifier");
            stack.stack("start", "verifier");

            // Then
            stack.awaitProven(id);
            assertThat(stack.failures(id)).isEmpty();
            assertThat(stack.log("gateway"))
                    .contains(id + ": its work for stage VERIFY was handed on and never taken up");
            Leftovers.assertNone(stack, id);
        } finally {
            stack.stack("start", "encryptor");
            stack.stack("start", "verifier");
        }
    }

    private static void purge(Stack stack, String queue) throws Exception {
        Command.of(Stack.ROOT.resolve("infra/servers/rabbitmq").toString(), "ctl",
                stack.folder().resolve("broker").toString(), "purge_queue", queue).in(Stack.ROOT)
                .run(Duration.ofMinutes(1));
    }
}
