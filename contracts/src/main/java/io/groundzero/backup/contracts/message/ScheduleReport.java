package io.groundzero.backup.contracts.message;

import java.time.Instant;
import java.util.List;

/**
 * When backups are due, told by the dumper at its start and regularly after that, so that one that does not come is
 * noticed, and so is a dumper that says nothing any more. Routing key {@value #ROUTING_KEY}.
 *
 * @param at the dumper's clock
 * @param nextAt when the next report follows at the latest
 * @param schedules one for each cluster that the dumper protects
 */
public record ScheduleReport(Instant at, Instant nextAt, List<Schedule> schedules) {

    public static final String ROUTING_KEY = "status.schedule";

    public ScheduleReport {
        schedules = List.copyOf(schedules);
    }

    /**
     * @param cluster its name
     * @param cron Quartz notation (seconds minutes hours day month weekday), or null if it is only backed up on request
     * @param timeZone in which it is meant, such as {@code Europe/Berlin}
     */
    public record Schedule(String cluster, String cron, String timeZone) {
    }
}
