package io.groundzero.backup.gateway.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.proof.MutationReport;
import io.groundzero.backup.contracts.proof.MutationReport.Trial;
import io.groundzero.backup.contracts.proof.Verdict;

class VerifierTestTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration LONG = VerifierTest.LONGEST_AGE.plusSeconds(1);

    @Test
    void aYoungPassedRunIsNoProblem() {
        assertThat(VerifierTest.problem(report(NOW.minus(Duration.ofHours(20)), true), true, NOW.minus(LONG), NOW))
                .isEmpty();
    }

    @Test
    void aFailedRunIsOneAndNamesTheMutant() {
        MutationReport failed = report(NOW, false);

        assertThat(VerifierTest.problem(failed, false, null, NOW)).get().extracting(Protection.Problem::what)
                .asString().contains("failed its own test").contains("0 to -0");
        assertThat(VerifierTest.of(failed, NOW.plusSeconds(5)))
                .isEqualTo(new VerifierTest(NOW, false, 1, List.of("0 to -0"), 5));
    }

    @Test
    void anOldRunIsOneOnlyWhileRunsAreScheduled() {
        MutationReport old = report(NOW.minus(LONG), true);

        assertThat(VerifierTest.problem(old, true, null, NOW)).get().extracting(Protection.Problem::what).asString()
                .contains("last tested at 2026-11-20T11:59:59Z");
        assertThat(VerifierTest.problem(old, false, null, NOW)).isEmpty();
    }

    @Test
    void noRunIsOneOnceThereAreOldProofs() {
        assertThat(VerifierTest.problem(null, true, NOW.minus(LONG), NOW)).get()
                .extracting(Protection.Problem::what).asString().contains("never been tested");
        assertThat(VerifierTest.problem(null, true, NOW.minus(Duration.ofHours(1)), NOW)).isEmpty();
        assertThat(VerifierTest.problem(null, true, null, NOW)).isEmpty();
        assertThat(VerifierTest.problem(null, false, NOW.minus(LONG), NOW)).isEmpty();
    }

    private static MutationReport report(Instant at, boolean passed) {
        return new MutationReport(1, at, 1000, "15.1", passed, passed ? "all is well" : "1 of 1 mutants survived",
                List.of(), List.of(new Trial("0 to -0", "CONTENT_DIFFERS", "t", Verdict.REFUTED, "CONTENT_DIFFERS",
                        passed, "differs")));
    }
}
