package io.groundzero.backup.handover;

import java.time.Duration;
import java.util.Map;

import io.groundzero.backup.contracts.error.BackupException;

/** Sends messages to the exchange {@code backup}. */
public interface Publisher {

    /**
     * Returns when the broker has confirmed the message; sends it again until then.
     *
     * @param expiration how long the message stays in a delay queue, or null
     * @throws BackupException BROKER_UNAVAILABLE if that took longer than the configured patience
     */
    void publish(String routingKey, byte[] body, Map<String, Object> headers, Duration expiration)
            throws BackupException;

    /** Sends a message that may be lost: for progress and the like. */
    void offer(String routingKey, byte[] body);
}
