package io.groundzero.backup.gateway.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.groundzero.backup.contracts.message.ScheduleReport;
import io.groundzero.backup.gateway.alarm.AlarmKind;
import io.groundzero.backup.gateway.backup.Clocks;
import io.groundzero.backup.gateway.status.Protection.Problem;

/**
 * Finds out from regular reports what nobody reports. Pure logic.
 *
 * @param watchingSince when this gateway was started: what was due earlier may still lie in its queue
 * @param patience how late a report or a backup may be
 */
record Silence(Instant watchingSince, Duration patience) {

    /** Who sends what. */
    static final Map<String, String> SENDERS = new TreeMap<>(Map.of(ScheduleReport.ROUTING_KEY, "dumper",
            RegularReports.LOCAL, "shipper", RegularReports.OFF_SITE, "verifier"));

    /** No report that is sent regularly is further off: the next one must not be awaited for ever. */
    static final Duration LONGEST_INTERVAL = Duration.ofDays(1);

    /**
     * The newest regular report of one kind.
     *
     * @param name its routing key
     * @param sentAt by the sender's clock
     * @param receivedAt by ours
     * @param nextAt when the next one is due, by the sender's clock
     */
    record Report(String name, Instant sentAt, Instant receivedAt, Instant nextAt) {

        Duration delay() {
            return Duration.between(sentAt, receivedAt);
        }

        /** Until the next one, by whatever clock; bounded, because nobody would notice a sender that names a year from now. */
        Duration interval() {
            Duration told = Duration.between(sentAt, nextAt);
            return told.compareTo(LONGEST_INTERVAL) > 0 ? LONGEST_INTERVAL : told;
        }
    }

    List<Problem> services(List<Report> reports, Instant now) {
        Map<String, Report> newest = new TreeMap<>();
        reports.forEach(report -> newest.put(report.name(), report));
        List<Problem> problems = new ArrayList<>();
        SENDERS.forEach((name, service) -> {
            Report report = newest.get(name);
            if (late(report, now)) {
                problems.add(new Problem(AlarmKind.SERVICE_SILENT, service,
                        "the " + service + " has said nothing "
                                + (report == null ? "yet" : "since " + report.receivedAt()),
                        "check that the " + service + " and the broker run; its log says what hinders it"));
            } else if (report != null) {
                clock(service, report).ifPresent(problems::add);
            }
        });
        return problems;
    }

    private boolean late(Report report, Instant now) {
        // the interval by the sender's clock, counted from when it came by ours
        Instant expected = report == null
                ? watchingSince
                : report.receivedAt().plus(report.interval());
        return latest(expected, watchingSince).plus(patience).isBefore(now);
    }

    private Optional<Problem> clock(String service, Report report) {
        Duration delay = report.delay();
        boolean ahead = delay.negated().compareTo(Clocks.DIFFERENCE) > 0;
        // what lay in the queue while nobody was there to take it says nothing about clocks
        boolean behind = delay.compareTo(patience) > 0
                && report.receivedAt().isAfter(watchingSince.plus(patience));
        return ahead || behind
                ? Optional.of(new Problem(AlarmKind.CLOCK_JUMPED, service,
                        "the clock of the " + service + " is " + delay.abs().toSeconds() + " s "
                                + (ahead ? "ahead of" : "behind") + " the gateway's, or its messages are late",
                        "synchronise the clocks (NTP); ages and proofs cannot be trusted until then"))
                : Optional.empty();
    }

    /**
     * @param schedule by which backups of this cluster are due
     * @param scheduledSince since when the schedule is known
     * @param newest when the newest backup was asked for; null if there is none
     */
    Optional<Problem> missed(String cluster, Due schedule, Instant scheduledSince, Instant newest, Instant now) {
        Optional<Instant> due = schedule.last(now);
        if (due.isEmpty() || due.get().isBefore(scheduledSince)
                || !latest(due.get(), watchingSince).plus(patience).isBefore(now)) {
            return Optional.empty();
        }
        // a request by a clock that is a little ahead is the same one
        return newest != null && !newest.isBefore(due.get().minus(Clocks.DIFFERENCE))
                ? Optional.empty()
                : Optional.of(new Problem(AlarmKind.SCHEDULE_MISSED, cluster,
                        "the backup of " + cluster + " that was due at " + due.get() + " did not start",
                        "check that the dumper runs, then start one: POST /api/v1/backups"));
    }

    private static Instant latest(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
