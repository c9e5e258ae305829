package io.groundzero.backup.shipper;

import java.nio.file.Path;
import java.util.Optional;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How artifacts are shipped, and with which key the manifest is signed. */
@ConfigMapping(prefix = "gz.shipper")
public interface ShipperConfig {

    /** File with the secret OpenPGP key that signs manifests. It cannot decrypt backups. */
    Path signingKey();

    /** A file with the signing key's passphrase in its first line, if it has one. */
    Optional<Path> signingPassphraseFile();

    /** Parts of a multipart upload are at least this large: 5M to 5G. Files up to this size go in one piece. */
    @WithDefault("16M")
    MemorySize partSizeMin();

    /** How many parts are sent at a time: 1 to 64. */
    @WithDefault("4")
    int parallelParts();
}
