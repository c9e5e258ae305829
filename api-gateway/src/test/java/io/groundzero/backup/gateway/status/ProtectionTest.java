package io.groundzero.backup.gateway.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.gateway.alarm.AlarmKind;
import io.groundzero.backup.gateway.backup.BackupState;
import io.groundzero.backup.gateway.status.CopyRule.Place;
import io.groundzero.backup.gateway.status.Protection.Cluster;
import io.groundzero.backup.gateway.status.Protection.Newest;
import io.groundzero.backup.gateway.status.Protection.Proven;
import io.groundzero.backup.gateway.status.Protection.State;
import io.groundzero.backup.gateway.status.Protection.Targets;

class ProtectionTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration DAY = Duration.ofHours(24);
    private static final Targets TARGETS = new Targets(DAY, Duration.ofHours(4), Duration.ofHours(1));

    @Test
    void aYoungProvenBackupProtects() {
        Protection protection = of(proven(Duration.ofHours(9), Duration.ofMinutes(10), Duration.ofHours(27)), 0);

        assertThat(protection.state()).isEqualTo(State.PROTECTED);
        assertThat(protection.problems()).isEmpty();
        assertThat(protection.rpo().seconds()).isEqualTo(9 * 3600);
    }

    @Test
    void withoutAProofNothingIsProtected() {
        Protection protection = of(new Cluster("main", null, List.of(), null), 0);

        assertThat(protection.state()).isEqualTo(State.UNPROTECTED);
        assertThat(protection.rpo().met()).isFalse();
        assertThat(protection.rpo().seconds()).isNull();
    }

    @Test
    void anExpiredProofNoLongerCounts() {
        assertThat(of(proven(Duration.ofHours(9), Duration.ofMinutes(1), Duration.ZERO), 0).state())
                .isEqualTo(State.UNPROTECTED);
    }

    @Test
    void whatMissesATargetIsAtRisk() {
        assertThat(of(proven(Duration.ofHours(25), Duration.ofMinutes(1), DAY), 0).state()).isEqualTo(State.AT_RISK);
        assertThat(of(proven(Duration.ofHours(1), Duration.ofHours(5), DAY), 0).state()).isEqualTo(State.AT_RISK);
        assertThat(of(proven(Duration.ofHours(1), Duration.ofHours(1), DAY), 1).state()).isEqualTo(State.AT_RISK);
    }

    @Test
    void whoseCopiesAreTooFewIsAtRisk() {
        assertThat(copies(Place.PRODUCTION, Place.OFF_SITE)).containsExactly(
                "the newest proven backup, main-20261123T030000Z, has 2 of 3 copies (production, off-site)");
        assertThat(copies(Place.PRODUCTION, Place.LOCAL)).containsExactly("the newest proven backup,"
                + " main-20261123T030000Z, has 2 of 3 copies (production, local), one kind of media instead of 2, nothing off-site");
        assertThat(copies(Place.OFF_SITE)).containsExactly("the newest proven backup, main-20261123T030000Z, has 1 of 3"
                + " copies (off-site), one kind of media instead of 2");
        assertThat(copies(Place.values())).isEmpty();
    }

    private static List<String> copies(Place... places) {
        Proven proven = new Proven("main-20261123T030000Z", NOW.minusSeconds(60), Duration.ofMinutes(1), NOW.plus(DAY),
                Set.of(places));
        Protection protection = of(new Cluster("main", proven, List.of(), null), 0);
        assertThat(protection.state()).isEqualTo(places.length == 3 ? State.PROTECTED : State.AT_RISK);
        return protection.problems().stream().map(Protection.Problem::what).toList();
    }

    @Test
    void whatMayHaveCostTheLastGoodBackupFreezesRetention() {
        assertThat(Arrays.stream(AlarmKind.values()).filter(AlarmKind::freezesRetention)).containsExactlyInAnyOrder(
                AlarmKind.NEVER_PROVEN, AlarmKind.PROOF_EXPIRED, AlarmKind.PROOF_UNSIGNED, AlarmKind.NOTHING_PROTECTED,
                AlarmKind.BACKUP_REFUTED,
                AlarmKind.CLOCK_JUMPED, AlarmKind.TIME_IN_FUTURE, AlarmKind.SIZE_DROPPED, AlarmKind.ROWS_DROPPED,
                AlarmKind.COPY_VANISHED,
                AlarmKind.TOO_FEW_COPIES, AlarmKind.VERIFIER_UNTESTED);
    }

    @Test
    void aRefutedNewestBackupIsAtRiskAlthoughAnOlderOneIsProven() {
        Proven older = proven(Duration.ofHours(1), Duration.ofMinutes(1), DAY).proven();

        assertThat(of(new Cluster("main", older, List.of("main-20261123T110000Z"), null), 0).state())
                .isEqualTo(State.AT_RISK);
    }

    @Test
    void aNewestBackupThatDoesNotGetOnIsAtRiskAndNamed() {
        Instant aMomentAgo = NOW.minusSeconds(60);
        Newest failed = new Newest("main-20261123T110000Z", BackupState.FAILED, null, aMomentAgo);
        Newest untestable = new Newest("main-20261123T110000Z", BackupState.VERIFYING, Verdict.INCONCLUSIVE,
                aMomentAgo);
        Newest silent = new Newest("main-20261123T090000Z", BackupState.SHIPPING, null, NOW.minus(Duration.ofHours(2)));

        for (Newest newest : List.of(failed, untestable, silent)) {
            Protection protection = of(newest);
            assertThat(protection.state()).isEqualTo(State.AT_RISK);
            assertThat(protection.problems()).singleElement().extracting(Protection.Problem::what).asString()
                    .contains(newest.backupId());
        }
        assertThat(of(new Newest("main-20261123T110000Z", BackupState.SHIPPING, null, aMomentAgo)).state())
                .isEqualTo(State.PROTECTED);
    }

    @Test
    void anExpiredProofMeetsNoTarget() {
        Protection protection = of(proven(Duration.ofHours(9), Duration.ofMinutes(1), Duration.ZERO), 0);

        assertThat(protection.rpo().met()).isFalse();
        assertThat(protection.rto().met()).isFalse();
    }

    @Test
    void oneUnprovenClusterOfSeveralIsEnough() {
        Protection protection = Protection.of(List.of(proven(Duration.ofHours(1), Duration.ofMinutes(1), DAY),
                new Cluster("other", null, List.of(), null)), List.of(), 0, TARGETS, NOW);

        assertThat(protection.state()).isEqualTo(State.UNPROTECTED);
        assertThat(protection.rpo().met()).isFalse();
    }

    @Test
    void aClusterThatNobodyWatchesIsARisk() {
        Protection protection = Protection.of(List.of(proven(Duration.ofHours(1), Duration.ofMinutes(1), DAY)),
                List.of("forgotten"), 0, TARGETS, NOW);

        assertThat(protection.state()).isEqualTo(State.AT_RISK);
        assertThat(protection.problems()).singleElement().extracting(Protection.Problem::what).asString()
                .contains("forgotten");
    }

    private static Cluster proven(Duration age, Duration rto, Duration validFor) {
        return new Cluster("main", new Proven("main-20261123T030000Z", NOW.minus(age), rto, NOW.plus(validFor),
                EnumSet.allOf(Place.class)), List.of(),
                null);
    }

    private static Protection of(Newest newest) {
        Proven proven = proven(Duration.ofHours(9), Duration.ofMinutes(10), DAY).proven();
        return of(new Cluster("main", proven, List.of(), newest), 0);
    }

    private static Protection of(Cluster cluster, long parked) {
        return Protection.of(List.of(cluster), List.of(), parked, TARGETS, NOW);
    }
}
