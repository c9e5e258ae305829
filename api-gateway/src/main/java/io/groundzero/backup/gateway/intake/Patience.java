package io.groundzero.backup.gateway.intake;

import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;

/**
 * Stores what came from the broker, however long the database is away. The delivery stays unacknowledged meanwhile:
 * putting it back would only bring it again, and the broker counts that against it.
 */
@ApplicationScoped
class Patience {

    private static final Logger LOG = Logger.getLogger(Patience.class);
    private static final long PAUSE_MILLIS = 2000;

    /**
     * @throws BackupException if the gateway is being stopped
     */
    <T> T untilStored(Supplier<T> store) throws BackupException {
        while (true) {
            try {
                return store.get();
            } catch (RuntimeException e) {
                LOG.errorf(e, "cannot store a message, trying again: %s", e.getMessage());
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BackupException(ErrorCode.INTERNAL, "stopped before a message was stored", e);
            }
        }
    }
}
