package io.groundzero.backup.dumper.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import org.jboss.logging.Logger;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.postgres.SourceErrors;

/**
 * Keeps a second dumper out: an advisory lock. Whoever may log in can take one, so that only a session of the dump's own
 * role counts; with the lock in foreign hands the names of sessions, which are a role's own, tell who dumps.
 */
final class DumperLock {

    /** "GZBDUMP" in ASCII. Advisory locks are per database, so all dumpers of a cluster need the same one. */
    static final long KEY = 0x475A4244554D50L;

    private static final Logger LOG = Logger.getLogger(DumperLock.class);
    private static final String HOLDING = " lock";
    private static final String WITHOUT = " without lock";

    private static final String HOLDERS = """
            SELECT h.pid, a.usename = session_user, format('process %s of role %s, called "%s", since %s', h.pid,
                   a.usename, a.application_name, coalesce(to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS UTC'),
                   'a time that only pg_read_all_stats may see'))
            FROM pg_catalog.pg_locks h JOIN pg_catalog.pg_stat_activity a ON a.pid = h.pid
            WHERE h.locktype = 'advisory' AND h.granted AND h.objsubid = 1
              AND (h.classid::bigint << 32 | h.objid::bigint) = ?
              AND h.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
              AND h.pid <> pg_catalog.pg_backend_pid()""";

    /** Dumps of our role that run without the lock, but for those that came after us and will see us. */
    private static final String OTHERS = """
            SELECT format('process %s, called "%s", since %s', a.pid, a.application_name,
                   to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS UTC'))
            FROM pg_catalog.pg_stat_activity a
            JOIN pg_catalog.pg_stat_activity own ON own.pid = pg_catalog.pg_backend_pid()
            WHERE a.usename = session_user AND a.datname = current_database() AND a.pid <> own.pid
              AND a.application_name LIKE '""" + SourceServer.APPLICATION_NAME + "/%" + WITHOUT + """
            ' AND (? OR (a.backend_start, a.pid) < (own.backend_start, own.pid))""";

    private record Holder(int process, boolean own, String words) {
    }

    private DumperLock() {
    }

    /**
     * Held until the session ends.
     *
     * @return who holds it instead, without being a dump: the dump goes on without it, and somebody must learn of it
     * @throws BackupException SOURCE_BUSY if another dump by our role runs, naming it
     */
    static Optional<String> take(Connection connection, SourceServer server, String database) throws BackupException {
        try {
            boolean locked = Query.one(connection, "SELECT pg_catalog.pg_try_advisory_lock(?)",
                    row -> row.getBoolean(1), KEY);
            // told first, looked second: of two who do so at the same time one sees the other
            call(connection, server, locked ? HOLDING : WITHOUT);
            Optional<String> foreign = locked
                    ? Optional.empty()
                    : Optional.of(requireForeign(connection, server, database));
            List<String> others = Query.texts(connection, OTHERS, locked);
            if (!others.isEmpty()) {
                throw busy(server, "it runs without the advisory lock, in database " + database + ": " + others.get(0));
            }
            return foreign;
        } catch (SQLException e) {
            throw SourceErrors.translate(e, "taking the advisory lock in database " + database + " of " + server);
        }
    }

    /** The next dump must not take a session that is about to end for a dump. */
    static void giveBack(Connection connection, SourceServer server) throws SQLException {
        Query.one(connection, "SELECT pg_catalog.pg_advisory_unlock_all()", row -> null);
        call(connection, server, "");
    }

    private static String requireForeign(Connection connection, SourceServer server, String database)
            throws SQLException, BackupException {
        List<Holder> holders = Query.list(connection, HOLDERS,
                row -> new Holder(row.getInt(1), row.getBoolean(2), row.getString(3)), KEY);
        for (Holder holder : holders) {
            if (holder.own()) {
                throw busy(server, "its advisory lock in database " + database + " is held by " + holder.words());
            }
        }
        String words = "the advisory lock " + KEY + " in database " + database + ", by "
                + (holders.isEmpty() ? "somebody who has given it back since" : holders.get(0).words());
        LOG.warnf(
                "%s: somebody who does not dump holds the lock of dumps: %s. The dump goes on without it; find out why "
                        + "this role takes a lock that is ours",
                server, words);
        return words;
    }

    private static BackupException busy(SourceServer server, String words) {
        return new BackupException(ErrorCode.SOURCE_BUSY, "another dump of " + server + " is running: " + words);
    }

    private static void call(Connection connection, SourceServer server, String task) throws SQLException {
        Query.execute(connection, "SET application_name = '" + server.applicationName() + task + "'");
    }
}
