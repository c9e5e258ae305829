package io.groundzero.backup.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;

class PostgresConnectionsTest {

    private static LocalPostgres postgres;

    @BeforeAll
    static void start() throws Exception {
        postgres = LocalPostgres.start();
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
    }

    @Test
    void opensOverTcp() throws Exception {
        try (Connection connection = open(postgres.as("postgres", LocalPostgres.PASSWORD), "postgres")) {
            assertThat(text(connection, "SHOW application_name")).isEqualTo("test");
        }
    }

    @Test
    void opensThroughASocketFile() throws Exception {
        try (Connection connection = PostgresConnections.openSocket(postgres.socket(), "postgres", "template1")) {
            assertThat(text(connection, "SELECT current_database() || coalesce(inet_server_addr()::text, '')"))
                    .isEqualTo("template1");
        }
    }

    @Test
    void opensThroughASocketFolder() throws Exception {
        PostgresServer server = new PostgresServer(postgres.folder.toString(), postgres.port, "postgres",
                Optional.empty(), Map.of(), "test");

        try (Connection connection = open(server, "postgres")) {
            assertThat(text(connection, "SELECT 'in'")).isEqualTo("in");
        }
    }

    @Test
    void takesAnyDatabaseName() throws Exception {
        String name = "host=ümläut &x/y?%20";
        try (Connection connection = open(postgres.as("postgres", LocalPostgres.PASSWORD), "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE \"" + name + "\"");
        }

        try (Connection connection = open(postgres.as("postgres", LocalPostgres.PASSWORD), name)) {
            assertThat(text(connection, "SELECT current_database()")).isEqualTo(name);
        }
    }

    @Test
    void tellsAWrongPassword() {
        assertThatThrownBy(() -> open(postgres.as("postgres", "wrong-one"), "postgres"))
                .isInstanceOfSatisfying(BackupException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_LOGIN_REFUSED))
                .hasMessageContaining("postgres@127.0.0.1:" + postgres.port).hasMessageNotContaining("wrong-one");
    }

    @Test
    void tellsARefusedConnection() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        PostgresServer server = new PostgresServer("127.0.0.1", port, "u", Optional.of("p"), Map.of(), "test");

        assertUnreachable(server);
    }

    @Test
    void tellsAnUnknownHost() {
        assertUnreachable(
                new PostgresServer("no-such-host.invalid", 5432, "u", Optional.of("p"), Map.of(), "test"));
    }

    @Test
    void tellsAMissingSocket() {
        assertUnreachable(new PostgresServer("/nowhere", 5432, "u", Optional.empty(), Map.of(), "test"));
    }

    @Test
    void refusesToGoOnWithoutDemandedTls() {
        PostgresServer server = new PostgresServer("127.0.0.1", postgres.port, "postgres",
                Optional.of(LocalPostgres.PASSWORD), Map.of("sslmode", "require"), "test");

        assertThatThrownBy(() -> open(server, "postgres"))
                .isInstanceOfSatisfying(BackupException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_UNTRUSTED))
                .hasMessageContaining("it offers no TLS");
    }

    @Test
    void givesClientProgramsTheSameLogin() throws Exception {
        ClientPrograms programs = ClientPrograms.locate(15);
        PostgresServer server = postgres.as("postgres", LocalPostgres.PASSWORD);

        ChildProcess.Outcome outcome = ChildProcess
                .of(List.of(programs.program("pg_dump").toString(), "--no-password", "--schema-only"))
                .environment(server.environment("postgres")).run(Duration.ofSeconds(20));

        assertThat(outcome.words()).isEqualTo("exit code 0, nothing on stderr");
        assertThat(Warnings.clean(outcome)).isTrue();
    }

    @Test
    void readsThePgDumpOfACollationMismatchAsHarmless() throws Exception {
        PostgresServer server = postgres.as("postgres", LocalPostgres.PASSWORD);
        try (Connection connection = open(server, "postgres"); Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE old TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en'");
            statement.execute("UPDATE pg_database SET datcollversion = '1.2.3' WHERE datname = 'old'");
        }

        ChildProcess.Outcome outcome = ChildProcess
                .of(List.of(ClientPrograms.locate(15).program("pg_dump").toString(), "--no-password"))
                .environment(server.environment("old")).run(Duration.ofSeconds(20));

        assertThat(outcome.words()).contains("collation version mismatch");
        assertThat(Warnings.serious(outcome)).isEmpty();
    }

    @Test
    void sessionsAreTheSameWhateverADatabaseAndARoleHaveSet() throws Exception {
        // Given
        PostgresServer server = postgres.as("reader", LocalPostgres.PASSWORD);
        try (Connection connection = open(postgres.as("postgres", LocalPostgres.PASSWORD), "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE reader LOGIN PASSWORD '" + LocalPostgres.PASSWORD.replace("'", "''") + "'");
            statement.execute("CREATE ROLE helpless");
            statement.execute("GRANT helpless TO reader");
            statement.execute("CREATE DATABASE settled");
            for (String setting : List.of("role = helpless", "session_authorization = helpless",
                    "standard_conforming_strings = off", "backslash_quote = off", "client_min_messages = debug5",
                    "statement_timeout = '1h'", "idle_session_timeout = '1h'", "default_transaction_read_only = on",
                    "default_transaction_isolation = serializable", "default_transaction_deferrable = on",
                    "exit_on_error = on", "array_nulls = off", "transform_null_equals = on",
                    "quote_all_identifiers = on", "bytea_output = escape", "client_encoding = latin1",
                    "default_text_search_config = 'nobody.knows'", "default_tablespace = 'gone'")) {
                statement.execute("ALTER DATABASE settled SET " + setting);
            }
            statement.execute("ALTER ROLE reader SET lock_timeout = '1ms'");
            statement.execute("ALTER ROLE reader SET idle_in_transaction_session_timeout = '1h'");
        }

        // When
        ChildProcess.Outcome dump = ChildProcess
                .of(List.of(ClientPrograms.locate(15).program("pg_dump").toString(), "--no-password"))
                .environment(server.environment("settled")).run(Duration.ofSeconds(20));

        // Then
        try (Connection connection = open(server, "settled")) {
            assertThat(text(connection, "SELECT current_user || ' ' || session_user")).isEqualTo("reader reader");
            for (String setting : List.of("standard_conforming_strings", "array_nulls")) {
                assertThat(text(connection, "SHOW " + setting)).as(setting).isEqualTo("on");
            }
            for (String setting : List.of("default_transaction_read_only", "default_transaction_deferrable",
                    "exit_on_error", "transform_null_equals", "quote_all_identifiers")) {
                assertThat(text(connection, "SHOW " + setting)).as(setting).isEqualTo("off");
            }
            for (String setting : List.of("statement_timeout", "lock_timeout")) {
                assertThat(text(connection, "SHOW " + setting)).as(setting).isEqualTo("0");
            }
            for (String setting : List.of("idle_session_timeout", "idle_in_transaction_session_timeout")) {
                assertThat(text(connection, "SHOW " + setting)).as(setting).isEqualTo("1min");
            }
            assertThat(text(connection, "SHOW default_transaction_isolation")).isEqualTo("read committed");
            assertThat(text(connection, "SHOW bytea_output")).isEqualTo("hex");
            assertThat(text(connection, "SHOW client_encoding")).isEqualTo("UTF8");
        }
        assertThat(Warnings.serious(dump)).as(dump.words()).isEmpty();
        assertThat(dump.exitCode()).as(dump.words()).isZero();
    }

    @Test
    void readsThePgDumpOfADatabaseThatCameFromAnotherLibraryOfCAsHarmless() throws Exception {
        PostgresServer server = postgres.as("postgres", LocalPostgres.PASSWORD);
        try (Connection connection = open(server, "postgres"); Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE moved TEMPLATE template0 LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'");
            statement.execute("UPDATE pg_database SET datcollversion = '2.31' WHERE datname = 'moved'");
        }

        ChildProcess.Outcome outcome = ChildProcess
                .of(List.of(ClientPrograms.locate(15).program("pg_dump").toString(), "--no-password"))
                .environment(server.environment("moved")).run(Duration.ofSeconds(20));

        assertThat(outcome.words()).contains("no actual collation version, but a version was recorded");
        assertThat(Warnings.clean(outcome)).isTrue();
    }

    @Test
    void tellsTheServersHintButNoDetailsThatQuoteARow() throws Exception {
        try (Connection connection = open(postgres.as("postgres", LocalPostgres.PASSWORD), "postgres");
                Statement statement = connection.createStatement()) {
            assertThat(failure(statement, "SELECT nofunction(1)"))
                    .hasMessageContaining("HINT: No function matches the given name");
            assertThat(failure(statement, "DROP SCHEMA public; CREATE SCHEMA public; CREATE TABLE public.t(x int);"
                    + " DROP SCHEMA public")).hasMessageContaining("DETAIL: table t depends on schema public");
            assertThat(failure(statement, "CREATE TEMP TABLE one(x text PRIMARY KEY);"
                    + " INSERT INTO one VALUES ('secret'), ('secret')")).hasMessageNotContaining("secret");
        }
    }

    private static BackupException failure(Statement statement, String sql) {
        try {
            statement.execute(sql);
            throw new AssertionError("succeeded: " + sql);
        } catch (SQLException e) {
            return SourceErrors.translate(e, "trying");
        }
    }

    private static void assertUnreachable(PostgresServer server) {
        assertThatThrownBy(() -> open(server, "postgres"))
                .isInstanceOfSatisfying(BackupException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_UNREACHABLE))
                .hasMessageContaining(server.toString());
    }

    private static Connection open(PostgresServer server, String database) throws BackupException {
        return PostgresConnections.open(server, database, Duration.ofSeconds(20));
    }

    private static String text(Connection connection, String sql) throws Exception {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
