package io.groundzero.backup.fingerprint;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import org.postgresql.PGConnection;

/** COPY over the connection that reads the rest. */
record JdbcCopying(Connection connection) implements Copying {

    @Override
    public void run(List<String> statements, OutputStream rows) throws SQLException {
        int last = statements.size() - 1;
        try (Statement statement = connection.createStatement()) {
            for (String setting : statements.subList(0, last)) {
                statement.execute(setting);
            }
        }
        try {
            connection.unwrap(PGConnection.class).getCopyAPI().copyOut(statements.get(last), rows);
        } catch (IOException e) {
            throw new SQLException(e);
        }
    }
}
