package io.groundzero.backup.contracts.drill;

/** How a finished game day ended. */
public enum DrillOutcome {
    /** The backup came back, in time and young enough. */
    PASSED,
    /** The backup came back, but too late or too old. */
    TARGET_MISSED,
    /** The backup does not come back. */
    FAILED,
    /** It could not be tried; counts as neither. */
    INCONCLUSIVE
}
