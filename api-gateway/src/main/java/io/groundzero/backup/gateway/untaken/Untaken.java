package io.groundzero.backup.gateway.untaken;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.message.StageState;

/**
 * Finds the stage of a backup whose work was handed on and never taken up: its message is lost, because somebody purged a
 * queue, say. Pure logic.
 *
 * @param steps all that is known of it
 * @param artifacts object names of those that were dumped; empty as long as that is unknown
 * @param shipped whether the manifest is in the bucket
 * @param heardAt when the newest event of it happened, or when it was asked for
 */
record Untaken(List<Step> steps, List<String> artifacts, boolean shipped, Instant heardAt) {

    /** @param artifact '' for a stage that works on the whole backup */
    record Step(Stage stage, String artifact, StageState state, Instant at, Instant retryAt) {
    }

    /**
     * @param patience how long a message may lie in the queue of a service that has nothing else to do
     */
    Optional<Stage> stage(Duration patience, Instant now) {
        Instant before = now.minus(patience);
        Optional<Stage> overdue = steps.stream().filter(step -> step.state() == StageState.RETRYING)
                .filter(step -> step.retryAt() != null && step.retryAt().isBefore(before)).map(Step::stage).findFirst();
        if (overdue.isPresent() || !heardAt.isBefore(before)) {
            return overdue;
        }
        if (steps.isEmpty()) {
            return Optional.of(Stage.DUMP);
        }
        if (shipped) {
            return known(step -> step.stage() == Stage.VERIFY) ? Optional.empty() : Optional.of(Stage.VERIFY);
        }
        if (artifacts.stream().anyMatch(name -> !known(step -> is(step, Stage.ENCRYPT, name)))) {
            return Optional.of(Stage.ENCRYPT);
        }
        return artifacts.stream()
                .anyMatch(name -> known(step -> is(step, Stage.ENCRYPT, name) && step.state() == StageState.DONE)
                        && !known(step -> is(step, Stage.SHIP, name)))
                                ? Optional.of(Stage.SHIP)
                                : Optional.empty();
    }

    private boolean known(Predicate<Step> which) {
        return steps.stream().anyMatch(which);
    }

    private static boolean is(Step step, Stage stage, String artifact) {
        return step.stage() == stage && step.artifact().equals(artifact);
    }
}
