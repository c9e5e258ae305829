package io.groundzero.backup.gateway.start;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import jakarta.enterprise.context.ApplicationScoped;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.QuarkusTransactionException;

/**
 * Transactions that wait for the broker before they end: so that either both know of it, or neither. Callers wait here
 * rather than each with a database connection, which all others would lack.
 */
@ApplicationScoped
public class OneAtATime {

    private static final long LONGEST_WAIT_SECONDS = 15;

    private final ReentrantLock lock = new ReentrantLock(true);

    /**
     * @param work in a transaction of its own, which is undone if it fails
     * @throws BackupException of the work; BROKER_UNAVAILABLE if it was not even begun
     */
    public <T> T call(Callable<T> work) throws BackupException {
        try {
            if (!lock.tryLock(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new BackupException(ErrorCode.BROKER_UNAVAILABLE,
                        "requests before this one still wait for the broker; nothing was done");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(ErrorCode.INTERNAL, "stopped before anything was done", e);
        }
        try {
            return QuarkusTransaction.requiringNew().call(work);
        } catch (QuarkusTransactionException e) {
            if (e.getCause() instanceof BackupException known) {
                throw known;
            }
            throw e;
        } finally {
            lock.unlock();
        }
    }
}
