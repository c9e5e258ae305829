package io.groundzero.backup.dumper.check;

import java.time.Duration;

/** Time that several use up, one after another. */
public final class TimeBudget {

    private final Duration total;
    private volatile Duration left;

    TimeBudget(Duration total) {
        this.total = total;
        this.left = total;
    }

    boolean isOver() {
        return left.isNegative() || left.isZero();
    }

    Duration atMost(Duration wanted) {
        return wanted.compareTo(left) < 0 ? wanted : left;
    }

    void spend(long millis) {
        left = left.minusMillis(millis);
    }

    Duration total() {
        return total;
    }

    Duration left() {
        return left;
    }
}
