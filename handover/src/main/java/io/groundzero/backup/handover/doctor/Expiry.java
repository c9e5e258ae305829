package io.groundzero.backup.handover.doctor;

import java.time.Clock;
import java.time.Duration;

import io.groundzero.backup.contracts.error.BackupException;

/** Whether a key will still be good in a while. */
public final class Expiry {

    private static final Duration SOON = Duration.ofDays(30);

    private Expiry() {
    }

    /** Loads keys by a clock, and refuses those that are expired by then. */
    @FunctionalInterface
    public interface Loading {
        void at(Clock clock) throws BackupException;
    }

    /**
     * Warns of what will be refused in 30 days.
     *
     * @param loading of keys that are good now
     */
    public static void warn(Findings findings, String subject, Loading loading, String advice) {
        try {
            loading.at(Clock.offset(Clock.systemUTC(), SOON));
        } catch (BackupException e) {
            findings.warn(subject, "in " + SOON.toDays() + " days: " + e.getMessage(), advice);
        }
    }
}
