package io.groundzero.backup.verifier.fetch;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.jboss.logging.Logger;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.verifier.proof.Verdicts;

/**
 * Asks a store again before an answer becomes a verdict. REFUTED is final, and stores are of many machines: one that
 * lags behind the others lists too little or knows of no object, and the next one sets it right.
 *
 * @param pauses before each further look; none for a single one
 */
record SecondLooks(List<Duration> pauses) {

    private static final Logger LOG = Logger.getLogger(SecondLooks.class);

    /** Asks a store for something. */
    @FunctionalInterface
    interface Look<T> {
        T take() throws BackupException, IOException;
    }

    /**
     * @return the first answer that refutes nothing
     * @throws BackupException the last answer, if all of them refute the backup; at once, if one says nothing about it
     */
    <T> T at(Look<T> look) throws BackupException, IOException {
        for (Duration pause : pauses) {
            try {
                return look.take();
            } catch (BackupException e) {
                if (Verdicts.of(e.code()) != Verdict.REFUTED) {
                    throw e;
                }
                LOG.warnf("%s: %s; asking once more in %s", e.code(), e.getMessage(), pause);
                sleep(pause);
            }
        }
        return look.take();
    }

    private static void sleep(Duration pause) throws BackupException {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(ErrorCode.THROWAWAY_FAILED, "the verifier was stopped", e);
        }
    }
}
