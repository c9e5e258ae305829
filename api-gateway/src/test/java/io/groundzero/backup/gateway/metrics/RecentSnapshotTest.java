package io.groundzero.backup.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.groundzero.backup.gateway.status.CurrentStatus;

class RecentSnapshotTest {

    private static final Snapshot SNAPSHOT = new Snapshot(new CurrentStatus.Reading(null, List.of(), 0),
            Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
    private static final Duration PATIENCE = Duration.ofMillis(50);
    private static final long ABOVE_A_MOMENT = Duration.ofSeconds(1).toNanos() + 1;

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final AtomicInteger readings = new AtomicInteger();
    private final AtomicLong clock = new AtomicLong();

    @AfterEach
    void end() {
        executor.shutdownNow();
    }

    @Test
    void oneReadingServesAWholeScrape() {
        RecentSnapshot recent = new RecentSnapshot(() -> {
            readings.incrementAndGet();
            return SNAPSHOT;
        }, executor, Duration.ofSeconds(20), clock::get);

        for (int i = 0; i < 100; i++) {
            assertThat(recent.get()).contains(SNAPSHOT);
        }

        assertThat(readings).hasValue(1);
        clock.addAndGet(ABOVE_A_MOMENT);
        assertThat(recent.get()).contains(SNAPSHOT);
        assertThat(readings).hasValue(2);
    }

    @Test
    void aReadingThatFailsIsFoundOutOnceInAScrape() {
        RecentSnapshot recent = new RecentSnapshot(() -> {
            readings.incrementAndGet();
            throw new IllegalStateException("the database is away");
        }, executor, Duration.ofSeconds(20), clock::get);

        for (int i = 0; i < 100; i++) {
            assertThat(recent.get()).isEmpty();
        }

        assertThat(readings).hasValue(1);
    }

    @Test
    void aReadingThatHangsIsNotWaitedForAndNeverStartedTwice() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        RecentSnapshot recent = new RecentSnapshot(() -> {
            readings.incrementAndGet();
            try {
                answered.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return SNAPSHOT;
        }, executor, PATIENCE, clock::get);
        assertThat(recent.get()).isEmpty();
        for (int i = 0; i < 3; i++) {
            clock.addAndGet(ABOVE_A_MOMENT);
            assertThat(recent.get()).isEmpty();
        }
        assertThat(readings).hasValue(1);

        answered.countDown();

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            clock.addAndGet(ABOVE_A_MOMENT);
            assertThat(recent.get()).contains(SNAPSHOT);
        });
    }
}
