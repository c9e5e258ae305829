package io.groundzero.backup.dumper.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

class SecretFilesTest {

    @TempDir
    Path folder;

    private Path key;
    private Path copy;

    @BeforeEach
    void setUp() throws Exception {
        key = Files.writeString(folder.resolve("n8n.key"), "correct horse\n");
        copy = folder.resolve("copy");
    }

    @Test
    void secretsAloneAreABundle() throws Exception {
        // Given
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        ConfigurationBundle bundle = bundle(Map.of("n8n_Key-1.txt", key));

        // When
        boolean copied = bundle.copyTo(copy);

        // Then
        assertThat(copied).isTrue();
        Path secret = copy.resolve("secrets/n8n_Key-1.txt");
        assertThat(secret).hasContent("correct horse\n");
        assertThat(Files.getPosixFilePermissions(secret)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(bundle.secretNames()).containsExactly("n8n_Key-1.txt");
    }

    @Test
    void isReadAtEveryDump() throws Exception {
        // Given
        ConfigurationBundle bundle = bundle(Map.of("key", key));
        bundle.copyTo(copy);
        Files.writeString(key, "a new one");

        // When
        bundle.copyTo(folder.resolve("next"));

        // Then
        assertThat(folder.resolve("next/secrets/key")).hasContent("a new one");
    }

    @Test
    void hashOfTheBundleTellsNothing() throws Exception {
        // Given
        ConfigurationBundle bundle = bundle(Map.of("key", key));

        // When
        bundle.copyTo(copy);
        bundle.copyTo(folder.resolve("next"));

        // Then
        assertThat(copy.resolve("secrets/.salt")).hasSize(32);
        assertThat(Files.readAllBytes(copy.resolve("secrets/.salt")))
                .isNotEqualTo(Files.readAllBytes(folder.resolve("next/secrets/.salt")));
    }

    @Test
    void filesAndSecretsLieInOneBundle() throws Exception {
        // Given
        Path base = Files.createDirectories(folder.resolve("base/secrets"));
        Files.writeString(base.resolve("public.pem"), "pem");
        ConfigurationBundle bundle = new ConfigurationBundle(Optional.of(folder.resolve("base")), List.of("secrets"),
                Map.of("key", key));

        // When
        bundle.copyTo(copy);

        // Then
        assertThat(copy.resolve("secrets/public.pem")).hasContent("pem");
        assertThat(copy.resolve("secrets/key")).hasContent("correct horse\n");
    }

    @Test
    void fileOfTheSameNameIsRefused() throws Exception {
        // Given
        Path base = Files.createDirectories(folder.resolve("base/secrets"));
        Files.writeString(base.resolve("key"), "another");
        ConfigurationBundle bundle = new ConfigurationBundle(Optional.of(folder.resolve("base")), List.of("secrets"),
                Map.of("key", key));

        // When, Then
        assertThatThrownBy(() -> bundle.copyTo(copy)).isInstanceOf(BackupException.class)
                .hasMessageContaining("secrets/key too");
    }

    @Test
    void missingEmptyAndStrangeFilesAreRefused() throws Exception {
        refused(folder.resolve("nowhere"), "does not exist");
        refused(folder, "is not a file");
        refused(Files.createFile(folder.resolve("empty")), "is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".salt", "..", "a/b", "ä", "a b"})
    void namesThatCouldBeMisreadAreRefused(String name) {
        assertThatThrownBy(() -> bundle(Map.of(name, key))).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("gz.configuration.secrets");
    }

    @Test
    void relativePathIsRefused() {
        assertThatThrownBy(() -> bundle(Map.of("key", Path.of("n8n.key")))).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("gz.configuration.secrets.key must be an absolute path");
    }

    @Test
    void namesAreTakenFromPropertiesAsTheyAre() {
        // When
        Map<String, Path> secrets = secrets(Map.of(), Map.of("gz.configuration.secrets.n8n-Key_1", "/a",
                "gz.configuration.secrets.\"n8n.key\"", "/b"));

        // Then
        assertThat(secrets).isEqualTo(Map.of("n8n-Key_1", Path.of("/a"), "n8n.key", Path.of("/b")));
    }

    @Test
    void namesFromTheEnvironmentAreSmallLettersDigitsAndDots() {
        // When
        Map<String, Path> secrets = secrets(Map.of("GZ_CONFIGURATION_SECRETS_N8NKEY", "/a",
                "GZ_CONFIGURATION_SECRETS_N8N_KEY", "/b"), Map.of());

        // Then
        assertThat(secrets).isEqualTo(Map.of("n8nkey", Path.of("/a"), "n8n.key", Path.of("/b")));
    }

    private static Map<String, Path> secrets(Map<String, String> environment, Map<String, String> properties) {
        return new SmallRyeConfigBuilder().withSources(new EnvConfigSource(environment, 300))
                .withSources(new PropertiesConfigSource(properties, "test", 500))
                .withMapping(ConfigurationConfig.class).build().getConfigMapping(ConfigurationConfig.class).secrets();
    }

    private void refused(Path file, String why) {
        assertThatThrownBy(() -> bundle(Map.of("key", file)).check())
                .isInstanceOfSatisfying(BackupException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION_FILE_MISSING))
                .hasMessageContaining("the secret file key, " + file).hasMessageContaining(why);
    }

    private static ConfigurationBundle bundle(Map<String, Path> secrets) {
        return new ConfigurationBundle(Optional.empty(), List.of(), secrets);
    }
}
