package io.groundzero.backup.gateway.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.groundzero.backup.contracts.message.Stage;

/**
 * How long a backup took that came to a verdict, and each of its stages. Stages overlap: together they are longer than the
 * whole. Pure logic.
 *
 * @param duration from the request to the first verdict
 * @param stages those that are known
 */
public record FinishedBackup(Duration duration, Map<Stage, Work> stages) {

    /**
     * What one stage did.
     *
     * @param duration from its first attempt to its end
     * @param attempts the most that one of its steps took
     * @param bytes what it wrote, or null if it does not say
     */
    public record Work(Duration duration, int attempts, Long bytes) {
    }

    /** What is stored of a stage: of all its steps the first start, the last event and so on. */
    record StageRow(Stage stage, Instant startedAt, Instant at, int attempts, Long bytes) {
    }

    /** @param firstVerdictAt later tests of the same backup are no part of it */
    static FinishedBackup of(Instant requestedAt, Instant firstVerdictAt, List<StageRow> rows) {
        Map<Stage, Work> stages = new EnumMap<>(Stage.class);
        for (StageRow row : rows) {
            Instant end = row.stage() == Stage.VERIFY ? firstVerdictAt : row.at();
            stages.put(row.stage(), new Work(between(row.startedAt(), end), row.attempts(), row.bytes()));
        }
        return new FinishedBackup(between(requestedAt, firstVerdictAt), stages);
    }

    /** Two services' clocks may differ. */
    private static Duration between(Instant start, Instant end) {
        Duration duration = Duration.between(start, end);
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
