package io.groundzero.backup.gateway.status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.groundzero.backup.contracts.proof.MutationReport;
import io.groundzero.backup.gateway.alarm.AlarmKind;

/**
 * Whether the verifier itself can be believed: its newest mutation run.
 *
 * @param at when it began
 * @param passed whether every faithful backup was proven and every mutant refuted, for the right reason
 * @param mutants how many were tried
 * @param survived names of the backups that were judged wrongly
 * @param ageSeconds since it began
 */
public record VerifierTest(Instant at, boolean passed, int mutants, List<String> survived, long ageSeconds) {

    /** After this a nightly run has been missing several times. */
    static final Duration LONGEST_AGE = Duration.ofDays(3);

    static VerifierTest of(MutationReport report, Instant now) {
        return new VerifierTest(report.at(), report.passed(), report.mutants().size(), report.wrong(),
                Math.max(0, Duration.between(report.at(), now).toSeconds()));
    }

    /**
     * @param newest the newest run, or null if there was none
     * @param scheduled whether runs are expected at all
     * @param since since when there are proofs that would have been worth testing, or null if there are none
     */
    static Optional<Protection.Problem> problem(MutationReport newest, boolean scheduled, Instant since, Instant now) {
        if (newest != null && !newest.passed()) {
            List<String> wrong = newest.wrong();
            return Optional.of(new Protection.Problem(AlarmKind.VERIFIER_UNTESTED, "",
                    "the verifier failed its own test of " + newest.at() + ": "
                            + newest.summary() + (wrong.isEmpty() ? "" : ": " + wrong.get(0)),
                    "do not rely on its proofs; run make mutation and read proofs/mutation/ in the bucket"));
        }
        Instant last = newest == null ? since : newest.at();
        if (scheduled && last != null && last.plus(LONGEST_AGE).isBefore(now)) {
            return Optional.of(new Protection.Problem(AlarmKind.VERIFIER_UNTESTED, "",
                    newest == null
                            ? "the verifier has never been tested"
                            : "the verifier was last tested at " + newest.at(),
                    "look for \"mutation\" in the verifier's log; GZ_MUTATION_SCHEDULE says when it runs"));
        }
        return Optional.empty();
    }
}
