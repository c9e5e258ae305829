package io.groundzero.backup.dumper.source;

import java.sql.Connection;
import java.sql.SQLException;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;

/**
 * Whether the source's lock table has room for a dump. Whoever fills it fails everybody, so it must be known before. The
 * table knows each locked object once, and has twice as much room for who holds a lock on it.
 */
final class LockCapacity {

    private static final int HOLDERS = 2;
    /** PostgreSQL's own tables and their indexes: a session of pg_dump holds what it has asked until its end. */
    private static final int CATALOGUE = 200;

    /** {@code max_locks_per_transaction} is an average over all processes that there may be, and prepared transactions. */
    private static final String SERVER = """
            SELECT (SELECT pg_catalog.int4in(pg_catalog.textout(setting)) FROM pg_catalog.pg_settings
                    WHERE name = 'max_locks_per_transaction'),
                   (SELECT pg_catalog.sum(pg_catalog.int4in(pg_catalog.textout(setting))) + 1
                    FROM pg_catalog.pg_settings
                    WHERE name IN ('max_connections', 'max_prepared_transactions', 'max_worker_processes',
                                   'max_wal_senders', '%s')),
                   (SELECT pg_catalog.count(*) FROM pg_catalog.pg_locks WHERE NOT fastpath)""";

    /** Tables are locked by all; sequences and views by who reads their value or definition. */
    private static final String DATABASE = """
            SELECT pg_catalog.count(*) FILTER (WHERE c.relkind IN ('r', 'p')),
                   pg_catalog.count(*) FILTER (WHERE c.relkind NOT IN ('r', 'p'))
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'S', 'v', 'm') AND c.relpersistence <> 't'
              AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')""";

    private static final int FIRST_WITH_WORKER_SLOTS = 18;

    private final int setting;
    private final long processes;
    private final long taken;

    private LockCapacity(int setting, long processes, long taken) {
        this.setting = setting;
        this.processes = processes;
        this.taken = taken;
    }

    static LockCapacity of(Connection connection, int major) throws SQLException {
        return Query.one(connection,
                SERVER.formatted(
                        major >= FIRST_WITH_WORKER_SLOTS ? "autovacuum_worker_slots" : "autovacuum_max_workers"),
                row -> new LockCapacity(row.getInt(1), row.getLong(2), row.getLong(3)));
    }

    /**
     * @param connection to the database
     * @throws BackupException SOURCE_LIMIT_TOO_LOW, with the setting that is needed; SOURCE_CROWDED if it is others' locks
     *         for which there is no room
     */
    void require(Connection connection, String database, Demand demand) throws BackupException, SQLException {
        long[] relations = Query.one(connection, DATABASE, row -> new long[]{row.getLong(1), row.getLong(2)});
        long objects = relations[0] + relations[1] + CATALOGUE;
        long held = (relations[0] + CATALOGUE) * demand.locksOfTable() + relations[1];
        long needed = Math.max(objects, (held + HOLDERS - 1) / HOLDERS);
        long room = setting * processes;
        if (needed + taken <= room) {
            return;
        }
        // a tenth more, for the tables that will be added
        long better = (needed + taken) * 11 / 10 / processes + 1;
        String sentence = "a dump of database " + database + ", which has " + relations[0] + " tables and "
                + relations[1]
                + " sequences and views, holds up to " + held + " locks; the source has room for " + room * HOLDERS
                + " of all sessions, and others hold " + taken + " just now";
        String remedy = "Raise max_locks_per_transaction, which is " + setting + ", to " + better
                + " at least, as a superuser, and restart the source:\nALTER SYSTEM SET max_locks_per_transaction = "
                + better + ";";
        throw needed > room
                ? new BackupException(ErrorCode.SOURCE_LIMIT_TOO_LOW, sentence + ". " + remedy)
                : new BackupException(ErrorCode.SOURCE_CROWDED, sentence + ". If that is always so: " + remedy);
    }
}
