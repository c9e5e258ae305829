package io.groundzero.backup.gateway.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.message.StageState;
import io.groundzero.backup.contracts.proof.Verdict;

/**
 * Derives what is told about a backup from what is known of its steps. Pure logic.
 *
 * @param steps by stage, then by artifact ('' for the whole backup)
 * @param artifacts how many artifacts the dump has, 0 while it is unknown
 * @param shipped whether the manifest is in the bucket
 * @param joined whether the request was answered with another backup
 * @param verdict of the newest proof, or null
 */
public record BackupProgress(Map<Stage, Map<String, StepState>> steps, int artifacts, boolean shipped, boolean joined,
        Verdict verdict) {

    public BackupState state() {
        if (joined) {
            return BackupState.JOINED;
        }
        StageSummary.State verify = summary(Stage.VERIFY).state();
        if (verify == StageSummary.State.DONE && verdict != null) {
            return switch (verdict) {
                case PROVEN -> BackupState.PROVEN;
                case REFUTED -> BackupState.REFUTED;
                case INCONCLUSIVE -> BackupState.FAILED;
            };
        }
        List<StageSummary> stages = stages();
        if (stages.stream().anyMatch(stage -> stage.state() == StageSummary.State.FAILED)) {
            return BackupState.FAILED;
        }
        if (shipped || verify != StageSummary.State.WAITING) {
            return BackupState.VERIFYING;
        }
        if (summary(Stage.ENCRYPT).state() == StageSummary.State.DONE) {
            return BackupState.SHIPPING;
        }
        if (summary(Stage.DUMP).state() == StageSummary.State.DONE) {
            return BackupState.ENCRYPTING;
        }
        return summary(Stage.DUMP).state() == StageSummary.State.WAITING ? BackupState.REQUESTED : BackupState.DUMPING;
    }

    /** The newest proof's verdict; INCONCLUSIVE while there is none and the test could not be made; or null. */
    public Verdict shownVerdict() {
        StageSummary.State verify = summary(Stage.VERIFY).state();
        boolean untestable = verify == StageSummary.State.RETRYING || verify == StageSummary.State.FAILED;
        return untestable ? Verdict.INCONCLUSIVE : verdict;
    }

    /** All four stages, in order. */
    public List<StageSummary> stages() {
        return Arrays.stream(Stage.values()).map(this::summary).toList();
    }

    private StageSummary summary(Stage stage) {
        Collection<StepState> parts = steps.getOrDefault(stage, Map.of()).values();
        if (parts.isEmpty()) {
            return StageSummary.waiting(stage);
        }
        StageSummary.State state = state(stage, parts);
        StepState trouble = parts.stream().filter(part -> part.code() != null)
                .max(Comparator.comparing(StepState::at)).orElse(null);
        Instant startedAt = parts.stream().map(StepState::startedAt).min(Comparator.naturalOrder()).orElseThrow();
        Instant finishedAt = state == StageSummary.State.DONE
                ? parts.stream().map(StepState::at).max(Comparator.naturalOrder()).orElseThrow()
                : null;
        Double seconds = finishedAt == null ? null : Duration.between(startedAt, finishedAt).toMillis() / 1000.0;
        Long bytes = sum(parts.stream().map(StepState::bytesDone).toList());
        // what was expected may have been an estimate; what is done is known
        Long bytesTotal = state == StageSummary.State.DONE
                ? bytes
                : sum(parts.stream().map(StepState::bytesTotal).toList());
        ErrorCode code = trouble == null ? null : StageSummary.known(trouble.code());
        return new StageSummary(stage, state, startedAt, finishedAt, seconds, bytes, bytesTotal,
                parts.stream().mapToInt(StepState::attempts).max().orElse(0), trouble == null ? null : trouble.code(),
                trouble == null ? null : trouble.cause(), code == null ? null : code.meaning(),
                code == null ? null : code.remedy(), trouble == null ? null : trouble.retryAt());
    }

    private StageSummary.State state(Stage stage, Collection<StepState> parts) {
        if (parts.stream().anyMatch(part -> part.current() == StageState.FAILED)) {
            return StageSummary.State.FAILED;
        }
        if (parts.stream().anyMatch(part -> part.current() == StageState.RETRYING)) {
            return StageSummary.State.RETRYING;
        }
        boolean allDone = parts.stream()
                .allMatch(part -> part.current() == StageState.DONE || part.current() == StageState.JOINED);
        boolean complete = switch (stage) {
            case DUMP, VERIFY -> true;
            case ENCRYPT -> artifacts > 0 && parts.size() >= artifacts;
            case SHIP -> shipped;
        };
        return allDone && complete ? StageSummary.State.DONE : StageSummary.State.RUNNING;
    }

    private static Long sum(List<Long> values) {
        List<Long> known = new ArrayList<>(values);
        known.removeIf(Objects::isNull);
        return known.isEmpty() ? null : known.stream().mapToLong(Long::longValue).sum();
    }
}
