package io.groundzero.backup.gateway.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.gateway.alarm.AlarmKind;
import io.groundzero.backup.gateway.status.Protection.Problem;
import io.groundzero.backup.gateway.watch.Silence.Report;

class SilenceTest {

    private static final Instant START = Instant.parse("2026-03-10T00:00:00Z");
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Silence silence = new Silence(START, PATIENCE);

    @Test
    void aServiceThatNeverReportsIsNoticedAfterAWhile() {
        assertThat(silence.services(List.of(), START.plus(PATIENCE))).isEmpty();
        assertThat(silence.services(List.of(), START.plus(PATIENCE).plusSeconds(1))).extracting(Problem::subject)
                .containsExactlyInAnyOrder("dumper", "shipper", "verifier");
    }

    @Test
    void aServiceThatFallsSilentIsNoticedAndForgivenWhenItSpeaks() {
        Instant last = START.plus(Duration.ofDays(1));
        Instant end = last.plus(INTERVAL).plus(PATIENCE);

        assertThat(silence.services(reports(last, Duration.ZERO), end)).isEmpty();
        assertThat(silence.services(reports(last, Duration.ZERO), end.plusSeconds(1)))
                .extracting(Problem::kind, Problem::subject)
                .contains(org.assertj.core.groups.Tuple.tuple(AlarmKind.SERVICE_SILENT, "dumper")).hasSize(3);
        assertThat(silence.services(reports(end.plusSeconds(2), Duration.ZERO), end.plusSeconds(2))).isEmpty();
    }

    @Test
    void aReportFromBeforeTheGatewaysOwnPauseIsNoSilence() {
        Instant longAgo = START.minus(Duration.ofDays(2));

        assertThat(silence.services(reports(longAgo, Duration.ZERO), START.plus(MINUTE))).isEmpty();
    }

    @Test
    void aClockAheadIsNoticedAtOnceAndOneBehindWhenItIsNotTheQueue() {
        Instant later = START.plus(Duration.ofHours(2));

        assertThat(silence.services(reports(later, Duration.ofMinutes(-3)), later)).extracting(Problem::kind)
                .containsOnly(AlarmKind.CLOCK_JUMPED).hasSize(3);
        assertThat(silence.services(reports(later, Duration.ofMinutes(30)), later)).extracting(Problem::what)
                .allMatch(what -> what.contains("1800 s behind")).hasSize(3);
        assertThat(silence.services(reports(START.plus(MINUTE), Duration.ofMinutes(30)), START.plus(MINUTE)))
                .isEmpty();
        assertThat(silence.services(reports(later, MINUTE), later)).isEmpty();
    }

    @Test
    void aBackupThatDoesNotStartIsMissed() {
        Due due = new Due("0 0 3 * * ?", "UTC");
        Instant three = START.plus(Duration.ofHours(3));

        assertThat(missed(due, three.minus(Duration.ofDays(1)), three.plus(PATIENCE))).isEmpty();
        assertThat(missed(due, three.minus(Duration.ofDays(1)), three.plus(PATIENCE).plusSeconds(1))).get()
                .extracting(Problem::kind).isEqualTo(AlarmKind.SCHEDULE_MISSED);
        assertThat(missed(due, null, three.plus(PATIENCE).plusSeconds(1))).isPresent();
        assertThat(missed(due, three.plusSeconds(1), three.plus(PATIENCE).plusSeconds(1))).isEmpty();
        assertThat(missed(due, three.minusSeconds(30), three.plus(PATIENCE).plusSeconds(1))).isEmpty();
    }

    @Test
    void whatWasDueBeforeTheScheduleWasKnownIsNotMissed() {
        Due due = new Due("0 0 3 * * ?", "UTC");
        Instant three = START.plus(Duration.ofHours(3));

        assertThat(silence.missed("main", due, three.plusSeconds(1), null, three.plus(Duration.ofHours(5)))).isEmpty();
    }

    @Test
    void aScheduleKeepsItsHourThroughSummerTime() {
        Due due = new Due("0 0 3 * * ?", "Europe/Berlin");

        assertThat(due.last(Instant.parse("2026-03-28T12:00:00Z"))).contains(Instant.parse("2026-03-28T02:00:00Z"));
        assertThat(due.last(Instant.parse("2026-03-29T12:00:00Z"))).contains(Instant.parse("2026-03-29T01:00:00Z"));
        assertThat(due.next(Instant.parse("2026-10-24T12:00:00Z"))).contains(Instant.parse("2026-10-25T02:00:00Z"));
    }

    @Test
    void aBackupThatWasDueAtATimeThatDoesNotExistIsMissedIfItDidNotStart() {
        Due due = new Due("0 30 2 * * ?", "Europe/Berlin");
        Instant forward = Instant.parse("2026-03-29T01:00:00Z");
        Silence silence = new Silence(Instant.parse("2026-03-01T00:00:00Z"), PATIENCE);
        Instant since = Instant.parse("2026-03-02T00:00:00Z");
        Instant dayBefore = Instant.parse("2026-03-28T01:30:00Z");
        Instant later = forward.plus(PATIENCE).plusSeconds(1);

        assertThat(silence.missed("main", due, since, dayBefore, later)).isPresent();
        assertThat(silence.missed("main", due, since, forward, later)).isEmpty();
    }

    private Optional<Problem> missed(Due due, Instant newest, Instant now) {
        return silence.missed("main", due, START, newest, now);
    }

    private static List<Report> reports(Instant received, Duration delay) {
        List<Report> reports = new ArrayList<>();
        Instant sent = received.minus(delay);
        Silence.SENDERS.keySet().forEach(name -> reports.add(new Report(name, sent, received, sent.plus(INTERVAL))));
        return reports;
    }
}
