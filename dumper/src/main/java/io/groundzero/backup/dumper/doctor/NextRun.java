package io.groundzero.backup.dumper.doctor;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

import io.groundzero.backup.dumper.cluster.ClusterSettings;
import io.groundzero.backup.handover.doctor.Findings;
import io.groundzero.backup.settings.DueTimes;

/** When a cluster is backed up next. */
final class NextRun {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss VV", Locale.ROOT);

    private NextRun() {
    }

    static void add(Findings findings, String subject, ClusterSettings cluster, Clock clock) {
        if (cluster.schedule().isEmpty()) {
            findings.warn(subject, "off: backed up on request only",
                    "Set GZ_CLUSTERS_<NAME>_SCHEDULE, unless something else asks for backups.");
            return;
        }
        String cron = cluster.schedule().get();
        Optional<ZonedDateTime> next = new DueTimes(cron, cluster.timeZone().getId()).next(clock.instant())
                .map(time -> time.atZone(cluster.timeZone()));
        next.ifPresentOrElse(
                time -> findings.ok(subject, "\"" + cron + "\", next at " + TIME.format(time)),
                () -> findings.warn(subject, "\"" + cron + "\" never comes again",
                        "Correct GZ_CLUSTERS_<NAME>_SCHEDULE."));
    }
}
