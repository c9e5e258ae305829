package io.groundzero.backup.encryptor;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.groundzero.backup.settings.KeyFile;
import io.groundzero.backup.settings.ReadableFile;
import io.smallrye.config.ConfigMapping;

/** Who shall be able to read the backups. */
@ConfigMapping(prefix = "gz.encryptor")
interface EncryptorConfig {

    /**
     * To whom backups are encrypted: fingerprints (40 hexadecimal digits) of primary keys or subkeys. At least one; each
     * opens a backup alone.
     */
    Optional<List<String>> recipients();

    /** Instead of them: a file with one fingerprint a line. Empty lines count for nothing, nor does what follows a #. */
    @ReadableFile
    Optional<Path> recipientsFile();

    /** Where their public keys lie: files, keyrings, or folders of *.asc, *.gpg, *.pgp, *.key, *.pub, *.kbx. */
    @KeyFile(secret = false)
    Optional<List<Path>> keys();
}
