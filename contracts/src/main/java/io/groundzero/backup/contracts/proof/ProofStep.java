package io.groundzero.backup.contracts.proof;

import java.util.List;

/**
 * One step of a verification.
 *
 * @param name for example {@code fetch}, {@code decrypt}, {@code initialise}, {@code restore}, {@code compare}
 * @param millis how long it took
 * @param passed false if it failed; a step that did not run is not listed
 * @param summary one sentence, for example {@code 37 of 37 tables identical}
 * @param evidence what was looked at, a line each; differences first
 */
public record ProofStep(String name, long millis, boolean passed, String summary, List<String> evidence) {

    public ProofStep {
        evidence = List.copyOf(evidence);
    }
}
