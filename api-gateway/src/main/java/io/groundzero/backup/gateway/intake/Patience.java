package io.groundzero.backup.gateway.intake;

import java.sql.SQLException;
import java.time.DateTimeException;
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

    /** A constraint may be violated by a race, once; it is not violated this often in a row by one. */
    private static final int TRIES = 3;

    /** A message that no database would take: waiting does not help, and it would block all that come after it. */
    static final class Unstorable extends Exception {

        private static final long serialVersionUID = 1L;

        Unstorable(Throwable cause) {
            super(cause.toString(), cause);
        }
    }

    /**
     * @throws BackupException if the gateway is being stopped
     */
    void untilStored(Runnable store) throws BackupException {
        try {
            store(store, Integer.MAX_VALUE);
        } catch (Unstorable e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * @throws Unstorable if it is not the database's fault that it cannot be stored
     * @throws BackupException if the gateway is being stopped
     */
    <T> T unlessUnstorable(Supplier<T> store) throws BackupException, Unstorable {
        Object[] stored = new Object[1];
        store(() -> stored[0] = store.get(), TRIES);
        @SuppressWarnings("unchecked")
        T result = (T) stored[0];
        return result;
    }

    private static void store(Runnable store, int tries) throws BackupException, Unstorable {
        int faults = 0;
        while (true) {
            try {
                store.run();
                return;
            } catch (RuntimeException e) {
                faults = messagesFault(e) ? faults + 1 : 0;
                if (faults >= tries) {
                    throw new Unstorable(e);
                }
                LOG.errorf(e, "cannot store a message, trying again: %s", e.getMessage());
            }
            pause(faults > 0 && faults < TRIES ? PAUSE_MILLIS / 10 : PAUSE_MILLIS);
        }
    }

    /** Values that do not fit (class 22) or break a constraint (23), or that our own code could not work with. */
    static boolean messagesFault(Throwable failure) {
        boolean ours = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                return state != null && (state.startsWith("22") || state.startsWith("23"));
            }
            ours |= cause instanceof NullPointerException || cause instanceof IllegalArgumentException
                    || cause instanceof DateTimeException || cause instanceof ArithmeticException;
        }
        return ours;
    }

    private static void pause(long millis) throws BackupException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(ErrorCode.INTERNAL, "stopped before a message was stored", e);
        }
    }
}
