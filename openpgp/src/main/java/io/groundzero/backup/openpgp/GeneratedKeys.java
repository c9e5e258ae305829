package io.groundzero.backup.openpgp;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;

import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
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
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;

/**
 * A key for a trial: a signing primary key and an encryption subkey, curve 25519, without passphrase and expiry. Not
 * for anything that must stay secret longer than the file exists.
 *
 * @param publicKey armored file
 * @param secretKey armored file, mode 0600
 * @param fingerprint of the primary key, upper-case hexadecimal
 */
public record GeneratedKeys(Path publicKey, Path secretKey, String fingerprint) {

    private static final FileAttribute<?> OWNER_ONLY = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /**
     * Makes one and writes {@code <name>.pub} and {@code <name>.asc}.
     *
     * @param user its user id
     * @param createdAt what it signs earlier does not count
     * @throws IOException if the files exist or cannot be written
     */
    public static GeneratedKeys create(Path folder, String name, String user, Instant createdAt) throws IOException {
        try {
            PGPKeyRingGenerator generator = generator(user, Date.from(createdAt));
            PGPPublicKeyRing publicRing = generator.generatePublicKeyRing();
            PGPSecretKeyRing secretRing = generator.generateSecretKeyRing();
            Path publicKey = folder.resolve(name + ".pub");
            Path secretKey = folder.resolve(name + ".asc");
            write(publicKey, publicRing::encode);
            write(secretKey, secretRing::encode);
            return new GeneratedKeys(publicKey, secretKey, KeyNames.fingerprint(publicRing.getPublicKey()));
        } catch (PGPException e) {
            throw new IOException("cannot make a key: " + e.getMessage(), e);
        }
    }

    private static PGPKeyRingGenerator generator(String user, Date at) throws PGPException {
        SecureRandom random = new SecureRandom();
        Ed25519KeyPairGenerator signing = new Ed25519KeyPairGenerator();
        signing.init(new Ed25519KeyGenerationParameters(random));
        X25519KeyPairGenerator encrypting = new X25519KeyPairGenerator();
        encrypting.init(new X25519KeyGenerationParameters(random));
        PGPKeyPair primary = new BcPGPKeyPair(PublicKeyPacket.VERSION_4, PublicKeyAlgorithmTags.EDDSA_LEGACY,
                signing.generateKeyPair(), at);
        PGPKeyPair subkey = new BcPGPKeyPair(PublicKeyPacket.VERSION_4, PublicKeyAlgorithmTags.ECDH,
                encrypting.generateKeyPair(), at);
        PGPKeyRingGenerator generator = new PGPKeyRingGenerator(PGPSignature.POSITIVE_CERTIFICATION, primary, user,
                new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1),
                flags(KeyFlags.CERTIFY_OTHER | KeyFlags.SIGN_DATA, at), null,
                new BcPGPContentSignerBuilder(PublicKeyAlgorithmTags.EDDSA_LEGACY, Policy.SIGNATURE_HASH), null);
        generator.addSubKey(subkey, flags(KeyFlags.ENCRYPT_COMMS | KeyFlags.ENCRYPT_STORAGE, at), null);
        return generator;
    }

    private static PGPSignatureSubpacketVector flags(int flags, Date at) {
        PGPSignatureSubpacketGenerator about = new PGPSignatureSubpacketGenerator();
        about.setSignatureCreationTime(false, at);
        about.setKeyFlags(false, flags);
        return about.generate();
    }

    @FunctionalInterface
    private interface Encoding {
        void to(OutputStream out) throws IOException;
    }

    private static void write(Path file, Encoding encoding) throws IOException {
        Files.createFile(file, OWNER_ONLY);
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.TRUNCATE_EXISTING);
                ArmoredOutputStream armor = ArmoredOutputStream.builder().clearHeaders().build(out)) {
            encoding.to(armor);
        }
    }
}
