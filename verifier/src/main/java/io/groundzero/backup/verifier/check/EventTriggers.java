package io.groundzero.backup.verifier.check;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.postgres.ServerWords;
import io.groundzero.backup.verifier.server.ThrowawayServer;

/**
 * Switches off the event triggers of the restored databases while pg_amcheck makes its extension there, which one that
 * forbids DDL would not let it. Up to PostgreSQL 16 no setting of a session silences those that fire always or as a replica.
 * Checks and probes see them as they were.
 */
final class EventTriggers implements AutoCloseable {

    /** How a trigger is enabled again, by its state; those that fire for ordinary sessions only are silent anyway. */
    private static final Map<String, String> STATES = Map.of("A", "ENABLE ALWAYS", "R", "ENABLE REPLICA");

    private final ThrowawayServer server;
    private final Map<String, List<String>> undo = new LinkedHashMap<>();

    private EventTriggers(ThrowawayServer server) {
        this.server = server;
    }

    static EventTriggers off(ThrowawayServer server, List<String> databases) throws BackupException {
        EventTriggers triggers = new EventTriggers(server);
        for (String database : databases) {
            triggers.disable(database);
        }
        return triggers;
    }

    private void disable(String database) throws BackupException {
        List<String> disabling = new ArrayList<>();
        List<String> enabling = new ArrayList<>();
        try (Connection connection = server.connect(database); Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("SELECT pg_catalog.format('ALTER EVENT TRIGGER %I ', evtname),"
                    + " evtenabled FROM pg_catalog.pg_event_trigger WHERE evtenabled IN ('A', 'R')")) {
                while (row.next()) {
                    disabling.add(row.getString(1) + "DISABLE");
                    enabling.add(row.getString(1) + STATES.get(row.getString(2)));
                }
            }
            run(statement, disabling);
        } catch (SQLException e) {
            throw failed(database, e);
        }
        undo.put(database, enabling);
    }

    @Override
    public void close() throws BackupException {
        for (Map.Entry<String, List<String>> entry : undo.entrySet()) {
            if (!entry.getValue().isEmpty()) {
                try (Connection connection = server.connect(entry.getKey());
                        Statement statement = connection.createStatement()) {
                    run(statement, entry.getValue());
                } catch (SQLException e) {
                    throw failed(entry.getKey(), e);
                }
            }
        }
    }

    private static void run(Statement statement, List<String> commands) throws SQLException {
        for (String command : commands) {
            statement.execute(command);
        }
    }

    private static BackupException failed(String database, SQLException e) {
        return new BackupException(ErrorCode.CHECK_UNAVAILABLE,
                "the event triggers of the restored database " + database + " cannot be switched off for pg_amcheck: "
                        + ServerWords.of(e),
                e);
    }
}
