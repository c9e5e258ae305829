package io.groundzero.backup.gateway.status;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.groundzero.backup.gateway.status.CurrentStatus.Reading;
import io.groundzero.backup.gateway.status.CurrentStatus.Status;

/**
 * The status as it was a moment ago at the most: however many ask, the database is asked twice a second. That it cannot
 * be read is an answer as well: otherwise all who ask would wait for an absent database, one after the other.
 */
@ApplicationScoped
public class RecentStatus {

    private static final long MOMENT = Duration.ofMillis(500).toNanos();

    private final Supplier<Reading> status;
    private final LongSupplier nanoTime;
    private Answer recent;

    @Inject
    RecentStatus(CurrentStatus status) {
        this(status::reading, System::nanoTime);
    }

    /** @param nanoTime a clock that only runs forward, in nanoseconds */
    RecentStatus(Supplier<Reading> status, LongSupplier nanoTime) {
        this.status = status;
        this.nanoTime = nanoTime;
    }

    /** Either a status, or why there is none. */
    private record Answer(Reading reading, RuntimeException failure, long readAt) {
    }

    public Status read() {
        return reading().status();
    }

    /** Whoever comes while it is being read waits for that. */
    public synchronized Reading reading() {
        if (recent == null || nanoTime.getAsLong() - recent.readAt() > MOMENT) {
            recent = ask();
        }
        if (recent.failure() != null) {
            throw recent.failure();
        }
        return recent.reading();
    }

    /** Something was just learnt: who asks next must see it. */
    public synchronized void forget() {
        recent = null;
    }

    private Answer ask() {
        Reading read = null;
        RuntimeException failure = null;
        try {
            read = status.get();
        } catch (RuntimeException e) {
            failure = e;
        }
        // only now: to read it may have taken longer than a moment
        return new Answer(read, failure, nanoTime.getAsLong());
    }
}
