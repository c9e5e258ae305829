package io.groundzero.backup.dumper.check;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.groundzero.backup.settings.Folder;
import io.groundzero.backup.settings.Lasting;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The checks that travel with every backup. */
@ConfigMapping(prefix = "gz.checks")
public interface ChecksConfig {

    /** Folder with your own {@code checks/*.sql} and {@code repairs/*.sql}; see docs/checks.md. */
    @Folder
    Optional<Path> folder();

    /** How long all checks of one dump may take together on the source. */
    @Lasting(least = "PT1S", most = "P1D")
    @WithDefault("PT5M")
    Duration timeLimit();
}
