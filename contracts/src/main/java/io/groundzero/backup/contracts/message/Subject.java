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

    /**
     * Whether all is there without which nobody can work on it. A message that lacks it can still be made, because
     * whoever reads one must be able to say what it lacks.
     *
     * @throws IllegalArgumentException that names what is missing
     */
    default void requireWhole() {
    }
}
