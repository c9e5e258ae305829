package io.groundzero.backup.openpgp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;

/** Public keys whose signatures are believed. */
public final class VerificationKeys {

    private final List<Certificate> certificates;

    private VerificationKeys(List<Certificate> certificates) {
        this.certificates = List.copyOf(certificates);
    }

    /**
     * @param keyFilesOrFolders keys, armored or binary, or folders of them; all of them are believed
     * @throws BackupException SIGNING_KEY_UNUSABLE if a file cannot be read, or if there is no key at all
     */
    public static VerificationKeys load(List<Path> keyFilesOrFolders) throws BackupException {
        try {
            KeyFiles files = KeyFiles.read(keyFilesOrFolders);
            List<PGPPublicKeyRing> rings = new ArrayList<>(files.publicRings());
            for (PGPSecretKeyRing ring : files.secretRings()) {
                rings.add(ring.toCertificate());
            }
            if (rings.isEmpty()) {
                throw new IOException("there is no key to verify signatures with in " + keyFilesOrFolders);
            }
            return new VerificationKeys(Certificate.of(rings));
        } catch (IOException | IllegalArgumentException e) {
            throw new BackupException(ErrorCode.SIGNING_KEY_UNUSABLE, e.getMessage(), e);
        }
    }

    /** Of the primary keys, upper-case hexadecimal. */
    public List<String> fingerprints() {
        return certificates.stream().map(Certificate::fingerprint).toList();
    }

    /**
     * Verifies a detached signature. It counts if its key was valid when it was made: a manifest stays genuine when the
     * key expires or is retired later; if the key was revoked for any other reason, nothing it signed counts.
     *
     * @return the signer's primary fingerprint
     * @throws BackupException SIGNATURE_INVALID saying why
     */
    public String verify(byte[] data, byte[] armoredSignature) throws BackupException {
        PGPSignature signature = read(armoredSignature);
        Certificate certificate = certificates.stream().filter(c -> c.key(signature.getKeyID()).isPresent()).findFirst()
                .orElseThrow(() -> invalid("it is by the unknown key " + KeyNames.id(signature.getKeyID())
                        + "; known are " + certificates.stream().map(Certificate::fingerprint)
                                .collect(Collectors.joining(", ")),
                        null));
        PGPPublicKey key = certificate.key(signature.getKeyID()).orElseThrow();
        requireMatch(signature, key, data);
        requireValid(certificate, key, signature.getCreationTime().toInstant());
        return certificate.fingerprint();
    }

    private static PGPSignature read(byte[] armored) throws BackupException {
        try (InputStream in = new ArmoredInputStream(new ByteArrayInputStream(armored))) {
            BcPGPObjectFactory packets = new BcPGPObjectFactory(in);
            if (packets.nextObject() instanceof PGPSignatureList list && list.size() == 1
                    && packets.nextObject() == null) {
                return list.get(0);
            }
        } catch (IOException | RuntimeException e) {
            throw invalid("it cannot be read: " + e.getMessage(), e);
        }
        throw invalid("it is not one detached signature", null);
    }

    private static void requireMatch(PGPSignature signature, PGPPublicKey key, byte[] data) throws BackupException {
        if (signature.getSignatureType() != PGPSignature.BINARY_DOCUMENT || signature.getHashedSubPackets() == null
                || !Policy.acceptsHash(signature.getHashAlgorithm())) {
            throw invalid("it is of a kind that is not accepted (type " + signature.getSignatureType() + ", hash "
                    + signature.getHashAlgorithm() + ")", null);
        }
        try {
            signature.init(new BcPGPContentVerifierBuilderProvider(), key);
            signature.update(data);
            if (!signature.verify()) {
                throw invalid("it does not match the content", null);
            }
        } catch (PGPException | RuntimeException e) {
            throw invalid("it cannot be checked: " + e.getMessage(), e);
        }
    }

    private static void requireValid(Certificate certificate, PGPPublicKey key, Instant signedAt)
            throws BackupException {
        Optional<String> problem = certificate.problemWhenSigning(key, signedAt);
        if (problem.isPresent()) {
            throw invalid("its key, " + certificate.describe(key) + ", " + problem.get(), null);
        }
    }

    private static BackupException invalid(String why, Exception cause) {
        return new BackupException(ErrorCode.SIGNATURE_INVALID, "the signature is not valid: " + why, cause);
    }
}
