package io.groundzero.backup.dumper.configuration;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.groundzero.backup.settings.Folder;
import io.groundzero.backup.settings.ReadableFile;
import io.smallrye.config.ConfigMapping;

/** Which files besides the databases belong into a backup: what one needs to build the system again. */
@ConfigMapping(prefix = "gz.configuration")
public interface ConfigurationConfig {

    /** The folder that the names below are relative to; nothing outside of it is read. */
    @Folder
    Optional<Path> base();

    /**
     * Files, folders (with all below them) and globs: {@code *} stays in a folder, {@code **} does not. No
     * configuration is backed up if absent.
     */
    Optional<List<String>> files();

    /**
     * Files with secrets that a restored application needs, such as the key to what it encrypts in its database: by the
     * name they get in the backup, {@code secrets/<name>}, with their absolute path. A name consists of letters, digits,
     * dash, underscore and, not in front, dot; with a dot it is quoted. As environment variables
     * {@code GZ_CONFIGURATION_SECRETS_<NAME>}; that way a name can consist of small letters, digits and, where the
     * variable has an underscore, dots.
     */
    @ReadableFile(secret = true)
    Map<String, Path> secrets();
}
