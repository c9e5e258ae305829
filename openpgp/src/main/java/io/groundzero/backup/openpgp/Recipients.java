package io.groundzero.backup.openpgp;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.bouncycastle.openpgp.PGPPublicKey;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;

/** Those who will be able to read what is encrypted here: each of them alone. */
public final class Recipients {

    private final List<Recipient> recipients;
    private final Clock clock;

    private Recipients(List<Recipient> recipients, Clock clock) {
        this.recipients = List.copyOf(recipients);
        this.clock = clock;
    }

    /**
     * Finds and checks the recipients' keys.
     *
     * @param keyFilesOrFolders public keys: armored or binary files, gpg's key boxes, or folders with such files
     * @param fingerprints whom to encrypt to, as 40 hexadecimal digits, of primary keys or subkeys
     * @throws BackupException RECIPIENT_KEY_UNUSABLE if none is named, if a key is not there, expired, revoked or
     *         cannot encrypt, or if there is a secret key among the files
     */
    public static Recipients load(List<Path> keyFilesOrFolders, List<String> fingerprints, Clock clock)
            throws BackupException {
        if (fingerprints.isEmpty()) {
            throw unusable("no recipient is named: say by fingerprint who shall be able to read the backups", null);
        }
        List<Certificate> certificates = certificates(keyFilesOrFolders);
        Map<String, Recipient> chosen = new LinkedHashMap<>();
        for (String fingerprint : fingerprints) {
            Recipient recipient = find(fingerprint, certificates, keyFilesOrFolders);
            recipient.key(clock.instant());
            chosen.putIfAbsent(recipient.wanted(), recipient);
        }
        return new Recipients(new ArrayList<>(chosen.values()), clock);
    }

    /** The recipients' primary keys, upper-case hexadecimal. */
    public List<String> fingerprints() {
        return recipients.stream().map(recipient -> recipient.certificate().fingerprint()).distinct().toList();
    }

    /**
     * Checks the keys again, as time goes on while a service runs.
     *
     * @throws BackupException RECIPIENT_KEY_UNUSABLE
     */
    public void check() throws BackupException {
        keys();
    }

    /**
     * Encrypts what is written to the stream that is returned. Closing it finishes the message and leaves {@code out}
     * open; without that the message is incomplete and cannot be decrypted.
     *
     * @throws BackupException RECIPIENT_KEY_UNUSABLE if a key has expired meanwhile
     */
    public OutputStream encrypt(OutputStream out) throws BackupException, IOException {
        return EncryptedMessageWriter.open(out, keys());
    }

    private List<PGPPublicKey> keys() throws BackupException {
        Map<Long, PGPPublicKey> keys = new LinkedHashMap<>();
        Instant now = clock.instant();
        for (Recipient recipient : recipients) {
            PGPPublicKey key = recipient.key(now);
            keys.put(key.getKeyID(), key);
        }
        return List.copyOf(keys.values());
    }

    private static List<Certificate> certificates(List<Path> paths) throws BackupException {
        try {
            KeyFiles files = KeyFiles.read(paths);
            if (!files.secretRings().isEmpty()) {
                throw unusable("there is a secret key in " + places(paths)
                        + ": where backups are encrypted, only public keys may lie", null);
            }
            return Certificate.of(files.publicRings());
        } catch (IOException | IllegalArgumentException e) {
            throw unusable(e.getMessage(), e);
        }
    }

    private static Recipient find(String written, List<Certificate> certificates, List<Path> paths)
            throws BackupException {
        String fingerprint;
        try {
            fingerprint = KeyNames.normalise(written);
        } catch (IllegalArgumentException e) {
            throw unusable(e.getMessage(), e);
        }
        Optional<Certificate> found = certificates.stream().filter(c -> c.key(fingerprint).isPresent()).findFirst();
        if (found.isEmpty()) {
            String present = certificates.isEmpty()
                    ? "no key at all"
                    : certificates.stream().limit(10).map(Certificate::name).collect(Collectors.joining(", "));
            throw unusable("there is no key with the fingerprint " + fingerprint + " in " + places(paths)
                    + ", but " + present, null);
        }
        return new Recipient(found.get(), fingerprint);
    }

    private static String places(List<Path> paths) {
        return paths.isEmpty()
                ? "(no key file or folder is configured)"
                : paths.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    static BackupException unusable(String why, Exception cause) {
        return new BackupException(ErrorCode.RECIPIENT_KEY_UNUSABLE, why, cause);
    }
}
