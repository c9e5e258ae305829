package io.groundzero.backup.gateway.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.groundzero.backup.gateway.GatewayConfig;
import io.groundzero.backup.gateway.alarm.AlarmKind;
import io.groundzero.backup.gateway.backup.Newest;
import io.groundzero.backup.gateway.status.Concern;
import io.groundzero.backup.gateway.status.Protection.Problem;

/** What regular reports show to be wrong, and what their absence does. */
@ApplicationScoped
public class Reported implements Concern {

    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final GatewayConfig config;
    private final Silence silence;

    Reported(GatewayConfig config, Clock clock) {
        this.config = config;
        this.silence = new Silence(clock.instant(), PATIENCE);
    }

    @Override
    public List<Problem> problems(Instant now) {
        List<Problem> problems = new ArrayList<>(silence.services(reports(), now));
        for (ScheduleRow schedule : schedules()) {
            silence.missed(schedule.cluster, new Due(schedule.cron, schedule.timeZone), schedule.since,
                    Newest.request(schedule.cluster, now).orElse(null), now).ifPresent(problems::add);
        }
        for (ScheduleRow off : ScheduleRow.<ScheduleRow>list("cron is null and cluster in ?1 order by cluster",
                config.clusters())) {
            if (!config.askedByOthers().orElse(List.of()).contains(off.cluster)) {
                problems.add(new Problem(AlarmKind.SCHEDULE_OFF, off.cluster,
                        "the dumper has no schedule for " + off.cluster + ": nothing makes the next backup",
                        "set GZ_CLUSTERS_<NAME>_SCHEDULE of the dumper; if something else asks for backups regularly,"
                                + " say so: GZ_GATEWAY_ASKED_BY_OTHERS"));
            }
        }
        problems.addAll(VanishedCopies.problems(MissingCopyRow.list("order by key.backupId desc, key.place")));
        return problems;
    }

    /** When the next scheduled backup of any watched cluster is due; empty if none is known. */
    public Optional<Instant> nextRun(Instant now) {
        return schedules().stream().flatMap(row -> new Due(row.cron, row.timeZone).next(now).stream())
                .min(Instant::compareTo);
    }

    private List<ScheduleRow> schedules() {
        return ScheduleRow.list("cron is not null and cluster in ?1 order by cluster", config.clusters());
    }

    private static List<Silence.Report> reports() {
        return RegularReportRow.<RegularReportRow>listAll().stream()
                .map(row -> new Silence.Report(row.name, row.sentAt, row.receivedAt, row.nextAt)).toList();
    }
}
