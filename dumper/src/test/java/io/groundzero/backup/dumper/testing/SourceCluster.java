package io.groundzero.backup.dumper.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import org.postgresql.Driver;

import io.groundzero.backup.testbed.HostileDatabase;
import io.groundzero.backup.testbed.TestAuthority;
import io.groundzero.backup.testbed.TestPostgres;

/** A real PostgreSQL 15, started once for all tests of this JVM. */
public final class SourceCluster {

    public static final Path PROGRAMS = Path.of("/usr/lib/postgresql/15/bin");
    public static final String DUMP_PASSWORD = "not: a \\secret'";

    /** Of the server's certificate, which is for {@link TestAuthority#HOST}. */
    public static final TestAuthority AUTHORITY = TestAuthority.create();

    private static SourceCluster shared;

    private final TestPostgres server;

    private SourceCluster(TestPostgres server) {
        this.server = server;
    }

    public static synchronized SourceCluster shared() throws SQLException {
        if (shared == null) {
            shared = new SourceCluster(TestPostgres.startTls(AUTHORITY, Map.of("PG_BIN", PROGRAMS.toString())));
            shared.run("postgres",
                    "CREATE ROLE dump LOGIN BYPASSRLS PASSWORD '" + DUMP_PASSWORD.replace("'", "''") + "'",
                    "GRANT pg_read_all_data TO dump", "GRANT SELECT ON pg_authid TO dump");
        }
        return shared;
    }

    public int port() {
        return server.port();
    }

    /** What of the databases' users ran in sessions of the dump role so far. */
    public List<String> callsOfOthers() {
        return HostileDatabase.calls(server, "dump");
    }

    /** The superuser's. */
    public String password() {
        return server.password();
    }

    /** As the superuser. */
    public Connection connect(String database) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", server.superuser());
        login.setProperty("password", server.password());
        // not DriverManager, which knows the drivers of another class loader in a Quarkus test
        return new Driver().connect(server.jdbcUrl(URLEncoder.encode(database, StandardCharsets.UTF_8)), login);
    }

    /** As the superuser. */
    public void run(String database, String... statements) throws SQLException {
        try (Connection connection = connect(database); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Makes a database, instead of what was there under that name. */
    public void create(String database, String... statements) throws SQLException {
        String quoted = "\"" + database.replace("\"", "\"\"") + "\"";
        run("postgres", "DROP DATABASE IF EXISTS " + quoted + " WITH (FORCE)", "CREATE DATABASE " + quoted);
        run(database, statements);
    }

    public void drop(String... databases) throws SQLException {
        for (String database : databases) {
            run("postgres", "DROP DATABASE IF EXISTS \"" + database + "\" WITH (FORCE)");
        }
    }

    /** As the superuser. */
    public String text(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
