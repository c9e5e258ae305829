package io.groundzero.backup.verifier.breakout;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;

import io.groundzero.backup.verifier.server.ThrowawayServer;

/** Who got code into a dump: superuser of the throwaway server. */
final class Attacker {

    private final ThrowawayServer server;

    Attacker(ThrowawayServer server) {
        this.server = server;
    }

    /** What a shell that the server starts says, with "ran" at the end. */
    String shell(String script) throws SQLException {
        String encoded = Base64.getEncoder().encodeToString((script + "\n").getBytes(StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        try (Connection connection = server.connect("postgres"); Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMP TABLE said (line text)");
            statement.execute("COPY said FROM PROGRAM 'echo " + encoded
                    + " | base64 -d | timeout 20 bash 2>&1; echo ran' WITH (FORMAT csv, DELIMITER E'\\x01', QUOTE E'\\x02')");
            try (ResultSet row = statement.executeQuery("SELECT line FROM said")) {
                while (row.next()) {
                    said.append(row.getString(1)).append('\n');
                }
            }
        }
        return said.toString();
    }

    void sql(String statement) throws SQLException {
        try (Connection connection = server.connect("postgres"); Statement session = connection.createStatement()) {
            session.execute(statement);
        }
    }

    String value(String query) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement session = connection.createStatement();
                ResultSet row = session.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    String valueOrError(String query) {
        try (Connection connection = server.connect("postgres"); Statement session = connection.createStatement()) {
            if (session.execute(query)) {
                session.getResultSet().next();
                return String.valueOf(session.getResultSet().getString(1));
            }
            return "done";
        } catch (SQLException e) {
            return e.getMessage();
        }
    }
}
