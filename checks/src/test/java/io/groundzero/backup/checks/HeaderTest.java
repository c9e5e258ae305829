package io.groundzero.backup.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderTest {

    @TempDir
    Path folder;

    @Test
    void headerIsReadAndTheRestHasDefaults() throws Exception {
        // When
        Script full = parse("-- name: A; b\n-- severity: warning\n-- database: app\n-- when: 1 < 2 -- so\n"
                + "-- kind: act\n-- timeout: PT5S\n\nSELECT 1; SELECT 2;\n");
        Script least = parse("-- name: A\nSELECT 1;\n");

        // Then
        assertThat(full).extracting(Script::name, Script::severity, Script::database, Script::when, Script::kind,
                Script::timeout).containsExactly("A; b", Severity.WARNING, "app", "1 < 2 -- so", Kind.ACT,
                        Duration.ofSeconds(5));
        assertThat(least).extracting(Script::severity, Script::database, Script::when, Script::kind, Script::timeout)
                .containsExactly(Severity.ERROR, "*", "true", Kind.CHECK, Duration.ofSeconds(30));
        assertThat(least.sha256()).hasSize(64);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"-- severity: error\\nSELECT 1 | 1: the header has no line",
            "-- name: A\\n-- severty: error\\nSELECT 1 | 2: not a line of a header",
            "-- name: A\\n-- severity: fatal\\nSELECT 1 | 2: severity must be",
            "-- name: A\\n-- kind: repair\\nSELECT 1 | 2: kind must be",
            "-- name: A\\n-- timeout: 30s\\nSELECT 1 | 2: timeout must be",
            "-- name: A\\n-- timeout: PT2H\\nSELECT 1 | 2: timeout must be",
            "-- name: A\\n-- name: B\\nSELECT 1 | 2: name comes twice",
            "-- name:\\nSELECT 1 | 1: name has no value",
            "-- name: A\\n-- when: true)) ; COMMIT; SELECT ((true\\nSELECT 1 | 2: when must be one SQL expression",
            "-- name: A\\n\\nSELECT 1; COMMIT | 2: a check is a single query",
            "-- name: A\\n | 2: there is no SQL"})
    void whatIsWrongIsNamedWithFileAndLine(String text, String message) throws Exception {
        // Given
        Path file = Files.createDirectories(folder.resolve("checks")).resolve("own.sql");
        Files.writeString(file, text.replace("\\n", "\n"));

        // When / Then
        assertThatThrownBy(() -> Scripts.withOwn(folder)).isInstanceOf(BrokenScript.class)
                .hasMessageContaining(file + ", line " + message.strip());
    }

    @Test
    void anOwnScriptStandsInPlaceOfTheShippedOneOfItsName() throws Exception {
        // Given
        Files.writeString(Files.createDirectories(folder.resolve("checks")).resolve("generic-sequences.sql"),
                "-- name: none\nSELECT 1 WHERE false");
        Files.writeString(Files.createDirectories(folder.resolve("repairs")).resolve("mine.sql"),
                "-- name: mine\nSELECT 1");

        // When
        Scripts scripts = Scripts.withOwn(folder);

        // Then
        assertThat(scripts.named("checks/generic-sequences.sql").orElseThrow().name()).isEqualTo("none");
        assertThat(scripts.of(Kind.REPAIR)).extracting(Script::file).containsExactly("repairs/mine.sql",
                "repairs/queue-requeue-orphans.sql");
        assertThat(scripts.all()).hasSize(Scripts.shipped().all().size() + 1);
    }

    @Test
    void everyShippedFileIsInTheIndex() throws Exception {
        // Given
        Path shipped = Path.of(Scripts.class.getResource("shipped/index").toURI()).getParent();

        // When
        List<String> files;
        try (Stream<Path> all = Files.walk(shipped)) {
            files = all.filter(Files::isRegularFile).map(file -> shipped.relativize(file).toString())
                    .filter(name -> !name.equals("index")).sorted().toList();
        }

        // Then
        assertThat(Scripts.shipped().all()).extracting(Script::file).containsExactlyInAnyOrderElementsOf(files);
    }

    private static Script parse(String text) throws BrokenScript {
        return Header.parse("checks/x.sql", "x.sql", text);
    }
}
