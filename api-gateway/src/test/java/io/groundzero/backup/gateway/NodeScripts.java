package io.groundzero.backup.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

/** The scripts in a folder of src/test, with the libraries from npm that their lock file names. */
public record NodeScripts(Path folder) {

    private static final Logger LOG = Logger.getLogger(NodeScripts.class);
    private static final Duration LIMIT = Duration.ofMinutes(3);

    public static NodeScripts install(String name) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of("target", name).toAbsolutePath());
        try (var files = Files.list(Path.of("src/test", name))) {
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
    public String run(String script, Object... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("node", script));
        for (Object argument : arguments) {
            words.add(argument.toString());
        }
        return execute(words);
    }

    /** @return a file with the key: arguments are for everyone to see */
    public Path file(String key) throws IOException {
        Path file = Files.createTempFile(folder, "api", ".key");
        file.toFile().deleteOnExit();
        return Files.writeString(file, key);
    }

    /** Starts one that stays. The caller ends it. */
    public Process start(String script, Object... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of("node", script));
        for (Object argument : arguments) {
            words.add(argument.toString());
        }
        return new ProcessBuilder(words).directory(folder.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
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
