package io.groundzero.backup.dumper.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.DumpRecord;
import io.groundzero.backup.contracts.proof.NotInBackup.Item;
import io.groundzero.backup.dumper.testing.DumpSetting;
import io.groundzero.backup.dumper.testing.SourceCluster;
import io.groundzero.backup.fingerprint.Comparison;
import io.groundzero.backup.fingerprint.DatabaseFingerprint;
import io.groundzero.backup.fingerprint.Fingerprint;
import io.groundzero.backup.fingerprint.Fingerprints;
import io.groundzero.backup.fingerprint.Level;
import io.groundzero.backup.fingerprint.TableFingerprint;
import io.groundzero.backup.fingerprint.outside.OutsideComparison;
import io.groundzero.backup.handover.WireFormat;
import io.groundzero.backup.postgres.ChildProcess;
import io.groundzero.backup.testbed.TestPostgres;

/** Dumps of a real standby. */
class StandbyTest {

    private static final String PASSWORD = SourceCluster.DUMP_PASSWORD.replace("'", "''");

    private static TestPostgres primary;
    private static TestPostgres standby;

    @TempDir
    Path folder;

    private DumpSetting setting;

    @BeforeAll
    static void start() throws Exception {
        primary = TestPostgres.start(Map.of("PG_BIN", SourceCluster.PROGRAMS.toString()), "wal_sender_timeout=2s");
        run(primary, "CREATE ROLE dump LOGIN BYPASSRLS PASSWORD '" + PASSWORD + "'", "GRANT pg_read_all_data TO dump",
                "GRANT SELECT ON pg_authid TO dump", "CREATE TABLE t(x int)");
        standby = primary.startStandby();
    }

    @AfterAll
    static void stop() throws Exception {
        standby.close();
        primary.close();
    }

    @BeforeEach
    void setUp() throws Exception {
        setting = new DumpSetting(folder, standby.port());
        setting.databases = List.of("postgres");
        run(primary, "INSERT INTO t VALUES (1)", "REVOKE pg_read_all_stats FROM dump");
        caughtUp();
    }

    @Test
    void theSnapshotIsAsOldAsWhatWasReplayed() throws Exception {
        Instant committed = text(standby, "SELECT pg_last_xact_replay_timestamp()").instant();
        await().atMost(Duration.ofSeconds(30)).until(() -> Instant.now().isAfter(committed.plusSeconds(3)));

        DumpRecord record = setting.dump();

        assertThat(record.databases().get(0).snapshotAt()).isEqualTo(committed);
    }

    @Test
    void anIdlePrimaryMakesNoStandbyOldIfTheRoleMaySeeThatItIsIdle() throws Exception {
        run(primary, "GRANT pg_read_all_stats TO dump");
        caughtUp();
        Instant before = Instant.now();
        await().atMost(Duration.ofSeconds(60)).until(() -> text(standby,
                "SELECT coalesce(last_msg_send_time, 'epoch') FROM pg_stat_wal_receiver").instant().isAfter(before));

        DumpRecord record = setting.dump();

        assertThat(record.databases().get(0).snapshotAt()).isAfter(before);
    }

    @Test
    void aPausedReplayIsRefused() throws Exception {
        run(standby, "SELECT pg_wal_replay_pause()");
        try {
            assertStale("replay is paused", "pg_wal_replay_resume()");
        } finally {
            run(standby, "SELECT pg_wal_replay_resume()");
        }
    }

    @Test
    void aStandbyThatHearsNothingMoreIsTooFarBehind() throws Exception {
        setting.longestLag = Duration.ofSeconds(1);
        primary.stop();
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> text(standby,
                    "SELECT CASE WHEN EXISTS (SELECT FROM pg_stat_wal_receiver) OR pg_last_xact_replay_timestamp() "
                            + "> now() - interval '2 s' THEN 'yet' ELSE 'no more' END").value
                    .equals("no more"));

            assertStale("s behind, more than the 1 s", "GZ_CLUSTERS_<NAME>_LONGEST_LAG", "pg_stat_replication");
        } finally {
            primary.resume();
        }
    }

    @Test
    void whatAStandbyLacksOfUnloggedTablesIsNotInTheBackup() throws Exception {
        // Given
        run(primary, "CREATE DATABASE cached", "CREATE DATABASE restored");
        run(primary, "cached", List.of("CREATE SCHEMA \"Store\"",
                "CREATE UNLOGGED TABLE \"Store\".hits (id int GENERATED ALWAYS AS IDENTITY, page text)",
                "INSERT INTO \"Store\".hits (page) VALUES ('/'), ('/about')",
                "CREATE UNLOGGED SEQUENCE visits START 7", "SELECT nextval('visits')",
                "CREATE TABLE kept (d date, n int) PARTITION BY RANGE (d)",
                "CREATE TABLE kept_old PARTITION OF kept FOR VALUES FROM ('2020-01-01') TO ('2026-01-01')",
                "CREATE UNLOGGED TABLE kept_new PARTITION OF kept DEFAULT",
                "INSERT INTO kept VALUES ('2025-05-05', 1), ('2026-05-05', 2)"));
        caughtUp();
        setting.databases = List.of("cached");
        setting.level = Level.FULL;

        // When
        DumpRecord record = setting.dump();

        // Then
        DatabaseFingerprint source = WireFormat.mapper()
                .readValue(path(record, "fingerprint").toFile(), Fingerprint.class).databases().get(0);
        assertThat(source.tables()).extracting(TableFingerprint::name, TableFingerprint::rows)
                .contains(tuple("\"Store\".hits", 0L), tuple("public.kept", 1L));
        assertThat(OutsideComparison.items("cached", source.outside(), List.of(), Set.of(),
                Set.of("cached.public.kept_new"))).filteredOn(Item::data).extracting(Item::name, Item::unaccepted)
                .containsExactly(tuple("cached.\"Store\".hits", true), tuple("cached.public.kept_new", false),
                        tuple("cached.public.visits", true));
        assertThat(OutsideComparison.items("cached", source.outside(), List.of(), Set.of(), Set.of()))
                .extracting(Item::words)
                .contains("table \"Store\".hits in database cached is unlogged, and the dump was"
                        + " made on a standby, which has nothing of it: its rows are not in the backup. Dump the primary,"
                        + " or let it be logged there: ALTER TABLE \"Store\".hits SET LOGGED");
        // what pg_dump did write comes back as the fingerprint tells it
        restore(path(record, "cached"), "restored");
        try (Connection copy = primary.connect("restored")) {
            copy.setAutoCommit(false);
            assertThat(Comparison.differences(source,
                    Fingerprints.readAs(List.of(copy), Level.FULL, source, Fingerprint.SCHEMA_VERSION))).isEmpty();
        }
    }

    private Path path(DumpRecord record, String name) {
        return setting.volume.resolve(record.artifacts().stream()
                .filter(artifact -> artifact.path().contains("/" + name + ".")).findFirst().orElseThrow().path());
    }

    private static void restore(Path dump, String database) throws Exception {
        ChildProcess.Outcome outcome = ChildProcess.of(List.of(SourceCluster.PROGRAMS.resolve("pg_restore").toString(),
                "--exit-on-error", "--dbname=" + database, dump.toString()))
                .environment(Map.of("PGHOST", primary.host(), "PGPORT", Integer.toString(primary.port()), "PGUSER",
                        primary.superuser(), "PGPASSWORD", primary.password()))
                .run();
        assertThat(outcome.exitCode()).as(outcome.words()).isZero();
    }

    private void assertStale(String... words) {
        assertThatThrownBy(setting::dump).isInstanceOfSatisfying(BackupException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_STALE)).hasMessageContainingAll(words);
    }

    private static void caughtUp() throws SQLException {
        String end = text(primary, "SELECT pg_current_wal_flush_lsn()").value;
        await().atMost(Duration.ofSeconds(60)).until(
                () -> text(standby, "SELECT pg_last_wal_replay_lsn() >= '" + end + "'").value.equals("t"));
    }

    private record Text(String value) {

        Instant instant() {
            return java.time.OffsetDateTime.parse(value.replace(' ', 'T').replaceFirst("([+-]\\d\\d)$", "$1:00"))
                    .toInstant();
        }
    }

    private static Text text(TestPostgres server, String sql) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return new Text(row.getString(1));
        }
    }

    private static void run(TestPostgres server, String... statements) throws SQLException {
        run(server, "postgres", List.of(statements));
    }

    private static void run(TestPostgres server, String database, List<String> statements) throws SQLException {
        try (Connection connection = server.connect(database); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
