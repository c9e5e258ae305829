package io.groundzero.backup.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;

/** The client from npm that desktops use lists and calls all tools, and is refused without a key. */
class McpClientIT {

    private static final Duration LIMIT = Duration.ofMinutes(6);
    private static final int STEPS = 9;

    @Test
    void aDesktopsClientCallsAllTools() throws Exception {
        // Given
        Stack stack = Stack.running();
        stack.provenBackup();
        Path folder = Files.createDirectories(Stack.ROOT.resolve("acceptance/target/mcp"));
        for (String file : new String[]{"package.json", "package-lock.json", "client.mjs"}) {
            Files.write(folder.resolve(file),
                    Files.readAllBytes(Stack.ROOT.resolve("acceptance/src/test/mcp").resolve(file)));
        }
        Command.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent").in(folder).run(LIMIT);

        // When
        String said = Command.of("node", "client.mjs", "http://127.0.0.1:" + Stack.GATEWAY_PORT,
                stack.folder().resolve("operator-key").toString(), stack.folder().resolve("viewer-key").toString())
                .in(folder).run(LIMIT);

        // Then
        assertThat(said.lines().filter(line -> line.startsWith("ok "))).hasSize(STEPS);
    }
}
