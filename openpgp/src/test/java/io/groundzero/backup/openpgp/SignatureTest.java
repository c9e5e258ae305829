package io.groundzero.backup.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

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

/** Detached signatures both ways, with the real gpg at the other end. */
class SignatureTest {

    private static final byte[] DATA = "{\"backup\":\"main-20261123T030000Z\"}\n".getBytes(StandardCharsets.UTF_8);
    private static final Instant IN_2020 = Instant.parse("2020-06-01T00:00:00Z");

    private static Gpg gpg;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        gpg = new Gpg();
        gpg.modernKey("modern@example.org");
        gpg.key("rsa@example.org", "rsa3072", "sign", "never", null);
        String withSubkey = gpg.key("subkey@example.org", "ed25519", "cert", "never", null);
        gpg.addSubkey(withSubkey, "ed25519", "sign", "never");
        gpg.key("expired@example.org", "ed25519", "sign", "2021-01-01", "20200101T000000");
        gpg.key("encrypt-only@example.org", "rsa2048", "cert,encr", "never", null);
    }

    @AfterAll
    static void stop() throws IOException {
        gpg.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"modern", "rsa", "subkey"})
    void gpgVerifiesWhatWeSign(String name) throws Exception {
        byte[] signature = signingKey(name, Clock.systemUTC()).sign(DATA);

        Gpg.Outcome outcome = verifyWithGpg(signature, DATA);

        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        assertThat(outcome.errors()).contains("Good signature from \"" + name + "@example.org\"");
        assertThat(new String(signature, StandardCharsets.US_ASCII)).startsWith("-----BEGIN PGP SIGNATURE-----\n\n");
        assertThat(verifyWithGpg(signature, "other".getBytes(StandardCharsets.UTF_8)).exitCode()).isNotZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"modern", "rsa", "subkey"})
    void weVerifyWhatGpgSigns(String name) throws Exception {
        byte[] signature = signWithGpg(name);

        assertThat(verificationKeys(name).verify(DATA, signature)).isEqualTo(gpg.fingerprint(name + "@example.org"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"modern", "rsa", "subkey"})
    void weVerifyWhatWeSign(String name) throws Exception {
        SigningKey key = signingKey(name, Clock.systemUTC());

        assertThat(verificationKeys(name).verify(DATA, key.sign(DATA))).isEqualTo(key.fingerprint());
    }

    @Test
    void otherContentDoesNotVerify() throws Exception {
        byte[] signature = signingKey("modern", Clock.systemUTC()).sign(DATA);
        VerificationKeys keys = verificationKeys("modern");

        for (int position = 0; position < DATA.length; position++) {
            byte[] changed = DATA.clone();
            changed[position] ^= 1;
            invalid(() -> keys.verify(changed, signature)).hasMessageContaining("does not match");
        }
        invalid(() -> keys.verify(new byte[0], signature));
    }

    @Test
    void anUnknownSignerIsRefused() throws Exception {
        byte[] signature = signWithGpg("rsa");

        invalid(() -> verificationKeys("modern").verify(DATA, signature)).hasMessageContaining("unknown key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "junk", "-----BEGIN PGP SIGNATURE-----\n\n-----END PGP SIGNATURE-----\n"})
    void whatIsNoSignatureIsRefused(String signature) throws Exception {
        VerificationKeys keys = verificationKeys("modern");

        invalid(() -> keys.verify(DATA, signature.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aTextSignatureIsRefused() throws Exception {
        byte[] signature = gpg.run(List.of("--textmode", "--armor", "-u", "modern@example.org", "--detach-sign"), DATA);

        invalid(() -> verificationKeys("modern").verify(DATA, signature)).hasMessageContaining("kind");
    }

    @Test
    void anExpiredKeyDoesNotSign() throws Exception {
        unusable(() -> signingKey("expired", Clock.systemUTC())).hasMessageContaining("expired on 2021-01-01");
    }

    @Test
    void aKeyThatExpiresWhileTheServiceRunsDoesNotSign() throws Exception {
        Instant[] now = {IN_2020};
        SigningKey key = signingKey("expired", new Clock() {
            @Override
            public Instant instant() {
                return now[0];
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        });
        now[0] = Instant.parse("2022-01-01T00:00:00Z");

        unusable(() -> key.sign(DATA)).hasMessageContaining("expired");
    }

    @Test
    void whatAKeySignedBeforeItExpiredStaysValidButNothingLater() throws Exception {
        VerificationKeys keys = verificationKeys("expired");
        byte[] before = signingKey("expired", Clock.fixed(IN_2020, ZoneOffset.UTC)).sign(DATA);
        byte[] after = gpg.attempt(List.of("--faked-system-time", "20200601T000000", "--armor", "-u",
                "expired@example.org", "--detach-sign"), DATA).output();

        assertThat(keys.verify(DATA, before)).isEqualTo(gpg.fingerprint("expired@example.org"));
        assertThat(keys.verify(DATA, after)).isEqualTo(gpg.fingerprint("expired@example.org"));

        // made by a clock that says 2019: before the key existed
        byte[] tooEarly = signWithAnotherClock(Instant.parse("2019-01-01T00:00:00Z"));
        byte[] tooLate = signWithAnotherClock(Instant.parse("2022-01-01T00:00:00Z"));
        invalid(() -> keys.verify(DATA, tooEarly)).hasMessageContaining("did not exist");
        invalid(() -> keys.verify(DATA, tooLate)).hasMessageContaining("expired on 2021-01-01");
    }

    @Test
    void whatARevokedKeySignedIsRefused() throws Exception {
        String fingerprint = gpg.modernKey("compromised@example.org");
        byte[] signature = signWithGpg("compromised");
        assertThat(verificationKeys("compromised").verify(DATA, signature)).isEqualTo(fingerprint);
        revoke(fingerprint);

        invalid(() -> verificationKeys("compromised").verify(DATA, signature)).hasMessageContaining("is revoked");
        unusable(() -> signingKey("compromised", Clock.systemUTC())).hasMessageContaining("is revoked");
    }

    @Test
    void aKeyThatMayNotSignIsRefused() throws Exception {
        unusable(() -> signingKey("encrypt-only", Clock.systemUTC())).hasMessageContaining("not meant to sign");
    }

    @Test
    void aPublicKeyDoesNotSign() throws Exception {
        Path file = gpg.exportPublic("modern@example.org", folder.resolve("public.asc"));

        unusable(() -> SigningKey.load(file, Optional.empty(), Clock.systemUTC()))
                .hasMessageContaining("exactly one secret key");
    }

    @Test
    void aLockedKeyWantsItsPassphrase() throws Exception {
        gpg.run(List.of("--passphrase", "open sesame", "--quick-generate-key", "locked@example.org", "ed25519", "sign",
                "never"));
        Path key = Files.write(folder.resolve("locked.sec"),
                gpg.run(List.of("--passphrase", "open sesame", "--armor", "--export-secret-keys",
                        "locked@example.org")));
        Path passphrase = Files.writeString(folder.resolve("passphrase"), "open sesame\n");

        byte[] signature = SigningKey.load(key, Optional.of(passphrase), Clock.systemUTC()).sign(DATA);

        assertThat(verificationKeys("locked").verify(DATA, signature)).isNotEmpty();
        unusable(() -> SigningKey.load(key, Optional.empty(), Clock.systemUTC())).hasMessageContaining("passphrase");
    }

    /** What a thief of the key would do: it signs whatever the key says about itself. */
    private byte[] signWithAnotherClock(Instant at) throws Exception {
        Path file = gpg.exportSecret("expired@example.org", folder.resolve("stolen.asc"));
        var ring = KeyFiles.read(List.of(file)).secretRings().get(0);
        var secret = Passphrase.read(Optional.empty()).unlock(ring.getSecretKey());
        return SigningKey.signature(ring.getPublicKey(), secret, DATA, at);
    }

    private SigningKey signingKey(String name, Clock clock) throws Exception {
        Path file = gpg.exportSecret(name + "@example.org", folder.resolve(name + ".sec"));
        return SigningKey.load(file, Optional.empty(), clock);
    }

    private VerificationKeys verificationKeys(String name) throws Exception {
        return VerificationKeys.load(List.of(gpg.exportPublic(name + "@example.org", folder.resolve(name + ".asc"))));
    }

    private static byte[] signWithGpg(String name) {
        return gpg.run(List.of("--armor", "-u", name + "@example.org", "--detach-sign"), DATA);
    }

    private Gpg.Outcome verifyWithGpg(byte[] signature, byte[] data) throws IOException {
        Path file = Files.write(folder.resolve("data.asc"), signature);
        Path content = Files.write(folder.resolve("data"), data);
        return gpg.attempt(List.of("--verify", file.toString(), content.toString()), new byte[0]);
    }

    private static void revoke(String fingerprint) throws IOException {
        String certificate = Files
                .readString(gpg.home().resolve("openpgp-revocs.d").resolve(fingerprint + ".rev"));
        gpg.run(List.of("--import"), certificate.replace(":-----BEGIN", "-----BEGIN").getBytes(StandardCharsets.UTF_8));
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> invalid(ThrowingCallable call) {
        return failing(call, ErrorCode.SIGNATURE_INVALID);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> unusable(ThrowingCallable call) {
        return failing(call, ErrorCode.SIGNING_KEY_UNUSABLE);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> failing(ThrowingCallable call, ErrorCode code) {
        return assertThatThrownBy(call).isInstanceOfSatisfying(BackupException.class,
                e -> assertThat(e.code()).isEqualTo(code));
    }
}
