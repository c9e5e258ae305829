package io.groundzero.backup.contracts.message;

/** What a message is about, so that retries, status and logs can name it. */
public interface Subject {

    String backupId();

    String cluster();

    /** The object name of the artifact this message is about, or null if it is about the whole backup. */
    default String artifactName() {
        return null;
    }

    /** The game day that this message is part of, or null. */
    default String drillId() {
        return null;
    }
}
