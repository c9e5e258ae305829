package io.groundzero.backup.dumper.schedule;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.groundzero.backup.dumper.cluster.ClusterSettings;
import io.groundzero.backup.dumper.cluster.Clusters;
import io.groundzero.backup.settings.DueTimes;
import io.groundzero.backup.settings.Recurring;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;

/** One job per cluster, which asks for a backup. Lives here so that backups run while the gateway is down. */
@ApplicationScoped
class Schedules {

    private static final Logger LOG = Logger.getLogger(Schedules.class);

    private final Clusters clusters;
    private final Scheduler scheduler;
    private final ScheduledRequest request;
    private final Clock clock;

    Schedules(Clusters clusters, Scheduler scheduler, ScheduledRequest request, Clock clock) {
        this.clusters = clusters;
        this.scheduler = scheduler;
        this.request = request;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        clusters.all().forEach(cluster -> cluster.schedule().ifPresentOrElse(cron -> add(cluster, cron),
                () -> LOG.infof("%s is backed up on request only", cluster.name())));
    }

    private void add(ClusterSettings cluster, String cron) {
        Recurring due = new Recurring(new DueTimes(cron, cluster.timeZone().getId()), clock.instant());
        scheduler.newJob("backup of " + cluster.name()).setInterval(Recurring.EVERY)
                // a request that the broker has not taken yet is not asked for a second time
                .setConcurrentExecution(Scheduled.ConcurrentExecution.SKIP)
                .setTask(execution -> {
                    if (due.dueAt(clock.instant())) {
                        request.send(cluster.name());
                    }
                }).schedule();
        LOG.infof("%s is backed up at \"%s\", %s", cluster.name(), cron, cluster.timeZone());
    }
}
