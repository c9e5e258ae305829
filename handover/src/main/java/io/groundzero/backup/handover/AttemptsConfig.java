package io.groundzero.backup.handover;

import java.nio.file.Path;
import java.util.Optional;

import io.groundzero.backup.settings.WrittenFile;
import io.smallrye.config.ConfigMapping;

/** How a step is recognised that ends its own service, again and again. */
@ConfigMapping(prefix = "gz.attempts")
public interface AttemptsConfig {

    /**
     * A file in which a service notes the step that it has begun, and which is gone when the step has ended, however it did.
     * It must outlive the service's container.
     */
    @WrittenFile(folderExists = false)
    Optional<Path> file();
}
