package io.groundzero.backup.shipper;

import java.nio.file.Path;
import java.util.Optional;

import io.groundzero.backup.settings.Between;
import io.groundzero.backup.settings.KeyFile;
import io.groundzero.backup.settings.SecretFile;
import io.groundzero.backup.settings.Sized;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How artifacts are shipped, and with which key the manifest is signed. */
@ConfigMapping(prefix = "gz.shipper")
public interface ShipperConfig {

    /** The secret OpenPGP key that signs manifests. It cannot decrypt backups. */
    @KeyFile(secret = true)
    Path signingKey();

    /** The signing key's passphrase, if it has one. */
    @SecretFile
    Optional<Path> signingPassphraseFile();

    /** Parts of a multipart upload are at least this large. Files up to this size go in one piece. */
    @Sized(least = "5M", most = "5G")
    @WithDefault("16M")
    MemorySize partSizeMin();

    /** How many parts are sent at a time. */
    @Between(least = 1, most = 64)
    @WithDefault("4")
    int parallelParts();
}
