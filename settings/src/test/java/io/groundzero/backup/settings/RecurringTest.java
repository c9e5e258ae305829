package io.groundzero.backup.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class RecurringTest {

    @Test
    void nightsInWhichClocksAreChangedAreDueOnce() {
        assertThat(dueBetween("Europe/Berlin", "2027-03-27T00:00:00Z", "2027-03-30T00:00:00Z")).containsExactly(
                "2027-03-27T01:30:00Z", "2027-03-28T01:00:00Z", "2027-03-29T00:30:00Z");
        assertThat(dueBetween("Europe/Berlin", "2027-10-30T00:00:00Z", "2027-11-02T00:00:00Z")).containsExactly(
                "2027-10-30T00:30:00Z", "2027-10-31T00:30:00Z", "2027-11-01T01:30:00Z");
        assertThat(dueBetween("Australia/Lord_Howe", "2027-10-02T00:00:00Z", "2027-10-04T00:00:00Z"))
                .containsExactly("2027-10-02T15:30:00Z", "2027-10-03T15:30:00Z");
        assertThat(dueBetween("Pacific/Apia", "2011-12-29T00:00:00Z", "2011-12-31T00:00:00Z")).containsExactly(
                "2011-12-29T12:30:00Z", "2011-12-30T10:00:00Z", "2011-12-30T12:30:00Z");
    }

    @Test
    void whatWasDueWhileTheMachineSleptIsDueOnce() {
        Recurring due = new Recurring(new DueTimes("0 30 2 * * ?", "UTC"), Instant.parse("2027-01-01T00:00:00Z"));

        assertThat(due.dueAt(Instant.parse("2027-01-04T12:00:00Z"))).isTrue();
        assertThat(due.dueAt(Instant.parse("2027-01-04T12:00:01Z"))).isFalse();
    }

    @Test
    void aClockThatIsPutBackMakesNothingDueTwice() {
        Recurring due = new Recurring(new DueTimes("0 30 2 * * ?", "UTC"), Instant.parse("2027-01-01T02:29:59Z"));

        assertThat(due.dueAt(Instant.parse("2027-01-01T02:30:00Z"))).isTrue();
        assertThat(due.dueAt(Instant.parse("2027-01-01T02:20:00Z"))).isFalse();
        assertThat(due.dueAt(Instant.parse("2027-01-01T02:30:00Z"))).isFalse();
        assertThat(due.dueAt(Instant.parse("2027-01-02T02:30:00Z"))).isTrue();
    }

    @Test
    void aClockThatWasInAnotherCenturyIsForgottenOnceItIsRight() {
        Recurring due = new Recurring(new DueTimes("0 30 2 * * ?", "UTC"), Instant.parse("2099-01-01T00:00:00Z"));

        assertThat(due.dueAt(Instant.parse("2027-01-01T02:00:00Z"))).isFalse();
        assertThat(due.dueAt(Instant.parse("2027-01-01T02:30:00Z"))).isTrue();
    }

    private static List<String> dueBetween(String zone, String from, String end) {
        Instant now = Instant.parse(from);
        Recurring due = new Recurring(new DueTimes("0 30 2 * * ?", zone), now);
        List<String> found = new ArrayList<>();
        while (now.isBefore(Instant.parse(end))) {
            now = now.plus(Duration.ofMinutes(10));
            if (due.dueAt(now)) {
                found.add(now.toString());
            }
        }
        return found;
    }
}
