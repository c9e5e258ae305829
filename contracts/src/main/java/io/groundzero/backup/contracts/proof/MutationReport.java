package io.groundzero.backup.contracts.proof;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The test of the verifier itself: faithful backups that it must call PROVEN, and copies with one defect each that it
 * must call REFUTED, for the right reason. Stored under {@code proofs/mutation/} and signed; sent to the gateway with
 * routing key {@value #ROUTING_KEY}.
 *
 * @param schemaVersion {@value #SCHEMA_VERSION} for this layout
 * @param at when the run began; identifies it
 * @param durationMillis how long it took
 * @param postgresVersion of the throwaway servers, for example {@code 16.4}; null if the run failed before it was known
 * @param passed whether every faithful backup and every mutant was judged rightly, and there were at least
 *        {@value #LEAST} mutants
 * @param summary one sentence
 * @param faithful backups without a defect
 * @param mutants backups with one defect each
 */
public record MutationReport(int schemaVersion, Instant at, long durationMillis, String postgresVersion,
        boolean passed, String summary, List<Trial> faithful, List<Trial> mutants) {

    public static final String ROUTING_KEY = "status.mutation";
    /** Header of the message with its signature by the verifier: detached, over its bytes, ASCII-armored. */
    public static final String SIGNATURE = "gz-signature";
    public static final int SCHEMA_VERSION = 1;
    /** A run with fewer mutants says too little. */
    public static final int LEAST = 32;

    public MutationReport {
        faithful = List.copyOf(faithful);
        mutants = List.copyOf(mutants);
    }

    /**
     * What the verifier said about one backup.
     *
     * @param name the defect, in words
     * @param expectedCode code of the {@link io.groundzero.backup.contracts.error.ErrorCode} that must refute it; null
     *        if it has no defect
     * @param expectedWords must occur in the summary or in a difference of the proof: a table, object or file; null if
     *        it has no defect
     * @param verdict what the verifier said
     * @param code why, if not PROVEN; null otherwise
     * @param right whether that is the right verdict, for the right reason
     * @param summary the proof's
     */
    public record Trial(String name, String expectedCode, String expectedWords, Verdict verdict, String code,
            boolean right, String summary) {
    }

    /** Names of the backups that were judged wrongly: mutants that survived, and faithful ones that were not proven. */
    public List<String> wrong() {
        return Stream.concat(faithful.stream(), mutants.stream()).filter(trial -> !trial.right())
                .map(Trial::name).toList();
    }
}
