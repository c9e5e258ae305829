package io.groundzero.backup.dumper.snapshot;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.DatabaseFacts;
import io.groundzero.backup.dumper.source.Query;
import io.groundzero.backup.dumper.source.SourceServer;
import io.groundzero.backup.dumper.source.Standby;
import io.groundzero.backup.postgres.SourceErrors;

/**
 * A snapshot of one database in which no table can change under a dump: all tables are locked first. It lasts, and
 * the locks with it, until it is closed.
 */
public final class LockedSnapshot implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(LockedSnapshot.class);
    private static final int ATTEMPTS = 3;
    private static final String NO_SUCH_TABLE = "42P01";

    private final Connection connection;
    private final String id;
    private final DatabaseFacts facts;

    private LockedSnapshot(Connection connection, String id, DatabaseFacts facts) {
        this.connection = connection;
        this.id = id;
        this.facts = facts;
    }

    /**
     * @param observer another session in that database
     * @param tables lists the tables to lock, quoted
     * @param lockWait for all locks together
     * @throws BackupException SOURCE_LOCKED if somebody holds on to a table, SOURCE_CHANGED if tables keep coming
     *         and going
     */
    public static LockedSnapshot take(SourceServer server, String database, int major, Connection observer,
            TableList tables, Duration lockWait) throws BackupException {
        Connection connection = server.open(database);
        try {
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                // before the snapshot, so that the RPO is never told too small
                Optional<Instant> replayed = Standby.of(observer).map(Standby::asOf);
                LockedSnapshot snapshot = attempt(connection, database, major, tables.of(observer), tables, lockWait,
                        replayed);
                if (snapshot != null) {
                    server.patient(connection);
                    return snapshot;
                }
                LOG.infof("the tables of database %s changed while they were locked, attempt %d", database, attempt);
            }
            throw new BackupException(ErrorCode.SOURCE_CHANGED, "in database " + database
                    + " tables were created or dropped each of the " + ATTEMPTS + " times that they were locked");
        } catch (SQLException e) {
            close(connection);
            throw SourceErrors.translate(e, "locking the tables of database " + database);
        } catch (BackupException | RuntimeException e) {
            close(connection);
            throw e;
        }
    }

    /** Lists tables by quoted name. */
    @FunctionalInterface
    public interface TableList {
        List<String> of(Connection connection) throws SQLException;
    }

    public Connection connection() {
        return connection;
    }

    /** For {@code pg_dump --snapshot}. */
    public String id() {
        return id;
    }

    /**
     * Another session that sees what this one sees, for as long as this one lasts. The tables stay locked by this one.
     */
    public Connection share(SourceServer server, String database) throws BackupException {
        Connection other = server.open(database);
        try {
            Query.execute(other, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
            Query.execute(other, "SET TRANSACTION SNAPSHOT '" + id + "'");
            server.patient(other);
            return other;
        } catch (SQLException e) {
            close(other);
            throw SourceErrors.translate(e, "sharing the snapshot of database " + database);
        }
    }

    public DatabaseFacts facts() {
        return facts;
    }

    /** Stops what runs in it. */
    public void cancel() {
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            LOG.debug("cancelling", e);
        }
    }

    /** Breaks the connection off, for when the server does not answer. */
    public void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("breaking a snapshot's session off", e);
        }
    }

    @Override
    public void close() {
        close(connection);
    }

    /**
     * @return null if tables have come or gone
     */
    private static LockedSnapshot attempt(Connection connection, String database, int major, List<String> expected,
            TableList tables, Duration lockWait, Optional<Instant> replayed) throws SQLException {
        Query.execute(connection, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        try {
            new TableLocks(connection, lockWait).take(expected);
        } catch (SQLException e) {
            if (NO_SUCH_TABLE.equals(e.getSQLState())) {
                Query.execute(connection, "ROLLBACK");
                return null;
            }
            throw e;
        }
        // the first query, which takes the snapshot
        SnapshotFacts.Point point = SnapshotFacts.export(connection, replayed);
        Set<String> locked = new HashSet<>(expected);
        if (!locked.equals(new HashSet<>(tables.of(connection)))) {
            Query.execute(connection, "ROLLBACK");
            return null;
        }
        Query.execute(connection, "SET LOCAL lock_timeout = " + lockWait.toMillis());
        return new LockedSnapshot(connection, point.id(),
                SnapshotFacts.read(connection, database, major, point));
    }

    private static void close(Connection connection) {
        try {
            // ends the transaction, too
            connection.close();
        } catch (SQLException e) {
            LOG.debug("closing a snapshot's session", e);
        }
    }
}
