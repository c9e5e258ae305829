package io.groundzero.backup.contracts.manifest;

/** What an artifact holds. */
public enum ArtifactKind {
    /** Roles, memberships and tablespaces of the cluster. */
    GLOBALS,
    /** One database. */
    DATABASE,
    /** Configuration files and documents. */
    CONFIGURATION,
    /** What the source held at the snapshot, for comparison. */
    FINGERPRINT,
    /** Checks and repairs as SQL files, and what the checks found on the source. */
    CHECKS
}
