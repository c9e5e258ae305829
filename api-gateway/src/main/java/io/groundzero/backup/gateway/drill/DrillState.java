package io.groundzero.backup.gateway.drill;

import io.groundzero.backup.contracts.drill.DrillOutcome;

/** Where a game day stands. */
public enum DrillState {
    /** Asked for; the verifier has not begun. */
    REQUESTED,
    /** Under way, or tried again. */
    RUNNING,
    /** The backup came back, in time and young enough. */
    PASSED,
    /** The backup came back, but too late or too old. */
    TARGET_MISSED,
    /** The backup does not come back. */
    FAILED,
    /** It could not be tried; its message is parked under /failures. */
    INCONCLUSIVE;

    /** There is a report, and nothing changes any more. */
    public boolean reported() {
        return this == PASSED || this == TARGET_MISSED || this == FAILED;
    }

    static DrillState of(DrillOutcome outcome) {
        return valueOf(outcome.name());
    }
}
