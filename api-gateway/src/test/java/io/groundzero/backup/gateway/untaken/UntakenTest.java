package io.groundzero.backup.gateway.untaken;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.message.StageState;
import io.groundzero.backup.gateway.untaken.Untaken.Step;

class UntakenTest {

    private static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");
    private static final Instant LONG_AGO = NOW.minusSeconds(301);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final List<String> TWO = List.of("a", "b");

    private static final Step DUMPED = step(Stage.DUMP, "", StageState.DONE);

    @Test
    void aRequestThatNobodyTook() {
        assertThat(stage(List.of(), false)).containsExactly(Stage.DUMP);
    }

    @Test
    void anArtifactThatNobodyEncrypts() {
        assertThat(stage(TWO, false, DUMPED)).containsExactly(Stage.ENCRYPT);
        assertThat(stage(TWO, false, DUMPED, step(Stage.ENCRYPT, "a", StageState.DONE),
                step(Stage.SHIP, "a", StageState.DONE))).containsExactly(Stage.ENCRYPT);
    }

    @Test
    void anArtifactThatNobodyShips() {
        assertThat(stage(TWO, false, DUMPED, step(Stage.ENCRYPT, "a", StageState.DONE),
                step(Stage.ENCRYPT, "b", StageState.DONE), step(Stage.SHIP, "b", StageState.DONE)))
                .containsExactly(Stage.SHIP);
    }

    @Test
    void aBackupThatNobodyVerifies() {
        assertThat(stage(TWO, true, DUMPED)).containsExactly(Stage.VERIFY);
    }

    @Test
    void whatIsUnderWayIsNotLost() {
        assertThat(stage(List.of(), false, step(Stage.DUMP, "", StageState.STARTED))).isEmpty();
        assertThat(stage(List.of("a"), false, DUMPED, step(Stage.ENCRYPT, "a", StageState.PROGRESS))).isEmpty();
        assertThat(stage(List.of("a"), true, DUMPED, step(Stage.VERIFY, "", StageState.STARTED))).isEmpty();
    }

    @Test
    void whatWasHeardOfWithinPatienceIsNotLost() {
        assertThat(new Untaken(List.of(DUMPED), TWO, false, NOW.minus(PATIENCE)).stage(PATIENCE, NOW)).isEmpty();
    }

    @Test
    void anAttemptThatIsLongDueAndDidNotComeIsLost() {
        Step due = new Step(Stage.SHIP, "a", StageState.RETRYING, LONG_AGO, NOW.minusSeconds(301));
        Step waiting = new Step(Stage.SHIP, "a", StageState.RETRYING, LONG_AGO, NOW.minusSeconds(299));

        assertThat(stage(List.of("a"), false, DUMPED, step(Stage.ENCRYPT, "a", StageState.DONE), due))
                .containsExactly(Stage.SHIP);
        assertThat(stage(List.of("a"), false, DUMPED, step(Stage.ENCRYPT, "a", StageState.DONE), waiting)).isEmpty();
    }

    private static Step step(Stage stage, String artifact, StageState state) {
        return new Step(stage, artifact, state, LONG_AGO, null);
    }

    private static List<Stage> stage(List<String> artifacts, boolean shipped, Step... steps) {
        return new ArrayList<>(
                new Untaken(List.of(steps), artifacts, shipped, LONG_AGO).stage(PATIENCE, NOW).stream().toList());
    }
}
