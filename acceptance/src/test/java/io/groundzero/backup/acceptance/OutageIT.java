package io.groundzero.backup.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers that are away for a while, and such that stay away. */
class OutageIT {

    private Stack stack;

    @BeforeEach
    void start() throws Exception {
        stack = Stack.running();
    }

    @Test
    void aBucketThatComesBackIsHealedByRetriesAlone() throws Exception {
        stack.stack("stop", "s3");
        String id = stack.requestBackup();

        stack.awaitCode(id, "SHIP", "BUCKET_UNREACHABLE");
        stack.stack("start", "s3");

        stack.awaitProven(id);
        assertThat(stack.failures(id)).isEmpty();
        Leftovers.assertNone(stack, id);
    }

    @Test
    void aBucketThatStaysDownEndsAsParkedFailuresThatCallsCureLater() throws Exception {
        stack.stack("stop", "s3");
        String id = stack.requestBackup();

        assertThat(stack.awaitFailure(id).getString("code")).isEqualTo("BUCKET_UNREACHABLE");
        stack.awaitState(id, "FAILED");
        stack.stack("start", "s3");
        // the other artifacts of the backup were given up, or will be, or find the bucket again
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            stack.retryAll(id);
            assertThat(stack.backup(id).getString("state")).isEqualTo("PROVEN");
        });

        Leftovers.assertNone(stack, id);
    }

    @Test
    void theGatewaysDatabaseIsNotNeededAndStatusCatchesUp() throws Exception {
        String id = stack.requestBackup();

        stack.stack("stop", "status-db");
        await().atMost(Stack.BACKUP_LIMIT).untilAsserted(() -> {
            try (Bucket bucket = stack.bucket()) {
                assertThat(bucket.names("proofs/" + id + "/")).hasSize(2);
            }
        });
        stack.stack("start", "status-db");

        stack.awaitProven(id);
    }
}
