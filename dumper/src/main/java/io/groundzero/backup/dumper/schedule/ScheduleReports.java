package io.groundzero.backup.dumper.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.groundzero.backup.contracts.message.ScheduleReport;
import io.groundzero.backup.contracts.message.ScheduleReport.Schedule;
import io.groundzero.backup.dumper.cluster.ClusterSettings;
import io.groundzero.backup.dumper.cluster.Clusters;
import io.groundzero.backup.handover.RegularReports;
import io.quarkus.runtime.StartupEvent;

/** Tells the gateway when backups are due. */
@ApplicationScoped
class ScheduleReports {

    private static final Duration INTERVAL = Duration.ofMinutes(5);

    private final Clusters clusters;
    private final RegularReports reports;
    private final Clock clock;

    ScheduleReports(Clusters clusters, RegularReports reports, Clock clock) {
        this.clusters = clusters;
        this.reports = reports;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        reports.every(INTERVAL, this::report, report -> ScheduleReport.ROUTING_KEY);
    }

    private ScheduleReport report() {
        Instant now = clock.instant();
        List<Schedule> schedules = clusters.all().stream().sorted(Comparator.comparing(ClusterSettings::name))
                .map(cluster -> new Schedule(cluster.name(), cluster.schedule().orElse(null),
                        cluster.timeZone().getId()))
                .toList();
        return new ScheduleReport(now, now.plus(INTERVAL), schedules);
    }
}
