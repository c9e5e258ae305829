package io.groundzero.backup.dumper.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.dumper.cluster.DumpFormat;
import io.groundzero.backup.dumper.configuration.ConfigurationBundle;
import io.groundzero.backup.dumper.testing.SourceCluster;
import io.groundzero.backup.postgres.ClientPrograms;

/** Whatever goes wrong is told by name, and leaves nothing behind. */
class DumpRunFailureTest extends DumpFailureScene {

    @Test
    void unreachable() throws Exception {
        setting.port = SourceCluster.freePort();

        assertFailure(ErrorCode.SOURCE_UNREACHABLE, "127.0.0.1:" + setting.port);
    }

    @Test
    void wrongPassword() throws Exception {
        Files.writeString(setting.passwordFile, "mistaken\n");

        BackupException failure = assertFailure(ErrorCode.SOURCE_LOGIN_REFUSED, "dump");
        assertThat(failure).hasMessageNotContaining("mistaken");
    }

    @Test
    void missingPasswordFile() throws Exception {
        Files.delete(setting.passwordFile);

        assertFailure(ErrorCode.SOURCE_LOGIN_REFUSED, setting.passwordFile.toString());
    }

    @Test
    void clientProgramsOfAnotherMajor() throws Exception {
        Path programs = Files.createDirectory(folder.resolve("programs"));
        for (String name : ClientPrograms.DUMP) {
            program(programs.resolve(name), "echo '" + name + " (PostgreSQL) 14.9'");
        }
        setting.clientPrograms = Optional.of(programs);

        assertFailure(ErrorCode.SOURCE_VERSION_UNSUPPORTED, "PostgreSQL 15", "found 14.9 in " + programs);
    }

    @Test
    void diskTooSmall() {
        setting.diskReserve = 1L << 60;

        assertFailure(ErrorCode.DISK_FULL, "MiB free", "1099511627776 MiB in reserve");
        assertThat(setting.volume.works()).doesNotExist();
    }

    @Test
    void databasesTooLarge() {
        setting.diskFactor = 1e9;

        assertFailure(ErrorCode.DISK_FULL, "for the databases");
    }

    @Test
    void unknownDatabase() {
        setting.databases = List.of("app", "nope");

        assertFailure(ErrorCode.REQUEST_INVALID, "no database called nope");
    }

    @Test
    void databaseThatAcceptsNoConnections() throws Exception {
        source.run("postgres", "ALTER DATABASE app ALLOW_CONNECTIONS false");
        setting.databases = List.of();

        try {
            assertFailure(ErrorCode.SOURCE_PERMISSION_MISSING, "ALTER DATABASE \"app\" ALLOW_CONNECTIONS true;");
        } finally {
            source.run("postgres", "ALTER DATABASE app ALLOW_CONNECTIONS true");
        }
    }

    @Test
    void missingConfigurationFile() throws Exception {
        setting.configuration = new ConfigurationBundle(Optional.of(folder), List.of("compose.yml"), Map.of());

        assertFailure(ErrorCode.CONFIGURATION_FILE_MISSING, folder.resolve("compose.yml").toString());
    }

    @Test
    void warningOfPgDump() throws Exception {
        setting.clientPrograms = Optional.of(programs("pg_dump",
                "echo 'pg_dump: warning: something was left out' >&2; exec " + real("pg_dump") + " \"$@\""));

        assertFailure(ErrorCode.DUMP_FAILED, "pg_dump: warning: something was left out");
    }

    @Test
    void dumpThatLacksAFile() throws Exception {
        setting.clientPrograms = Optional.of(programs("pg_dump", real("pg_dump") + " \"$@\"; rm -f "
                + setting.volume.work(setting.id()) + "/app.dir/[0-9]*.dat"));

        assertFailure(ErrorCode.DUMP_FAILED, "database app lacks the data files");
    }

    @Test
    void plainDumpThatIsCutOff() throws Exception {
        setting.format = DumpFormat.PLAIN;
        setting.clientPrograms = Optional.of(programs("pg_dump", real("pg_dump") + " \"$@\"; truncate -s -100 "
                + setting.volume.work(setting.id()) + "/app.sql.gz"));

        assertFailure(ErrorCode.DUMP_FAILED, "app.sql.gz is damaged");
    }

    @Test
    void roleDroppedDuringTheDump() throws Exception {
        source.run("postgres", "CREATE ROLE passing");
        setting.progress = (done, total) -> dropRole();

        assertFailure(ErrorCode.SOURCE_CHANGED, "role passing");
    }

    @Test
    void wipesWhatAKilledAttemptLeftEvenIfTheSourceIsGone() throws Exception {
        Files.createDirectories(setting.volume.work(setting.id()).resolve("app.dir"));
        setting.port = SourceCluster.freePort();

        assertFailure(ErrorCode.SOURCE_UNREACHABLE, "Connection");
    }

    private void dropRole() {
        try {
            source.run("postgres", "DROP ROLE IF EXISTS passing");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
