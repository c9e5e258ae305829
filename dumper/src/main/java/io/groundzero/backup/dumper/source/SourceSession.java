package io.groundzero.backup.dumper.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

import org.jboss.logging.Logger;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.SourceFacts;
import io.groundzero.backup.dumper.cluster.ClusterSettings;
import io.groundzero.backup.postgres.SourceErrors;

/**
 * The session that lasts for the whole dump and holds the advisory lock that keeps a second dumper out. When it ends,
 * however it ends, the lock is gone.
 */
public final class SourceSession implements AutoCloseable {

    /** "GZBDUMP" in ASCII. Advisory locks are per database, so all dumpers of a cluster need the same one. */
    static final long LOCK = 0x475A4244554D50L;

    private static final Set<Integer> SUPPORTED = Set.of(15, 16, 17, 18);
    private static final int VALIDATION_SECONDS = 30;
    private static final Logger LOG = Logger.getLogger(SourceSession.class);

    private final SourceServer server;
    private final String database;
    private final Connection connection;

    private SourceSession(SourceServer server, String database, Connection connection) {
        this.server = server;
        this.database = database;
        this.connection = connection;
    }

    /**
     * @throws BackupException SOURCE_BUSY if another dump runs, or what keeps us from connecting
     */
    public static SourceSession open(SourceServer server, ClusterSettings cluster) throws BackupException {
        SourceSession session = look(server, cluster);
        try {
            session.lock();
            return session;
        } catch (BackupException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** The same for who only looks: without the lock, so that no dump has to wait. */
    public static SourceSession look(SourceServer server, ClusterSettings cluster) throws BackupException {
        String database = cluster.maintenanceDatabase();
        return new SourceSession(server, database, server.open(database));
    }

    public Connection connection() {
        return connection;
    }

    /**
     * @throws BackupException SOURCE_UNREACHABLE if the session is lost, and with it the lock
     */
    public void requireAlive() throws BackupException {
        try {
            if (connection.isValid(VALIDATION_SECONDS)) {
                return;
            }
        } catch (SQLException e) {
            throw SourceErrors.translate(e, "asking " + server);
        }
        throw new BackupException(ErrorCode.SOURCE_UNREACHABLE,
                "the session in database " + database + " of " + server + " broke off during the dump");
    }

    /**
     * @throws BackupException SOURCE_VERSION_UNSUPPORTED if the cluster is too old or too new
     */
    public SourceFacts facts(ClusterSettings cluster) throws BackupException {
        try {
            int major = Query.one(connection, "SELECT current_setting('server_version_num')::int / 10000",
                    row -> row.getInt(1));
            if (!SUPPORTED.contains(major)) {
                throw new BackupException(ErrorCode.SOURCE_VERSION_UNSUPPORTED,
                        server + " is PostgreSQL " + major + "; supported are 15 to 18");
            }
            return SourceQueries.facts(connection, major, cluster.image().orElse(null));
        } catch (SQLException e) {
            throw SourceErrors.translate(e, "asking " + server + " for its version and properties");
        }
    }

    /**
     * What the login is like.
     *
     * @param superuser whether the role is one
     * @param encrypted whether the session uses TLS
     * @param now by the server's clock
     */
    public record Login(boolean superuser, boolean encrypted, Instant now) {
    }

    public Login login() throws BackupException {
        try {
            return Query.one(connection, """
                    SELECT current_setting('is_superuser')::boolean,
                           (SELECT ssl FROM pg_catalog.pg_stat_ssl WHERE pid = pg_backend_pid()), clock_timestamp()""",
                    row -> new Login(row.getBoolean(1), row.getBoolean(2), row.getTimestamp(3).toInstant()));
        } catch (SQLException e) {
            throw SourceErrors.translate(e, "asking " + server + " about the login");
        }
    }

    /** The databases to dump, and those that are not. */
    public DatabaseSelection databases(ClusterSettings cluster) throws BackupException {
        try {
            return DatabaseSelection.of(SourceDatabase.all(connection), cluster.databases());
        } catch (SQLException e) {
            throw SourceErrors.translate(e, "asking " + server + " for its databases");
        }
    }

    /** Names of what {@code globals.sql} is about. */
    public Set<String> globals() throws BackupException {
        try {
            return new HashSet<>(Query.texts(connection, SourceQueries.GLOBALS));
        } catch (SQLException e) {
            throw SourceErrors.translate(e, "asking " + server + " for its roles and tablespaces");
        }
    }

    /** Gives the lock back itself: the server ends a session some time after it was closed, and the next dump must not wait. */
    @Override
    public void close() {
        try (connection) {
            if (connection.isValid(VALIDATION_SECONDS)) {
                Query.one(connection, "SELECT pg_advisory_unlock_all()", row -> null);
            }
        } catch (SQLException e) {
            // the server has noticed by itself, then
            LOG.debug("closing the session", e);
        }
    }

    private void lock() throws BackupException {
        try {
            if (!Query.one(connection, "SELECT pg_try_advisory_lock(?)", row -> row.getBoolean(1), LOCK)) {
                throw new BackupException(ErrorCode.SOURCE_BUSY, "another dump of " + server
                        + " is running: its advisory lock in database " + database + " is held");
            }
        } catch (SQLException e) {
            throw SourceErrors.translate(e, "taking the advisory lock in database " + database + " of " + server);
        }
    }
}
