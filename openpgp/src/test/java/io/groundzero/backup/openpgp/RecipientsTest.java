package io.groundzero.backup.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;

/** Which keys are taken and which are refused; all of them made by the real gpg. */
class RecipientsTest {

    private static Gpg gpg;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        gpg = new Gpg();
        gpg.modernKey("good@example.org");
        gpg.key("expired@example.org", "rsa2048", "sign,encr", "2021-01-01", "20200101T000000");
        String subkeyExpired = gpg.key("subkey-expired@example.org", "ed25519", "sign", "never", "20200101T000000");
        gpg.addSubkey(subkeyExpired, "cv25519", "encr", "2021-01-01", "--faked-system-time", "20200101T000000");
        gpg.key("sign-only@example.org", "ed25519", "sign", "never", null);
        gpg.key("rsa-sign-only@example.org", "rsa2048", "sign", "never", null);
        revoke(gpg.modernKey("revoked@example.org"));
        String subkeyRevoked = gpg.modernKey("subkey-revoked@example.org");
        edit(subkeyRevoked, "key 1\nrevkey\ny\n0\n\ny\nsave\n");
        String two = gpg.key("two@example.org", "ed25519", "sign", "never", "20200101T000000");
        gpg.addSubkey(two, "cv25519", "encr", "never", "--faked-system-time", "20200101T000000");
        gpg.addSubkey(two, "rsa2048", "encr", "never");
        String later = gpg.key("extended@example.org", "ed25519", "sign", "2021-01-01", "20200101T000000");
        gpg.addSubkey(later, "cv25519", "encr", "never", "--faked-system-time", "20200101T000000");
        gpg.run(List.of("--passphrase", "", "--quick-set-expire", later, "2040-01-01"));
        gpg.key("short@example.org", "rsa1024", "sign,encr", "never", null);
    }

    @AfterAll
    static void stop() throws IOException {
        gpg.close();
    }

    @Test
    void takesAPrimaryFingerprintAsPeopleWriteIt() throws Exception {
        String fingerprint = export("good");
        String spaced = fingerprint.toLowerCase(Locale.ROOT).replaceAll("(.{4})", "$1 ").strip();

        for (String written : List.of(fingerprint, spaced, "0x" + fingerprint)) {
            assertThat(load(written).fingerprints()).containsExactly(fingerprint);
        }
    }

    @Test
    void takesASubkeyByItsOwnFingerprint() throws Exception {
        List<String> all = gpg.fingerprints(export("two"));

        assertThat(encryptedTo(load(all.get(0)))).isEqualTo(all.get(2).substring(24)); // the newest
        assertThat(encryptedTo(load(all.get(1)))).isEqualTo(all.get(1).substring(24));
        assertThat(load(all.get(1)).fingerprints()).containsExactly(all.get(0));
    }

    @Test
    void theSameRecipientTwiceIsOne() throws Exception {
        List<String> all = gpg.fingerprints(export("good"));

        Recipients recipients = load(all.get(0), all.get(1), all.get(0));

        assertThat(recipients.fingerprints()).containsExactly(all.get(0));
        assertThat(encryptedTo(recipients)).isEqualTo(all.get(1).substring(24));
    }

    @Test
    void findsKeysInKeyringsAndKeyBoxes() throws Exception {
        Path binary = Files.write(folder.resolve("ring.bin"), gpg.run(List.of("--export")));
        byte[] armored = gpg.run(List.of("--armor", "--export", "two@example.org"));
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write("two keys, one behind the other:\n".getBytes(StandardCharsets.UTF_8));
        both.write(gpg.run(List.of("--armor", "--export", "good@example.org")));
        both.write(armored);
        Path concatenated = Files.write(folder.resolve("both.asc"), both.toByteArray());
        Path box = gpg.home().resolve("pubring.kbx");
        String two = gpg.fingerprint("two@example.org");

        for (Path file : List.of(binary, concatenated, box)) {
            assertThat(Recipients.load(List.of(file), List.of(two), Clock.systemUTC()).fingerprints())
                    .as(file.toString()).containsExactly(two);
        }
    }

    @Test
    void refusesAnUnknownFingerprintNamingItAndTheFolder() throws Exception {
        export("good");
        String unknown = "0123456789ABCDEF0123456789ABCDEF01234567";

        refused(() -> load(unknown)).hasMessageContainingAll(unknown, folder.toString(), "good@example.org");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "01234567", "89ABCDEF01234567", "good@example.org",
            "0123456789ABCDEF0123456789ABCDEF0123456G"})
    void refusesWhatIsNoFullFingerprint(String written) throws Exception {
        export("good");
        refused(() -> load(written)).hasMessageContaining("fingerprint");
    }

    @Test
    void refusesNoRecipientAtAll() throws Exception {
        export("good");
        refused(() -> load()).hasMessageContaining("no recipient");
    }

    @Test
    void refusesExpiredKeys() throws Exception {
        String expired = export("expired");
        refused(() -> load(expired)).hasMessageContainingAll("expired on 2021-01-01", expired);
    }

    @Test
    void refusesExpiredSubkeys() throws Exception {
        List<String> all = gpg.fingerprints(export("subkey-expired"));
        for (String fingerprint : all) {
            refused(() -> load(fingerprint)).hasMessageContainingAll("expired on 2021-01-01", all.get(1));
        }
    }

    @Test
    void anExpiryThatWasMovedCounts() throws Exception {
        String extended = export("extended");
        assertThat(load(extended).fingerprints()).containsExactly(extended);
    }

    @Test
    void refusesRevokedKeys() throws Exception {
        String revoked = export("revoked");
        refused(() -> load(revoked)).hasMessageContainingAll("is revoked", "revoked@example.org");
    }

    @Test
    void aRevocationInOneOfTwoCopiesCounts() throws Exception {
        String fingerprint = gpg.modernKey("twice@example.org");
        gpg.exportPublic("twice@example.org", folder.resolve("1-old.asc"));
        assertThat(load(fingerprint).fingerprints()).isNotEmpty();
        revoke(fingerprint);
        gpg.exportPublic("twice@example.org", folder.resolve("2-new.asc"));
        gpg.run(List.of("--delete-secret-and-public-key", fingerprint));

        refused(() -> load(fingerprint)).hasMessageContaining("is revoked");
    }

    @Test
    void refusesRevokedSubkeys() throws Exception {
        List<String> all = gpg.fingerprints(export("subkey-revoked"));
        for (String fingerprint : all) {
            refused(() -> load(fingerprint)).hasMessageContainingAll("is revoked", all.get(1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sign-only", "rsa-sign-only"})
    void refusesKeysThatCannotEncrypt(String name) throws Exception {
        String signOnly = export(name);
        refused(() -> load(signOnly)).hasMessageContaining("encrypt");
    }

    @Test
    void refusesShortKeys() throws Exception {
        String weak = export("short");
        refused(() -> load(weak)).hasMessageContaining("1024 bits");
    }

    @Test
    void refusesASecretKeyWhereOnlyPublicOnesBelong() throws Exception {
        String good = export("good");
        gpg.exportSecret("good@example.org", folder.resolve("secret.asc"));
        refused(() -> load(good)).hasMessageContaining("secret key");
    }

    @Test
    void refusesFilesThatHoldNoKeys() throws Exception {
        Path absent = folder.resolve("absent.asc");
        refused(() -> Recipients.load(List.of(absent), List.of("0".repeat(40)), Clock.systemUTC()))
                .hasMessageContaining("absent.asc");
        Files.writeString(folder.resolve("junk.asc"), "junk");
        refused(() -> load("0".repeat(40))).hasMessageContaining("junk.asc");
    }

    @Test
    void aKeyThatExpiresWhileTheServiceRunsIsRefusedThen() throws Exception {
        String expired = export("expired");
        SettableClock clock = new SettableClock(Instant.parse("2020-06-01T00:00:00Z"));
        Recipients recipients = Recipients.load(List.of(folder), List.of(expired), clock);
        recipients.check();

        clock.now = Instant.parse("2021-06-01T00:00:00Z");

        refused(recipients::check).hasMessageContaining("expired");
        refused(() -> recipients.encrypt(OutputStream.nullOutputStream())).hasMessageContaining("expired");
    }

    @Test
    void aSubkeyThatItsPrimaryKeyDidNotSignIsNotTaken() throws Exception {
        Path good = folder.resolve("good.gpg");
        String fingerprint = gpg.fingerprint("good@example.org");
        byte[] bytes = gpg.run(List.of("--export", "good@example.org"));
        bytes[bytes.length - 10] ^= 1; // in the binding signature, which comes last
        Files.write(good, bytes);

        refused(() -> load(fingerprint)).hasMessageContaining("no valid signature that binds it");
    }

    private String export(String name) throws IOException {
        gpg.exportPublic(name + "@example.org", folder.resolve(name + ".asc"));
        return gpg.fingerprint("=" + name + "@example.org");
    }

    private Recipients load(String... fingerprints) throws BackupException {
        return Recipients.load(List.of(folder), List.of(fingerprints), Clock.systemUTC());
    }

    private static String encryptedTo(Recipients recipients) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = recipients.encrypt(bytes)) {
            out.write(1);
        }
        Gpg.Outcome packets = gpg.attempt(List.of("--list-packets"), bytes.toByteArray());
        List<String> ids = new String(packets.output(), StandardCharsets.UTF_8).lines()
                .filter(line -> line.startsWith(":pubkey enc packet"))
                .map(line -> line.substring(line.indexOf("keyid ") + 6)).toList();
        assertThat(ids).hasSize(1);
        return ids.get(0);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(ThrowingCallable load) {
        return assertThatThrownBy(load).isInstanceOfSatisfying(BackupException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.RECIPIENT_KEY_UNUSABLE));
    }

    private static void revoke(String fingerprint) throws IOException {
        String certificate = Files
                .readString(gpg.home().resolve("openpgp-revocs.d").resolve(fingerprint + ".rev"));
        gpg.run(List.of("--import"), certificate.replace(":-----BEGIN", "-----BEGIN").getBytes(StandardCharsets.UTF_8));
    }

    private static void edit(String fingerprint, String commands) {
        gpg.run(List.of("--command-fd", "0", "--passphrase", "", "--edit-key", fingerprint),
                commands.getBytes(StandardCharsets.UTF_8));
    }

    private static final class SettableClock extends Clock {

        private Instant now;

        SettableClock(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
