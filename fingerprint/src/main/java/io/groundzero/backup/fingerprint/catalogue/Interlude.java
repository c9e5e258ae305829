package io.groundzero.backup.fingerprint.catalogue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Part of a transaction of which nothing stays: neither settings nor locks. A dump's transaction lasts for hours, and
 * looking at a view locks the tables below it.
 */
public final class Interlude {

    /** What is done in it. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws SQLException;
    }

    private static final String NAME = "ground_zero_interlude";

    private Interlude() {
    }

    /** @param connection in a transaction; it stays usable if the work fails */
    public static <T> T in(Connection connection, Work<T> work) throws SQLException {
        execute(connection, "SAVEPOINT " + NAME);
        try {
            T result = work.run();
            end(connection);
            return result;
        } catch (SQLException e) {
            try {
                end(connection);
            } catch (SQLException broken) {
                e.addSuppressed(broken);
            }
            throw e;
        }
    }

    private static void end(Connection connection) throws SQLException {
        execute(connection, "ROLLBACK TO SAVEPOINT " + NAME);
        execute(connection, "RELEASE SAVEPOINT " + NAME);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
