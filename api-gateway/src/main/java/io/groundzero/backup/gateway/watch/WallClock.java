package io.groundzero.backup.gateway.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;

import io.groundzero.backup.gateway.alarm.AlarmKind;
import io.groundzero.backup.gateway.status.Concern;
import io.groundzero.backup.gateway.status.Protection.Problem;

/**
 * Notices when this machine's clock jumps: it is held against a time that only counts on. A machine that slept looks
 * the same, and is worth telling too.
 */
final class WallClock implements Concern {

    static final Duration JUMP = Duration.ofMinutes(1);
    static final Duration REMEMBERED = Duration.ofHours(1);

    private final Clock clock;
    private final LongSupplier nanoseconds;
    private Instant start;
    private long startNanoseconds;
    private Instant seenAt;
    private Duration jump;
    private long jumpedAt;

    /** @param nanoseconds as {@link System#nanoTime()} */
    WallClock(Clock clock, LongSupplier nanoseconds) {
        this.clock = clock;
        this.nanoseconds = nanoseconds;
        reset();
    }

    @Override
    public synchronized List<Problem> problems(Instant now) {
        long nanos = nanoseconds.getAsLong();
        Instant wall = clock.instant();
        Duration offset = Duration.between(start.plusNanos(nanos - startNanoseconds), wall);
        if (offset.abs().compareTo(JUMP) > 0) {
            // a jump back to where it was is no second one
            boolean back = jump != null && jump.plus(offset).abs().compareTo(JUMP) <= 0;
            jump = back ? null : offset;
            jumpedAt = nanos;
            seenAt = wall;
            reset();
        } else if (jump != null && nanos - jumpedAt > REMEMBERED.toNanos()) {
            jump = null;
        }
        return jump == null
                ? List.of()
                : List.of(new Problem(AlarmKind.CLOCK_JUMPED, "gateway",
                        "the gateway's clock jumped " + (jump.isNegative() ? "back" : "ahead") + " by "
                                + jump.abs().toSeconds() + " s, noticed at " + seenAt,
                        "look after time synchronisation (NTP); ages, schedules and proofs depend on it"));
    }

    private void reset() {
        start = clock.instant();
        startNanoseconds = nanoseconds.getAsLong();
    }
}
