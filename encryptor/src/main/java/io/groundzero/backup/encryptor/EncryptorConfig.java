package io.groundzero.backup.encryptor;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** Who shall be able to read the backups. */
@ConfigMapping(prefix = "gz.encryptor")
interface EncryptorConfig {

    /** Fingerprints (40 hexadecimal digits) of primary keys or subkeys; each of them can decrypt alone. */
    Optional<List<String>> recipients();

    /** Instead of them: a file with one fingerprint a line. Empty lines count for nothing, nor does what follows a #. */
    Optional<Path> recipientsFile();

    /** Where their public keys lie: files, keyrings, or folders of *.asc, *.gpg, *.pgp, *.key, *.pub, *.kbx. */
    Optional<List<Path>> keys();
}
