package io.groundzero.backup.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program and expects it to succeed. */
record Command(List<String> words, Map<String, String> environment, Path directory) {

    static Command of(String... words) {
        return new Command(List.of(words), Map.of(), Path.of("").toAbsolutePath());
    }

    Command with(Map<String, String> variables) {
        return new Command(words, variables, directory);
    }

    Command in(Path folder) {
        return new Command(words, environment, folder);
    }

    /**
     * @return what it printed, both streams
     * @throws AssertionError if it fails or takes longer than the limit
     */
    String run(Duration limit) throws IOException, InterruptedException {
        Path output = Files.createTempFile("acceptance", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(words).directory(directory.toFile()).redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError(words + " took longer than " + limit + ":\n" + Files.readString(output));
            }
            String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                throw new AssertionError(words + " ended with " + process.exitValue() + ":\n" + text);
            }
            return text;
        } finally {
            Files.delete(output);
        }
    }
}
