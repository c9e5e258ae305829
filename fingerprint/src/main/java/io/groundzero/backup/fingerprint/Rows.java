package io.groundzero.backup.fingerprint;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Plain SQL, without the ceremony. */
public final class Rows {

    /** Reads one row. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private Rows() {
    }

    public static <T> List<T> list(Connection connection, String sql, Row<T> reading) throws SQLException {
        List<T> list = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    list.add(reading.read(rows));
                }
            }
        }
        return list;
    }

    public static long number(Connection connection, String sql) throws SQLException {
        return list(connection, sql, row -> row.getLong(1)).get(0);
    }

    /** In bytes. */
    static long blockSize(Connection connection) throws SQLException {
        return Long.parseLong(
                list(connection, "SELECT pg_catalog.current_setting('block_size')", row -> row.getString(1)).get(0));
    }
}
