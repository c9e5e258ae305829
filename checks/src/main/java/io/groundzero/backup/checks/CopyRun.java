package io.groundzero.backup.checks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/** Runs what acts on a database: smoke tests and repairs. Only ever on a restored copy. */
public final class CopyRun {

    /** The setting by which a repair knows the backup. */
    private static final String BACKUP_ID = "gz.backup_id";

    private final Connection connection;

    /**
     * @param connection outside of any transaction, in autocommit mode
     */
    public CopyRun(Connection connection) {
        this.connection = connection;
    }

    /**
     * Runs a smoke test and takes back what it did.
     *
     * @param limit for each of its statements
     * @return the violations; empty if it does not apply
     */
    public Optional<Rows> act(Script act, Duration limit) throws SQLException {
        try {
            String transaction = begin(limit);
            if (!CheckRun.applies(connection, act)) {
                return Optional.empty();
            }
            Rows violations = last(act);
            requireSame(transaction, act);
            return Optional.of(violations);
        } finally {
            rollback();
        }
    }

    /**
     * Runs a repair, in one transaction.
     *
     * @param backupId by which the repair knows whether it was done
     * @param limit for each of its statements
     * @return false if it does not apply
     */
    public boolean repair(Script repair, String backupId, Duration limit) throws SQLException {
        boolean done = false;
        try {
            String transaction = begin(limit);
            try (PreparedStatement setting = connection.prepareStatement("SELECT set_config(?, ?, true)")) {
                setting.setString(1, BACKUP_ID);
                setting.setString(2, backupId);
                setting.execute();
            }
            if (!CheckRun.applies(connection, repair)) {
                return false;
            }
            try (Statement statement = statement()) {
                statement.execute(repair.text());
                // the errors of all but the first statement come with their results
                while (statement.getMoreResults() || statement.getUpdateCount() != -1) {
                    continue;
                }
            }
            requireSame(transaction, repair);
            execute("COMMIT");
            done = true;
            return true;
        } finally {
            if (!done) {
                rollback();
            }
        }
    }

    /** @return the transaction's number */
    private String begin(Duration limit) throws SQLException {
        // whatever the database has as its default
        execute("BEGIN READ WRITE");
        execute("SET LOCAL search_path = pg_catalog, pg_temp");
        execute("SET LOCAL timezone = 'UTC'");
        execute("SET LOCAL statement_timeout = " + Math.max(1, limit.toMillis()));
        return text("SELECT pg_current_xact_id()");
    }

    private Rows last(Script act) throws SQLException {
        Rows rows = null;
        try (Statement statement = statement()) {
            boolean query = statement.execute(act.text());
            while (query || statement.getUpdateCount() != -1) {
                rows = null;
                if (query) {
                    try (ResultSet result = statement.getResultSet()) {
                        rows = Rows.of(result);
                    }
                }
                query = statement.getMoreResults();
            }
        }
        if (rows == null) {
            throw new SQLException(
                    "the last statement of " + act.file() + " is no query: it must return the violations");
        }
        return rows;
    }

    private void requireSame(String transaction, Script script) throws SQLException {
        if (!transaction.equals(text("SELECT pg_current_xact_id()"))) {
            throw new SQLException(script.file() + " ends the transaction that it runs in");
        }
    }

    private String text(String sql) throws SQLException {
        try (Statement statement = statement(); ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = statement()) {
            statement.execute(sql);
        }
    }

    private Statement statement() throws SQLException {
        Statement statement = connection.createStatement();
        statement.setEscapeProcessing(false);
        return statement;
    }

    private void rollback() {
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            // the connection is broken, which whoever comes next is told
            return;
        }
    }
}
