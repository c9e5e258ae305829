package io.groundzero.backup.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.groundzero.backup.contracts.proof.TableEvidence;
import io.groundzero.backup.testbed.TestPostgres;

class FingerprintsTest {

    private static TestPostgres server;
    private static int databases;
    private String database;

    @BeforeAll
    static void start() {
        server = TestPostgres.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void emptyDatabase() throws SQLException {
        database = "d" + databases++;
        run("postgres", "CREATE DATABASE " + database);
        run(database,
                """
                        CREATE TYPE mood AS ENUM ('sad', 'glad');
                        CREATE TABLE t (id int, a text, f float8, n numeric, i interval, j jsonb, m mood, b bytea, big bigint);
                        INSERT INTO t VALUES (1, 'x', 0, 1.0, '1 mon', '{"v": 1.0}', 'sad', '\\x00', 1),
                                             (2, 'y', 'NaN', 2.50, '30 days', '{"v": 2}', 'glad', NULL, 4294967297),
                                             (3, NULL, 'Infinity', 'NaN', '1 day', NULL, NULL, '', 0), (4, '', 1, 1, NULL, NULL, NULL, NULL, NULL);
                        """);
    }

    static Stream<Arguments> changes() {
        return Stream.of(Arguments.of("a value", "UPDATE t SET a = 'z' WHERE id = 1"),
                Arguments.of("a column swapped between two rows",
                        "UPDATE t SET a = CASE id WHEN 1 THEN 'y' ELSE 'x' END WHERE id < 3"),
                Arguments.of("0 to -0", "UPDATE t SET f = '-0' WHERE id = 1"),
                Arguments.of("a numeric's scale", "UPDATE t SET n = 1.00 WHERE id = 1"),
                Arguments.of("a month to 30 days", "UPDATE t SET i = '30 days' WHERE id = 1"),
                Arguments.of("a scale in jsonb", "UPDATE t SET j = '{\"v\": 1.00}' WHERE id = 1"),
                Arguments.of("an enum label", "ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'"),
                Arguments.of("NULL to an empty string", "UPDATE t SET a = '' WHERE id = 3"),
                Arguments.of("a bigint that folds to the same 32 bits", "UPDATE t SET big = 4294967296 WHERE id = 1"),
                Arguments.of("one row replaced by a copy of another",
                        "DELETE FROM t WHERE id = 1; INSERT INTO t SELECT * FROM t WHERE id = 2"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void aChangeOfContentIsSeenAlthoughTheCountIsTheSame(String name, String change) throws SQLException {
        DatabaseFingerprint before = read(Level.FULL);

        run(database, change);

        assertThat(Comparison.differences(before, read(Level.FULL))).first().asString()
                .contains(database + ": public.t").contains("not the same ones");
        assertThat(Comparison.differences(read(Level.COUNTS), read(Level.COUNTS))).isEmpty();
    }

    @Test
    void theOrderOfRowsAndTheirPlaceOnDiskDoNotCount() throws SQLException {
        DatabaseFingerprint before = read(Level.FULL);

        run(database,
                "CREATE TABLE u AS TABLE t; TRUNCATE t; INSERT INTO t SELECT * FROM u ORDER BY id DESC; DROP TABLE u");

        assertThat(Comparison.differences(before, read(Level.FULL))).isEmpty();
    }

    @Test
    void settingsOfDatabaseAndRoleDoNotCountForContent() throws SQLException {
        run(database, "CREATE TABLE s (m money, t timestamptz, f float8, b bytea);"
                + "INSERT INTO s VALUES (12.34, '2026-11-23 12:00Z', 1.0/3, '\\xdead')");
        DatabaseFingerprint before = read(Level.FULL);

        run("postgres", "ALTER DATABASE %1$s SET timezone = 'Asia/Tokyo'; ALTER DATABASE %1$s SET datestyle = 'German';"
                .formatted(database)
                + "ALTER DATABASE %1$s SET extra_float_digits = 0; ALTER DATABASE %1$s SET bytea_output = 'escape'"
                        .formatted(database));

        assertThat(Comparison.differences(before, read(Level.FULL))).hasSize(4)
                .allMatch(difference -> difference.contains("setting "));
    }

    @Test
    void rowsMayMoveBetweenPartitions() throws SQLException {
        run(database,
                "CREATE TABLE p (k int) PARTITION BY HASH (k); CREATE TABLE p0 PARTITION OF p FOR VALUES WITH (MODULUS 1, REMAINDER 0);"
                        + "INSERT INTO p SELECT generate_series(1, 100)");
        DatabaseFingerprint before = read(Level.FULL);

        run(database, "DROP TABLE p0; CREATE TABLE q0 PARTITION OF p FOR VALUES WITH (MODULUS 2, REMAINDER 0);"
                + "CREATE TABLE q1 PARTITION OF p FOR VALUES WITH (MODULUS 2, REMAINDER 1); INSERT INTO p SELECT generate_series(1, 100)");

        assertThat(Comparison.compare(before, read(Level.FULL)).tables()).allMatch(TableEvidence::identical);
    }

    @Test
    void severalConnectionsReadTheSameAsOne() throws SQLException {
        run(database, "CREATE TABLE p (k int) PARTITION BY LIST (k); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);"
                + "CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2); INSERT INTO p SELECT g % 2 + 1 FROM generate_series(1, 1000) g");
        try (Connection a = connect(database); Connection b = connect(database); Connection c = connect(database)) {
            List<Connection> connections = List.of(a, b, c);
            for (Connection connection : connections) {
                connection.setAutoCommit(false);
            }

            DatabaseFingerprint together = Fingerprints.read(connections, database, Level.FULL);

            assertThat(together).isEqualTo(read(Level.FULL));
            assertThat(together.tables()).hasSize(2);
        }
    }

    @Test
    void oddTablesWork() throws SQLException {
        run(database, "CREATE TABLE none (); INSERT INTO none DEFAULT VALUES;"
                + "CREATE SCHEMA \"a.b\"; CREATE TABLE \"a.b\".c (x int); CREATE SCHEMA a; CREATE TABLE a.\"b.c\" (x int);"
                + "CREATE TABLE \"say \"\"hi\"\"\" (t int, \"select\" text); INSERT INTO \"say \"\"hi\"\"\" VALUES (1, 'x');"
                + "CREATE TABLE wide (" + columns(1500) + "); INSERT INTO wide (c7) VALUES (7);"
                + "CREATE TABLE dropped (x int, y int, z int); ALTER TABLE dropped DROP COLUMN y; INSERT INTO dropped VALUES (1, 2);"
                + "CREATE TABLE child () INHERITS (none); INSERT INTO child DEFAULT VALUES");

        List<TableFingerprint> tables = read(Level.FULL).tables();

        assertThat(tables).extracting(TableFingerprint::name).contains("public.none", "\"a.b\".c", "a.\"b.c\"",
                "public.\"say \"\"hi\"\"\"", "public.wide", "public.dropped", "public.child");
        assertThat(tables).filteredOn(table -> table.table().equals("none")).first()
                .extracting(TableFingerprint::rows).isEqualTo(1L);
    }

    @Test
    void missingAndAddedTablesAndLargeObjectsAreNamed() throws SQLException {
        run(database, "CREATE TABLE gone (x int); SELECT lo_create(0)");
        DatabaseFingerprint before = read(Level.FULL);

        run(database, "DROP TABLE gone; CREATE TABLE added (x int); SELECT lo_create(0)");

        assertThat(Comparison.differences(before, read(Level.FULL)))
                .anyMatch(difference -> difference.contains("public.gone is missing"))
                .anyMatch(difference -> difference.contains("public.added was not in the source"))
                .anyMatch(difference -> difference.contains("large objects"));
    }

    @Test
    void whatAnExtensionMakesItselfIsNotPartOfADump() throws SQLException {
        int before = read(Level.COUNTS).tables().size();

        run(database, "CREATE EXTENSION hstore; CREATE TABLE extra (x int); ALTER EXTENSION hstore ADD TABLE extra");

        assertThat(read(Level.COUNTS).tables()).hasSize(before);
    }

    private static String columns(int count) {
        StringBuilder columns = new StringBuilder("c0 int");
        for (int i = 1; i < count; i++) {
            columns.append(", c").append(i).append(" int");
        }
        return columns.toString();
    }

    private DatabaseFingerprint read(Level level) throws SQLException {
        try (Connection connection = connect(database)) {
            connection.setAutoCommit(false);
            DatabaseFingerprint fingerprint = Fingerprints.read(connection, database, level);
            connection.rollback();
            return fingerprint;
        }
    }

    private static void run(String database, String sql) throws SQLException {
        try (Connection connection = connect(database); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(database), server.superuser(), server.password());
    }
}
