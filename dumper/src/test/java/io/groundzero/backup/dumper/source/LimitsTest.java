package io.groundzero.backup.dumper.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.dumper.cluster.DumpFormat;
import io.groundzero.backup.dumper.testing.DumpSetting;
import io.groundzero.backup.dumper.testing.SourceCluster;
import io.groundzero.backup.testbed.TestPostgres;

/** What a source may be too small for is told before anything is dumped, with the SQL that cures it. */
class LimitsTest {

    @TempDir
    Path folder;

    private SourceCluster source;
    private DumpSetting setting;

    @BeforeEach
    void setUp() throws Exception {
        source = SourceCluster.shared();
        setting = new DumpSetting(folder);
        setting.databases = List.of("narrow");
        source.create("narrow", "CREATE TABLE t AS SELECT 1 AS x");
    }

    @Test
    void aDatabaseThatIsClosedByItsConnectionLimit() throws Exception {
        source.run("postgres", "ALTER DATABASE narrow CONNECTION LIMIT 0");

        BackupException refusal = refused(ErrorCode.SOURCE_LIMIT_TOO_LOW, "database narrow takes 0 connections");
        source.run("postgres", remedy(refusal, "ALTER DATABASE \"narrow\" CONNECTION LIMIT "));

        assertThatCode(setting::dump).doesNotThrowAnyException();
    }

    @Test
    void aDatabaseWhoseConnectionsOthersHaveTaken() throws Exception {
        int enough = Demand.of(setting.cluster(), 1).sessions();
        source.run("postgres", "ALTER DATABASE narrow CONNECTION LIMIT " + enough);

        try (Connection other = source.connect("narrow")) {
            BackupException refusal = refused(ErrorCode.SOURCE_CROWDED, "1 are taken by others");
            source.run("postgres", remedy(refusal, "ALTER DATABASE \"narrow\" CONNECTION LIMIT " + (enough + 1)));

            assertThatCode(setting::dump).doesNotThrowAnyException();
        }
    }

    @Test
    void aRoleWithFewConnections() throws Exception {
        source.run("postgres", "ALTER ROLE dump CONNECTION LIMIT 2");
        try {
            BackupException refusal = refused(ErrorCode.SOURCE_LIMIT_TOO_LOW, "the dump role dump takes 2 connections");
            source.run("postgres", remedy(refusal, "ALTER ROLE \"dump\" CONNECTION LIMIT "));

            assertThatCode(setting::dump).doesNotThrowAnyException();
        } finally {
            source.run("postgres", "ALTER ROLE dump CONNECTION LIMIT -1");
        }
    }

    @Test
    void moreTablesThanTheLockTableHasRoomFor() throws Exception {
        // Given
        try (TestPostgres small = TestPostgres.start(Map.of("PG_BIN", SourceCluster.PROGRAMS.toString()),
                "max_locks_per_transaction=20", "max_connections=20", "max_wal_senders=0", "max_worker_processes=0",
                "autovacuum=off");
                Connection many = small.connect("postgres");
                Statement statement = many.createStatement()) {
            for (int table = 0; table < 250; table++) {
                statement.execute("CREATE TABLE t_" + table + " (id int)");
            }
            setting.port = small.port();
            setting.user = small.superuser();
            Files.writeString(setting.passwordFile, small.password());
            setting.databases = List.of("postgres");

            // When
            BackupException refusal = refused(ErrorCode.SOURCE_LIMIT_TOO_LOW,
                    "database postgres, which has 250 tables and 0 sequences");

            // Then
            assertThat(remedy(refusal, "ALTER SYSTEM SET max_locks_per_transaction = ")).endsWith(" = 31;");

            // and one session at a time needs less; while others hold what is left it is worth trying again
            setting.format = DumpFormat.PLAIN;
            many.setAutoCommit(false);
            for (int table = 0; table < 40; table++) {
                statement.execute("LOCK TABLE t_" + table + " IN SHARE UPDATE EXCLUSIVE MODE");
            }
            refused(ErrorCode.SOURCE_CROWDED, "others hold 4");
            many.rollback();
            assertThatCode(setting::dump).doesNotThrowAnyException();
        }
    }

    private BackupException refused(ErrorCode code, String words) {
        BackupException refusal = catchThrowableOfType(BackupException.class, setting::dump);
        assertThat(refusal).as("refusal").isNotNull();
        assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(code);
        assertThat(refusal).hasMessageContaining(words);
        assertThat(setting.volume.works()).doesNotExist();
        return refusal;
    }

    private static String remedy(BackupException refusal, String beginning) {
        return refusal.getMessage().lines().filter(line -> line.startsWith(beginning)).findFirst().orElseThrow();
    }
}
