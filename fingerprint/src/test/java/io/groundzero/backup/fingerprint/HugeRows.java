package io.groundzero.backup.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.logging.Logger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows whose text is larger than the server can make although COPY writes them. For {@code make huge-rows}: PostgreSQL's limit
 * cannot be lowered, and it takes minutes and some GB of memory to reach it. By its
 * name Surefire takes it for no test, so that {@code make test} leaves it out without calling it skipped.
 */
class HugeRows {

    private static final Logger LOG = Logger.getLogger(HugeRows.class.getName());

    private static Everything everything;

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() throws Exception {
        everything = new Everything();
    }

    @AfterAll
    static void stop() throws Exception {
        everything.close();
    }

    @Test
    void aRowOfQuotesIsReadByItsColumnsInSourceAndCopy() throws Exception {
        // Given a row that COPY writes in 560 MB, and whose text would have 1.12 GB
        everything.run("postgres", "CREATE DATABASE house", "CREATE DATABASE copy");
        everything.run("house", "CREATE TABLE quotes (n int, v text COMPRESSION lz4, b bytea)",
                "INSERT INTO quotes VALUES (1, repeat('\"', 560000000), '\\x01'), (2, 'x', NULL)",
                "CREATE TABLE plain AS SELECT 1 AS n");

        // When
        DatabaseFingerprint source = timed("source", () -> readSource("house"));
        everything.program("pg_dump", "--format=custom", "--compress=0", "--file=" + folder.resolve("dump"), "house");
        everything.program("pg_restore", "--exit-on-error", "--dbname=copy", folder.resolve("dump").toString());

        // Then
        assertThat(source.tables()).extracting(TableFingerprint::readBy).containsExactly("query", "columns");
        assertThat(Comparison.differences(source, timed("copy", () -> readCopy(source)))).isEmpty();
        everything.run("copy", "UPDATE quotes SET b = '\\x02' WHERE n = 1");
        assertThat(Comparison.differences(source, readCopy(source))).singleElement().asString()
                .contains("public.quotes has as many rows");
    }

    @Test
    void aValueThatNobodyCanWriteIsToldByItsTable() throws Exception {
        everything.run("postgres", "CREATE DATABASE heavy");
        everything.run("heavy", "CREATE TABLE tons (n int, v bytea[] )",
                "INSERT INTO tons VALUES (1, ARRAY[convert_to(repeat('a', 540000000), 'UTF8')])");

        assertThatThrownBy(() -> readSource("heavy")).isInstanceOf(SQLException.class)
                .hasMessageContaining("table public.tons holds a value whose text is larger than the 1 GB");
        // nor can pg_dump, which names it, too
        assertThatThrownBy(() -> everything.program("pg_dump", "--format=custom", "--file=" + folder.resolve("heavy"),
                "heavy")).isInstanceOf(IOException.class).hasMessageContaining("tons");
    }

    private static DatabaseFingerprint readSource(String database) throws SQLException {
        try (Connection connection = everything.connect(database)) {
            DatabaseReadings readings = new DatabaseReadings(database, Level.FULL);
            readings.beside(connection);
            readings.content(List.of(connection), new JdbcCopying(connection));
            return readings.fingerprint();
        }
    }

    private static DatabaseFingerprint readCopy(DatabaseFingerprint source) throws SQLException {
        try (Connection connection = everything.connect("copy")) {
            return Fingerprints.readAs(List.of(connection), Level.FULL, source, Fingerprint.SCHEMA_VERSION);
        }
    }

    private interface Reading {
        DatabaseFingerprint run() throws SQLException;
    }

    private static DatabaseFingerprint timed(String what, Reading reading) throws SQLException {
        long start = System.nanoTime();
        DatabaseFingerprint read = reading.run();
        LOG.info(what + " read in " + (System.nanoTime() - start) / 1_000_000_000 + " s");
        return read;
    }
}
