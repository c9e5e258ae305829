package io.groundzero.backup.fingerprint;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * What decides how a value is written as text, the same for source and copy. No search path, so that names in values
 * are qualified; money as plain numbers of two decimals, whatever the server's locale. How many processes work at a
 * time is decided by the number of connections alone.
 */
final class Canonical {

    private static final List<String> SETTINGS = List.of("row_security = off", "search_path = ''",
            "datestyle = 'ISO, YMD'", "intervalstyle = 'postgres'", "timezone = 'UTC'", "extra_float_digits = 3",
            "bytea_output = 'hex'", "lc_monetary = 'C'", "quote_all_identifiers = off", "xmloption = 'content'",
            "jit = off", "statement_timeout = 0", "max_parallel_workers_per_gather = 0");

    private Canonical() {
    }

    /** Until the end of the current transaction. */
    static void set(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String setting : SETTINGS) {
                statement.execute("SET LOCAL " + setting);
            }
        }
    }
}
