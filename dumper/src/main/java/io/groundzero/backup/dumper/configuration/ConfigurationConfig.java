package io.groundzero.backup.dumper.configuration;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** Which files besides the databases belong into a backup: what one needs to build the system again. */
@ConfigMapping(prefix = "gz.configuration")
public interface ConfigurationConfig {

    /** The folder that the names below are relative to; nothing outside of it is read. */
    Optional<Path> base();

    /**
     * Files, folders (with all below them) and globs: {@code *} stays in a folder, {@code **} does not. No
     * configuration is backed up if absent.
     */
    Optional<List<String>> files();
}
