package io.groundzero.backup.verifier.doctor;

import java.time.Clock;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.handover.doctor.Check;
import io.groundzero.backup.handover.doctor.Expiry;
import io.groundzero.backup.handover.doctor.Findings;
import io.groundzero.backup.handover.doctor.GivenSettings;
import io.groundzero.backup.openpgp.DecryptionKeys;
import io.groundzero.backup.openpgp.SigningKey;
import io.groundzero.backup.openpgp.VerificationKeys;
import io.groundzero.backup.verifier.VerifierConfig;

/** Whether the verifier's keys can be used. */
public final class KeyChecks {

    private static final String SIGNING = "signing key";

    private KeyChecks() {
    }

    public static Check decryption(GivenSettings settings) {
        return Check.of("decryption keys", () -> "unlocked: "
                + String.join(", ", decryptionKeys(settings.group(VerifierConfig.class)).fingerprints()));
    }

    public static Check manifestSigners(GivenSettings settings) {
        return Check.of("manifest signers", () -> "believed: " + String.join(", ",
                VerificationKeys.load(settings.group(VerifierConfig.class).manifestSigners()).fingerprints()));
    }

    public static Check signing(GivenSettings settings) {
        return new Check(SIGNING, findings -> signing(settings.group(VerifierConfig.class), findings));
    }

    static DecryptionKeys decryptionKeys(VerifierConfig config) throws BackupException {
        return DecryptionKeys.load(config.decryptionKeys(), config.decryptionPassphraseFile());
    }

    private static void signing(VerifierConfig config, Findings findings) throws BackupException {
        SigningKey key = SigningKey.load(config.signingKey(), config.signingPassphraseFile(), Clock.systemUTC());
        key.sign(new byte[0]);
        findings.ok(SIGNING, key.fingerprint() + " signs proofs");
        Expiry.warn(findings, SIGNING,
                clock -> SigningKey.load(config.signingKey(), config.signingPassphraseFile(), clock),
                "Extend its expiry, or make a new one; proofs by the old one stay valid.");
        if (shipsAsWell(key, config)) {
            findings.warn(SIGNING, "manifests signed by this key are believed, too",
                    "Give the verifier a key of its own: who takes it over could otherwise forge backups with proofs.");
        }
    }

    private static boolean shipsAsWell(SigningKey key, VerifierConfig config) {
        try {
            return VerificationKeys.load(config.manifestSigners()).fingerprints().contains(key.fingerprint());
        } catch (BackupException e) {
            // told by their own check
            return false;
        }
    }
}
