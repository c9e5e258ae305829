package io.groundzero.backup.contracts.message;

/** What a status event says about a stage. */
public enum StageState {
    /** Work has begun, for the first time or again. */
    STARTED,
    /** Work goes on. */
    PROGRESS,
    /** This attempt failed; the message waits in a delay queue. */
    RETRYING,
    /** Given up; the message is parked until a person sends it back. */
    FAILED,
    /** Finished, and handed on. */
    DONE,
    /** The request was answered with a backup that was already running. */
    JOINED
}
