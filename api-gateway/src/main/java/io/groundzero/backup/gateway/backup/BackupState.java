package io.groundzero.backup.gateway.backup;

import java.util.EnumSet;
import java.util.Set;

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

    /** Something may still happen by itself. */
    public static final Set<BackupState> RUNNING = Set.copyOf(EnumSet.range(REQUESTED, VERIFYING));

    public boolean running() {
        return RUNNING.contains(this);
    }
}
