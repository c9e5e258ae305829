package io.groundzero.backup.dumper.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.dumper.testing.DumpSetting;
import io.groundzero.backup.dumper.testing.SourceCluster;
import io.groundzero.backup.postgres.ClientPrograms;

/** A source, a dump of it that is to fail, and programs in the place of the real ones. It must leave nothing behind. */
abstract class DumpFailureScene {

    @TempDir
    Path folder;

    SourceCluster source;
    DumpSetting setting;

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
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(source.text("postgres",
                "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'ground-zero-dumper%' "
                        + "AND datname = 'app'"))
                .isEqualTo("0"));
    }

    BackupException assertFailure(ErrorCode code, String... words) {
        BackupException failure = catchThrowableOfType(BackupException.class, setting::dump);
        assertThat(failure.code()).as(failure.getMessage()).isEqualTo(code);
        assertThat(failure.getMessage()).contains(words);
        return failure;
    }

    CompletableFuture<BackupException> dumpInBackground() {
        return CompletableFuture.supplyAsync(() -> catchThrowableOfType(BackupException.class, setting::dump));
    }

    /** Stops pg_dump after it has locked the tables: it reads the sequence, which the dumper itself has read before. */
    CompletableFuture<BackupException> dumpHeldBy(Statement statement) throws Exception {
        Path held = folder.resolve("held");
        setting.clientPrograms = Optional.of(programs("pg_dump", "until [ -e " + held
                + " ]; do sleep 0.05; done; exec " + real("pg_dump") + " \"$@\""));
        CompletableFuture<BackupException> dump = dumpInBackground();
        await().atMost(Duration.ofSeconds(60)).until(() -> !processes().isEmpty());
        holdSequence(statement);
        Files.createFile(held);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !source.text("app", "SELECT count(*) FROM pg_locks WHERE NOT granted").equals("0"));
        return dump;
    }

    static void holdSequence(Statement statement) throws Exception {
        statement.execute("BEGIN");
        statement.execute("ALTER SEQUENCE s OWNER TO CURRENT_USER");
        statement.execute("ALTER SEQUENCE s RENAME TO renamed");
        statement.execute("ALTER SEQUENCE renamed RENAME TO s");
    }

    /** The real programs, but for one. */
    Path programs(String replaced, String script) throws IOException {
        Path programs = Files.createDirectory(folder.resolve("programs"));
        for (String name : ClientPrograms.DUMP) {
            if (!name.equals(replaced)) {
                program(programs.resolve(name), "exec " + real(name) + " \"$@\"");
            }
        }
        program(programs.resolve(replaced),
                "[ \"$1\" = --version ] && exec " + real(replaced) + " --version\n" + script);
        return programs;
    }

    static void program(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    static String real(String program) {
        return SourceCluster.PROGRAMS.resolve(program).toString();
    }

    /** Those that have to do with our volume. */
    List<Long> processes() throws IOException {
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

    static String commandLine(long pid) throws IOException {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1).replace('\0',
                    ' ');
        } catch (IOException e) {
            return "";
        }
    }
}
