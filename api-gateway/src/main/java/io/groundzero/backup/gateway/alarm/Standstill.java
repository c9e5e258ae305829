package io.groundzero.backup.gateway.alarm;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Notices that this process stood still: a container that was paused, a machine that slept. It has not heard yet what was said
 * meanwhile, so that everybody seems to be silent; who looked at once would raise alarms that are gone at the next look.
 */
final class Standstill {

    private final Duration interval;
    private final LongSupplier nanoseconds;
    private boolean began;
    private long lastEnd;
    private boolean waited;

    /**
     * @param interval between the end of a look and the beginning of the next, at most
     * @param nanoseconds as {@link System#nanoTime()}
     */
    Standstill(Duration interval, LongSupplier nanoseconds) {
        this.interval = interval;
        this.nanoseconds = nanoseconds;
    }

    /** Whether the look that is due now had better be left out. Never true twice in a row: too much waiting would be silence. */
    boolean justEnded() {
        boolean stoodStill = began && nanoseconds.getAsLong() - lastEnd > interval.multipliedBy(2).toNanos();
        waited = stoodStill && !waited;
        looked();
        return waited;
    }

    /** A look ended. */
    void looked() {
        began = true;
        lastEnd = nanoseconds.getAsLong();
    }
}
