package io.groundzero.backup.gateway.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

/** The scripts in src/test/fuzz, with the libraries from npm that their lock file names. */
record NodeScripts(Path folder) {

    private static final Logger LOG = Logger.getLogger(NodeScripts.class);
    private static final Duration LIMIT = Duration.ofMinutes(3);

    static NodeScripts install() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of("target/fuzz").toAbsolutePath());
        try (var files = Files.list(Path.of("src/test/fuzz"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.write(folder.resolve(file.getFileName()), Files.readAllBytes(file));
            }
        }
        NodeScripts scripts = new NodeScripts(folder);
        scripts.execute(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"));
        return scripts;
    }

    /**
     * @return what it printed
     * @throws AssertionError if it fails; the log has what it said
     */
    String run(String script, Object... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("node", script));
        for (Object argument : arguments) {
            words.add(argument.toString());
        }
        return execute(words);
    }

    /** @return a file with the key: arguments are for everyone to see */
    Path file(String key) throws IOException {
        Path file = Files.createTempFile(folder, "api", ".key");
        file.toFile().deleteOnExit();
        return Files.writeString(file, key);
    }

    private String execute(List<String> words) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "run", ".out");
        Process process = new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile()).start();
        boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        String said = Files.readString(output);
        if (!ended || process.exitValue() != 0) {
            LOG.error(said);
            throw new AssertionError(String.join(" ", words) + (ended ? " fails" : " takes too long")
                    + "; the log says more");
        }
        return said;
    }
}
