package io.groundzero.backup.verifier.mutation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.proof.MutationReport;
import io.groundzero.backup.contracts.proof.MutationReport.Trial;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.contracts.proof.TableEvidence;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.verifier.proof.Verdicts;

/** Judges the verifier by its proofs. Pure logic. */
final class Reporting {

    private Reporting() {
    }

    static Trial judge(Mutant mutant, Proof proof) {
        boolean right = mutant.code() == null
                ? proof.verdict() == Verdict.PROVEN
                : proof.verdict() == Verdict.REFUTED && mutant.code().name().equals(proof.code())
                        && names(proof, mutant.words());
        return trial(mutant, proof.verdict(), proof.code(), right, proof.summary());
    }

    /** A backup that could not be tested, or not made. */
    static Trial failed(Mutant mutant, BackupException failure) {
        return trial(mutant, Verdicts.of(failure.code()), failure.code().name(), false, failure.getMessage());
    }

    /** A backup that was restored in another way than a verification's. */
    static Trial proven(String name, String summary) {
        return new Trial(name, null, null, Verdict.PROVEN, null, true, summary);
    }

    /** The same, with what hindered it. */
    static Trial unproven(String name, BackupException failure) {
        return failed(new Mutant(name, null, null, null), failure);
    }

    /**
     * @param trouble why not all was tried, or null
     */
    static MutationReport report(Instant at, Duration duration, String version, List<Trial> faithful,
            List<Trial> mutants, String trouble) {
        long unproven = faithful.stream().filter(trial -> !trial.right()).count();
        long survived = mutants.stream().filter(trial -> !trial.right()).count();
        boolean enough = mutants.size() >= MutationReport.LEAST && !faithful.isEmpty();
        String summary;
        if (trouble != null) {
            summary = "the run ended after " + mutants.size() + " mutants: " + trouble;
        } else if (unproven > 0) {
            summary = unproven + " of " + faithful.size() + " faithful backups were not proven, and " + survived
                    + " of " + mutants.size() + " mutants were not refuted as they should";
        } else if (survived > 0) {
            summary = survived + " of " + mutants.size() + " mutants were not refuted as they should";
        } else if (!enough) {
            summary = "only " + mutants.size() + " mutants were tried, at least " + MutationReport.LEAST
                    + " are needed";
        } else {
            summary = faithful.size() + " faithful backups proven, " + mutants.size()
                    + " mutants refuted, each for the right reason";
        }
        boolean passed = trouble == null && unproven == 0 && survived == 0 && enough;
        return new MutationReport(MutationReport.SCHEMA_VERSION, at, duration.toMillis(), version, passed, summary,
                faithful, mutants);
    }

    /** Only what the proof says to be different counts: it lists what is identical as well. */
    private static boolean names(Proof proof, String words) {
        return proof.summary().contains(words) || proof.tables().stream().filter(table -> !table.identical())
                .map(Reporting::words).anyMatch(text -> text.contains(words));
    }

    private static String words(TableEvidence table) {
        return table.database() + ": " + table.table() + " " + table.difference();
    }

    private static Trial trial(Mutant mutant, Verdict verdict, String code, boolean right, String summary) {
        return new Trial(mutant.name(), mutant.code() == null ? null : mutant.code().name(), mutant.words(), verdict,
                code, right, summary);
    }
}
