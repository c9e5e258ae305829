package io.groundzero.backup.checks;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.groundzero.backup.postgres.ServerWords;

/**
 * Runs checks on one connection, each in a transaction of its own that may only read and is rolled back. The SQL of a
 * check comes from outside: it is sent as the query of a cursor, in a message that takes one statement, so that
 * nothing but a query gets through – no COMMIT, no SET, no second statement.
 */
public final class CheckRun {

    /**
     * What decides how a value is written as text, and that no name is taken from a schema that somebody may create
     * things in.
     */
    private static final List<String> SETTINGS = List.of("SET LOCAL search_path = pg_catalog, pg_temp",
            "SET LOCAL row_security = off", "SET LOCAL datestyle = 'ISO, YMD'", "SET LOCAL intervalstyle = 'postgres'",
            "SET LOCAL timezone = 'UTC'", "SET LOCAL extra_float_digits = 3", "SET LOCAL bytea_output = 'hex'",
            "SET LOCAL lc_monetary = 'C'", "SET LOCAL lock_timeout = '2s'", "SET LOCAL jit = off",
            "SET LOCAL standard_conforming_strings = on", "SET LOCAL constraint_exclusion = off",
            "SET LOCAL transform_null_equals = off", "SET LOCAL array_nulls = on",
            "SET LOCAL quote_all_identifiers = off");

    /** Against a view that takes a table's place between two questions. Since 15.8, 16.4 and 17. */
    private static final String ONLY_TABLES = """
            SELECT pg_catalog.set_config(name, 'view, foreign-table', true) FROM pg_catalog.pg_settings
            WHERE name OPERATOR(pg_catalog.=) 'restrict_nonsystem_relation_kind'""";

    /** Cancelled, lock not available. */
    private static final Set<String> TOO_LONG = Set.of("57014", "55P03");
    private static final int BATCH = 500;
    private static final int LIMIT = 100_000;

    private static final Set<String> SHIPPED = Scripts.shipped().all().stream().map(Script::sha256)
            .collect(Collectors.toSet());

    private final Connection connection;
    private final String database;
    private final Optional<String> snapshot;

    /**
     * @param connection outside of any transaction, in autocommit mode
     * @param database its name
     * @param snapshot an exported one that the checks are to see, if not the current state
     */
    public CheckRun(Connection connection, String database, Optional<String> snapshot) {
        this.connection = connection;
        this.database = database;
        this.snapshot = snapshot;
    }

    /**
     * Never throws: what goes wrong is part of the result.
     *
     * @param limit how long it may take
     */
    public CheckResult run(Script check, Duration limit) {
        long start = System.nanoTime();
        if (!check.isFor(database)) {
            return CheckResult.notApplicable(check, database, 0);
        }
        try {
            begin();
            if (SHIPPED.contains(check.sha256())) {
                // those name tables that anybody may have made; what the users' own name is their matter
                execute(ONLY_TABLES);
            }
            long deadline = start + limit.toNanos();
            if (!applies(check, deadline)) {
                return CheckResult.notApplicable(check, database, millisSince(start));
            }
            Rows rows = rows(check, deadline);
            return CheckResult.of(check, database, rows, millisSince(start));
        } catch (SQLException e) {
            return CheckResult.failed(check, database, ServerWords.of(e),
                    TOO_LONG.contains(String.valueOf(e.getSQLState())),
                    millisSince(start));
        } finally {
            rollback();
        }
    }

    /** Whether a script applies in the database that the connection is in, in the current transaction. */
    public static boolean applies(Connection connection, Script script) throws SQLException {
        try (Statement statement = statement(connection)) {
            statement.execute(cursor(condition(script.when())));
            try (ResultSet row = statement.executeQuery("FETCH ALL FROM gz_check")) {
                boolean applies = row.next() && row.getBoolean(1);
                statement.execute("CLOSE gz_check");
                return applies;
            }
        }
    }

    /** The query of a {@code when}. */
    static String condition(String when) {
        // a line of its own, so that a comment in it ends there
        return "SELECT coalesce((\n" + when + "\n)::boolean, false)";
    }

    private void begin() throws SQLException {
        execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        if (snapshot.isPresent()) {
            execute("SET TRANSACTION SNAPSHOT '" + snapshot.get() + "'");
        }
        for (String setting : SETTINGS) {
            execute(setting);
        }
    }

    private boolean applies(Script check, long deadline) throws SQLException {
        limit(deadline);
        return applies(connection, check);
    }

    private Rows rows(Script check, long deadline) throws SQLException {
        Rows rows = new Rows();
        try (Statement statement = statement(connection)) {
            limit(deadline);
            List<String> statements = SqlText.statements(check.text());
            if (statements.size() != 1) {
                throw new SQLException("a check is a single query, but these are " + statements.size() + " statements");
            }
            statement.execute(cursor(statements.get(0)));
            long before;
            do {
                before = rows.count();
                // each time anew, since the query may have changed it
                limit(deadline);
                try (ResultSet batch = statement.executeQuery("FETCH " + BATCH + " FROM gz_check")) {
                    while (batch.next()) {
                        rows.add(batch);
                    }
                }
            } while (rows.count() > before && rows.count() < LIMIT);
        }
        return rows;
    }

    private static String cursor(String query) throws SQLException {
        String cursor = "DECLARE gz_check NO SCROLL CURSOR FOR\n" + query;
        if (SqlText.statements(cursor).size() != 1) {
            throw new SQLException("more than one statement");
        }
        return cursor;
    }

    private void limit(long deadline) throws SQLException {
        long left = Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
        execute("SET LOCAL statement_timeout = " + left);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = statement(connection)) {
            statement.execute(sql);
        }
    }

    private static Statement statement(Connection connection) throws SQLException {
        Statement statement = connection.createStatement();
        statement.setEscapeProcessing(false);
        return statement;
    }

    private void rollback() {
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            // the connection is broken: the next check says so
            return;
        }
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }
}
