package io.groundzero.backup.handover.doctor;

import java.time.Duration;
import java.time.Instant;

/** Whether this machine's clock agrees with somebody else's: ids, expiries and proofs go by it. */
public final class ClockComparison {

    /** Answers take a moment, and some say the time in whole seconds. */
    private static final Duration UNWISE = Duration.ofMinutes(1);
    /** S3 refuses requests that are dated farther off. */
    private static final Duration TOO_FAR = Duration.ofMinutes(15);
    private static final String SUBJECT = "clock";

    private ClockComparison() {
    }

    /**
     * @param ours now, by this machine
     * @param theirs now, by the other
     * @param whose who the other is
     */
    public static void add(Findings findings, Instant ours, Instant theirs, String whose) {
        Duration apart = Duration.between(theirs, ours).abs();
        String words = apart.toSeconds() + " s " + (ours.isBefore(theirs) ? "behind " : "ahead of ") + whose;
        if (apart.compareTo(UNWISE) <= 0) {
            findings.ok(SUBJECT, "agrees with " + whose);
        } else if (apart.compareTo(TOO_FAR) <= 0) {
            findings.warn(SUBJECT, words, "Have both set by NTP.");
        } else {
            findings.fail(SUBJECT, words, "Have both set by NTP: times in backups and proofs would be wrong, and S3 "
                    + "refuses requests that are more than 15 minutes off.");
        }
    }
}
