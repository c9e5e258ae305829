package io.groundzero.backup.openpgp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;

import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;

/** A secret key that signs. */
public final class SigningKey {

    private final Certificate certificate;
    private final PGPPublicKey key;
    private final PGPPrivateKey secret;
    private final Clock clock;

    private SigningKey(Certificate certificate, PGPPublicKey key, PGPPrivateKey secret, Clock clock) {
        this.certificate = certificate;
        this.key = key;
        this.secret = secret;
        this.clock = clock;
    }

    /**
     * Takes the newest of the file's keys that may sign.
     *
     * @param secretKeyFile exactly one secret key with its subkeys, as {@code gpg --export-secret-keys} writes it
     * @param passphraseFile its first line opens the key, if that is locked
     * @throws BackupException SIGNING_KEY_UNUSABLE if there is no such key or it is expired, revoked, locked, or may not
     *         sign
     */
    public static SigningKey load(Path secretKeyFile, Optional<Path> passphraseFile, Clock clock)
            throws BackupException {
        try {
            List<PGPSecretKeyRing> rings = KeyFiles.read(List.of(secretKeyFile)).secretRings();
            if (rings.size() != 1) {
                throw unusable("there must be exactly one secret key in " + secretKeyFile + ", but there are "
                        + rings.size(), null);
            }
            PGPSecretKeyRing ring = rings.get(0);
            Certificate certificate = Certificate.of(List.of(ring.toCertificate())).get(0);
            PGPSecretKey chosen = choose(certificate, ring, clock.instant());
            return new SigningKey(certificate, chosen.getPublicKey(), Passphrase.read(passphraseFile).unlock(chosen),
                    clock);
        } catch (PGPException e) {
            throw unusable("the signing key in " + secretKeyFile
                    + " cannot be unlocked: the passphrase is missing or wrong (" + e.getMessage() + ")", e);
        } catch (IOException | RuntimeException e) {
            throw unusable(e.getMessage(), e);
        }
    }

    /** The primary key's, upper-case hexadecimal. */
    public String fingerprint() {
        return certificate.fingerprint();
    }

    /**
     * @return a detached signature, ASCII-armored
     * @throws BackupException SIGNING_KEY_UNUSABLE if the key has expired meanwhile
     */
    public byte[] sign(byte[] data) throws BackupException {
        Instant now = clock.instant();
        Optional<String> problem = certificate.problem(key, Capability.SIGN, now);
        if (problem.isPresent()) {
            throw unusable("the " + certificate.describe(key) + " " + problem.get(), null);
        }
        try {
            return signature(key, secret, data, now);
        } catch (PGPException | IOException e) {
            throw unusable("the " + certificate.describe(key) + " cannot sign: " + e.getMessage(), e);
        }
    }

    /** Signs, whether the key may or not. */
    static byte[] signature(PGPPublicKey key, PGPPrivateKey secret, byte[] data, Instant at)
            throws PGPException, IOException {
        PGPSignatureGenerator generator = new PGPSignatureGenerator(
                new BcPGPContentSignerBuilder(key.getAlgorithm(), Policy.SIGNATURE_HASH), key);
        generator.init(PGPSignature.BINARY_DOCUMENT, secret);
        PGPSignatureSubpacketGenerator about = new PGPSignatureSubpacketGenerator();
        about.setSignatureCreationTime(false, Date.from(at));
        about.setIssuerFingerprint(false, key);
        about.setIssuerKeyID(false, key.getKeyID());
        generator.setHashedSubpackets(about.generate());
        generator.update(data);
        return armored(generator.generate());
    }

    private static byte[] armored(PGPSignature signature) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ArmoredOutputStream armor = ArmoredOutputStream.builder().clearHeaders().build(bytes)) {
            signature.encode(armor);
        }
        return bytes.toByteArray();
    }

    private static PGPSecretKey choose(Certificate certificate, PGPSecretKeyRing ring, Instant now)
            throws BackupException {
        return certificate.usable(Capability.SIGN, now).stream().map(key -> ring.getSecretKey(key.getKeyID()))
                .filter(secret -> secret != null && !secret.isPrivateKeyEmpty()).findFirst()
                .orElseThrow(() -> unusable(certificate.problems(Capability.SIGN, now), null));
    }

    private static BackupException unusable(String why, Exception cause) {
        return new BackupException(ErrorCode.SIGNING_KEY_UNUSABLE, why, cause);
    }
}
