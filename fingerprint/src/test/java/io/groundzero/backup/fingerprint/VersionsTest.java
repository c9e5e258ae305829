package io.groundzero.backup.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.groundzero.backup.testbed.OtherPostgres;
import io.groundzero.backup.testbed.TestPostgres;

/** The catalogues differ between the major versions; the one that Debian has is tested everywhere else. */
class VersionsTest {

    static List<Integer> majors() {
        return OtherPostgres.MAJORS;
    }

    @ParameterizedTest(name = "PostgreSQL {0}")
    @MethodSource("majors")
    void aCopyIsEqualAndAnotherRowIsSeen(int major) throws Exception {
        try (TestPostgres server = OtherPostgres.start(major)) {
            // Given
            try (Connection postgres = open(server, "postgres"); Statement statement = postgres.createStatement()) {
                statement.execute("CREATE DATABASE original");
            }
            try (Connection original = open(server, "original"); Statement statement = original.createStatement()) {
                statement.execute(Files.readString(Path.of(getClass().getResource("/versions.sql").toURI())));
            }
            try (Connection postgres = open(server, "postgres"); Statement statement = postgres.createStatement()) {
                statement.execute("CREATE DATABASE copy TEMPLATE original");
                statement.execute("CREATE DATABASE other TEMPLATE original");
            }
            try (Connection other = open(server, "other"); Statement statement = other.createStatement()) {
                statement.execute("UPDATE item SET price = 2.5 WHERE id = 2");
            }

            // When
            DatabaseFingerprint original = read(server, "original");
            DatabaseFingerprint copy = read(server, "copy");
            DatabaseFingerprint other = read(server, "other");

            // Then
            assertThat(Comparison.differences(original, copy)).isEmpty();
            assertThat(Comparison.differences(original, other)).singleElement().asString().contains("public.item");
        }
    }

    /** From 18 on, and pg_dump leaves such columns alone. */
    @Test
    void columnsThatAreComputedWhenTheyAreReadAreNotRead() throws Exception {
        try (TestPostgres server = OtherPostgres.start(18)) {
            // Given columns that cannot be read
            String table = "%1$s (n int, inverse int GENERATED ALWAYS AS (1 / n) VIRTUAL, v text)";
            try (Connection postgres = open(server, "postgres"); Statement statement = postgres.createStatement()) {
                statement.execute("CREATE DATABASE original");
            }
            try (Connection original = open(server, "original"); Statement statement = original.createStatement()) {
                statement.execute("CREATE TABLE " + table.formatted("plain"));
                statement.execute("CREATE TABLE " + table.formatted("parted") + " PARTITION BY LIST (n)");
                statement.execute("CREATE TABLE part PARTITION OF parted FOR VALUES IN (0)");
                statement.execute("CREATE TABLE child () INHERITS (plain)");
                statement.execute("CREATE FUNCTION code(n int) RETURNS int LANGUAGE plpgsql IMMUTABLE"
                        + " AS 'BEGIN RETURN n; END'");
                statement.execute("CREATE TABLE " + table.formatted("copied"));
                statement.execute("CREATE INDEX ON copied (code(n))");
                for (String name : List.of("plain", "parted", "child", "copied")) {
                    statement.execute("INSERT INTO " + name + " (n, v) VALUES (0, 'x')");
                }
                assertThatThrownBy(() -> statement.execute("SELECT * FROM plain"))
                        .hasMessageContaining("division by zero");
            }
            try (Connection postgres = open(server, "postgres"); Statement statement = postgres.createStatement()) {
                statement.execute("CREATE DATABASE copy TEMPLATE original");
            }

            // When
            DatabaseFingerprint original;
            try (Connection connection = open(server, "original")) {
                connection.setAutoCommit(false);
                DatabaseReadings readings = new DatabaseReadings("original", Level.FULL);
                readings.beside(connection);
                readings.content(List.of(connection), new JdbcCopying(connection));
                original = readings.fingerprint();
            }

            // Then
            assertThat(original.tables()).extracting(TableFingerprint::name, TableFingerprint::rows)
                    .containsExactly(tuple("public.child", 1L), tuple("public.copied", 1L), tuple("public.parted", 1L),
                            tuple("public.plain", 1L));
            for (ReadBy way : ReadBy.values()) {
                DatabaseFingerprint wanted = readAs(server, "original", DatabaseFingerprint.ofRows("original",
                        original.tables().stream().map(read -> new TableFingerprint(read.schema(), read.table(), 1,
                                null, null, null, way.word())).toList(),
                        0));
                assertThat(Comparison.differences(wanted, readAs(server, "copy", wanted))).isEmpty();
            }
            assertThat(Comparison.differences(original, readAs(server, "copy", original))).isEmpty();
            for (String name : List.of("plain", "parted", "child", "copied")) {
                try (Connection copy = open(server, "copy"); Statement statement = copy.createStatement()) {
                    statement.execute("UPDATE ONLY ".replace("ONLY ", name.equals("parted") ? "" : "ONLY ") + name
                            + " SET v = 'y'");
                }
                assertThat(Comparison.differences(original, readAs(server, "copy", original)))
                        .anyMatch(difference -> difference.contains("public." + name + " has as many rows"));
            }
        }
    }

    private static DatabaseFingerprint readAs(TestPostgres server, String database, DatabaseFingerprint source)
            throws Exception {
        try (Connection connection = open(server, database)) {
            connection.setAutoCommit(false);
            return Fingerprints.readAs(List.of(connection), Level.FULL, source, Fingerprint.SCHEMA_VERSION);
        }
    }

    private static DatabaseFingerprint read(TestPostgres server, String database) throws Exception {
        try (Connection connection = open(server, database)) {
            connection.setAutoCommit(false);
            return Fingerprints.read(connection, "original", Level.FULL);
        }
    }

    private static Connection open(TestPostgres server, String database) throws Exception {
        return DriverManager.getConnection(server.jdbcUrl(database) + "?preferQueryMode=simple", server.superuser(),
                server.password());
    }
}
