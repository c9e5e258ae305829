package io.groundzero.backup.gateway.watch;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.message.Claims;
import io.groundzero.backup.contracts.message.CopyReport;
import io.groundzero.backup.contracts.message.ScheduleReport;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.gateway.backup.BackupRow;
import io.groundzero.backup.gateway.backup.Backups;
import io.groundzero.backup.gateway.backup.Clocks;
import io.groundzero.backup.gateway.backup.Newest;

/** Takes in what the services tell regularly. */
@ApplicationScoped
public class RegularReports {

    static final String LOCAL = CopyReport.ROUTING_KEY_PREFIX + CopyReport.LOCAL;
    static final String OFF_SITE = CopyReport.ROUTING_KEY_PREFIX + CopyReport.OFF_SITE;

    /** A manifest names the time before it is written itself, and it is written by another clock. */
    private static final Duration SETTLED = Duration.ofMinutes(10);

    /** gz.copies.every is at most a day. */
    private static final Duration LONGEST_INTERVAL = Duration.ofDays(1);

    private final Backups backups;
    private final CopyTags tags;
    private final ObjectMapper json;
    private final Clock clock;

    RegularReports(Backups backups, CopyTags tags, ObjectMapper json, Clock clock) {
        this.backups = backups;
        this.tags = tags;
        this.json = json;
        this.clock = clock;
    }

    /** Whether messages with this routing key are for us. */
    public static boolean takes(String routingKey) {
        return Set.of(ScheduleReport.ROUTING_KEY, LOCAL, OFF_SITE).contains(routingKey);
    }

    /**
     * @return what stores it, however often
     * @throws IOException if it is no report
     * @throws IllegalArgumentException if something is missing in it, or it speaks for another place
     */
    public Runnable read(String routingKey, byte[] body) throws IOException {
        if (routingKey.equals(ScheduleReport.ROUTING_KEY)) {
            ScheduleReport report = json.readValue(body, ScheduleReport.class);
            requireInterval(report.at(), report.nextAt());
            for (ScheduleReport.Schedule schedule : report.schedules()) {
                BackupId.requireClusterName(schedule.cluster());
                if (schedule.cron() != null) {
                    new Due(schedule.cron(), schedule.timeZone());
                }
            }
            return () -> apply(report);
        }
        CopyReport report = json.readValue(body, CopyReport.class);
        requireInterval(report.at(), report.nextAt());
        if (report.since() == null || report.since().isAfter(report.at())) {
            throw new IllegalArgumentException("it does not say since when it was looked for copies");
        }
        if (!routingKey.equals(report.routingKey())) {
            throw new IllegalArgumentException("it speaks of place " + report.place() + " under " + routingKey);
        }
        return () -> apply(report);
    }

    @Transactional
    void apply(ScheduleReport report) {
        note(ScheduleReport.ROUTING_KEY, report.at(), report.nextAt());
        if (ahead(report.at())) {
            return;
        }
        ScheduleRow.delete("cluster not in ?1", names(report));
        for (ScheduleReport.Schedule schedule : report.schedules()) {
            ScheduleRow row = ScheduleRow.findById(schedule.cluster());
            if (row == null) {
                row = new ScheduleRow();
                row.cluster = schedule.cluster();
                // by our clock: a schedule of the future would excuse every backup that does not start
                row.since = Clocks.bounded(report.at(), clock.instant());
                row.timeZone = schedule.timeZone();
                row.persist();
            }
            if (!Objects.equals(row.cron, schedule.cron()) || !row.timeZone.equals(schedule.timeZone())) {
                row.cron = schedule.cron();
                row.timeZone = schedule.timeZone();
                // by our clock: a schedule of the future would excuse every backup that does not start
                row.since = Clocks.bounded(report.at(), clock.instant());
            }
        }
    }

    @Transactional
    void apply(CopyReport report) {
        RegularReportRow known = note(report.routingKey(), report.at(), report.nextAt());
        if (ahead(report.at())) {
            return;
        }
        known.looksBackTo = report.since();
        Map<String, CopyReport.Seen> seen = report.copies().stream()
                .collect(Collectors.toMap(CopyReport.Seen::backupId, Function.identity(), (a, b) -> a));
        Map<String, MissingCopyRow> before = MissingCopyRow.<MissingCopyRow>list("key.place", report.place()).stream()
                .collect(Collectors.toMap(row -> row.key.backupId(), Function.identity()));
        tags.forgetBefore(report.place(), report.since());
        // the same for all that this look finds
        Instant now = clock.instant();
        List<BackupRow> expected = BackupRow.list("shipped is not null and requestedAt >= ?1", report.since());
        for (BackupRow backup : expected) {
            Manifest manifest = backups.read(backup.manifest, Manifest.class);
            if (manifest != null && manifest.shippedAt().plus(SETTLED).isBefore(report.at())) {
                look(report.place(), backup, manifest, seen.get(backup.id), before.remove(backup.id), now);
            }
        }
        before.values().forEach(MissingCopyRow::delete);
    }

    private void look(String place, BackupRow backup, Manifest manifest, CopyReport.Seen seen, MissingCopyRow before,
            Instant now) {
        Map<String, String> known = tags.of(place, backup.id);
        if (before != null && before.since != null && place.equals(CopyReport.OFF_SITE)
                && Newest.provenSince(backup.id, before.since)) {
            // what was proven is what lies there now
            tags.forget(place, backup.id);
            known = Map.of();
        }
        Optional<String> trouble = CopyLook.trouble(manifest, seen, known);
        if (trouble.isEmpty()) {
            tags.remember(place, seen, known, now);
            if (before != null) {
                before.delete();
            }
            return;
        }
        MissingCopyRow row = before == null ? new MissingCopyRow() : before;
        row.what = trouble.get();
        if (before == null) {
            row.key = new MissingCopyRow.Key(place, backup.id);
            row.since = now;
            row.persist();
        }
    }

    private RegularReportRow note(String name, Instant sentAt, Instant nextAt) {
        RegularReportRow row = RegularReportRow.findById(name);
        boolean isNew = row == null;
        if (isNew) {
            row = new RegularReportRow();
            row.name = name;
        }
        row.sentAt = sentAt;
        row.receivedAt = clock.instant();
        row.nextAt = nextAt;
        if (isNew) {
            row.persist();
        }
        return row;
    }

    private static List<String> names(ScheduleReport report) {
        List<String> names = report.schedules().stream().map(ScheduleReport.Schedule::cluster).toList();
        return names.isEmpty() ? List.of("") : names;
    }

    /**
     * What a service with a wrong clock says of times is not believed. That it lives is, and that its clock is wrong is an
     * alarm ({@link Silence}).
     */
    private boolean ahead(Instant at) {
        return at.isAfter(clock.instant().plus(Claims.CLOCKS));
    }

    /** The next report is due by the sender's clock, after its own time: only the interval is believed, and not any. */
    private static void requireInterval(Instant at, Instant nextAt) {
        if (at == null || nextAt == null) {
            throw new IllegalArgumentException("a required time is missing");
        }
        if (at.isBefore(Instant.EPOCH) || nextAt.isBefore(at) || nextAt.isAfter(at.plus(LONGEST_INTERVAL))) {
            throw new IllegalArgumentException("the next report after " + at + " is announced for " + nextAt
                    + ", which is not within " + LONGEST_INTERVAL.toHours() + " h");
        }
    }
}
