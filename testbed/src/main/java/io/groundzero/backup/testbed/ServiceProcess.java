package io.groundzero.backup.testbed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A service's own main class in a process of its own, with nothing but the given environment. For starts that end before
 * anything is built up.
 *
 * @param exitCode of the process
 * @param said everything that it printed
 */
public record ServiceProcess(int exitCode, String said) {

    private static final int LIMIT_SECONDS = 60;

    public static ServiceProcess run(Class<?> main, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin/java")
                .toString(), "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), main.getName()))
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("still running after " + LIMIT_SECONDS + " s: " + said);
        }
        return new ServiceProcess(process.exitValue(), said);
    }
}
