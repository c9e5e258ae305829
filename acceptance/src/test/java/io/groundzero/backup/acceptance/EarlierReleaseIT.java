package io.groundzero.backup.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Backups of earlier releases come back with stock tools alone, by the guide that lies beside them. */
class EarlierReleaseIT {

    private static final Path KEPT = Stack.ROOT.resolve("acceptance/src/test/resources");
    private static final Map<String, String> DATABASES = Map.of("groundzero", "groundzero.txt", "postgres",
            "postgres.txt", "Müller's n8n.extra", "extra.txt");

    static List<Path> releases() throws Exception {
        try (Stream<Path> folders = Files.list(KEPT)) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith("release-")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void itsGuideBringsBackWhatTheSourceHeld(Path release) throws Exception {
        try (Desk desk = new Desk()) {
            for (Path file : files(backup(release))) {
                Files.copy(file, desk.file(file.getFileName().toString()));
            }
            for (Path key : files(release.resolve("keys"))) {
                Files.copy(key, desk.file(key.getFileName().toString()));
            }

            String output = desk.followTheGuide();

            assertThat(output).contains("Good signature");
            Path restored = release.resolve("restored");
            assertThat(desk.restored("postgres", Files.readString(restored.resolve("roles.sql"))))
                    .isEqualTo(Files.readString(restored.resolve("roles.txt")));
            for (Map.Entry<String, String> database : DATABASES.entrySet()) {
                assertThat(desk.restored(database.getKey(), Files.readString(restored.resolve("content.sql"))))
                        .as("content of %s", database.getKey())
                        .isEqualTo(Files.readString(restored.resolve(database.getValue())));
            }
        }
    }

    private static Path backup(Path release) throws Exception {
        try (Stream<Path> files = Files.walk(release.resolve("bucket"))) {
            return files.filter(file -> file.endsWith("RESTORE.md")).findAny().orElseThrow().getParent();
        }
    }

    private static List<Path> files(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
