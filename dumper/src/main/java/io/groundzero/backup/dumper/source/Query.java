package io.groundzero.backup.dumper.source;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Plain SQL on a connection, without the ceremony. */
public final class Query {

    /** Reads one row. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private Query() {
    }

    public static <T> List<T> list(Connection connection, String sql, Row<T> reading, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<T> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(reading.read(result));
                }
            }
            return rows;
        }
    }

    /** The first row. */
    public static <T> T one(Connection connection, String sql, Row<T> reading, Object... parameters)
            throws SQLException {
        List<T> rows = list(connection, sql, reading, parameters);
        if (rows.isEmpty()) {
            throw new SQLException("no row from: " + sql.strip());
        }
        return rows.get(0);
    }

    /** The first column of all rows. */
    public static List<String> texts(Connection connection, String sql, Object... parameters) throws SQLException {
        return list(connection, sql, row -> row.getString(1), parameters);
    }

    public static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
