package io.groundzero.backup.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A script of infra/servers: demo and tests start their servers in the same way. */
record Script(Path file) {

    private static final int LIMIT_SECONDS = 120;

    static Script of(String name) {
        Path folder = Path.of(System.getProperty("gz.root", "")).toAbsolutePath();
        while (folder != null && !Files.isExecutable(folder.resolve("infra/servers/" + name))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException(
                    "infra/servers/" + name + " not found above " + Path.of("").toAbsolutePath());
        }
        return new Script(folder.resolve("infra/servers/" + name));
    }

    /** The checkout. */
    Path root() {
        return file.getParent().getParent().getParent();
    }

    String run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile("testbed", ".out");
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of(file.toString()), Stream.of(arguments)).toList())
                .redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        String text = Files.readString(output);
        Files.delete(output);
        if (!ended || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException(file + " " + List.of(arguments) + " failed:\n" + text);
        }
        return text;
    }

    /** A folder that the database servers' own users can reach. */
    static Path serverFolder(String name) throws IOException {
        Path folder = Files.createTempDirectory(Path.of("/var/tmp"), "ground-zero-" + name + "-");
        Files.setPosixFilePermissions(folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        return folder;
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** Runs at the end of the JVM; what fails then is told, not thrown. */
    static void atExit(AutoCloseable server) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                server.close();
            } catch (Exception e) {
                System.err.println("testbed: " + e);
            }
        }));
    }
}
