package io.groundzero.backup.handover;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How often the services that hold copies look whether they are still there. */
@ConfigMapping(prefix = "gz.copies")
public interface CopyReportConfig {

    /** From one look to the next. */
    @WithDefault("PT15M")
    Duration every();

    /** How far back a copy is expected to be there. Keep it below the age at which something deletes backups. */
    @WithDefault("P7D")
    Duration lookBack();
}
