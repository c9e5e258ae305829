package io.groundzero.backup.gateway.metrics;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

/**
 * The snapshot that all numbers of a scrape come from. Whoever scrapes must be told soon that nothing is known, so a
 * database that is away is waited for only briefly, and once in a scrape.
 */
final class RecentSnapshot {

    private static final Logger LOG = Logger.getLogger(RecentSnapshot.class);

    /** Longer than a scrape takes, shorter than the time between two. */
    private static final long MOMENT = Duration.ofSeconds(1).toNanos();

    private final Supplier<Snapshot> source;
    private final Executor executor;
    private final Duration patience;
    private final LongSupplier nanoTime;
    private CompletableFuture<Snapshot> reading;
    private Optional<Snapshot> recent;
    private long readAt;

    /**
     * @param patience how long a reading may take before it counts as failed
     * @param nanoTime a clock that only runs forward, in nanoseconds
     */
    RecentSnapshot(Supplier<Snapshot> source, Executor executor, Duration patience, LongSupplier nanoTime) {
        this.source = source;
        this.executor = executor;
        this.patience = patience;
        this.nanoTime = nanoTime;
    }

    /** Empty if the database cannot be read. */
    synchronized Optional<Snapshot> get() {
        if (recent == null || nanoTime.getAsLong() - readAt > MOMENT) {
            recent = read();
            readAt = nanoTime.getAsLong();
        }
        return recent;
    }

    /** One that takes too long goes on, and is waited for again: there is never more than one under way. */
    private Optional<Snapshot> read() {
        if (reading == null || reading.isDone()) {
            reading = CompletableFuture.supplyAsync(source, executor);
        }
        try {
            return Optional.of(reading.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException e) {
            LOG.warnf("the numbers for the metrics cannot be read: %s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }
}
