package io.groundzero.backup.handover;

import java.nio.file.Path;
import java.util.Optional;

import io.groundzero.backup.settings.WrittenFile;
import io.smallrye.config.ConfigMapping;

/** How a container is told whether its service is ready, without a program that asks it. */
@ConfigMapping(prefix = "gz.health")
public interface HealthConfig {

    /** A file that is touched every 2 s while the service is ready, and gone otherwise; none if absent. */
    @WrittenFile
    Optional<Path> file();
}
