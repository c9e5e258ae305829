package io.groundzero.backup.settings;

import java.util.Optional;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;

/** Schedules, as the scheduler reads them. A class of its own: services without a schedule lack the library. */
final class Cron {

    private Cron() {
    }

    static Optional<String> problem(String schedule) {
        if (schedule.equals(Schedule.OFF)) {
            return Optional.empty();
        }
        try {
            new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ)).parse(schedule).validate();
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("must be a Quartz cron expression (seconds minutes hours day month weekday) or off, but "
                    + "is " + schedule + " (" + e.getMessage() + ")");
        }
    }
}
