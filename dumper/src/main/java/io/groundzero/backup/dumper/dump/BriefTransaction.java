package io.groundzero.backup.dumper.dump;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import org.jboss.logging.Logger;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.dumper.source.Query;
import io.groundzero.backup.postgres.SourceErrors;

/** A transaction that only reads, leaves no lock behind and waits for nobody for long. */
final class BriefTransaction {

    private static final Logger LOG = Logger.getLogger(BriefTransaction.class);

    /** What is read in it. */
    @FunctionalInterface
    interface Reading {
        void run() throws SQLException;
    }

    private BriefTransaction() {
    }

    /**
     * @param doing for the error
     * @throws BackupException SOURCE_LOCKED if a lock was not to be had in time, or what else went wrong
     */
    static void run(Connection connection, Duration lockWait, String doing, Reading reading) throws BackupException {
        try {
            Query.execute(connection, "BEGIN READ ONLY");
            Query.execute(connection, "SET LOCAL lock_timeout = " + lockWait.toMillis());
            reading.run();
        } catch (SQLException e) {
            throw SourceErrors.translate(e, doing);
        } finally {
            end(connection);
        }
    }

    private static void end(Connection connection) {
        try {
            Query.execute(connection, "ROLLBACK");
        } catch (SQLException e) {
            // the connection is lost, which whoever uses it next will find out
            LOG.debug("ending a brief transaction", e);
        }
    }
}
