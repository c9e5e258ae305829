package io.groundzero.backup.dumper.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import org.jboss.logging.Logger;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.SourceFacts;
import io.groundzero.backup.dumper.cluster.ClusterSettings;
import io.groundzero.backup.postgres.SourceErrors;

/**
 * The session that lasts for the whole dump and holds the advisory lock that keeps a second dumper out. When it ends,
 * however it ends, the lock is gone, and the guard on the server ends all other sessions of the dump.
 */
public final class SourceSession implements AutoCloseable {

    private static final Set<Integer> SUPPORTED = Set.of(15, 16, 17, 18);
    private static final int VALIDATION_SECONDS = 30;
    private static final Logger LOG = Logger.getLogger(SourceSession.class);

    private final SourceServer server;
    private final String database;
    private final Connection connection;
    private Guard guard;
    private String lockHeldBy;

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
            session.lockHeldBy = DumperLock.take(session.connection, server, session.database).orElse(null);
            session.guard = Guard.start(server, session.database, session.process(), cluster.giveWayAfter(),
                    cluster.bounds().longestDump());
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

    /** Who holds the lock that keeps two dumps apart, without being a dump; empty if that is this session. */
    public Optional<String> lockHeldBy() {
        return Optional.ofNullable(lockHeldBy);
    }

    public Connection connection() {
        return connection;
    }

    /**
     * @throws BackupException SOURCE_UNREACHABLE if the session is lost, and with it the lock; or why the guard has ended
     *         the dump
     */
    public void requireAlive() throws BackupException {
        try {
            if (connection.isValid(VALIDATION_SECONDS)) {
                if (guard != null) {
                    guard.requireAlive();
                }
                return;
            }
        } catch (SQLException e) {
            throw SourceErrors.translate(e, "asking " + server);
        }
        throw new BackupException(ErrorCode.SOURCE_UNREACHABLE,
                "the session in database " + database + " of " + server + " broke off during the dump");
    }

    /** Why a dump really failed, if it was the guard who ended it. */
    public BackupException explain(BackupException failure) {
        return guard == null ? failure : guard.explain(failure);
    }

    /**
     * @throws BackupException SOURCE_VERSION_UNSUPPORTED if the cluster is too old or too new
     */
    public SourceFacts facts(ClusterSettings cluster) throws BackupException {
        try {
            int major = Query.one(connection, "SELECT current_setting('server_version_num')",
                    row -> Integer.parseInt(row.getString(1))) / 10_000;
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
                    SELECT current_setting('is_superuser') = 'on',
                           (SELECT ssl FROM pg_catalog.pg_stat_ssl WHERE pid = pg_backend_pid()), clock_timestamp()""",
                    row -> new Login(row.getBoolean(1), row.getBoolean(2), row.getTimestamp(3).toInstant()));
        } catch (SQLException e) {
            throw SourceErrors.translate(e, "asking " + server + " about the login");
        }
    }

    /**
     * The databases to dump, and those that are not.
     *
     * @throws BackupException SOURCE_NAME_UNREADABLE if a database, role or tablespace is called so, or why they cannot be
     *         dumped
     */
    public DatabaseSelection databases(ClusterSettings cluster) throws BackupException {
        try {
            UnreadableNames.refuseShared(connection, database);
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
        if (guard != null) {
            guard.close();
        }
        try (connection) {
            if (connection.isValid(VALIDATION_SECONDS)) {
                DumperLock.giveBack(connection, server);
            }
        } catch (SQLException e) {
            // the server has noticed by itself, then
            LOG.debug("closing the session", e);
        }
    }

    private int process() throws BackupException {
        try {
            return Query.one(connection, "SELECT pg_catalog.pg_backend_pid()", row -> row.getInt(1));
        } catch (SQLException e) {
            throw SourceErrors.translate(e, "asking " + server);
        }
    }
}
