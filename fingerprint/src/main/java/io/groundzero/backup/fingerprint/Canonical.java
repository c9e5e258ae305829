package io.groundzero.backup.fingerprint;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What decides how a value is written as text, the same for source and copy. No search path, so that names in values
 * are qualified; money as plain numbers of two decimals, whatever the server's locale. How many processes work at a
 * time is decided by the number of connections alone. And what keeps code of a database's users from being run: no view or
 * foreign table in the place of a table is read (where the server knows how to refuse that, as it does for pg_dump), no
 * constraint is evaluated to plan a query, a backslash in a literal is a backslash.
 */
final class Canonical {

    private static final List<String> SETTINGS = List.of("standard_conforming_strings = on", "row_security = off",
            "search_path = pg_catalog, pg_temp", "constraint_exclusion = off", "transform_null_equals = off",
            "array_nulls = on",
            "datestyle = 'ISO, YMD'", "intervalstyle = 'postgres'", "timezone = 'UTC'", "extra_float_digits = 3",
            "bytea_output = 'hex'", "lc_monetary = 'C'", "quote_all_identifiers = off", "xmloption = 'content'",
            "jit = off", "statement_timeout = 0", "max_parallel_workers_per_gather = 0");

    /** Since 15.8, 16.4 and 17. */
    private static final String ONLY_TABLES = """
            SELECT pg_catalog.set_config(name, 'view, foreign-table', true) FROM pg_catalog.pg_settings
            WHERE name OPERATOR(pg_catalog.=) 'restrict_nonsystem_relation_kind'""";

    private Canonical() {
    }

    /** For somebody who sends them himself, in a transaction: the settings, and then this statement. */
    static List<String> statements(String last) {
        List<String> statements = new ArrayList<>();
        SETTINGS.forEach(setting -> statements.add("SET LOCAL " + setting));
        statements.add(last);
        return statements;
    }

    /** For the whole session, and whether in a transaction or not: names are PostgreSQL's own. */
    static void path(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = pg_catalog, pg_temp");
        }
    }

    static void set(List<Connection> connections) throws SQLException {
        for (Connection connection : connections) {
            set(connection);
        }
    }

    /** Until the end of the current transaction. */
    static void set(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String setting : SETTINGS) {
                statement.execute("SET LOCAL " + setting);
            }
            statement.execute(ONLY_TABLES);
        }
    }
}
