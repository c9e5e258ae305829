package io.groundzero.backup.dumper.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.dumper.cluster.DumpFormat;
import io.groundzero.backup.dumper.configuration.ConfigurationBundle;
import io.groundzero.backup.dumper.testing.DumpSetting;
import io.groundzero.backup.dumper.testing.SourceCluster;

/** Whatever goes wrong is told by name, and leaves nothing behind. */
class DumpRunFailureTest {

    @TempDir
    Path folder;

    private SourceCluster source;
    private DumpSetting setting;

    @BeforeEach
    void setUp() throws Exception {
        source = SourceCluster.shared();
        setting = new DumpSetting(folder);
        setting.databases = List.of("app");
        source.create("app", "CREATE TABLE t(id serial PRIMARY KEY, v text)", "INSERT INTO t(v) VALUES ('x')",
                "CREATE SEQUENCE s");
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        assertThat(setting.volume.work(setting.id())).doesNotExist();
        assertThat(processes()).isEmpty();
        await().untilAsserted(() -> assertThat(source.text("postgres",
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'ground-zero-dumper' "
                        + "AND datname = 'app'"))
                .isEqualTo("0"));
    }

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
        for (String name : List.of("pg_dump", "pg_dumpall", "pg_restore")) {
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
    void lockedTable() throws Exception {
        setting.lockWait = Duration.ofSeconds(1);
        try (Connection other = source.connect("app"); Statement statement = other.createStatement()) {
            statement.execute("BEGIN");
            statement.execute("LOCK TABLE t");

            assertFailure(ErrorCode.SOURCE_LOCKED, "database app", "lock timeout");
        }
    }

    @Test
    void dumpHeldUpByOthers() throws Exception {
        setting.giveWayAfter = Duration.ofSeconds(1);
        try (Connection other = source.connect("app"); Statement statement = other.createStatement()) {
            holdSequence(statement);

            assertFailure(ErrorCode.SOURCE_LOCKED, "database app is held up", "waits for public.s");
        }
    }

    @Test
    void givesWayToDdl() throws Exception {
        setting.giveWayAfter = Duration.ofSeconds(2);
        setting.clientPrograms = Optional.of(stalledPgDump());
        CompletableFuture<BackupException> dump = dumpInBackground();
        await().until(() -> !processes().isEmpty());
        long waitedFrom = System.nanoTime();

        source.run("app", "ALTER TABLE t ADD COLUMN added int");

        assertThat(Duration.ofNanos(System.nanoTime() - waitedFrom)).isLessThan(Duration.ofSeconds(8));
        assertThat(dump.get().code()).isEqualTo(ErrorCode.SOURCE_LOCKED);
        assertThat(dump.get()).hasMessageContaining("gave way").hasMessageContaining("postgres waits for public.t");
    }

    @Test
    void killedPgDump() throws Exception {
        try (Connection other = source.connect("app"); Statement statement = other.createStatement()) {
            holdSequence(statement);
            CompletableFuture<BackupException> dump = dumpInBackground();
            await().until(() -> !processes().isEmpty());

            processes().forEach(process -> ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly));

            assertThat(dump.get().code()).isEqualTo(ErrorCode.DUMP_FAILED);
            assertThat(dump.get()).hasMessageContaining("pg_dump of database app failed, killed by signal 9");
        }
    }

    @Test
    void sourceGoneDuringTheDump() throws Exception {
        try (Connection other = source.connect("app"); Statement statement = other.createStatement()) {
            holdSequence(statement);
            CompletableFuture<BackupException> dump = dumpInBackground();
            await().until(() -> !processes().isEmpty());

            source.run("postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    + "WHERE application_name = 'ground-zero-dumper' AND datname = 'app'");

            assertThat(dump.get().code()).isEqualTo(ErrorCode.SOURCE_UNREACHABLE);
        }
    }

    @Test
    void lockSessionGoneDuringTheDump() throws Exception {
        try (Connection other = source.connect("app"); Statement statement = other.createStatement()) {
            holdSequence(statement);
            CompletableFuture<BackupException> dump = dumpInBackground();
            await().until(() -> !processes().isEmpty());

            source.run("postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    + "WHERE application_name = 'ground-zero-dumper' AND datname = 'postgres'");

            assertThat(dump.get().code()).isEqualTo(ErrorCode.SOURCE_UNREACHABLE);
            assertThat(dump.get()).hasMessageContaining("broke off");
        }
    }

    @Test
    void anotherDumpOfTheClusterRuns() throws Exception {
        try (Connection other = source.connect("postgres"); Statement statement = other.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(x'475A4244554D50'::bigint)");

            assertFailure(ErrorCode.SOURCE_BUSY, "advisory lock in database postgres");
        }
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

    @Test
    void tellsNoPasswordToOtherUsersOfTheMachine() throws Exception {
        try (Connection other = source.connect("app"); Statement statement = other.createStatement()) {
            holdSequence(statement);
            CompletableFuture<BackupException> dump = dumpInBackground();
            await().until(() -> !processes().isEmpty());

            for (long process : processes()) {
                assertThat(commandLine(process)).doesNotContain(SourceCluster.DUMP_PASSWORD);
            }

            processes().forEach(process -> ProcessHandle.of(process).ifPresent(ProcessHandle::destroy));
            assertThat(dump.get()).hasMessageNotContaining(SourceCluster.DUMP_PASSWORD);
        }
    }

    private BackupException assertFailure(ErrorCode code, String... words) {
        BackupException failure = catchThrowableOfType(BackupException.class, setting::dump);
        assertThat(failure.code()).as(failure.getMessage()).isEqualTo(code);
        assertThat(failure.getMessage()).contains(words);
        return failure;
    }

    private CompletableFuture<BackupException> dumpInBackground() {
        return CompletableFuture.supplyAsync(() -> catchThrowableOfType(BackupException.class, setting::dump));
    }

    /** Stops pg_dump after it has locked the tables: it reads the sequence. */
    private static void holdSequence(Statement statement) throws Exception {
        statement.execute("BEGIN");
        statement.execute("ALTER SEQUENCE s OWNER TO CURRENT_USER");
        statement.execute("ALTER SEQUENCE s RENAME TO renamed");
        statement.execute("ALTER SEQUENCE renamed RENAME TO s");
    }

    private void dropRole() {
        try {
            source.run("postgres", "DROP ROLE IF EXISTS passing");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path stalledPgDump() throws IOException {
        return programs("pg_dump", "while :; do sleep 1; done");
    }

    /** The real programs, but for one. */
    private Path programs(String replaced, String script) throws IOException {
        Path programs = Files.createDirectory(folder.resolve("programs"));
        for (String name : List.of("pg_dump", "pg_dumpall", "pg_restore")) {
            if (!name.equals(replaced)) {
                program(programs.resolve(name), "exec " + real(name) + " \"$@\"");
            }
        }
        program(programs.resolve(replaced),
                "[ \"$1\" = --version ] && exec " + real(replaced) + " --version\n" + script);
        return programs;
    }

    private static void program(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String real(String program) {
        return SourceCluster.PROGRAMS.resolve(program).toString();
    }

    /** Those that have to do with our volume. */
    private List<Long> processes() throws IOException {
        List<Long> found = new ArrayList<>();
        try (Stream<ProcessHandle> children = ProcessHandle.current().descendants()) {
            for (ProcessHandle child : (Iterable<ProcessHandle>) children::iterator) {
                String command = commandLine(child.pid());
                if (command.contains("--snapshot=") && command.contains(folder.toString())) {
                    found.add(child.pid());
                }
            }
        }
        return found;
    }

    private static String commandLine(long pid) throws IOException {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1).replace('\0',
                    ' ');
        } catch (IOException e) {
            return "";
        }
    }
}
