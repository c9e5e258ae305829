package io.groundzero.backup.gateway.watch;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;

/** When a schedule fires, by the same rules as the dumper's scheduler. Pure logic. */
final class Due {

    private static final CronParser PARSER = new CronParser(
            CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ));

    private final ExecutionTime times;
    private final ZoneId zone;

    /**
     * @throws IllegalArgumentException if it is no schedule or no time zone
     */
    Due(String cron, String timeZone) {
        try {
            this.times = ExecutionTime.forCron(PARSER.parse(cron));
            this.zone = ZoneId.of(timeZone);
        } catch (java.time.DateTimeException e) {
            throw new IllegalArgumentException("not a time zone: " + timeZone, e);
        }
    }

    /** The last time it was due before that instant; empty if it never was. */
    Optional<Instant> last(Instant before) {
        return times.lastExecution(before.atZone(zone)).map(java.time.ZonedDateTime::toInstant);
    }

    /** The next time it is due after that instant; empty if it never is again. */
    Optional<Instant> next(Instant after) {
        return times.nextExecution(after.atZone(zone)).map(java.time.ZonedDateTime::toInstant);
    }
}
