package io.groundzero.backup.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class DueTimesTest {

    /** By an hour, half an hour, two hours, at midnight. */
    private static final List<String> ZONES = List.of("Europe/Berlin", "America/New_York", "Australia/Lord_Howe",
            "Antarctica/Troll", "America/Santiago");

    @Test
    void aTimeThatDoesNotExistIsDueWhenTheClocksHaveBeenPutForward() {
        // in Berlin 02:00 to 03:00 is left out on 2027-03-28, at 01:00 UTC
        assertThat(all("0 30 2 * * ?", "Europe/Berlin", "2027-03-26T12:00:00Z", 4)).containsExactly(
                "2027-03-27T01:30:00Z", "2027-03-28T01:00:00Z", "2027-03-29T00:30:00Z", "2027-03-30T00:30:00Z");
    }

    @Test
    void aTimeThatExistsTwiceIsDueOnce() {
        // in Berlin 02:00 to 03:00 comes twice on 2027-10-31, again from 01:00 UTC on
        assertThat(all("0 30 2 * * ?", "Europe/Berlin", "2027-10-29T12:00:00Z", 3)).containsExactly(
                "2027-10-30T00:30:00Z", "2027-10-31T00:30:00Z", "2027-11-01T01:30:00Z");
    }

    @Test
    void theEdgesOfTheChangeAreNoSpecialCase() {
        assertThat(all("0 0 2 * * ?", "Europe/Berlin", "2027-03-27T12:00:00Z", 2))
                .containsExactly("2027-03-28T01:00:00Z", "2027-03-29T00:00:00Z");
        assertThat(all("0 0 3 * * ?", "Europe/Berlin", "2027-03-27T12:00:00Z", 2))
                .containsExactly("2027-03-28T01:00:00Z", "2027-03-29T01:00:00Z");
        assertThat(all("0 0 3 * * ?", "Europe/Berlin", "2027-10-30T12:00:00Z", 2))
                .containsExactly("2027-10-31T02:00:00Z", "2027-11-01T02:00:00Z");
    }

    @Test
    void halfAnHourIsAsMuchAsAnHour() {
        // Lord Howe puts its clocks forward by half an hour at 02:00 on 2027-10-03, and back at 02:00 on 2027-04-04
        assertThat(all("0 15 2 * * ?", "Australia/Lord_Howe", "2027-10-01T20:00:00Z", 2))
                .containsExactly("2027-10-02T15:30:00Z", "2027-10-03T15:15:00Z");
        assertThat(all("0 45 1 * * ?", "Australia/Lord_Howe", "2027-04-02T20:00:00Z", 2))
                .containsExactly("2027-04-03T14:45:00Z", "2027-04-04T15:15:00Z");
    }

    @Test
    void aDayThatDoesNotExist() {
        // in Apia there was no 2011-12-30
        assertThat(all("0 30 2 * * ?", "Pacific/Apia", "2011-12-29T00:00:00Z", 3)).containsExactly(
                "2011-12-29T12:30:00Z", "2011-12-30T10:00:00Z", "2011-12-30T12:30:00Z");
    }

    @Test
    void everyHourIsEveryHourWhateverTheClocksDo() {
        assertThat(all("0 0 * * * ?", "America/New_York", "2027-11-07T03:30:00Z", 5)).containsExactly(
                "2027-11-07T04:00:00Z", "2027-11-07T05:00:00Z", "2027-11-07T06:00:00Z", "2027-11-07T07:00:00Z",
                "2027-11-07T08:00:00Z");
        assertThat(all("0 0 * * * ?", "America/New_York", "2027-03-14T05:30:00Z", 3)).containsExactly(
                "2027-03-14T06:00:00Z", "2027-03-14T07:00:00Z", "2027-03-14T08:00:00Z");
    }

    @Test
    void lastFindsWhatNextHasFound() {
        for (String zone : ZONES) {
            for (String cron : List.of("0 30 2 * * ?", "0 0 0 * * ?", "0 15 1,2,3 * * ?", "0 0/20 * * * ?")) {
                DueTimes times = new DueTimes(cron, zone);
                for (Instant change : changes(zone)) {
                    Instant due = times.next(change.minus(Duration.ofHours(27))).orElseThrow();
                    while (due.isBefore(change.plus(Duration.ofHours(27)))) {
                        Instant next = times.next(due).orElseThrow();
                        assertThat(next).as("%s %s after %s", cron, zone, due).isAfter(due);
                        assertThat(times.last(next)).as("%s %s before %s", cron, zone, next).contains(due);
                        assertThat(times.last(next.plusNanos(1))).as("%s %s at %s", cron, zone, next).contains(next);
                        due = next;
                    }
                }
            }
        }
    }

    @Test
    void aDailyScheduleLeavesNoDayOut() {
        for (String zone : ZONES) {
            for (int minute = 0; minute < 6 * 60; minute += 30) {
                DueTimes times = new DueTimes("0 %d %d * * ?".formatted(minute % 60, minute / 60), zone);
                for (Instant change : changes(zone)) {
                    Instant due = times.next(change.minus(Duration.ofHours(50))).orElseThrow();
                    while (due.isBefore(change.plus(Duration.ofHours(27)))) {
                        Instant next = times.next(due).orElseThrow();
                        assertThat(Duration.between(due, next)).as("%s, minute %d, after %s", zone, minute, due)
                                .isBetween(Duration.ofHours(22), Duration.ofHours(26));
                        due = next;
                    }
                }
            }
        }
    }

    /** Both nights of 2027 in which clocks are changed. */
    private static List<Instant> changes(String zone) {
        List<Instant> changes = new ArrayList<>();
        ZoneOffsetTransition change = ZoneId.of(zone).getRules().nextTransition(Instant.parse("2027-01-01T00:00:00Z"));
        while (changes.size() < 2) {
            changes.add(change.getInstant());
            change = ZoneId.of(zone).getRules().nextTransition(change.getInstant());
        }
        return changes;
    }

    @Test
    void refusesWhatIsNoTimeZone() {
        assertThatThrownBy(() -> new DueTimes("0 0 3 * * ?", "Mars/Olympus"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("Mars/Olympus");
    }

    private static List<String> all(String cron, String zone, String after, int count) {
        DueTimes times = new DueTimes(cron, zone);
        List<String> due = new ArrayList<>();
        Instant at = Instant.parse(after);
        while (due.size() < count) {
            at = times.next(at).orElseThrow();
            due.add(at.toString());
        }
        return due;
    }
}
