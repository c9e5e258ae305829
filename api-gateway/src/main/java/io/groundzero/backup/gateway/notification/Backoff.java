package io.groundzero.backup.gateway.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How long a channel that failed is left alone, and when a message is given up. Pure logic. */
final class Backoff {

    private static final List<Duration> DELAYS = List.of(Duration.ofSeconds(10), Duration.ofMinutes(1),
            Duration.ofMinutes(10), Duration.ofHours(1));
    private static final Duration LONGEST = Duration.ofDays(1);

    private Backoff() {
    }

    /** @param attempts how often it was tried, 1 or more */
    static Duration delay(int attempts) {
        return DELAYS.get(Math.min(attempts, DELAYS.size()) - 1);
    }

    /** Whether the next attempt would come too late. */
    static boolean givesUp(Instant createdAt, Instant nextAttempt) {
        return nextAttempt.isAfter(createdAt.plus(LONGEST));
    }
}
