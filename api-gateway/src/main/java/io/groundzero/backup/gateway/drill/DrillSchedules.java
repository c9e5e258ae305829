package io.groundzero.backup.gateway.drill;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.gateway.GatewayConfig;
import io.groundzero.backup.settings.DueTimes;
import io.groundzero.backup.settings.Recurring;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;

/** Holds game days by itself: one for each cluster. */
@ApplicationScoped
class DrillSchedules {

    private static final Logger LOG = Logger.getLogger(DrillSchedules.class);
    private static final String OFF = "off";

    private final DrillConfig config;
    private final GatewayConfig gateway;
    private final Scheduler scheduler;
    private final DrillStart drills;
    private final Clock clock;

    DrillSchedules(DrillConfig config, GatewayConfig gateway, Scheduler scheduler, DrillStart drills, Clock clock) {
        this.config = config;
        this.gateway = gateway;
        this.scheduler = scheduler;
        this.drills = drills;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        if (OFF.equals(config.schedule())) {
            LOG.info("game days are held on request only");
            return;
        }
        DueTimes times = new DueTimes(config.schedule(), config.timeZone());
        for (String cluster : gateway.clusters()) {
            Recurring due = new Recurring(times, clock.instant());
            scheduler.newJob("game day of " + cluster).setInterval(Recurring.EVERY)
                    .setConcurrentExecution(Scheduled.ConcurrentExecution.SKIP).setTask(execution -> {
                        if (due.dueAt(clock.instant())) {
                            hold(cluster);
                        }
                    }).schedule();
        }
        LOG.infof("game days are held at \"%s\", %s", config.schedule(), config.timeZone());
    }

    private void hold(String cluster) {
        try {
            LOG.infof("game day of %s: %s", cluster, drills.start(cluster, null, "schedule", null));
        } catch (BackupException e) {
            LOG.errorf("the game day of %s was not held: %s: %s", cluster, e.code(), e.getMessage());
        }
    }
}
