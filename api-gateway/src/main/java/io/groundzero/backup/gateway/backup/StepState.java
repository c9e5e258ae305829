package io.groundzero.backup.gateway.backup;

import java.time.Instant;
import java.util.Comparator;

import io.groundzero.backup.contracts.message.StageState;
import io.groundzero.backup.contracts.message.StatusEvent;

/**
 * What the status events of one step (a stage, or one artifact in it) add up to. Merging is commutative, associative
 * and idempotent, so late, repeated and reordered events give the same state: the newest event decides what is the
 * case now, the rest is smallest and largest values.
 *
 * @param current state of the newest event
 * @param eventId of the newest event
 * @param at of the newest event
 * @param startedAt of the oldest event
 * @param attempts the highest attempt seen
 * @param bytesDone the most seen, or null
 * @param bytesTotal the most seen, or null
 * @param code of the newest event, or null
 * @param cause of the newest event, or null
 * @param retryAt of the newest event, or null
 */
public record StepState(StageState current, String eventId, Instant at, Instant startedAt, int attempts, Long bytesDone,
        Long bytesTotal, String code, String cause, Instant retryAt) {

    /** Events of the same instant: the later state of a step's life wins. */
    private static final Comparator<StepState> NEWER = Comparator.comparing(StepState::at)
            .thenComparing(step -> rank(step.current())).thenComparing(StepState::eventId);

    /** @param at when it happened, as far as that is believed */
    public static StepState of(StatusEvent event, Instant at) {
        return new StepState(event.state(), event.id(), at, at, event.attempt(), event.bytesDone(),
                event.bytesTotal(), storable(event.code()), storable(event.cause()), event.retryAt());
    }

    public StepState merge(StepState other) {
        StepState newest = NEWER.compare(this, other) >= 0 ? this : other;
        return new StepState(newest.current, newest.eventId, newest.at,
                startedAt.isBefore(other.startedAt) ? startedAt : other.startedAt, Math.max(attempts, other.attempts),
                larger(bytesDone, other.bytesDone), larger(bytesTotal, other.bytesTotal), newest.code, newest.cause,
                newest.retryAt);
    }

    /** What another program said may hold anything; PostgreSQL's text holds no zero character. */
    private static String storable(String text) {
        return text == null ? null : text.replace("\0", "");
    }

    private static Long larger(Long a, Long b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return Math.max(a, b);
    }

    private static int rank(StageState state) {
        return switch (state) {
            case STARTED -> 0;
            case PROGRESS -> 1;
            case RETRYING -> 2;
            case FAILED -> 3;
            case JOINED -> 4;
            case DONE -> 5;
        };
    }
}
