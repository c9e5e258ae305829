package io.groundzero.backup.settings;

import java.nio.file.Path;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;

/** The volume that dumper, encryptor and shipper share. */
@ConfigMapping(prefix = "gz.volume")
public interface VolumeConfig {

    /** The backup volume: {@code pg/} holds the local copies, {@code work/} plaintext of a backup under way. */
    @Folder(writable = true)
    @WithParentName
    Path root();
}
