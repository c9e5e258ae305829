package io.groundzero.backup.fingerprint;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.groundzero.backup.testbed.TestPostgres;

/** A server with the database of everything.sql on it. */
final class Everything implements AutoCloseable {

    static final String DATABASE = "Every \"thing\"";

    private final TestPostgres server;

    Everything() throws Exception {
        server = TestPostgres.start("allow_in_place_tablespaces=on", "wal_level=logical", "lc_monetary=C");
        run("postgres", "CREATE ROLE owner", "CREATE ROLE reader LOGIN PASSWORD 'hidden' VALID UNTIL '2030-01-01Z'",
                "CREATE ROLE \"Other role\" IN ROLE reader CONNECTION LIMIT 3",
                "GRANT owner TO reader WITH ADMIN OPTION",
                "ALTER ROLE reader SET my.token = 'hidden'", "COMMENT ON ROLE owner IS 'role'",
                "CREATE TABLESPACE space OWNER owner LOCATION '' WITH (random_page_cost = 2)",
                "GRANT CREATE ON TABLESPACE space TO reader", "COMMENT ON TABLESPACE space IS 'tablespace'",
                "GRANT SET ON PARAMETER log_statement TO reader", "CREATE DATABASE " + quoted(DATABASE));
        program("psql", "-Xq", "-o", "/dev/null", "-v", "database=" + DATABASE, "-d", "dbname=" + literal(DATABASE),
                "-f",
                Path.of(Everything.class.getResource("/everything.sql").toURI()).toString());
    }

    TestPostgres server() {
        return server;
    }

    /** In a transaction. */
    Connection connect(String database) throws SQLException {
        Connection connection = DriverManager.getConnection(
                server.jdbcUrl(java.net.URLEncoder.encode(database, java.nio.charset.StandardCharsets.UTF_8)),
                server.superuser(), server.password());
        connection.setAutoCommit(false);
        return connection;
    }

    DatabaseFingerprint read(String database, Level level) throws SQLException {
        try (Connection connection = connect(database)) {
            return Fingerprints.read(connection, DATABASE, level);
        }
    }

    void run(String database, String... statements) throws SQLException {
        try (Connection connection = connect(database); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Runs one of PostgreSQL's programs on this server; a single word of complaint is a failure. */
    void program(String name, String... arguments) throws IOException, InterruptedException, URISyntaxException {
        List<String> command = new ArrayList<>(List.of("/usr/lib/postgresql/15/bin/" + name));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGHOST", server.host());
        builder.environment().put("PGPORT", Integer.toString(server.port()));
        builder.environment().put("PGUSER", server.superuser());
        builder.environment().put("PGPASSWORD", server.password());
        builder.environment().put("PGOPTIONS", "-c client_min_messages=warning");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes());
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0 || !said.isEmpty()) {
            throw new IOException(name + ": " + said);
        }
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String literal(String name) {
        return "'" + name.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
