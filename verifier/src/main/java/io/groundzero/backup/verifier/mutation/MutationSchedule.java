package io.groundzero.backup.verifier.mutation;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.settings.DueTimes;
import io.groundzero.backup.settings.Recurring;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;

/** Has the verifier tested every night. */
@ApplicationScoped
public class MutationSchedule {

    private static final Logger LOG = Logger.getLogger(MutationSchedule.class);
    private static final String OFF = "off";

    private final MutationConfig config;
    private final Scheduler scheduler;
    private final NightlyRun run;
    private final Clock clock;

    MutationSchedule(MutationConfig config, Scheduler scheduler, NightlyRun run, Clock clock) {
        this.config = config;
        this.scheduler = scheduler;
        this.run = run;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) throws BackupException {
        run.clear();
        check(config.schedule(), config.timeZone());
        if (config.schedule().equals(OFF)) {
            LOG.warn("gz.mutation.schedule is off: nothing tests the verifier");
            return;
        }
        Recurring due = new Recurring(new DueTimes(config.schedule(), config.timeZone()), clock.instant());
        scheduler.newJob("mutation run").setInterval(Recurring.EVERY)
                .setConcurrentExecution(Scheduled.ConcurrentExecution.SKIP).setTask(execution -> {
                    if (due.dueAt(clock.instant())) {
                        run.start();
                    }
                }).schedule();
    }

    void stop(@Observes ShutdownEvent event) {
        run.stop();
    }

    /**
     * @throws IllegalStateException in plain words
     */
    public static void check(String schedule, String timeZone) {
        try {
            ZoneId.of(timeZone);
        } catch (DateTimeException e) {
            throw new IllegalStateException("gz.mutation.time-zone: there is no time zone " + timeZone, e);
        }
        if (schedule.equals(OFF)) {
            return;
        }
        try {
            new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ)).parse(schedule).validate();
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("gz.mutation.schedule must be a Quartz cron expression (seconds minutes "
                    + "hours day month weekday) or off: " + schedule + " (" + e.getMessage() + ")", e);
        }
    }
}
