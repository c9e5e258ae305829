package io.groundzero.backup.gateway.drill;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** When game days are held without anybody asking for them. */
@ConfigMapping(prefix = "gz.drills")
public interface DrillConfig {

    /** Quartz cron expression, seconds first, or {@code off}. The first Sunday of each month, 05:00, by default. */
    @WithDefault("0 0 5 ? * 1#1")
    String schedule();

    /** In which the schedule is meant. */
    @WithDefault("UTC")
    String timeZone();
}
