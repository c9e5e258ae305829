package io.groundzero.backup.gateway.security;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;

/**
 * API keys and their audit log, for those who change them: commands and the gateway's first start. Whoever calls it ends
 * the transaction.
 */
final class ApiKeyTable {

    private final Connection connection;

    ApiKeyTable(Connection connection) {
        this.connection = connection;
    }

    /** Whether nobody ever had a key. One that was revoked counts. */
    boolean isEmpty() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet any = statement.executeQuery("SELECT NOT EXISTS (SELECT FROM api_key)")) {
            any.next();
            return any.getBoolean(1);
        }
    }

    /** Nobody else makes or revokes a key until the transaction ends; everybody may go on reading. */
    void lock() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLE api_key IN SHARE ROW EXCLUSIVE MODE");
        }
    }

    /** @param key of which only the hash is stored */
    void insert(String name, String role, Holder holder, String key, Instant at) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO api_key (name, role, holder, hash, created_at) VALUES (?, ?, ?, ?, ?)")) {
            insert.setString(1, name);
            insert.setString(2, role);
            insert.setString(3, holder.name());
            insert.setBytes(4, ApiKey.hash(key));
            insert.setTimestamp(5, Timestamp.from(at));
            insert.executeUpdate();
        }
    }

    /** What was done to the keys on the gateway's machine. */
    void audit(String actor, String action, Instant at) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO audit (at, actor, way, action, outcome) VALUES (?, ?, ?, ?, 'done')")) {
            insert.setTimestamp(1, Timestamp.from(at));
            insert.setString(2, actor);
            insert.setString(3, Actor.Way.COMMAND.name());
            insert.setString(4, action);
            insert.executeUpdate();
        }
    }
}
