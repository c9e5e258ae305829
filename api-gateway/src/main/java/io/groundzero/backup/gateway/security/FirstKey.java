package io.groundzero.backup.gateway.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;

import io.groundzero.backup.contracts.access.ApiKeyFormat;

/**
 * Takes over an API key that was made before the gateway's first start, so that somebody can log in without running a
 * command on its machine. Once the database has known any key it does nothing: who revokes the first key is rid of it.
 */
final class FirstKey {

    static final String NAME = "first-operator";

    private final Path file;
    private final Clock clock;

    /** @param file with the key in its first line */
    FirstKey(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /**
     * @param database a connection of its own, which is closed
     * @return whether the key was taken over
     * @throws IOException if the file is needed, and cannot be read or holds no API key
     */
    boolean adopt(ApiKeyCommand.Connect database) throws SQLException, IOException {
        try (Connection connection = database.open()) {
            connection.setAutoCommit(false);
            ApiKeyTable table = new ApiKeyTable(connection);
            if (!table.isEmpty()) {
                return false;
            }
            String key = read();
            table.lock();
            // another gateway may have been faster
            boolean first = table.isEmpty();
            if (first) {
                table.insert(NAME, Roles.OPERATOR, Holder.PERSON, key, clock.instant());
                table.audit(NAME,
                        "api-key create " + NAME + " " + Roles.OPERATOR + " person, from the first key's file",
                        clock.instant());
            }
            connection.commit();
            return first;
        }
    }

    private String read() throws IOException {
        Optional<String> line;
        try (var lines = Files.lines(file)) {
            line = lines.findFirst().map(String::strip);
        } catch (IOException | RuntimeException e) {
            throw new IOException("cannot read " + file + ": " + e.getMessage(), e);
        }
        return line.filter(ApiKeyFormat::matches).orElseThrow(() -> new IOException("the first line of " + file
                + " is no API key: gz_ and 43 letters, digits, dashes and underscores, as setup and api-key create"
                + " make them"));
    }
}
