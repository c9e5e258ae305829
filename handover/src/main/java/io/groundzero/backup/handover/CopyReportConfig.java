package io.groundzero.backup.handover;

import java.time.Duration;

import io.groundzero.backup.settings.Lasting;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How often the services that hold copies look whether they are still there. */
@ConfigMapping(prefix = "gz.copies")
public interface CopyReportConfig {

    /** How often they look whether the copies are there: the time from one look to the next. */
    @Lasting(least = "PT1S", most = "P1D")
    @WithDefault("PT15M")
    Duration every();

    /** How far back a copy is expected to be there. Keep it below the age at which something deletes backups. */
    @Lasting(least = "PT1M", most = "P3650D")
    @WithDefault("P7D")
    Duration lookBack();
}
