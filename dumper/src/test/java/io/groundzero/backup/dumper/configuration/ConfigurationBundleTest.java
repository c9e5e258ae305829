package io.groundzero.backup.dumper.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;

class ConfigurationBundleTest {

    @TempDir
    Path folder;

    private Path base;
    private Path copy;

    @BeforeEach
    void setUp() throws Exception {
        base = Files.createDirectories(folder.resolve("base"));
        copy = folder.resolve("copy");
        Files.createDirectories(base.resolve("docs/deep"));
        Files.writeString(base.resolve("compose.yml"), "compose");
        Files.writeString(base.resolve("env.example"), "env");
        Files.writeString(base.resolve("docs/a.md"), "a");
        Files.writeString(base.resolve("docs/deep/b.md"), "b");
    }

    @Test
    void copiesFilesFoldersAndGlobs() throws Exception {
        assertThat(bundle("compose.yml", "docs").copyTo(copy)).isTrue();

        assertThat(copied()).containsExactly("compose.yml", "docs/a.md", "docs/deep/b.md");
        assertThat(copy.resolve("docs/deep/b.md")).hasContent("b");
    }

    @Test
    void aStarStaysInItsFolder() throws Exception {
        bundle("*", "docs/*.md").copyTo(copy);

        assertThat(copied()).containsExactly("compose.yml", "docs/a.md", "env.example");
    }

    @Test
    void twoStarsDoNot() throws Exception {
        bundle("**.md").copyTo(copy);

        assertThat(copied()).containsExactly("docs/a.md", "docs/deep/b.md");
    }

    @Test
    void copiesNothingIfNothingIsConfigured() throws Exception {
        assertThat(new ConfigurationBundle(Optional.empty(), List.of(), Map.of()).copyTo(copy)).isFalse();

        assertThat(copy).doesNotExist();
    }

    @Test
    void refusesAMissingFile() {
        assertRefused("nowhere.yml", "does not exist");
    }

    @Test
    void refusesALinkThatLeadsOut() throws Exception {
        Files.createSymbolicLink(base.resolve("out"), Files.writeString(folder.resolve("secret"), "secret"));

        assertRefused("out", "leads out of");
        assertRefused("*", "leads out of");
    }

    @Test
    void refusesToPassThroughALinkedFolder() throws Exception {
        Files.createSymbolicLink(base.resolve("out"), folder);

        assertRefused("out/secret", "does not exist");
        assertRefused("out", "leads out of");
        Files.writeString(folder.resolve("secret"), "secret");
        assertRefused("out/secret", "leads out of");
    }

    @Test
    void copiesWhatALinkInsideMeans() throws Exception {
        Files.createSymbolicLink(base.resolve("link.yml"), Path.of("compose.yml"));

        bundle("link.yml").copyTo(copy);

        assertThat(copy.resolve("link.yml")).isRegularFile().hasContent("compose");
        assertThat(Files.isSymbolicLink(copy.resolve("link.yml"))).isFalse();
    }

    @Test
    void refusesToStartWithNamesThatLeadOut() {
        for (String name : List.of("/etc/passwd", "../secret", "docs/../../secret")) {
            assertThatThrownBy(() -> bundle(name)).isInstanceOf(IllegalStateException.class).hasMessageContaining(name);
        }
    }

    @Test
    void refusesToStartWithoutABase() {
        assertThatThrownBy(() -> new ConfigurationBundle(Optional.empty(), List.of("x"), Map.of()))
                .hasMessageContaining("gz.configuration.base");
    }

    private void assertRefused(String pattern, String why) {
        assertThatThrownBy(() -> bundle(pattern).check())
                .isInstanceOfSatisfying(BackupException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION_FILE_MISSING))
                .hasMessageContaining(why);
    }

    private ConfigurationBundle bundle(String... patterns) {
        return new ConfigurationBundle(Optional.of(base), List.of(patterns), Map.of());
    }

    private List<String> copied() throws IOException {
        try (Stream<Path> files = Files.walk(copy)) {
            return files.filter(Files::isRegularFile).map(file -> copy.relativize(file).toString()).sorted().toList();
        }
    }
}
