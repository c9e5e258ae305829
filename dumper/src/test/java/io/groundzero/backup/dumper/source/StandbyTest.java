package io.groundzero.backup.dumper.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.DumpRecord;
import io.groundzero.backup.dumper.testing.DumpSetting;
import io.groundzero.backup.dumper.testing.SourceCluster;
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
        try (Connection connection = server.connect("postgres"); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
