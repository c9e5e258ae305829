package io.groundzero.backup.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;

/** Both ways, with the real gpg at the other end. */
class EncryptionTest {

    private static final String PASSPHRASE = "correct horse / battery staple ä";

    @TempDir
    private static Path folder;

    private static Gpg gpg;
    private static String modern;
    private static String rsa;
    private static String locked;

    @BeforeAll
    static void makeKeys() throws Exception {
        gpg = new Gpg();
        modern = gpg.modernKey("Modern <modern@example.org>");
        rsa = gpg.key("Classic <rsa@example.org>", "rsa3072", "sign", "never", null);
        gpg.addSubkey(rsa, "rsa2048", "encr", "never");
        gpg.run(List.of("--passphrase", PASSPHRASE, "--quick-generate-key", "Locked <locked@example.org>", "default",
                "default", "never"));
        locked = gpg.fingerprint("locked@example.org");
        for (String name : List.of("modern", "rsa", "locked")) {
            gpg.exportPublic(name + "@example.org", folder.resolve(name + ".asc"));
        }
        gpg.exportSecret("modern@example.org", folder.resolve("modern.sec"));
        gpg.exportSecret("rsa@example.org", folder.resolve("rsa.sec"));
        Files.write(folder.resolve("locked.sec"), gpg.run(
                List.of("--passphrase", PASSPHRASE, "--export-secret-keys", "locked@example.org")));
        Files.writeString(folder.resolve("passphrase"), PASSPHRASE + "\n");
    }

    @AfterAll
    static void stop() throws IOException {
        gpg.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 511, 32767, 32768, 32769, 131072, 262144, 1 << 20, (1 << 22) + 12345})
    void gpgReadsWhatWeWrite(int size) throws Exception {
        byte[] content = content(size);

        byte[] message = encrypt(content, modern);

        assertThat(gpg.run(List.of("--decrypt"), message)).isEqualTo(content);
    }

    @Test
    void gpgSeesAes256WithIntegrityProtectionAndNoCompression() throws Exception {
        byte[] message = encrypt(content(300_000), modern, rsa);

        Gpg.Outcome packets = gpg.attempt(List.of("-vv", "--list-packets"), message);

        assertThat(packets.errors() + new String(packets.output(), StandardCharsets.UTF_8))
                .contains("AES256 encrypted data", "mdc_method: 2", "mode b").doesNotContain("compressed");
        assertThat(message.length).isBetween(300_000, 301_500);
    }

    @Test
    void eachRecipientReadsItAlone() throws Exception {
        byte[] content = content(100_000);

        byte[] message = encrypt(content, modern, rsa, locked);

        assertThat(decrypt(message, keys("modern"))).isEqualTo(content);
        assertThat(decrypt(message, keys("rsa"))).isEqualTo(content);
        assertThat(decrypt(message, keys("locked"))).isEqualTo(content);
        assertThat(gpg.run(List.of("--passphrase", PASSPHRASE, "--decrypt", "--try-secret-key", locked), message))
                .isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "zip", "zlib", "bzip2"})
    void weReadWhatGpgWrites(String compression) throws Exception {
        byte[] content = content(3_000_000);

        byte[] message = gpg.run(List.of("--compress-algo", compression, "-r", rsa, "-r", modern, "--encrypt"),
                content);

        assertThat(decrypt(message, keys("modern"))).isEqualTo(content);
        assertThat(decrypt(message, keys("rsa"))).isEqualTo(content);
    }

    @Test
    void weReadAMessageOfKnownLength() throws Exception {
        Path file = Files.write(folder.resolve("known"), content(70_000));

        byte[] message = gpg.run(List.of("-z", "0", "-r", modern, "--encrypt", "--output", "-", file.toString()));

        assertThat(decrypt(message, keys("modern"))).isEqualTo(content(70_000));
    }

    @Test
    void theWrongKeyIsNamedBesideTheWantedOnes() throws Exception {
        byte[] message = encrypt(content(10), modern);
        String wanted = gpg.fingerprints("modern@example.org").get(1).substring(24);
        String present = gpg.fingerprints("rsa@example.org").get(1).substring(24);

        assertThatThrownBy(() -> decrypt(message, keys("rsa"))).isInstanceOfSatisfying(BackupException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.DECRYPTION_KEY_MISSING))
                .hasMessageContainingAll(wanted, present);
    }

    @Test
    void aLockedKeyWantsItsPassphrase() throws Exception {
        Path wrong = Files.writeString(folder.resolve("wrong"), "wrong\n");
        List<Path> files = List.of(folder.resolve("locked.sec"));

        for (Optional<Path> passphrase : List.of(Optional.<Path>empty(), Optional.of(wrong))) {
            assertThatThrownBy(() -> DecryptionKeys.load(files, passphrase))
                    .isInstanceOfSatisfying(BackupException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.DECRYPTION_KEY_MISSING))
                    .hasMessageContaining("passphrase");
        }
    }

    @Test
    void aMessageWithoutIntegrityProtectionIsRefused() throws Exception {
        byte[] message = encrypt(content(1000), modern);
        int protectedPacket = 2 + (message[1] & 0xff); // behind the session key
        assertThat(message[protectedPacket]).isEqualTo((byte) (0xc0 | 18));

        message[protectedPacket] = (byte) (0xc0 | 9); // as an attacker would, to be rid of the check

        assertThatThrownBy(() -> decrypt(message, keys("modern"))).isInstanceOf(IntegrityException.class)
                .hasMessageContaining("not integrity protected");
    }

    @Test
    void aMessageThatIsNoOpenPgpIsRefused() {
        for (byte[] nonsense : List.of(new byte[0], "hello".getBytes(StandardCharsets.UTF_8), new byte[1000])) {
            assertThatThrownBy(() -> decrypt(nonsense, keys("modern"))).isInstanceOf(IntegrityException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 40, 5_000, 300_000})
    void everyFlippedByteIsDetected(int size) throws Exception {
        byte[] content = content(size);
        byte[] message = encrypt(content, modern);
        DecryptionKeys keys = keys("modern");
        int step = Math.max(1, message.length / 600);

        for (int position = 0; position < message.length; position += position < 300 ? 1 : step) {
            byte[] damaged = message.clone();
            damaged[position] ^= (byte) (1 << position % 8);
            assertRefusedOrSame(damaged, keys, content, position);
        }
        for (int position = Math.max(0, message.length - 60); position < message.length; position++) {
            byte[] damaged = message.clone();
            damaged[position] ^= 0x40;
            assertRefusedOrSame(damaged, keys, content, position);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 40, 5_000, 600_000})
    void everyTruncationIsDetected(int size) throws Exception {
        byte[] message = encrypt(content(size), modern);
        DecryptionKeys keys = keys("modern");
        int step = Math.max(1, message.length / 500);

        for (int length = 0; length < message.length; length += length < 300 ? 1 : step) {
            byte[] cut = Arrays.copyOf(message, length);
            assertThatThrownBy(() -> decrypt(cut, keys)).as("cut at %d of %d", length, message.length)
                    .isInstanceOf(IntegrityException.class);
        }
        for (int cut = 1; cut < 60; cut++) {
            byte[] rest = Arrays.copyOf(message, message.length - cut);
            assertThatThrownBy(() -> decrypt(rest, keys)).as("cut by %d", cut).isInstanceOf(IntegrityException.class);
        }
    }

    @Test
    void whatFollowsTheMessageIsRefused() throws Exception {
        byte[] message = encrypt(content(1000), modern);
        for (byte[] tail : List.of(new byte[1], new byte[]{1, 2, 3, 4}, message)) {
            ByteArrayOutputStream both = new ByteArrayOutputStream();
            both.write(message);
            both.write(tail);
            assertThatThrownBy(() -> decrypt(both.toByteArray(), keys("modern"))).as("%d bytes behind", tail.length)
                    .isInstanceOf(IntegrityException.class);
        }
    }

    @Test
    void closingEarlyChecksTheRest() throws Exception {
        byte[] message = encrypt(content(2_000_000), modern);
        message[1_900_000] ^= 1;
        InputStream clear = keys("modern").decrypt(new ByteArrayInputStream(message));
        assertThat(clear.readNBytes(1000)).isEqualTo(Arrays.copyOf(content(2_000_000), 1000));

        assertThatThrownBy(clear::close).isInstanceOf(IntegrityException.class);
    }

    @Test
    void aBrokenConnectionIsNotTakenForDamage() throws Exception {
        byte[] message = encrypt(content(2_000_000), modern);
        for (int readable : new int[]{0, 50, 200, 1_000_000}) {
            InputStream broken = new SequenceInputStream(new ByteArrayInputStream(message, 0, readable),
                    new InputStream() {
                        @Override
                        public int read() throws IOException {
                            throw new IOException("connection reset");
                        }
                    });

            assertThatThrownBy(() -> keys("modern").decrypt(broken).readAllBytes()).isInstanceOf(IOException.class)
                    .isNotInstanceOf(IntegrityException.class).hasMessage("connection reset");
        }
    }

    @Test
    void anUnfinishedMessageIsIncomplete() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        OutputStream open = recipients(modern).encrypt(bytes);
        open.write(content(1_000_000));
        open.flush();

        assertThatThrownBy(() -> decrypt(bytes.toByteArray(), keys("modern"))).isInstanceOf(IntegrityException.class);
    }

    @Test
    void leavesTheStreamBelowOpen() throws Exception {
        boolean[] closed = new boolean[1];
        OutputStream sink = new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        try (OutputStream out = recipients(modern).encrypt(sink)) {
            out.write(1);
        }
        assertThat(closed[0]).isFalse();
    }

    private static void assertRefusedOrSame(byte[] damaged, DecryptionKeys keys, byte[] content, int position) {
        byte[] read;
        try {
            read = decrypt(damaged, keys);
        } catch (IntegrityException e) {
            return;
        } catch (BackupException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.DECRYPTION_KEY_MISSING); // the key id was hit
            return;
        } catch (IOException e) {
            throw new AssertionError("not an IntegrityException, at " + position, e);
        }
        // bits that mean nothing (the unused ones of a length in front of the session key) may differ
        assertThat(read).as("flipped at %d", position).isEqualTo(content);
        assertThat(position).as("a flip in the protected data was not noticed").isLessThan(120);
    }

    private static Recipients recipients(String... fingerprints) throws BackupException {
        return Recipients.load(List.of(folder), List.of(fingerprints), Clock.systemUTC());
    }

    private static byte[] encrypt(byte[] content, String... fingerprints) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = recipients(fingerprints).encrypt(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static DecryptionKeys keys(String name) throws BackupException {
        return DecryptionKeys.load(List.of(folder.resolve(name + ".sec")), Optional.of(folder.resolve("passphrase")));
    }

    private static byte[] decrypt(byte[] message, DecryptionKeys keys) throws BackupException, IOException {
        try (InputStream in = keys.decrypt(new ByteArrayInputStream(message))) {
            return in.readAllBytes();
        }
    }

    private static byte[] content(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return content;
    }
}
