package io.groundzero.backup.contracts.proof;

/** The outcome of verifying one copy of one backup. */
public enum Verdict {
    /** Every step ran and agreed. */
    PROVEN,
    /** The backup is bad; the evidence names what differs. */
    REFUTED,
    /** It could not be tested; counts as neither. */
    INCONCLUSIVE
}
