package io.groundzero.backup.gateway.backup;

import java.time.Duration;
import java.time.Instant;

import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.message.Stage;

/**
 * One stage of a backup, as the API shows it.
 *
 * @param stage which
 * @param state WAITING, RUNNING, RETRYING, FAILED or DONE
 * @param startedAt when work on it began, or null
 * @param finishedAt when it was done, or null
 * @param seconds between the two, or null
 * @param bytes done so far, or null
 * @param bytesTotal expected, or null
 * @param attempts the most that one of its steps took
 * @param code what went wrong, when RETRYING or FAILED
 * @param cause in words
 * @param meaning what it means for the backup
 * @param remedy what a person does about it
 * @param retryAt when the next attempt is due
 */
public record StageSummary(Stage stage, State state, Instant startedAt, Instant finishedAt, Double seconds, Long bytes,
        Long bytesTotal, int attempts, String code, String cause, String meaning, String remedy, Instant retryAt) {

    public enum State {
        WAITING, RUNNING, RETRYING, FAILED, DONE
    }

    static StageSummary waiting(Stage stage) {
        return new StageSummary(stage, State.WAITING, null, null, null, null, null, 0, null, null, null, null, null);
    }

    /** The same, but of its newest run alone: a stage that was done again did not last all the time between. */
    StageSummary ofRun(Instant start, Instant end) {
        return new StageSummary(stage, state, start, end, Duration.between(start, end).toMillis() / 1000.0, bytes,
                bytesTotal, attempts, code, cause, meaning, remedy, retryAt);
    }

    /** The catalogue's entry for a code of whatever version; null for one that this version does not know. */
    static ErrorCode known(String code) {
        try {
            return code == null ? null : ErrorCode.valueOf(code);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
