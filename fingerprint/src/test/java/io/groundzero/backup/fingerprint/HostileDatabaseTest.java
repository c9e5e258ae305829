package io.groundzero.backup.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.groundzero.backup.testbed.HostileDatabase;
import io.groundzero.backup.testbed.TestPostgres;

/** Nothing of what the users of a database have defined runs in the session that reads it, or decides what is read. */
class HostileDatabaseTest {

    private static TestPostgres server;

    private int callsBefore;

    @BeforeAll
    static void start() throws SQLException {
        server = TestPostgres.start();
        run("postgres", server.superuser(), "CREATE ROLE dump LOGIN BYPASSRLS IN ROLE pg_read_all_data",
                "GRANT SELECT ON pg_authid TO dump", "CREATE ROLE mallory LOGIN", "ALTER ROLE dump PASSWORD 'x'",
                "ALTER ROLE mallory PASSWORD 'x'", "CREATE DATABASE mallory OWNER mallory", "CREATE DATABASE shadowed",
                "CREATE DATABASE labels");
        try (Connection owner = connect("mallory", "mallory"); Connection superuser = connect("shadowed", "postgres")) {
            HostileDatabase.fill(owner);
            HostileDatabase.shadow(superuser);
        }
        // tables in the other one, too
        run("shadowed", "postgres", "CREATE TABLE public.rows_of (a pg_catalog.int4, b pg_catalog.text)",
                "INSERT INTO public.rows_of VALUES (1, 'x')", "CREATE SEQUENCE public.counter",
                "CREATE MATERIALIZED VIEW public.made AS SELECT 1 AS one",
                "ALTER DATABASE shadowed SET search_path = public, pg_catalog");
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void count() {
        callsBefore = HostileDatabase.calls(server, "dump").size();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mallory", "shadowed"})
    void noCodeOfOthersRunsWhereTheSourceIsRead(String database) throws SQLException {
        // When
        DatabaseFingerprint read;
        try (Connection connection = connect(database, "dump")) {
            // with the settings of the database: nothing depends on what the session begins with
            assertThat(Fingerprints.lockable(connection)).isNotEmpty();
            connection.setAutoCommit(false);
            DatabaseReadings readings = new DatabaseReadings(database, Level.FULL);
            readings.beside(connection);
            readings.inSnapshot(connection);
            readings.content(List.of(connection), new JdbcCopying(connection));
            Fingerprints.readCluster(connection);
            Fingerprints.readOutsideOfCluster(connection);
            Fingerprints.readTemplate(connection, database, Duration.ofMinutes(1));
            read = readings.fingerprint();
        }

        // Then
        assertThat(calls()).isEmpty();
        assertThat(read.tables()).isNotEmpty().allSatisfy(table -> assertThat(table.content()).hasSize(32));
        // a copy is read with queries
        try (Connection copy = connect(database, server.superuser())) {
            copy.setAutoCommit(false);
            assertThat(Comparison.differences(read, Fingerprints.read(copy, database, Level.FULL))).isEmpty();
        }
    }

    @Test
    void whatRunsIsSeen() throws SQLException {
        run("mallory", "dump", "SELECT pg_catalog.count(*) FROM mallory.planned");
        run("mallory", "dump", "SELECT CAST(l AS pg_catalog.text) FROM mallory.labelled l");
        run("mallory", "dump", "SELECT count(*) FROM agent_zero.job");
        run("mallory", "dump", "SELECT a FROM mallory.constrained WHERE a > 5");
        run("shadowed", "dump", "SELECT 'x' || 1::int4, current_setting('x')");

        assertThat(calls()).anyMatch(call -> call.contains("expression of an index"))
                .anyMatch(call -> call.contains("predicate of an index"))
                .anyMatch(call -> call.contains("expression of statistics"))
                .anyMatch(call -> call.contains("cast of a row"))
                .anyMatch(call -> call.contains("view in the place of a table"))
                .anyMatch(call -> call.contains("constraint")).anyMatch(call -> call.contains("operator ||"));
    }

    @Test
    void aCastOfTheRowDecidesNothing() throws SQLException {
        run("labels", "postgres", "CREATE TABLE person (id int, name text, salary numeric)",
                "INSERT INTO person VALUES (1, 'Ada', 1000), (2, NULL, 2000.50)",
                "CREATE TABLE other AS SELECT id, name, salary + 1 AS salary FROM person",
                "CREATE TABLE plain AS SELECT * FROM person");
        for (String table : List.of("person", "other")) {
            run("labels", "postgres",
                    "CREATE FUNCTION label(" + table + ") RETURNS text LANGUAGE sql AS $$ SELECT 'the same' $$",
                    "CREATE CAST (" + table + " AS text) WITH FUNCTION label(" + table + ")");
        }

        DatabaseFingerprint read;
        try (Connection connection = connect("labels", "dump")) {
            connection.setAutoCommit(false);
            read = Fingerprints.read(connection, "labels", Level.FULL);
        }

        assertThat(content(read, "person")).isNotEqualTo(content(read, "other")).isEqualTo(content(read, "plain"))
                // as every release has written it down
                .isEqualTo(cast("plain"));
    }

    @Test
    void aColumnNamedLikeTheTableIsNotTakenForTheRow() throws SQLException {
        run("labels", "postgres", "CREATE TABLE named (t int, u int)", "INSERT INTO named VALUES (1, 1)");
        String before = cast("named");

        run("labels", "postgres", "UPDATE named SET u = 2");

        try (Connection connection = connect("labels", "dump")) {
            connection.setAutoCommit(false);
            assertThat(content(Fingerprints.read(connection, "labels", Level.FULL), "named")).isNotEqualTo(before)
                    .isEqualTo(cast("named"));
        }
    }

    /** As earlier releases read it. */
    private static String cast(String table) throws SQLException {
        try (Connection connection = connect("labels", "postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        """
                                SELECT count(*), coalesce(sum(hashtextextended(line, 0)), 0), coalesce(sum(hashtextextended(line, 1)), 0)
                                FROM (SELECT (t.*)::text COLLATE "C" AS line FROM ONLY %s t) lines"""
                                .formatted(table))) {
            row.next();
            return Content.of(row).hex();
        }
    }

    private static String content(DatabaseFingerprint fingerprint, String table) {
        return fingerprint.tables().stream().filter(one -> one.table().equals(table)).findFirst().orElseThrow()
                .content();
    }

    private List<String> calls() {
        List<String> all = HostileDatabase.calls(server, "dump");
        return all.subList(callsBefore, all.size());
    }

    private static void run(String database, String user, String... statements) throws SQLException {
        try (Connection connection = connect(database, user); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static Connection connect(String database, String user) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(database), user,
                user.equals(server.superuser()) ? server.password() : "x");
    }
}
