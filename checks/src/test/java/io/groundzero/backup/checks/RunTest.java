package io.groundzero.backup.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.groundzero.backup.testbed.TestPostgres;

/** The shipped scripts on the sample's schema, and scripts that try what they may not. */
class RunTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static TestPostgres server;
    private static int databases;
    private String database;
    private Connection connection;

    @BeforeAll
    static void startServer() throws Exception {
        server = TestPostgres.start();
        try (Connection admin = connect("postgres"); Statement statement = admin.createStatement()) {
            statement.execute("CREATE ROLE app_owner; CREATE ROLE reporting");
            statement.execute("CREATE DATABASE sample");
            statement.execute("GRANT CREATE ON DATABASE sample TO app_owner");
        }
        // what psql would make of it
        String sql = Files.readString(Path.of(System.getProperty("gz.root"), "infra/sample/groundzero.sql"))
                .replaceAll("(?m)^\\\\set .*$", "").replace(":execution_rows", "200").replace(":log_rows", "200");
        try (Connection sample = connect("sample"); Statement statement = sample.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    @BeforeEach
    void copySample() throws Exception {
        database = "d" + databases++;
        try (Connection admin = connect("postgres"); Statement statement = admin.createStatement()) {
            statement.execute("CREATE DATABASE " + database + " TEMPLATE sample");
        }
        connection = connect(database);
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
    }

    @Test
    void everyShippedCheckPassesOnTheSample() {
        for (Script check : Scripts.shipped().of(Kind.CHECK)) {
            CheckResult result = run(check);

            assertThat(result.error()).as(check.file()).isNull();
            assertThat(result.sample()).as(check.file()).isEmpty();
            assertThat(result.applicable()).as(check.file()).isEqualTo(!check.file().contains("credentials"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "generic-foreign-keys | ALTER TABLE agent_zero.job_result DISABLE TRIGGER ALL; INSERT INTO agent_zero.job_result VALUES (-1, '') | rows_without 1",
            "generic-sequences | SELECT setval('n8n.execution_entity_id_seq', 200, false) | highest 200, next 200",
            "generic-indexes-valid | UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'n8n.execution_failed'::regclass | n8n.execution_failed",
            "generic-constraints-validated | ALTER TABLE n8n.workflow_entity ADD CONSTRAINT later CHECK (name <> '') NOT VALID | later",
            "n8n-active-workflows-have-nodes | UPDATE n8n.workflow_entity SET nodes = '[]' WHERE id = 'wf1' | schema n8n, workflow wf1",
            "n8n-executions-have-workflow | SET session_replication_role = replica; DELETE FROM n8n.workflow_entity WHERE id = 'wf5' | workflow wf5",
            "n8n-finished-executions-have-data | DELETE FROM n8n.execution_data WHERE \"executionId\" = 7 | execution 7",
            "n8n-credentials-hold-something | CREATE TABLE n8n.credentials_entity (id text, data text); INSERT INTO n8n.credentials_entity VALUES ('c', '') | credential c",
            "queue-no-duplicates | ALTER TABLE agent_zero.job DROP CONSTRAINT job_dedupe_key_key; UPDATE agent_zero.job SET dedupe_key = 'job-1' WHERE dedupe_key = 'job-2' | jobs 2",
            "queue-no-job-of-a-dead-worker | UPDATE agent_zero.worker SET seen_at = seen_at - interval '1 hour' WHERE name = 'worker-1' | worker worker-1",
            "queue-legal-states | ALTER TABLE agent_zero.job DROP CONSTRAINT job_check; UPDATE agent_zero.job SET worker = NULL WHERE dedupe_key = 'job-1' | state running, has_worker f",
            "queue-no-gap-to-result | DELETE FROM agent_zero.job_result WHERE job_id = (SELECT min(job_id) FROM agent_zero.job_result) | has_result f"})
    void aDefectIsFoundByItsCheck(String name, String defect, String sample) throws Exception {
        // Given
        run(defect);

        // When
        CheckResult result = run(shipped("checks/" + name.strip() + ".sql"));

        // Then
        assertThat(result.error()).isNull();
        assertThat(result.violations()).isPositive();
        assertThat(String.join(" ", result.sample())).contains(sample.strip());
        assertThat(result.rowsSha256()).hasSize(64);
    }

    @Test
    void n8nIsFoundInAnySchemaAndWithAnyPrefix() throws Exception {
        // Given
        run("CREATE TABLE public.my_workflow_entity (id varchar(36) PRIMARY KEY, active boolean, nodes json)");
        run("CREATE TABLE public.my_execution_entity (id serial PRIMARY KEY, \"workflowId\" varchar(36), finished boolean)");
        run("INSERT INTO public.my_execution_entity (\"workflowId\", finished) VALUES ('gone', true)");

        // When
        CheckResult result = run(shipped("checks/n8n-executions-have-workflow.sql"));

        // Then
        assertThat(result.sample()).containsExactly("schema public, execution 1, workflow gone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE FROM agent_zero.job_result RETURNING 1", "COMMIT", "ROLLBACK", "SET ROLE app_owner",
            "SET TRANSACTION READ WRITE", "DO $$ BEGIN COMMIT; END $$", "SELECT nextval('report.counter')",
            "WITH d AS (DELETE FROM agent_zero.job_result RETURNING 1) SELECT * FROM d",
            "CREATE TABLE public.t (x int)",
            "SELECT set_config('transaction_read_only', 'off', true)", "SELECT 1 INTO public.t",
            "COPY agent_zero.job TO PROGRAM 'touch /tmp/pwned'"})
    void aCheckCannotWriteNorLeaveItsTransaction(String sql) throws Exception {
        // Given
        String before = state();

        // When
        CheckResult result = run(Header.parse("checks/x.sql", "x.sql", "-- name: x\n\n" + sql));

        // Then
        assertThat(result.error()).isNotNull();
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void allThatTheServerSaidIsKeptButTheValuesOfRows() throws Exception {
        // Given
        run("CREATE FUNCTION stop() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'"
                + " USING DETAIL = 'Key (name)=(secret) is duplicated.', HINT = 'Ask Ann.'; END $$");

        // When
        CheckResult result = run(Header.parse("checks/x.sql", "x.sql", "-- name: x\nSELECT public.stop()"));

        // Then
        assertThat(result.error()).isEqualTo("ERROR: no\nDETAIL: Key (name)=(…) is duplicated.\nHINT: Ask Ann."
                + "\nCONTEXT: PL/pgSQL function public.stop() line 1 at RAISE");
    }

    @Test
    void severalStatementsDoNotGetPastTheRunEither() throws Exception {
        // Given
        Script harmless = Header.parse("checks/x.sql", "x.sql", "-- name: x\nSELECT 1");
        Script changed = new Script(harmless.file(), Kind.CHECK, "x", Severity.ERROR, "*", "true", LIMIT,
                "SELECT 1; COMMIT; DELETE FROM agent_zero.job_result", "");
        Script condition = new Script(harmless.file(), Kind.CHECK, "x", Severity.ERROR, "*",
                "true)); COMMIT; DELETE FROM agent_zero.job_result; SELECT ((true", LIMIT, "SELECT 1", "");
        String before = state();

        // When / Then
        assertThat(run(changed).error()).contains("3 statements");
        assertThat(run(condition).error()).contains("more than one statement");
        assertThat(state()).isEqualTo(before);
    }

    /** Up to PostgreSQL 15 a transaction that may only read may do this. */
    @Test
    void whatGetsPastReadOnlyIsRolledBack() throws Exception {
        String before = state();

        run(Header.parse("checks/x.sql", "x.sql", "-- name: x\nSELECT lo_unlink(content) FROM report.attachment"));

        assertThat(state()).isEqualTo(before);
    }

    @Test
    void whatACheckSetsIsGoneWithIt() throws Exception {
        run(Header.parse("checks/x.sql", "x.sql",
                "-- name: x\nSELECT set_config('role', 'app_owner', false), set_config('statement_timeout', '0', false)"));

        assertThat(text("SELECT current_user")).isEqualTo("postgres");
    }

    @Test
    void aHangingCheckIsCutOffAlsoIfItLiftsTheLimit() throws Exception {
        // Given
        Script check = Header.parse("checks/x.sql", "x.sql",
                "-- name: x\nSELECT set_config('statement_timeout', '0', false)"
                        + " FROM generate_series(1, 500) UNION ALL SELECT pg_sleep(60)::text");

        // When
        CheckResult result = new CheckRun(connection, database, Optional.empty()).run(check, Duration.ofMillis(500));

        // Then
        assertThat(result.timedOut()).isTrue();
        assertThat(result.millis()).isBetween(400L, 10_000L);
        assertThat(run(shipped("checks/queue-no-duplicates.sql")).violations()).isZero();
    }

    @Test
    void everySmokeTestActsAndLeavesNoTrace() throws Exception {
        String before = state();
        for (Script act : Scripts.shipped().of(Kind.ACT)) {
            Optional<Rows> violations = new CopyRun(connection).act(act, LIMIT);

            assertThat(violations).as(act.file()).isPresent();
            assertThat(violations.get().sample()).as(act.file()).isEmpty();
        }
        assertThat(state()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "queue-claim-and-finish | CREATE RULE twice AS ON UPDATE TO agent_zero.job WHERE NEW.state = 'done' DO INSTEAD NOTHING",
            "queue-finished-stays-finished | CREATE OR REPLACE FUNCTION agent_zero.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"})
    void aSmokeTestFailsIfWhatItTriesDoesNotWork(String name, String defect) throws Exception {
        // Given
        run(defect);

        // When
        boolean passed;
        try {
            passed = new CopyRun(connection).act(shipped("checks/" + name.strip() + ".sql"), LIMIT).orElseThrow()
                    .count() == 0;
        } catch (SQLException e) {
            passed = false;
        }

        // Then
        assertThat(passed).isFalse();
    }

    @Test
    void aSmokeTestThatEndsItsTransactionFails() throws Exception {
        Script act = Header.parse("checks/x.sql", "x.sql",
                "-- name: x\n-- kind: act\nCOMMIT; BEGIN; SELECT 1 WHERE false");

        assertThatThrownBy(() -> new CopyRun(connection).act(act, LIMIT)).hasMessageContaining("ends the transaction");
    }

    @Test
    void orphanedJobsAreQueuedExactlyOnceForEachBackup() throws Exception {
        // Given
        Script repair = shipped("repairs/queue-requeue-orphans.sql");
        assertThat(text("SELECT count(*) FROM agent_zero.job WHERE state = 'running'")).isEqualTo("1000");

        // When
        boolean applied = new CopyRun(connection).repair(repair, "main-1", LIMIT);
        String afterwards = text("SELECT count(*) FROM agent_zero.job WHERE state = 'running'");
        run("UPDATE agent_zero.job SET state = 'running', worker = 'worker-1' WHERE dedupe_key = 'job-1'");
        new CopyRun(connection).repair(repair, "main-1", LIMIT);

        // Then
        assertThat(applied).isTrue();
        assertThat(afterwards).isEqualTo("0");
        assertThat(text("SELECT count(*) FROM agent_zero.job WHERE state = 'queued'")).isEqualTo("1999");
        assertThat(text("SELECT state FROM agent_zero.job WHERE dedupe_key = 'job-1'")).isEqualTo("running");
        new CopyRun(connection).repair(repair, "main-2", LIMIT);
        assertThat(text("SELECT state FROM agent_zero.job WHERE dedupe_key = 'job-1'")).isEqualTo("queued");
    }

    private CheckResult run(Script check) {
        return new CheckRun(connection, database, Optional.empty()).run(check, LIMIT);
    }

    private static Script shipped(String file) {
        return Scripts.shipped().named(file).orElseThrow();
    }

    private String state() throws SQLException {
        return List.of(text("SELECT count(*) FROM agent_zero.job_result"), text("SELECT current_user"),
                text("SELECT md5(string_agg(j::text, ',' ORDER BY id)) FROM agent_zero.job j"),
                text("SELECT count(*) FROM agent_zero.worker"), text("SELECT count(*) FROM pg_class"),
                text("SELECT last_value FROM report.counter"),
                text("SELECT count(*) FROM pg_largeobject_metadata")).toString();
    }

    private void run(String sql) throws SQLException {
        try (Connection other = connect(database); Statement statement = other.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    private String text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static Connection connect(String name) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(name), server.superuser(), server.password());
    }
}
