package io.groundzero.backup.gateway.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** Slows down who guesses keys: so many failures in so long a time, then no more tries until the time is over. */
final class FailedLogins {

    static final Duration WINDOW = Duration.ofMinutes(1);

    /** An attacker with many addresses must not fill the memory. */
    private static final int ADDRESSES = 10_000;

    private final int allowed;
    private final Clock clock;
    private final Map<String, Deque<Instant>> failures = new LinkedHashMap<>() {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
            return size() > ADDRESSES;
        }
    };

    /** @param allowed so many failures of one address in {@link #WINDOW} */
    FailedLogins(int allowed, Clock clock) {
        this.allowed = allowed;
        this.clock = clock;
    }

    /** @return how long this address must wait before it may try again; zero if it need not */
    synchronized Duration wait(String address) {
        Deque<Instant> times = failures.get(address);
        if (times == null) {
            return Duration.ZERO;
        }
        Instant now = clock.instant();
        while (!times.isEmpty() && !times.peekFirst().plus(WINDOW).isAfter(now)) {
            times.removeFirst();
        }
        return times.size() < allowed ? Duration.ZERO : Duration.between(now, times.peekFirst().plus(WINDOW));
    }

    synchronized void failed(String address) {
        failures.computeIfAbsent(address, unknown -> new ArrayDeque<>()).addLast(clock.instant());
    }
}
