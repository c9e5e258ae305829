package io.groundzero.backup.gateway.drill;

import java.time.DateTimeException;
import java.time.ZoneId;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.gateway.GatewayConfig;
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

    DrillSchedules(DrillConfig config, GatewayConfig gateway, Scheduler scheduler, DrillStart drills) {
        this.config = config;
        this.gateway = gateway;
        this.scheduler = scheduler;
        this.drills = drills;
    }

    void start(@Observes StartupEvent event) {
        if (OFF.equals(config.schedule())) {
            LOG.info("game days are held on request only");
            return;
        }
        ZoneId zone = zone();
        for (String cluster : gateway.clusters()) {
            scheduler.newJob("game day of " + cluster).setCron(config.schedule()).setTimeZone(zone.getId())
                    .setConcurrentExecution(Scheduled.ConcurrentExecution.SKIP).setTask(execution -> hold(cluster))
                    .schedule();
        }
        LOG.infof("game days are held at \"%s\", %s", config.schedule(), zone);
    }

    private void hold(String cluster) {
        try {
            LOG.infof("game day of %s: %s", cluster, drills.start(cluster, null, "schedule", null));
        } catch (BackupException e) {
            LOG.errorf("the game day of %s was not held: %s: %s", cluster, e.code(), e.getMessage());
        }
    }

    private ZoneId zone() {
        try {
            return ZoneId.of(config.timeZone());
        } catch (DateTimeException e) {
            throw new IllegalStateException("gz.drills.time-zone is no time zone: " + config.timeZone(), e);
        }
    }
}
