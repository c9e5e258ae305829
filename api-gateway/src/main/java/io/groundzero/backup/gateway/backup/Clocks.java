package io.groundzero.backup.gateway.backup;

import java.time.Duration;
import java.time.Instant;

/**
 * How far the clocks of others are believed. A time that lies ahead of ours by more is an accident or a lie: it must
 * neither outrank what comes later nor keep anything quiet. Pure logic.
 */
public final class Clocks {

    /** So far two clocks may differ: more would make RPO and proofs wrong. */
    public static final Duration DIFFERENCE = Duration.ofMinutes(2);

    private Clocks() {
    }

    /** The last instant that is no future, by whatever clock. */
    public static Instant latest(Instant now) {
        return now.plus(DIFFERENCE);
    }

    /** When something happened that has been heard of: now at the latest. */
    public static Instant bounded(Instant told, Instant now) {
        return told.isAfter(now) ? now : told;
    }
}
