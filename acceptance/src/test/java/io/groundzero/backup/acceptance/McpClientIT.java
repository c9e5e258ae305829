package io.groundzero.backup.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

/**
 * The client from npm that desktops use lists and calls all tools, and is refused without a key:
 * acceptance/src/test/mcp/client.mjs.
 */
class McpClientIT {

    private static final Duration LIMIT = Duration.ofMinutes(6);
    private static final int STEPS = 12;

    @Test
    void aDesktopsClientCallsAllTools() throws Exception {
        // Given
        Stack stack = Stack.running();
        stack.provenBackup();
        NodeProgram client = NodeProgram.install("mcp", "client.mjs");

        // When
        String said = client.run(LIMIT, stack);

        // Then
        assertThat(said.lines().filter(line -> line.startsWith("ok "))).hasSize(STEPS);
    }
}
