package io.groundzero.backup.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.groundzero.backup.contracts.proof.TableEvidence;

/** A copy is read by the way in which its source was, whatever a restore has left of what decided about it there. */
class SameWayTest {

    private static Everything everything;
    private static DatabaseFingerprint source;
    private static int copies;

    @TempDir
    static Path folder;

    private String copy;

    @BeforeAll
    static void start() throws Exception {
        everything = new Everything();
        everything.run("postgres", "CREATE DATABASE house");
        everything.run("house",
                "CREATE FUNCTION code(n int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN n / 2; END'",
                "CREATE TABLE failed (n int, v text)",
                "INSERT INTO failed VALUES (2, 'two'), (3, E'tab\\t'), (4, NULL), (5, '')",
                "CREATE TABLE indexed (n int, b bytea)", "CREATE INDEX ON indexed (code(n))",
                "INSERT INTO indexed VALUES (1, '\\x00'), (2, NULL)",
                "CREATE TABLE plain (n int, m int, v text)", "INSERT INTO plain VALUES (1, 2, 'x'), (2, 1, NULL)",
                "CREATE TABLE parted (n int, v text) PARTITION BY LIST (n)",
                "CREATE TABLE part_few PARTITION OF parted FOR VALUES IN (1, 2)",
                "CREATE TABLE part_rest PARTITION OF parted DEFAULT", "CREATE INDEX ON part_rest (code(n))",
                "INSERT INTO parted VALUES (1, 'one'), (2, 'two'), (3, 'three')",
                "CREATE TABLE wide (" + IntStream.range(0, 200).mapToObj(i -> "c" + i + " int")
                        .collect(Collectors.joining(", ")) + ")",
                "INSERT INTO wide (c0, c89, c90, c199) VALUES (1, 89, 90, 199)",
                "CREATE INDEX ON wide (code(c0))");
        assertThatThrownBy(() -> everything.run("house", "CREATE UNIQUE INDEX CONCURRENTLY ON failed (code(n))"))
                .isInstanceOf(SQLException.class).hasMessageContaining("could not create unique index");
        try (Connection connection = everything.connect("house")) {
            DatabaseReadings readings = new DatabaseReadings("house", Level.FULL);
            readings.beside(connection);
            readings.content(List.of(connection), new JdbcCopying(connection));
            source = readings.fingerprint();
        }
        everything.program("pg_dump", "--format=custom", "--file=" + folder.resolve("dump"), "house");
        everything.run("postgres", "CREATE DATABASE restored");
        everything.program("pg_restore", "--exit-on-error", "--dbname=restored", folder.resolve("dump").toString());
    }

    @AfterAll
    static void stop() throws Exception {
        everything.close();
    }

    @BeforeEach
    void copy() throws SQLException {
        copy = "copy_" + copies++;
        everything.run("postgres", "CREATE DATABASE " + copy + " TEMPLATE restored");
    }

    @Test
    void theSourceTellsTheWay() {
        assertThat(source.tables()).extracting(TableFingerprint::name, TableFingerprint::readBy)
                .containsExactly(way("failed", ReadBy.COPY), way("indexed", ReadBy.COPY),
                        way("parted", ReadBy.COPY), way("plain", ReadBy.QUERY), way("wide", ReadBy.COPY));
    }

    @Test
    void aCopyWithoutTheIndexThatFailedIsTheSame() throws SQLException {
        assertThat(Comparison.differences(source, read(copy, source))).isEmpty();
        // the index is in no dump, so that the copy alone tells another way
        try (Connection connection = everything.connect(copy)) {
            assertThat(Comparison.differences(source, Fingerprints.read(connection, "house", Level.FULL)))
                    .singleElement().asString().contains("public.failed has as many rows");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE failed SET v = 'Two' WHERE n = 2", "UPDATE failed SET v = '' WHERE n = 4",
            "UPDATE failed SET v = NULL WHERE n = 5", "UPDATE failed SET n = 7 - n WHERE n IN (3, 4)",
            "UPDATE indexed SET b = '\\x01' WHERE n = 1", "UPDATE parted SET v = 'drei' WHERE n = 3",
            "UPDATE parted SET v = 'eins' WHERE n = 1", "UPDATE plain SET v = '' WHERE n = 2",
            "UPDATE wide SET c89 = 90, c90 = 89", "UPDATE wide SET c199 = NULL, c198 = 199"})
    void aChangedRowIsSeenInEveryWay(String change) throws SQLException {
        String table = "public." + change.split(" ")[1];

        everything.run(copy, change);

        assertThat(Comparison.differences(source, read(copy, source))).singleElement().asString().contains(table);
        for (ReadBy way : ReadBy.values()) {
            DatabaseFingerprint wanted = read("restored", with(way, source));
            assertThat(Comparison.differences(wanted, read(copy, wanted))).as(way.word()).singleElement().asString()
                    .contains(table);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {"v = '' | v", "n = 7 | n", "\"M,\" = NULL | \"M,\"",
            "own = 8 | own", "b = '\\x02' | b"})
    void theColumnThatDiffersIsNamedAlsoWhereARowsTextWouldBeTooLarge(String change, String column)
            throws SQLException {
        // Given columns that are not compared in the order in which they lie
        everything.run(copy, "CREATE TABLE parent (v text, n int)",
                "CREATE TABLE child (own int, \"M,\" text, b bytea, computed int GENERATED ALWAYS AS (own * 2) STORED)"
                        + " INHERITS (parent)",
                "INSERT INTO child VALUES ('x, y', 1, 2, 'it''s \"', '\\x01'), (NULL, NULL, NULL, NULL, NULL)");
        DatabaseFingerprint wanted = read(copy, with(ReadBy.COLUMNS, read(copy, source)));

        // When
        everything.run(copy, "UPDATE child SET " + change + " WHERE own = 2");

        // Then
        assertThat(Comparison.differences(wanted, read(copy, wanted))).singleElement().asString()
                .contains("public.child has as many rows")
                .contains("not the same ones: column " + column + " differs")
                .matches(words -> words.contains("generated column computed differs") == column.equals("own"));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsRestoredIsTheSameInEveryWay(ReadBy way) throws SQLException {
        DatabaseFingerprint wanted = read("house", with(way, source));

        assertThat(wanted.tables()).allMatch(table -> table.readBy().equals(way.word()));
        assertThat(Comparison.differences(wanted, read(copy, wanted))).isEmpty();
    }

    @Test
    void aTableThatWasQueriedStaysQueried() throws SQLException {
        everything.run(copy, "CREATE INDEX ON plain (code(n))");

        assertThat(evidence(source, read(copy, source))).allMatch(TableEvidence::identical);
    }

    @Test
    void rowsMayMoveBetweenPartitionsOfWhichOneCannotBeQueried() throws SQLException {
        everything.run(copy, "ALTER TABLE parted DETACH PARTITION part_few", "INSERT INTO parted TABLE part_few",
                "DROP TABLE part_few");

        assertThat(evidence(source, read(copy, source))).allMatch(TableEvidence::identical);
    }

    @Test
    void ofAnOlderSourceTheCopyDecidesForEachPartition() throws SQLException {
        DatabaseFingerprint older = with(null, read("house", with(null, source)));

        DatabaseFingerprint read = read(copy, older);

        assertThat(read.tables()).extracting(TableFingerprint::name, TableFingerprint::readBy)
                .contains(way("indexed", ReadBy.COPY), way("parted", null), way("plain", ReadBy.QUERY));
        assertThat(evidence(older, read)).filteredOn(table -> !table.identical()).extracting(TableEvidence::table)
                .containsExactly("public.failed");
    }

    private static org.assertj.core.groups.Tuple way(String table, ReadBy by) {
        return org.assertj.core.api.Assertions.tuple("public." + table, by == null ? null : by.word());
    }

    private static DatabaseFingerprint read(String database, DatabaseFingerprint as) throws SQLException {
        try (Connection connection = everything.connect(database)) {
            return Fingerprints.readAs(List.of(connection), Level.FULL, as, Fingerprint.SCHEMA_VERSION);
        }
    }

    private static List<TableEvidence> evidence(DatabaseFingerprint wanted, DatabaseFingerprint found) {
        return Comparison.compare(wanted, found).tables();
    }

    private static DatabaseFingerprint with(ReadBy way, DatabaseFingerprint whole) {
        return DatabaseFingerprint.ofRows(whole.database(), whole.tables().stream()
                .map(table -> new TableFingerprint(table.schema(), table.table(), table.rows(), table.content(), null,
                        null, way == null ? null : way.word()))
                .toList(), 0);
    }
}
