package io.groundzero.backup.checks;

/** What a script does. */
public enum Kind {
    /** One query that changes nothing and returns the violations; runs on source and copy. */
    CHECK,
    /** A smoke test: statements that act, of which the last returns the violations; runs on the copy only. */
    ACT,
    /** Statements that a restore needs after it, in one transaction; runs on the copy only. */
    REPAIR
}
