package io.groundzero.backup.gateway.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.gateway.alarm.AlarmKind;
import io.groundzero.backup.gateway.backup.BackupState;
import io.groundzero.backup.gateway.status.CurrentStatus.Copy;
import io.groundzero.backup.gateway.status.CurrentStatus.LatestBackup;
import io.groundzero.backup.gateway.status.CurrentStatus.LatestProof;
import io.groundzero.backup.gateway.status.CurrentStatus.Status;
import io.groundzero.backup.gateway.status.Protection.Measure;
import io.groundzero.backup.gateway.status.Protection.State;
import io.groundzero.backup.handover.WireFormat;

class StatusTagTest {

    private static final Instant AT = Instant.parse("2030-01-01T03:00:00Z");

    @Test
    void theSameIsTheSame() {
        assertThat(tag(status())).isEqualTo(tag(status())).matches("W/\"[0-9a-f]{32}\"");
    }

    @Test
    void eachPartThatIsShownChangesIt() {
        Status was = status();
        List<Status> changed = List.of(
                new Status(State.AT_RISK, was.since(), was.rpo(), was.rto(), was.copies(), was.latestBackup(),
                        was.latestProof(), null, was.verifierTest(), was.nextRun(), was.problems(), was.clusters(),
                        was.clusterStates()),
                new Status(was.state(), AT.plusSeconds(1), was.rpo(), was.rto(), was.copies(), was.latestBackup(),
                        was.latestProof(), null, was.verifierTest(), was.nextRun(), was.problems(), was.clusters(),
                        was.clusterStates()),
                new Status(was.state(), was.since(), new Measure(120L, 86400, true), was.rto(), was.copies(),
                        was.latestBackup(), was.latestProof(), null, was.verifierTest(), was.nextRun(),
                        was.problems(), was.clusters(), was.clusterStates()),
                new Status(was.state(), was.since(), new Measure(61L, 86400, false), was.rto(), was.copies(),
                        was.latestBackup(), was.latestProof(), null, was.verifierTest(), was.nextRun(),
                        was.problems(), was.clusters(), was.clusterStates()),
                new Status(was.state(), was.since(), was.rpo(), new Measure(8L, 3600, true), was.copies(),
                        was.latestBackup(), was.latestProof(), null, was.verifierTest(), was.nextRun(),
                        was.problems(), was.clusters(), was.clusterStates()),
                new Status(was.state(), was.since(), was.rpo(), was.rto(), List.of(), was.latestBackup(),
                        was.latestProof(), null, was.verifierTest(), was.nextRun(), was.problems(), was.clusters(),
                        was.clusterStates()),
                new Status(was.state(), was.since(), was.rpo(), was.rto(), was.copies(), null, was.latestProof(), null,
                        was.verifierTest(), was.nextRun(), was.problems(), was.clusters(), was.clusterStates()),
                new Status(was.state(), was.since(), was.rpo(), was.rto(), was.copies(), was.latestBackup(),
                        new LatestProof("main-20300101T030000Z", Verdict.PROVEN, AT, AT, AT, 7.0, true,
                                new Missing(0, 0, 0, List.of())),
                        null, was.verifierTest(), was.nextRun(), was.problems(), was.clusters(), was.clusterStates()),
                new Status(was.state(), was.since(), was.rpo(), was.rto(), was.copies(), was.latestBackup(), null, null,
                        was.verifierTest(), was.nextRun(), was.problems(), was.clusters(), was.clusterStates()),
                new Status(was.state(), was.since(), was.rpo(), was.rto(), was.copies(), was.latestBackup(),
                        was.latestProof(), null, new VerifierTest(AT, false, 24, List.of("x"), 61), was.nextRun(),
                        was.problems(), was.clusters(), was.clusterStates()),
                new Status(was.state(), was.since(), was.rpo(), was.rto(), was.copies(), was.latestBackup(),
                        was.latestProof(), null, was.verifierTest(), AT, was.problems(), was.clusters(),
                        was.clusterStates()),
                new Status(was.state(), was.since(), was.rpo(), was.rto(), was.copies(), was.latestBackup(),
                        was.latestProof(), null, was.verifierTest(), was.nextRun(),
                        List.of(new Protection.Problem(AlarmKind.PARKED, "", "one waits", "look")),
                        was.clusters(), was.clusterStates()));

        assertThat(changed.stream().map(StatusTagTest::tag)).doesNotHaveDuplicates().doesNotContain(tag(was));
    }

    @Test
    void anAgeCountsInMinutes() {
        Status was = status();
        Status aMomentLater = new Status(was.state(), was.since(), new Measure(119L, 86400, true), was.rto(),
                was.copies(), was.latestBackup(), was.latestProof(), null,
                new VerifierTest(AT, true, 24, List.of(), 119), was.nextRun(), was.problems(), was.clusters(),
                was.clusterStates());

        assertThat(tag(aMomentLater)).isEqualTo(tag(was));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"W/\"a\"|true", "\"a\"|true", "\"b\", W/\"a\"|true", "*|true", "W/\"b\"|false",
            "a|false", "W/|false", ",|false"})
    void aTagIsFoundAmongThoseThatTheCallerKnows(String ifNoneMatch, boolean found) {
        assertThat(StatusTag.matches("W/\"a\"", ifNoneMatch)).isEqualTo(found);
    }

    private static String tag(Status status) {
        return StatusTag.of(status, WireFormat.mapper());
    }

    private static Status status() {
        return new Status(State.PROTECTED, AT, new Measure(61L, 86400, true), new Measure(7L, 3600, true),
                List.of(new Copy("local", "main-20300101T030000Z", null, null)),
                new LatestBackup("main-20300101T030000Z", "main", AT, BackupState.PROVEN, Verdict.PROVEN),
                new LatestProof("main-20300101T030000Z", Verdict.PROVEN, AT, AT, AT, 7.0, true, null), null,
                new VerifierTest(AT, true, 24, List.of(), 61), AT.plusSeconds(86400), List.of(), List.of("main"),
                List.of());
    }
}
