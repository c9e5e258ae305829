package io.groundzero.backup.store;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.groundzero.backup.store.LocalStore.Settings;
import io.groundzero.backup.testbed.TestAuthority;

class BucketSettingsCheckTest {

    @TempDir
    Path folder;

    private Settings settings;

    @BeforeEach
    void write() throws Exception {
        settings = new Settings("backups", Optional.of("a/b"), Optional.empty(), Optional.empty(), false,
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

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:9000", "http://127.1.2.3", "http://localhost:9000", "http://[::1]:9000",
            "https://s3.example.org"})
    void whatNobodyElseReadsPasses(String endpoint) {
        assertThatCode(() -> BucketSettingsCheck.check(settings.withEndpoint(endpoint))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://s3:9000", "http://10.0.0.1", "http://s3.example.org",
            "http://127.0.0.1.example.org",
            "http://localhost.example.org", "http://[::2]"})
    void whatOthersReadMustBeMeant(String endpoint) {
        assertRefused(settings.withEndpoint(endpoint), "GZ_BUCKET_PLAINTEXT");
        assertThatCode(() -> BucketSettingsCheck.check(settings.withEndpoint(endpoint).withPlaintext()))
                .doesNotThrowAnyException();
    }

    @Test
    void anAuthorityThatIsOfNoUseIsRefused() {
        Path authority = TestAuthority.create().certificate();

        assertRefused(settings.withEndpoint("http://127.0.0.1:9000").withCertificateAuthority(authority),
                "nothing is encrypted");
        assertRefused(settings.withCertificateAuthority(settings.accessKeyFile()),
                "gz.bucket.certificate-authority: " + settings.accessKeyFile() + " holds no certificates");
    }

    private static void assertRefused(Settings bad, String naming) {
        assertThatThrownBy(() -> BucketSettingsCheck.check(bad)).hasMessageContaining(naming);
    }
}
