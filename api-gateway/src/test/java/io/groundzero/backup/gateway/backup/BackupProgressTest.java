package io.groundzero.backup.gateway.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.message.StageState;
import io.groundzero.backup.contracts.message.StatusEvent;
import io.groundzero.backup.contracts.proof.Verdict;

class BackupProgressTest {

    private static final Instant START = Instant.parse("2026-11-23T03:00:00Z");

    private int events;

    @Test
    void lateRepeatedAndReorderedEventsGiveTheSameState() {
        List<StatusEvent> story = List.of(event(Stage.DUMP, null, StageState.STARTED, 1, 0),
                event(Stage.DUMP, null, StageState.PROGRESS, 1, 1), event(Stage.DUMP, null, StageState.RETRYING, 1, 2),
                event(Stage.DUMP, null, StageState.STARTED, 2, 3), event(Stage.DUMP, null, StageState.DONE, 2, 4),
                event(Stage.ENCRYPT, "a", StageState.STARTED, 1, 5), event(Stage.ENCRYPT, "a", StageState.DONE, 1, 5),
                event(Stage.ENCRYPT, "b", StageState.DONE, 1, 6), event(Stage.SHIP, "a", StageState.FAILED, 3, 7),
                event(Stage.SHIP, "a", StageState.STARTED, 1, 8), event(Stage.SHIP, "a", StageState.DONE, 1, 9));
        List<StageSummary> inOrder = progress(story).stages();
        Random random = new Random(7);

        for (int round = 0; round < 500; round++) {
            List<StatusEvent> shuffled = new ArrayList<>(story);
            shuffled.addAll(story.subList(0, random.nextInt(story.size())));
            Collections.shuffle(shuffled, random);
            assertThat(progress(shuffled).stages()).isEqualTo(inOrder);
        }
    }

    @Test
    void encryptionIsDoneOnlyWithAllArtifactsOfTheDump() {
        BackupProgress one = progress(List.of(event(Stage.DUMP, null, StageState.DONE, 1, 0),
                event(Stage.ENCRYPT, "a", StageState.DONE, 1, 1)));

        assertThat(one.stages().get(1).state()).isEqualTo(StageSummary.State.RUNNING);
        assertThat(one.state()).isEqualTo(BackupState.ENCRYPTING);
    }

    @Test
    void aParkedStepMakesTheBackupFailUntilItIsTakenUpAgain() {
        StatusEvent parked = event(Stage.SHIP, "a", StageState.FAILED, 6, 1);
        StatusEvent takenUp = event(Stage.SHIP, "a", StageState.STARTED, 1, 2);

        assertThat(progress(List.of(parked)).state()).isEqualTo(BackupState.FAILED);
        assertThat(progress(List.of(takenUp, parked)).state()).isNotEqualTo(BackupState.FAILED);
    }

    @Test
    void theVerdictDecidesWhateverIsRepeatedOfEarlierStages() {
        Map<Stage, Map<String, StepState>> steps = steps(List.of(event(Stage.VERIFY, null, StageState.DONE, 1, 5),
                event(Stage.DUMP, null, StageState.STARTED, 1, 9)));

        assertThat(new BackupProgress(steps, 2, true, false, Verdict.PROVEN).state()).isEqualTo(BackupState.PROVEN);
        assertThat(new BackupProgress(steps, 2, true, false, Verdict.REFUTED).state()).isEqualTo(BackupState.REFUTED);
    }

    @Test
    void aVerificationThatCannotBeMadeIsInconclusiveEvenAfterAnOlderProof() {
        Map<Stage, Map<String, StepState>> steps = steps(List.of(event(Stage.VERIFY, null, StageState.RETRYING, 1, 5)));

        assertThat(new BackupProgress(steps, 2, true, false, Verdict.PROVEN).shownVerdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    private BackupProgress progress(List<StatusEvent> story) {
        return new BackupProgress(steps(story), 2, false, false, null);
    }

    private static Map<Stage, Map<String, StepState>> steps(List<StatusEvent> story) {
        Map<Stage, Map<String, StepState>> steps = new EnumMap<>(Stage.class);
        for (StatusEvent event : story) {
            steps.computeIfAbsent(event.stage(), stage -> new HashMap<>()).merge(
                    event.artifact() == null ? "" : event.artifact(), StepState.of(event, event.at()),
                    StepState::merge);
        }
        return steps;
    }

    private StatusEvent event(Stage stage, String artifact, StageState state, int attempt, int second) {
        boolean trouble = state == StageState.RETRYING || state == StageState.FAILED;
        return new StatusEvent("e" + events++, "main-20261123T030000Z", "main", stage, artifact, state, attempt,
                START.plusSeconds(second), (long) second, 100L, trouble ? "BUCKET_UNREACHABLE" : null,
                trouble ? "connection refused" : null, null, null);
    }
}
