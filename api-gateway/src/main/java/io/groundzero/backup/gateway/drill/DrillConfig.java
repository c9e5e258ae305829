package io.groundzero.backup.gateway.drill;

import io.groundzero.backup.settings.Schedule;
import io.groundzero.backup.settings.TimeZone;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** When game days are held without anybody asking for them. */
@ConfigMapping(prefix = "gz.drills")
public interface DrillConfig {

    /** When game days are held; with {@code off} on request only. By default the first Sunday of each month, 05:00. */
    @Schedule
    @WithDefault("0 0 5 ? * 1#1")
    String schedule();

    /** The time zone in which the schedule is meant. */
    @TimeZone
    @WithDefault("UTC")
    String timeZone();
}
