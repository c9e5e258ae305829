package io.groundzero.backup.openpgp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.CompressionAlgorithmTags;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.bcpg.sig.Features;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.generators.X25519KeyPairGenerator;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.crypto.params.X25519KeyGenerationParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPKeyRingGenerator;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;

/**
 * A key pair as text, in the shape of {@code gpg --quick-generate-key … ed25519}: curve 25519, without passphrase and
 * expiry.
 *
 * @param publicKey armored
 * @param secretKey armored
 * @param fingerprint of the primary key, upper-case hexadecimal
 * @param createdAt what it signs earlier does not count
 */
public record ArmoredKey(String publicKey, String secretKey, String fingerprint, Instant createdAt) {

    private static final int[] CIPHERS = {SymmetricKeyAlgorithmTags.AES_256, SymmetricKeyAlgorithmTags.AES_192,
            SymmetricKeyAlgorithmTags.AES_128};
    private static final int[] HASHES = {HashAlgorithmTags.SHA512, HashAlgorithmTags.SHA384,
            HashAlgorithmTags.SHA256};
    private static final int[] COMPRESSIONS = {CompressionAlgorithmTags.UNCOMPRESSED, CompressionAlgorithmTags.ZIP};

    /**
     * Makes a key that signs and cannot decrypt.
     *
     * @param user its user id
     */
    public static ArmoredKey forSigning(String user, Instant createdAt) {
        return create(user, createdAt, false);
    }

    /**
     * Makes a key with a subkey to encrypt to; its primary key signs.
     *
     * @param user its user id
     */
    public static ArmoredKey forEncryption(String user, Instant createdAt) {
        return create(user, createdAt, true);
    }

    /**
     * Keys that were made earlier, in the order in which they stand there.
     *
     * @throws IOException if the file holds no secret key
     */
    public static List<ArmoredKey> read(Path secretKeyFile) throws IOException {
        List<ArmoredKey> keys = new ArrayList<>();
        for (PGPSecretKeyRing ring : KeyFiles.read(List.of(secretKeyFile)).secretRings()) {
            keys.add(of(ring));
        }
        if (keys.isEmpty()) {
            throw new IOException("there is no secret key in " + secretKeyFile);
        }
        return keys;
    }

    /**
     * @param publicKeyFile a file with public keys
     * @return the primary keys' fingerprints, upper-case hexadecimal
     * @throws IOException if the file holds no public key, or a secret one
     */
    public static List<String> fingerprints(Path publicKeyFile) throws IOException {
        KeyFiles files = KeyFiles.read(List.of(publicKeyFile));
        if (files.publicRings().isEmpty() || !files.secretRings().isEmpty()) {
            throw new IOException("there must be public keys, and no secret one, in " + publicKeyFile);
        }
        return files.publicRings().stream().map(ring -> KeyNames.fingerprint(ring.getPublicKey())).toList();
    }

    /** Without the key: what is printed by mistake gives nothing away. */
    @Override
    public String toString() {
        return "key " + fingerprint;
    }

    private static ArmoredKey create(String user, Instant createdAt, boolean encrypts) {
        try {
            Date at = Date.from(createdAt);
            SecureRandom random = new SecureRandom();
            PGPKeyPair primary = signingPair(random, at);
            PGPSignatureSubpacketGenerator about = flags(KeyFlags.CERTIFY_OTHER | KeyFlags.SIGN_DATA, primary, at);
            about.setPreferredSymmetricAlgorithms(false, CIPHERS);
            about.setPreferredHashAlgorithms(false, HASHES);
            about.setPreferredCompressionAlgorithms(false, COMPRESSIONS);
            about.setFeature(false, Features.FEATURE_MODIFICATION_DETECTION);
            PGPKeyRingGenerator generator = new PGPKeyRingGenerator(PGPSignature.POSITIVE_CERTIFICATION, primary, user,
                    new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1), about.generate(), null,
                    new BcPGPContentSignerBuilder(PublicKeyAlgorithmTags.EDDSA_LEGACY, Policy.SIGNATURE_HASH), null);
            if (encrypts) {
                generator.addSubKey(encryptionPair(random, at),
                        flags(KeyFlags.ENCRYPT_COMMS | KeyFlags.ENCRYPT_STORAGE, primary, at).generate(), null);
            }
            return of(generator.generateSecretKeyRing());
        } catch (PGPException | IOException e) {
            throw new IllegalStateException("cannot make a key: " + e.getMessage(), e);
        }
    }

    private static PGPKeyPair signingPair(SecureRandom random, Date at) throws PGPException {
        Ed25519KeyPairGenerator pairs = new Ed25519KeyPairGenerator();
        pairs.init(new Ed25519KeyGenerationParameters(random));
        return new BcPGPKeyPair(PublicKeyPacket.VERSION_4, PublicKeyAlgorithmTags.EDDSA_LEGACY,
                pairs.generateKeyPair(), at);
    }

    private static PGPKeyPair encryptionPair(SecureRandom random, Date at) throws PGPException {
        X25519KeyPairGenerator pairs = new X25519KeyPairGenerator();
        pairs.init(new X25519KeyGenerationParameters(random));
        return new BcPGPKeyPair(PublicKeyPacket.VERSION_4, PublicKeyAlgorithmTags.ECDH, pairs.generateKeyPair(), at);
    }

    private static PGPSignatureSubpacketGenerator flags(int flags, PGPKeyPair signer, Date at) {
        PGPSignatureSubpacketGenerator about = new PGPSignatureSubpacketGenerator();
        about.setSignatureCreationTime(false, at);
        about.setKeyFlags(false, flags);
        about.setIssuerFingerprint(false, signer.getPublicKey());
        return about;
    }

    private static ArmoredKey of(PGPSecretKeyRing ring) throws IOException {
        PGPPublicKeyRing certificate = ring.toCertificate();
        return new ArmoredKey(armored(certificate::encode), armored(ring::encode),
                KeyNames.fingerprint(certificate.getPublicKey()),
                certificate.getPublicKey().getCreationTime().toInstant());
    }

    @FunctionalInterface
    private interface Encoding {
        void to(OutputStream out) throws IOException;
    }

    private static String armored(Encoding encoding) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ArmoredOutputStream armor = ArmoredOutputStream.builder().clearHeaders().build(bytes)) {
            encoding.to(armor);
        }
        return bytes.toString(StandardCharsets.US_ASCII);
    }
}
