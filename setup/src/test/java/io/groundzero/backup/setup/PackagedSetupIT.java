package io.groundzero.backup.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an image copies runs with nothing else than a JVM. */
class PackagedSetupIT {

    @TempDir
    private Path folder;

    @Test
    void theJarRunsWithTheLibrariesBesideIt() throws Exception {
        // Given
        Path app = copy(Path.of("target/app"), folder.resolve("app"));
        Desk desk = new Desk(folder);
        Path output = folder.resolve("output.txt");
        ProcessBuilder java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-jar",
                app.resolve("setup.jar").toString(), "demo").redirectErrorStream(true)
                .redirectOutput(output.toFile()).directory(folder.toFile());
        java.environment().putAll(desk.environment);

        // When
        int code = java.start().waitFor();

        // Then
        assertThat(code).as(Files.readString(output)).isZero();
        assertThat(desk.contents()).hasSize(25);
        assertThat(desk.setup("demo")).isZero();
        assertThat(desk.said("made")).isEmpty();
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
        return to;
    }
}
