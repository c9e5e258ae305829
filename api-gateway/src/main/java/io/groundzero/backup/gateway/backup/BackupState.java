package io.groundzero.backup.gateway.backup;

/** Where a backup as a whole stands. */
public enum BackupState {
    /** Asked for; the dumper has not begun. */
    REQUESTED, DUMPING, ENCRYPTING, SHIPPING, VERIFYING,
    /** Restored from the bucket and found equal. */
    PROVEN,
    /** Found bad. */
    REFUTED,
    /** A step was given up; its message is parked under /failures. */
    FAILED,
    /** The request was answered with a backup that was already running. */
    JOINED;

    /** Whether something may still happen by itself. */
    public boolean running() {
        return ordinal() <= VERIFYING.ordinal();
    }
}
