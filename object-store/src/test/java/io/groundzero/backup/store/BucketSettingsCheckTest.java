package io.groundzero.backup.store;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.store.LocalStore.Settings;

class BucketSettingsCheckTest {

    @TempDir
    Path folder;

    private Settings settings;

    @BeforeEach
    void write() throws Exception {
        settings = new Settings("backups", Optional.of("a/b"), Optional.empty(),
                Files.writeString(folder.resolve("access"), "id\n"), Files.writeString(folder.resolve("secret"), "s\n"),
                true, 10_000);
    }

    @Test
    void goodSettingsPass() {
        assertThatCode(() -> BucketSettingsCheck.check(settings)).doesNotThrowAnyException();
    }

    @Test
    void badSettingsAreNamed() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty"));

        assertRefused(settings.withPrefix("/a"), "gz.bucket.prefix");
        assertRefused(settings.withPrefix("a/../b"), "gz.bucket.prefix");
        assertRefused(settings.withEndpoint("s3.example.org"), "gz.bucket.endpoint");
        assertRefused(settings.withName(" "), "gz.bucket.name");
        assertRefused(settings.withPartLimit(1), "gz.bucket.part-limit");
        assertRefused(settings.withPartLimit(10_001), "gz.bucket.part-limit");
        assertRefused(settings.withSecretKeyFile(empty), "secret key file is empty");
        assertRefused(settings.withSecretKeyFile(folder.resolve("none")), "secret key file cannot be read");
    }

    private static void assertRefused(Settings bad, String naming) {
        assertThatThrownBy(() -> BucketSettingsCheck.check(bad)).hasMessageContaining(naming);
    }
}
