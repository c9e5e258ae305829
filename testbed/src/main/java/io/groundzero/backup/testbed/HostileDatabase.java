package io.groundzero.backup.testbed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Databases in which whatever is called that is not PostgreSQL's own writes a line to the server's log. */
public final class HostileDatabase {

    private static final String MARK = "CODE OF OTHERS: ";

    private HostileDatabase() {
    }

    /** Every function, operator and type of PostgreSQL gets a namesake, and implicit casts are everywhere. */
    public static void shadow(Connection superuser) throws SQLException {
        run(superuser, "shadowed.sql");
    }

    /** Everything that an ordinary role may define in a database that she owns. */
    public static void fill(Connection owner) throws SQLException {
        run(owner, "mallory.sql");
    }

    /** What ran in sessions of that role so far. */
    public static List<String> calls(TestPostgres server, String role) {
        try {
            // a name may be in whatever encoding
            return Files.readString(server.dataFolder().resolve("server.log"), StandardCharsets.ISO_8859_1).lines()
                    .filter(line -> line.contains(MARK) && line.contains(" as " + role + " in ")).toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(Connection connection, String script) throws SQLException {
        try (InputStream in = HostileDatabase.class.getResourceAsStream("/" + script);
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
