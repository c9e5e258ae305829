package io.groundzero.backup.openpgp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that are made here are for gpg what its own are. */
class ArmoredKeyTest {

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    private Path folder;

    @Test
    void gpgSeesTheSameAsInAKeyOfItsOwn() throws Exception {
        try (Gpg gpg = new Gpg()) {
            // Given
            String own = gpg.modernKey("Own");
            ArmoredKey key = ArmoredKey.forEncryption("Ours", NOW);

            // When
            gpg.run(List.of("--import", write("key.asc", key.secretKey()).toString()));

            // Then
            gpg.run(List.of("--list-secret-keys", key.fingerprint()));
            assertThat(listing(gpg, key.fingerprint())).isEqualTo(listing(gpg, own)).hasSize(2);
            assertThat(preferences(gpg, key.fingerprint())).contains("(pref-sym-algos: 9 8 7)",
                    "(pref-hash-algos: 10 9 8)", "(features: 01)");
        }
    }

    @Test
    void gpgVerifiesWhatASigningKeySigns() throws Exception {
        try (Gpg gpg = new Gpg()) {
            // Given
            ArmoredKey key = ArmoredKey.forSigning("Signer", NOW);
            gpg.run(List.of("--import", write("public.asc", key.publicKey()).toString()));
            Path document = write("document", "content");

            // When
            byte[] signature = SigningKey.load(write("secret.asc", key.secretKey()), Optional.empty(),
                    Clock.systemUTC()).sign("content".getBytes(UTF_8));

            // Then
            Path signed = Files.write(folder.resolve("signature.asc"), signature);
            gpg.run(List.of("--verify", signed.toString(), document.toString()));
            Files.writeString(document, "other");
            assertThat(gpg.attempt(List.of("--verify", signed.toString(), document.toString()), new byte[0])
                    .exitCode()).isNotZero();
            assertThat(listing(gpg, key.fingerprint())).as("no key to encrypt to").hasSize(1);
        }
    }

    @Test
    void thePublicHalfComesFromTheSecretOne() throws Exception {
        // Given
        ArmoredKey key = ArmoredKey.forEncryption("Ours", NOW);
        ArmoredKey older = ArmoredKey.forSigning("Older", NOW.minusSeconds(3));

        // When
        List<ArmoredKey> read = ArmoredKey.read(write("secret.asc", key.secretKey() + older.secretKey()));

        // Then
        assertThat(read).containsExactly(key, older);
        assertThat(read.get(0).createdAt()).isEqualTo(NOW);
        assertThat(ArmoredKey.fingerprints(write("public.asc", key.publicKey() + older.publicKey())))
                .containsExactly(key.fingerprint(), older.fingerprint());
        assertThat(key.toString()).doesNotContain("PRIVATE");
    }

    @Test
    void aFileWithAnythingElseIsRefused() throws Exception {
        ArmoredKey key = ArmoredKey.forEncryption("Ours", NOW);
        Path secret = write("secret.asc", key.secretKey());
        Path publicKey = write("public.asc", key.publicKey());

        assertThatThrownBy(() -> ArmoredKey.read(publicKey)).isInstanceOf(IOException.class)
                .hasMessageContaining("no secret key in " + publicKey);
        assertThatThrownBy(() -> ArmoredKey.fingerprints(secret)).isInstanceOf(IOException.class)
                .hasMessageContaining("no secret one");
        assertThatThrownBy(() -> ArmoredKey.read(write("noise", "noise"))).isInstanceOf(IOException.class);
    }

    /** Algorithm, length, curve and capabilities of the primary key and its subkeys. */
    private static List<String> listing(Gpg gpg, String fingerprint) {
        return new String(gpg.run(List.of("--with-colons", "--list-keys", fingerprint)), UTF_8).lines()
                .map(line -> line.split(":", -1)).filter(fields -> List.of("pub", "sub").contains(fields[0]))
                .map(fields -> String.join(" ", fields[0], fields[2], fields[3], fields[6], fields[11], fields[16]))
                .toList();
    }

    /** What tells gpg how to encrypt to the key. */
    private static String preferences(Gpg gpg, String fingerprint) {
        return new String(gpg.run(List.of("--list-packets"), gpg.run(List.of("--export", fingerprint))), UTF_8);
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
