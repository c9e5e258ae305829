package io.groundzero.backup.dumper.snapshot;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.dumper.source.Query;
import io.groundzero.backup.postgres.SourceErrors;

/**
 * Watches for those who wait behind a dump's locks, and for a dump that waits behind others'. A dump must not hold up production: whoever waits for an ACCESS
 * EXCLUSIVE lock blocks everybody who comes after him, readers too.
 */
public final class WaitingDdl {

    private static final String WAITING = """
            SELECT DISTINCT format('%s waits for %s since %s s', coalesce(a.usename, format('process %s', w.pid)),
                   w.relation::regclass, round(extract(epoch FROM clock_timestamp() - w.waitstart)))
            FROM pg_catalog.pg_locks w
            JOIN pg_catalog.pg_locks h ON h.locktype = 'relation' AND h.granted AND h.database = w.database
                 AND h.relation = w.relation
            JOIN pg_catalog.pg_stat_activity ours ON ours.pid = h.pid AND ours.application_name = ?
                 AND ours.datname = current_database() AND ours.usename = session_user
            LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = w.pid
            WHERE w.locktype = 'relation' AND NOT w.granted AND w.mode = 'AccessExclusiveLock'
              AND w.waitstart < clock_timestamp() - make_interval(secs => ?)""";

    /** pg_dump limits its wait for tables only; on a sequence that somebody alters it would wait for ever. */
    private static final String OURS = """
            SELECT DISTINCT format('process %s of the dump waits for %s since %s s', w.pid,
                   CASE WHEN w.relation IS NULL THEN w.locktype ELSE format('%s', w.relation::regclass) END,
                   round(extract(epoch FROM clock_timestamp() - w.waitstart)))
            FROM pg_catalog.pg_locks w
            JOIN pg_catalog.pg_stat_activity ours ON ours.pid = w.pid AND ours.application_name = ?
                 AND ours.datname = current_database() AND ours.usename = session_user
            WHERE NOT w.granted AND w.waitstart < clock_timestamp() - make_interval(secs => ?)""";

    private final Connection observer;
    private final String application;
    private final String database;
    private final Duration tolerance;

    /**
     * @param observer a session in the database
     * @param application what the dump's sessions are called
     * @param tolerance how long somebody may wait
     */
    public WaitingDdl(Connection observer, String application, String database, Duration tolerance) {
        this.observer = observer;
        this.application = application;
        this.database = database;
        this.tolerance = tolerance;
    }

    /**
     * @throws BackupException SOURCE_LOCKED if somebody has waited too long
     */
    public void check() throws BackupException {
        try {
            double seconds = tolerance.toMillis() / 1000.0;
            List<String> waiting = Query.texts(observer, WAITING, application, seconds);
            List<String> ours = Query.texts(observer, OURS, application, seconds);
            // who waits for us is the cause, even if some of us wait in the queue behind him
            if (!waiting.isEmpty()) {
                throw new BackupException(ErrorCode.SOURCE_LOCKED, "the dump of database " + database
                        + " gave way to somebody's DDL: " + String.join("; ", waiting));
            }
            if (!ours.isEmpty()) {
                throw new BackupException(ErrorCode.SOURCE_LOCKED,
                        "the dump of database " + database + " is held up: " + String.join("; ", ours));
            }
        } catch (SQLException e) {
            throw SourceErrors.translate(e, "looking for locks in database " + database);
        }
    }
}
