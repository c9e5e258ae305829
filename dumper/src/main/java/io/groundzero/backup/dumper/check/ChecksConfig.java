package io.groundzero.backup.dumper.check;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The checks that travel with every backup. */
@ConfigMapping(prefix = "gz.checks")
public interface ChecksConfig {

    /** Absolute folder with the user's own {@code checks/*.sql} and {@code repairs/*.sql}; see docs/checks.md. */
    Optional<Path> folder();

    /** How long all checks of one dump may take together on the source; above 0. */
    @WithDefault("PT5M")
    Duration timeLimit();
}
