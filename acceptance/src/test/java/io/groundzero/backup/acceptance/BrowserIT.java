package io.groundzero.backup.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;

/**
 * A person uses the dashboard, in Debian's Chromium: acceptance/src/test/browser/walk.mjs. Screenshots are kept in
 * acceptance/target/screenshots.
 */
class BrowserIT {

    private static final Duration LIMIT = Duration.ofMinutes(20);
    private static final int STEPS = 16;

    @Test
    void anOperatorWalksThroughTheDashboard() throws Exception {
        // Given
        Stack stack = Stack.running();
        stack.provenBackup();
        NodeProgram walk = NodeProgram.install("browser", "walk.mjs");
        parkTwoDumps(stack);

        // When
        Path screenshots = Stack.ROOT.resolve("acceptance/target/screenshots");
        String said = walk.run(LIMIT, stack, screenshots.toString());

        // Then
        assertThat(said.lines().filter(line -> line.startsWith("ok "))).hasSize(STEPS);
        assertThat(screenshots.resolve("overview-1440.png")).exists();
        assertThat(screenshots.resolve("overview-390.png")).exists();
        assertThat(screenshots.resolve("gone-1440.png")).exists();
    }

    private static void parkTwoDumps(Stack stack) throws Exception {
        String password = Files.readString(stack.folder().resolve("secrets/dump-role")).strip();
        stack.stack("psql", "postgres", "-qc", "ALTER ROLE ground_zero_dump PASSWORD 'another'");
        try {
            for (int i = 0; i < 2; i++) {
                String id = stack.requestBackup();
                stack.awaitFailure(id);
                stack.awaitState(id, "FAILED");
            }
        } finally {
            stack.stack("psql", "postgres", "-qc", "ALTER ROLE ground_zero_dump PASSWORD '" + password + "'");
        }
    }
}
