package io.groundzero.backup.handover;

import java.time.Duration;
import java.util.List;

import io.groundzero.backup.contracts.error.ErrorCode;

/**
 * Decides what becomes of a message whose step failed. Pure logic.
 *
 * @param delays by delay queue, the first queue first
 * @param attempts how often a step is tried at the most
 */
public record RetryPolicy(List<Duration> delays, int attempts) {

    /** There are three delay queues in the broker's definitions. */
    static final int DELAY_QUEUES = 3;

    /** The delay queues' own limit: a message never stays longer. */
    static final Duration LONGEST = Duration.ofHours(1);

    /** Another dump may take hours, and asking whether it is over costs nothing. With the default delays a day. */
    static final int ATTEMPTS_WHILE_BUSY = 150;

    public RetryPolicy {
        delays = List.copyOf(delays);
        if (delays.isEmpty() || delays.size() > DELAY_QUEUES) {
            throw new IllegalArgumentException("gz.retry.delays must name 1 to " + DELAY_QUEUES + " delays: " + delays);
        }
        for (Duration delay : delays) {
            if (delay.isNegative() || delay.isZero() || delay.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("gz.retry.delays must be above 0 and at most an hour: " + delay);
            }
        }
        if (attempts < 1) {
            throw new IllegalArgumentException("gz.retry.attempts must be at least 1: " + attempts);
        }
    }

    /**
     * @throws IllegalArgumentException in plain words, if the settings cannot work
     */
    public static RetryPolicy of(RetryConfig config) {
        return new RetryPolicy(config.delays(), config.attempts());
    }

    public sealed interface Decision {
    }

    /**
     * Try again.
     *
     * @param queue number of the delay queue, from 1
     * @param delay how long the message waits there
     */
    public record Retry(int queue, Duration delay) implements Decision {
    }

    /** Give up until a person sends the message back. */
    public record Park() implements Decision {
    }

    /**
     * @param attempt the attempt that failed, from 1
     * @param code why
     */
    public Decision decide(int attempt, ErrorCode code) {
        int most = code == ErrorCode.SOURCE_BUSY ? Math.max(attempts, ATTEMPTS_WHILE_BUSY) : attempts;
        if (!code.curedByTime() || attempt >= most) {
            return new Park();
        }
        int queue = Math.min(Math.max(attempt, 1), delays.size());
        return new Retry(queue, delays.get(queue - 1));
    }
}
