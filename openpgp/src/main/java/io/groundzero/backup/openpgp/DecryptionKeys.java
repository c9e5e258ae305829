package io.groundzero.backup.openpgp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;

/** Secret keys that open backups. Expired or revoked ones do, too: old backups must stay readable. */
public final class DecryptionKeys {

    private final Map<Long, PGPPrivateKey> keys;
    private final Set<String> owners;

    private DecryptionKeys(Map<Long, PGPPrivateKey> keys, Set<String> owners) {
        this.keys = keys;
        this.owners = Set.copyOf(owners);
    }

    /**
     * @param keyFiles secret keys as {@code gpg --export-secret-keys} writes them, armored or binary; or folders of them
     * @param passphraseFile its first line opens the keys that are locked
     * @throws BackupException DECRYPTION_KEY_MISSING if a file cannot be read or a key not be unlocked, or if no key is
     *         there that can decrypt
     */
    public static DecryptionKeys load(List<Path> keyFiles, Optional<Path> passphraseFile) throws BackupException {
        Map<Long, PGPPrivateKey> keys = new LinkedHashMap<>();
        Set<String> owners = new HashSet<>();
        try {
            Passphrase passphrase = Passphrase.read(passphraseFile);
            for (PGPSecretKeyRing ring : KeyFiles.read(keyFiles).secretRings()) {
                for (PGPSecretKey key : ring) {
                    if (!key.isPrivateKeyEmpty()
                            && Policy.objection(key.getPublicKey(), Capability.ENCRYPT).isEmpty()) {
                        keys.put(key.getKeyID(), unlock(key, passphrase));
                        owners.add(KeyNames.fingerprint(ring.getPublicKey()));
                    }
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw missing(e.getMessage(), e);
        }
        if (keys.isEmpty()) {
            throw missing("no secret key that can decrypt is in " + keyFiles, null);
        }
        return new DecryptionKeys(keys, owners);
    }

    /**
     * Decrypts one message. What is read is to be believed only once the stream has been read to its end, or closed,
     * without an exception: only then has the integrity check been made. Closing early reads the rest for that
     * purpose, unless reading has failed already.
     *
     * @param in a binary message; read to its end, and closed with the stream
     * @return a stream that throws {@link IntegrityException} if the message is damaged, at the latest at its end
     * @throws BackupException DECRYPTION_KEY_MISSING if none of the keys opens the message
     * @throws IntegrityException if it is no message that this product accepts
     */
    public InputStream decrypt(InputStream in) throws BackupException, IOException {
        return EncryptedMessageReader.open(in, this);
    }

    /**
     * Whether a key that can decrypt is at hand for this recipient.
     *
     * @param fingerprint of the primary key, upper-case hexadecimal, as manifests list recipients
     */
    public boolean has(String fingerprint) {
        return owners.contains(fingerprint);
    }

    /** Of the primary keys, upper-case hexadecimal. */
    public Set<String> fingerprints() {
        return owners;
    }

    Optional<PGPPrivateKey> key(long keyId) {
        return Optional.ofNullable(keys.get(keyId));
    }

    String ids() {
        return keys.keySet().stream().map(KeyNames::id).collect(Collectors.joining(", "));
    }

    private static PGPPrivateKey unlock(PGPSecretKey key, Passphrase passphrase) throws BackupException {
        try {
            return passphrase.unlock(key);
        } catch (PGPException | RuntimeException e) {
            throw missing("the secret key " + KeyNames.fingerprint(key.getPublicKey())
                    + " cannot be unlocked: the passphrase is missing or wrong (" + e.getMessage() + ")", e);
        }
    }

    static BackupException missing(String why, Exception cause) {
        return new BackupException(ErrorCode.DECRYPTION_KEY_MISSING, why, cause);
    }
}
