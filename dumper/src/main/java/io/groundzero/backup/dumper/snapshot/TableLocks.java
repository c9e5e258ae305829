package io.groundzero.backup.dumper.snapshot;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import io.groundzero.backup.dumper.source.Query;

/**
 * Locks tables against TRUNCATE and rewriting DDL before the snapshot is taken: those are not MVCC-safe, so a table
 * truncated in between would be dumped and counted as empty. LOCK TABLE itself takes no snapshot.
 */
final class TableLocks {

    private static final int BATCH = 200;

    private final Connection connection;
    private final long giveUpAt;

    /**
     * @param wait for all locks together
     */
    TableLocks(Connection connection, Duration wait) {
        this.connection = connection;
        this.giveUpAt = System.nanoTime() + wait.toNanos();
    }

    /**
     * @param tables quoted names
     * @throws SQLException 55P03 if not all could be had in time, 42P01 if one was dropped
     */
    void take(List<String> tables) throws SQLException {
        for (int from = 0; from < tables.size(); from += BATCH) {
            List<String> batch = tables.subList(from, Math.min(from + BATCH, tables.size()));
            long left = Math.max(1, (giveUpAt - System.nanoTime()) / 1_000_000);
            Query.execute(connection, "SET LOCAL lock_timeout = " + left);
            Query.execute(connection, "LOCK TABLE " + String.join(", ", batch) + " IN ACCESS SHARE MODE");
        }
    }
}
