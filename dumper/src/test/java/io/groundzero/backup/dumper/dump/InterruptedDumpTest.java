package io.groundzero.backup.dumper.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.archive.DurableFiles;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.DumpRecord;
import io.groundzero.backup.dumper.source.SourceServer;
import io.groundzero.backup.dumper.testing.SourceCluster;

/** What others do to the source, or to the dump, while it runs. */
class InterruptedDumpTest extends DumpFailureScene {

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
        setting.giveWayAfter = Duration.ofSeconds(3);
        try (Connection other = source.connect("app"); Statement statement = other.createStatement()) {
            CompletableFuture<BackupException> dump = dumpHeldBy(statement);

            assertThat(dump.get().code()).isEqualTo(ErrorCode.SOURCE_LOCKED);
            assertThat(dump.get()).hasMessageContainingAll("database app is held up", "waits for public.s");
        }
    }

    @Test
    void dumpIsNotThrownAwayForASequenceThatIsLockedAfterwards() throws Exception {
        setting.lockWait = Duration.ofSeconds(1);
        Path dumped = folder.resolve("dumped");
        Path held = folder.resolve("held");
        setting.clientPrograms = Optional.of(programs("pg_dump", real("pg_dump") + " \"$@\" && touch " + dumped
                + " && until [ -e " + held + " ]; do sleep 0.05; done"));
        try (Connection other = source.connect("app"); Statement statement = other.createStatement()) {
            CompletableFuture<DumpRecord> dump = CompletableFuture.supplyAsync(this::dump);
            await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(dumped));
            holdSequence(statement);
            Files.createFile(held);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !source.text("app", "SELECT count(*) FROM pg_locks WHERE NOT granted").equals("0"));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> source.text("app", "SELECT count(*) FROM pg_locks WHERE NOT granted").equals("0"));

            statement.execute("COMMIT");

            assertThat(dump.get().databases()).hasSize(1);
        }
        DurableFiles.deleteTree(setting.volume.work(setting.id()));
    }

    private DumpRecord dump() {
        try {
            return setting.dump();
        } catch (BackupException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void lockedSequence() throws Exception {
        setting.lockWait = Duration.ofSeconds(1);
        try (Connection other = source.connect("app"); Statement statement = other.createStatement()) {
            holdSequence(statement);

            assertFailure(ErrorCode.SOURCE_LOCKED, "catalogue of database app", "lock timeout");
        }
    }

    @Test
    void givesWayToDdl() throws Exception {
        setting.giveWayAfter = Duration.ofSeconds(2);
        setting.clientPrograms = Optional.of(stalledPgDump());
        CompletableFuture<BackupException> dump = dumpInBackground();
        await().atMost(Duration.ofSeconds(60)).until(() -> !processes().isEmpty());
        // this pg_dump never ends, and the default, 30 s, would be longer
        long waitedFrom = System.nanoTime();

        source.run("app", "ALTER TABLE t ADD COLUMN added int");

        assertThat(Duration.ofNanos(System.nanoTime() - waitedFrom)).isLessThan(Duration.ofSeconds(25));
        assertThat(dump.get().code()).isEqualTo(ErrorCode.SOURCE_LOCKED);
        assertThat(dump.get()).hasMessageContaining("gave way").hasMessageContaining("postgres waits for public.t");
    }

    @Test
    void givesWayAlsoIfPgDumpStandsStill() throws Exception {
        setting.giveWayAfter = Duration.ofSeconds(2);
        setting.clientPrograms = Optional.of(programs("pg_dump", "kill -STOP $$"));
        CompletableFuture<BackupException> dump = dumpInBackground();
        await().atMost(Duration.ofSeconds(60)).until(() -> !processes().isEmpty());

        source.run("app", "SET lock_timeout = '10s'", "ALTER TABLE t ADD COLUMN added int");

        assertThat(dump.get().code()).isEqualTo(ErrorCode.SOURCE_LOCKED);
    }

    @Test
    void pgDumpThatStandsStillIsGivenUp() throws Exception {
        setting.stalledAfter = Duration.ofSeconds(2);
        setting.clientPrograms = Optional.of(programs("pg_dump", "kill -STOP $$"));

        assertFailure(ErrorCode.DUMP_STALLED, "the dump of database app has not moved for 2 s", "was stopped");
    }

    @Test
    void pgDumpallThatStandsStillIsGivenUp() throws Exception {
        setting.stalledAfter = Duration.ofSeconds(2);
        setting.clientPrograms = Optional.of(programs("pg_dumpall", "kill -STOP $$"));

        assertFailure(ErrorCode.DUMP_STALLED, "pg_dumpall of the globals has not moved for 2 s");
    }

    @Test
    void dumpThatTakesTooLongIsEndedByTheSource() throws Exception {
        setting.longestDump = Duration.ofSeconds(5);
        setting.clientPrograms = Optional.of(programs("pg_dump", "while :; do sleep 1; done"));

        assertFailure(ErrorCode.DUMP_TOO_LONG, "took longer than 5 s");
    }

    @Test
    void killedPgDump() throws Exception {
        try (Connection other = source.connect("app"); Statement statement = other.createStatement()) {
            CompletableFuture<BackupException> dump = dumpHeldBy(statement);

            processes().forEach(process -> ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly));

            assertThat(dump.get().code()).isEqualTo(ErrorCode.DUMP_FAILED);
            assertThat(dump.get()).hasMessageContaining("pg_dump of database app failed, killed by signal 9");
        }
    }

    @Test
    void sourceGoneDuringTheDump() throws Exception {
        try (Connection other = source.connect("app"); Statement statement = other.createStatement()) {
            CompletableFuture<BackupException> dump = dumpHeldBy(statement);

            source.run("postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    + "WHERE application_name LIKE 'ground-zero-dumper%' AND datname = 'app'");

            assertThat(dump.get().code()).isEqualTo(ErrorCode.SOURCE_UNREACHABLE);
        }
    }

    @Test
    void lockSessionGoneDuringTheDump() throws Exception {
        try (Connection other = source.connect("app"); Statement statement = other.createStatement()) {
            CompletableFuture<BackupException> dump = dumpHeldBy(statement);

            source.run("postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    + "WHERE application_name LIKE 'ground-zero-dumper%' AND datname = 'postgres'");

            assertThat(dump.get().code()).isEqualTo(ErrorCode.SOURCE_UNREACHABLE);
            assertThat(dump.get()).hasMessageContaining("broke off");
        }
    }

    @Test
    void anotherDumpOfTheClusterRuns() throws Exception {
        try (Connection other = server().open("postgres"); Statement statement = other.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(x'475A4244554D50'::bigint)");

            BackupException failure = assertFailure(ErrorCode.SOURCE_BUSY, "advisory lock in database postgres",
                    "process ");
            assertThat(failure)
                    .hasMessageMatching("(?s).* of role dump, called \"ground-zero-dumper/.*, since 20.* UTC");
        }
    }

    @Test
    void anotherDumpThatHadToDoWithoutTheLockRuns() throws Exception {
        try (Connection other = server().open("postgres"); Statement statement = other.createStatement()) {
            statement.execute("SET application_name = 'ground-zero-dumper/12345678 without lock'");

            assertFailure(ErrorCode.SOURCE_BUSY, "without the advisory lock, in database postgres",
                    "ground-zero-dumper/12345678");
        }
    }

    @Test
    void theLockInForeignHandsStopsNothing() throws Exception {
        source.run("postgres", "CREATE ROLE mallory LOGIN PASSWORD 'm'");
        try (Connection other = DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + source.port() + "/postgres?ApplicationName=idle", "mallory", "m");
                Statement statement = other.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(x'475A4244554D50'::bigint)");

            DumpRecord record = dump();

            assertThat(record.databases()).hasSize(1);
            assertThat(record.lockHeldBy()).contains("database postgres", "process ", "role mallory", "\"idle\"");
        } finally {
            source.run("postgres", "DROP ROLE mallory");
        }
        DurableFiles.deleteTree(setting.volume.work(setting.id()));
    }

    private SourceServer server() throws BackupException {
        return SourceServer.of(setting.cluster());
    }

    @Test
    void tellsNoPasswordToOtherUsersOfTheMachine() throws Exception {
        try (Connection other = source.connect("app"); Statement statement = other.createStatement()) {
            CompletableFuture<BackupException> dump = dumpHeldBy(statement);

            for (long process : processes()) {
                assertThat(commandLine(process)).doesNotContain(SourceCluster.DUMP_PASSWORD);
            }

            processes().forEach(process -> ProcessHandle.of(process).ifPresent(ProcessHandle::destroy));
            assertThat(dump.get()).hasMessageNotContaining(SourceCluster.DUMP_PASSWORD);
        }
    }

    private Path stalledPgDump() throws IOException {
        return programs("pg_dump", "while :; do sleep 1; done");
    }
}
