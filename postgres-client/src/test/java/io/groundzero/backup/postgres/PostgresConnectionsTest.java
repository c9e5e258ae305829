package io.groundzero.backup.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.ResultSet;
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
