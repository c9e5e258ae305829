package io.groundzero.backup.openpgp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A generated key does all that a gpg key does, and gpg takes it for one. */
class GeneratedKeysTest {

    private static final byte[] DATA = "content".getBytes(UTF_8);

    @TempDir
    private Path folder;

    @Test
    void itEncryptsDecryptsSignsAndVerifies() throws Exception {
        // Given
        GeneratedKeys keys = GeneratedKeys.create(folder, "trial", "Trial", Instant.now().minusSeconds(5));

        // When
        byte[] message = encrypt(keys);
        byte[] signature = SigningKey.load(keys.secretKey(), Optional.empty(), Clock.systemUTC()).sign(DATA);

        // Then
        DecryptionKeys decryption = DecryptionKeys.load(List.of(keys.secretKey()), Optional.empty());
        assertThat(decryption.decrypt(new ByteArrayInputStream(message)).readAllBytes()).isEqualTo(DATA);
        assertThat(decryption.has(keys.fingerprint())).isTrue();
        assertThat(decryption.has("0".repeat(40))).isFalse();
        assertThat(VerificationKeys.load(List.of(keys.publicKey())).verify(DATA, signature))
                .isEqualTo(keys.fingerprint());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.secretKey())))
                .isEqualTo("rw-------");
    }

    @Test
    void gpgTakesIt() throws Exception {
        try (Gpg gpg = new Gpg()) {
            // Given
            GeneratedKeys keys = GeneratedKeys.create(folder, "trial", "Trial", Instant.now().minusSeconds(5));
            gpg.run(List.of("--import", keys.secretKey().toString()));

            // When
            byte[] plain = gpg.run(List.of("--decrypt"), encrypt(keys));

            // Then
            assertThat(plain).isEqualTo(DATA);
            assertThat(gpg.fingerprint("Trial")).isEqualTo(keys.fingerprint());
        }
    }

    private static byte[] encrypt(GeneratedKeys keys) throws Exception {
        ByteArrayOutputStream encrypted = new ByteArrayOutputStream();
        try (OutputStream out = Recipients.load(List.of(keys.publicKey()), List.of(keys.fingerprint()),
                Clock.systemUTC()).encrypt(encrypted)) {
            out.write(DATA);
        }
        return encrypted.toByteArray();
    }
}
