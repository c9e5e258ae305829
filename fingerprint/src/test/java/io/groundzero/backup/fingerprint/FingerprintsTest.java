package io.groundzero.backup.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    void aDifferenceIsToldByItsColumns() throws SQLException {
        run(database,
                "CREATE TABLE c (id int PRIMARY KEY, \"Full Name\" text, town text, n int, twice int GENERATED ALWAYS"
                        + " AS (n * 2) STORED); INSERT INTO c VALUES (1, 'ann', 'bern', 1), (2, 'bob', 'rome', 2)");
        DatabaseFingerprint before = read(Level.FULL);

        run(database, "UPDATE c SET \"Full Name\" = 'eve', town = 'oslo' WHERE id = 1");
        DatabaseFingerprint changed = read(Level.FULL);
        run(database,
                "UPDATE c SET \"Full Name\" = 'bob', town = 'bern' WHERE id = 1; UPDATE c SET \"Full Name\" = 'ann'"
                        + " WHERE id = 2");

        assertThat(Comparison.differences(before, changed))
                .containsExactly(database + ": public.c has as many rows as in"
                        + " the source (2), but not the same ones: columns \"Full Name\", town differ");
        assertThat(Comparison.differences(before, read(Level.FULL))).containsExactly(database
                + ": public.c has as many rows"
                + " as in the source (2), but not the same ones: each column holds the same values, but not in the same rows");
        assertThat(Comparison.differences(withoutColumns(before), changed)).first().asString()
                .endsWith("but not the same ones");
    }

    /** As earlier releases wrote it. */
    private static DatabaseFingerprint withoutColumns(DatabaseFingerprint whole) {
        return DatabaseFingerprint.ofRows(whole.database(), whole.tables().stream().map(
                table -> new TableFingerprint(table.schema(), table.table(), table.rows(), table.content())).toList(),
                whole.largeObjects());
    }

    @Test
    void ofLargeTablesOnlyGeneratedColumnsAreTold() throws SQLException {
        run(database, "CREATE FUNCTION tax(n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT n * 16';"
                + "CREATE TABLE large (n int, tax int GENERATED ALWAYS AS (tax(n)) STORED, pad text);"
                + "INSERT INTO large (n, pad) SELECT g, repeat('x', 1800) FROM generate_series(1, 6000) g");
        DatabaseFingerprint before = read(Level.FULL);

        run(database, "CREATE OR REPLACE FUNCTION tax(n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT n * 19';"
                + "UPDATE large SET n = n WHERE n < 10");

        assertThat(before.tables()).filteredOn(table -> table.table().equals("large")).first()
                .satisfies(table -> assertThat(table.columns()).isNull())
                .satisfies(table -> assertThat(table.generated()).containsOnlyKeys("tax"));
        assertThat(Comparison.compare(before, read(Level.FULL)).tables().get(0).difference())
                .contains("generated column tax differs: a restore computes it anew",
                        "other columns of so large a table are not told apart");
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
    void ofALargeTableOneRowInSixteenIsSampledByItsKey() throws SQLException {
        run(database, "CREATE TABLE big (id int PRIMARY KEY, v text);"
                + "INSERT INTO big SELECT i, md5(i::text) FROM generate_series(1, 60000) i;"
                + "CREATE TABLE keyless AS SELECT * FROM big");
        DatabaseFingerprint before = read(Level.SAMPLED);

        run(database,
                "CREATE TABLE copy AS TABLE big; TRUNCATE big; INSERT INTO big SELECT * FROM copy ORDER BY v; DROP TABLE copy");
        assertThat(Comparison.differences(before, read(Level.SAMPLED))).isEmpty();
        assertThat(table(before, "big").content()).isNotEqualTo(table(before, "keyless").content());
        assertThat(table(before, "keyless").content()).isEqualTo(table(read(Level.FULL), "keyless").content());

        run(database, "UPDATE big SET v = 'x' WHERE id BETWEEN 1000 AND 1200");
        assertThat(Comparison.differences(before, read(Level.SAMPLED))).singleElement().asString()
                .contains("public.big has as many rows");
        run(database, "UPDATE keyless SET v = 'x' WHERE id = 1; DELETE FROM big WHERE id = 1");
        assertThat(Comparison.differences(before, read(Level.SAMPLED))).hasSize(2);
        assertThat(Comparison.differences(before, read(Level.SAMPLED))).first().asString().contains("59999 rows");
    }

    @Test
    void largeObjectsAreTheSameForWhoeverMayReadThem() throws SQLException {
        run(database,
                "SELECT lo_from_bytea(1000, convert_to(repeat('large ', 2000), 'UTF8')), lo_create(1001), lo_create(1002);"
                        + "SELECT lo_put(1001, 10000, '\\x01'); CREATE ROLE lesser LOGIN PASSWORD 'x' BYPASSRLS;"
                        + "GRANT SELECT ON LARGE OBJECT 1000, 1001, 1002 TO lesser; GRANT SELECT ON t TO lesser");
        DatabaseFingerprint before = read(Level.FULL);
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(database), "lesser", "x")) {
            connection.setAutoCommit(false);

            assertThat(Fingerprints.read(connection, database, Level.FULL)).isEqualTo(before);
        }

        // zeros where there was a hole
        run(database, "SELECT lo_put(1001, 0, decode(repeat('00', 5000), 'hex'))");
        assertThat(Comparison.differences(before, read(Level.FULL))).isEmpty();
        run(database, "SELECT lo_put(1001, 10001, '\\x00')");
        assertThat(Comparison.differences(before, read(Level.FULL))).singleElement().asString()
                .contains("as many large objects as in the source (3)");
        assertThat(before.largeObjectContent()).hasSize(32).isNotEqualTo(Content.EMPTY.hex());
        run(database, "DROP OWNED BY lesser; DROP ROLE lesser");
    }

    @Test
    void columnsOfAnInheritanceChildMayBeReordered() throws SQLException {
        run(database, "CREATE TABLE parent (a int); CREATE TABLE child (own text) INHERITS (parent);"
                + "ALTER TABLE parent ADD COLUMN late int; INSERT INTO child VALUES (1, 'x', 2)");
        DatabaseFingerprint before = read(Level.FULL);

        run(database, "DROP TABLE child; DROP TABLE parent; CREATE TABLE parent (a int, late int);"
                + "CREATE TABLE child (own text) INHERITS (parent); INSERT INTO child VALUES (1, 2, 'x')");

        assertThat(Comparison.differences(before, read(Level.FULL))).isEmpty();
    }

    @Test
    void indexThatIsNotValidIsNoPartOfADump() throws SQLException {
        run(database, "CREATE TABLE twice AS SELECT 1 AS x FROM generate_series(1, 2)");
        DatabaseFingerprint before = read(Level.COUNTS);

        assertThatThrownBy(() -> run(database, "CREATE UNIQUE INDEX CONCURRENTLY failed ON twice (x)"))
                .isInstanceOf(SQLException.class);

        assertThat(Comparison.differences(before, read(Level.COUNTS))).isEmpty();
    }

    @Test
    void whatTheSourceDroppedAndEveryNewDatabaseHasIsNoted() throws SQLException {
        DatabaseFingerprint with = read(Level.COUNTS);
        run(database, "DROP EXTENSION plpgsql; CREATE SCHEMA other; DROP TABLE t; DROP TYPE mood; DROP SCHEMA public");
        DatabaseFingerprint without = read(Level.COUNTS);

        Comparison.Result result = Comparison.compare(without, with);

        assertThat(result.notes()).hasSize(3).allMatch(note -> note.contains("every new database has it"));
        assertThat(result.differences()).noneMatch(difference -> difference.contains("schema public"))
                .anyMatch(difference -> difference.contains("schema other is missing"));
        assertThat(Comparison.differences(with, without))
                .anyMatch(difference -> difference.contains("schema public is missing"));
    }

    private static TableFingerprint table(DatabaseFingerprint fingerprint, String name) {
        return fingerprint.tables().stream().filter(table -> table.table().equals(name)).findFirst().orElseThrow();
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
