package io.groundzero.backup.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.contracts.access.ApiKeyFormat;
import io.groundzero.backup.testbed.TestPostgres;

/** The first key in a real database, with the tables as the gateway makes them. */
class FirstKeyTest {

    private static TestPostgres server;

    @TempDir
    private Path folder;

    private final String key = ApiKeyFormat.random();
    private Path file;

    @BeforeAll
    static void start() {
        server = TestPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void emptyDatabase() throws Exception {
        file = Files.writeString(folder.resolve("first-operator-key"), key + "\n");
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                var tables = getClass().getResourceAsStream("/db/migration/V8__keys_and_audit.sql")) {
            statement.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
            statement.execute(new String(tables.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void anEmptyDatabaseTakesItOverAndSaysSo() throws Exception {
        boolean taken = firstKey().adopt(FirstKeyTest::connect);

        assertThat(taken).isTrue();
        assertThat(rows("SELECT name, role, holder, encode(hash, 'hex') FROM api_key"))
                .containsExactly("first-operator operator PERSON " + hex(ApiKey.hash(key)));
        assertThat(rows("SELECT actor, way, outcome, action FROM audit")).singleElement().asString()
                .startsWith("first-operator COMMAND done api-key create first-operator operator person");
        assertThat(rows("SELECT a::text FROM audit a").toString()).doesNotContain(key);
    }

    @Test
    void revokingItIsFinalEvenWithoutTheFile() throws Exception {
        // Given
        firstKey().adopt(FirstKeyTest::connect);
        assertThat(command("revoke", FirstKey.NAME)).isZero();

        // When
        boolean again = firstKey().adopt(FirstKeyTest::connect);

        // Then
        Files.delete(file);
        assertThat(again).isFalse();
        assertThat(firstKey().adopt(FirstKeyTest::connect)).isFalse();
        assertThat(rows("SELECT name FROM api_key WHERE revoked_at IS NULL")).isEmpty();
    }

    @Test
    void anyOtherKeyKeepsItOut() throws Exception {
        assertThat(command("create", "alice", "viewer", "person")).isZero();

        boolean taken = firstKey().adopt(FirstKeyTest::connect);

        assertThat(taken).isFalse();
        assertThat(rows("SELECT name FROM api_key")).containsExactly("alice");
    }

    @Test
    void whatIsNoKeyIsRefusedWithTheFilesName() throws Exception {
        for (String content : List.of("", "\n" + key, "secret\n", key + "x\n", key.substring(1) + "\n")) {
            Files.writeString(file, content);

            assertThatThrownBy(() -> firstKey().adopt(FirstKeyTest::connect)).as(content)
                    .isInstanceOf(IOException.class).hasMessageContaining(file.toString())
                    .hasMessageNotContaining(key);
        }
        Files.delete(file);
        assertThatThrownBy(() -> firstKey().adopt(FirstKeyTest::connect)).isInstanceOf(IOException.class)
                .hasMessageContaining("cannot read " + file);
        assertThat(rows("SELECT name FROM api_key")).isEmpty();
    }

    @Test
    void ofGatewaysThatStartTogetherOneTakesIt() throws Exception {
        ExecutorService gateways = Executors.newFixedThreadPool(4);
        try (Connection other = connect(); Statement statement = other.createStatement()) {
            // Given: nobody can write yet, so all find the table empty
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE api_key IN ROW EXCLUSIVE MODE");
            List<Future<Boolean>> starts = new ArrayList<>();
            for (int gateway = 0; gateway < 4; gateway++) {
                starts.add(gateways.submit(() -> firstKey().adopt(FirstKeyTest::connect)));
            }
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(
                    rows("SELECT count(*) FROM pg_locks WHERE NOT granted")).containsExactly("4"));

            // When
            other.commit();

            // Then
            List<Boolean> taken = new ArrayList<>();
            for (Future<Boolean> start : starts) {
                taken.add(start.get());
            }
            assertThat(taken).containsExactlyInAnyOrder(true, false, false, false);
            assertThat(rows("SELECT name FROM api_key")).containsExactly("first-operator");
            assertThat(rows("SELECT count(*) FROM audit")).containsExactly("1");
        } finally {
            gateways.shutdownNow();
        }
    }

    private FirstKey firstKey() {
        return new FirstKey(file, Clock.systemUTC());
    }

    private static int command(String... words) {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream());
        return new ApiKeyCommand(FirstKeyTest::connect, "tester", Clock.systemUTC(), nowhere, nowhere)
                .run(List.of(words));
    }

    private static List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                List<String> columns = new ArrayList<>();
                for (int column = 1; column <= found.getMetaData().getColumnCount(); column++) {
                    columns.add(found.getString(column));
                }
                rows.add(String.join(" ", columns));
            }
        }
        return rows;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static Connection connect() throws SQLException {
        return server.connect("postgres");
    }
}
