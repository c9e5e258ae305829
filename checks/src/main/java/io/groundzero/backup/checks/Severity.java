package io.groundzero.backup.checks;

/** What a violation on the copy that the source did not have says. */
public enum Severity {
    /** The backup is bad. */
    ERROR,
    /** Worth knowing. */
    WARNING
}
