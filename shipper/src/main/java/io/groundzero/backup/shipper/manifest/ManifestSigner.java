package io.groundzero.backup.shipper.manifest;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.openpgp.SigningKey;

/** Signs manifests. The key is read each time, so that a replaced key counts at once and an expired one never. */
public class ManifestSigner {

    private final Path key;
    private final Optional<Path> passphraseFile;
    private final Clock clock;

    public ManifestSigner(Path key, Optional<Path> passphraseFile, Clock clock) {
        this.key = key;
        this.passphraseFile = passphraseFile;
        this.clock = clock;
    }

    /**
     * @throws BackupException SIGNING_KEY_UNUSABLE
     */
    public void check() throws BackupException {
        load().sign(new byte[0]);
    }

    /** The key's fingerprint, upper-case hexadecimal. */
    String fingerprint() throws BackupException {
        return load().fingerprint();
    }

    /** An ASCII-armored detached signature over exactly these bytes. */
    byte[] sign(byte[] bytes) throws BackupException {
        return load().sign(bytes);
    }

    private SigningKey load() throws BackupException {
        return SigningKey.load(key, passphraseFile, clock);
    }
}
