package io.groundzero.backup.dumper.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.groundzero.backup.dumper.testing.SourceCluster;
import io.groundzero.backup.postgres.ClientPrograms;

/** A dump that is stopped (SIGSTOP) in one stage, as a paused container or machine is, and what the source has of it. */
record FrozenDumpScene(Stage stage, Who who, boolean waited, int stalledAfter, int silentAfter) {

    private static final Duration START = Duration.ofMinutes(2);
    private static final int ATTEMPTS = 10;

    /** How far the dump is when it is stopped. */
    enum Stage {
        BEFORE_LOCKS("SELECT count(*) FROM pg_locks l JOIN ours USING (pid) WHERE NOT granted"), CATALOGUE(
                "SELECT count(*) FROM pg_locks l JOIN ours USING (pid) WHERE NOT granted"), PG_DUMP(
                        "SELECT count(*) FROM pg_locks l JOIN ours USING (pid) WHERE NOT granted AND query LIKE '%last_value%'"), COPY(
                                "SELECT count(*) FROM pg_stat_progress_copy JOIN ours USING (pid)"), FINGERPRINT(
                                        "SELECT count(*) FROM ours WHERE state = 'active' AND query LIKE '%hashtext%'"), CHECKS(
                                                "SELECT count(*) FROM ours WHERE wait_event = 'PgSleep' AND query LIKE '%gz_check%'"), AFTERWARDS(
                                                        null);

        private final String reached;

        Stage(String reached) {
            this.reached = reached;
        }
    }

    /** Which processes are stopped. */
    enum Who {
        ALL, PROGRAM, DUMPER
    }

    /**
     * What was seen.
     *
     * @param longestWait of those who waited on the source, in milliseconds
     * @param goneAfter until nothing of the dump was left there, in milliseconds
     * @param said by the dumper once it went on
     */
    record Seen(FrozenDumpScene scene, long longestWait, long goneAfter, String said) {

        String line() {
            return "| %s | %s | %s | %.1f s | %.1f s | %s |".formatted(scene.stage, scene.who,
                    scene.waited ? "ALTER TABLE, SELECT" : "nobody", longestWait / 1000.0, goneAfter / 1000.0,
                    said.split(" ")[0]);
        }
    }

    private String database() {
        return ("frozen_" + stage + "_" + who + "_" + waited).toLowerCase(java.util.Locale.ROOT);
    }

    /** On a busy machine a dump can be over, or fail to connect, before it is seen in its stage: it is made again then. */
    Seen play(SourceCluster source, Path parent) throws Exception {
        for (int attempt = 1;; attempt++) {
            try {
                return attempt(source, Files.createDirectory(parent.resolve(database() + "_" + attempt)));
            } catch (NotReached e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static final class NotReached extends Exception {

        private static final long serialVersionUID = 1L;

        NotReached(String message) {
            super(message);
        }
    }

    private Seen attempt(SourceCluster source, Path own) throws Exception {
        source.create(database(), "CREATE TABLE big(id int, v text)",
                "INSERT INTO big SELECT i, repeat('x', 1000) FROM generate_series(1, 60000) i",
                "CREATE TABLE zz(id int)", "CREATE SEQUENCE s");
        Path folder = prepare(own);
        try (Connection other = source.connect(database()); Statement hindrance = other.createStatement()) {
            Process dumper = start(source, folder);
            try {
                hinder(hindrance, folder);
                awaitStage(source, folder);
                List<ProcessHandle> stopped = stop(dumper);
                long stoppedAt = System.nanoTime();
                other.rollback();
                long wait = waited ? longestWait(source) : 0;
                long gone = awaitGone(source, stoppedAt);
                signal("CONT", stopped);
                Files.writeString(folder.resolve("go"), "");
                if (!dumper.waitFor(2, TimeUnit.MINUTES)) {
                    throw new IllegalStateException(this + ": the dumper did not end");
                }
                return new Seen(this, wait, gone, Files.readString(folder.resolve("said")).strip());
            } finally {
                signal("CONT", Stream.concat(Stream.of(dumper.toHandle()), dumper.descendants()).toList());
                dumper.descendants().forEach(ProcessHandle::destroyForcibly);
                dumper.destroyForcibly();
            }
        } finally {
            source.drop(database());
        }
    }

    private Path prepare(Path folder) throws IOException {
        Path programs = Files.createDirectory(folder.resolve("programs"));
        for (String name : ClientPrograms.DUMP) {
            boolean held = name.equals("pg_dump") && stage == Stage.PG_DUMP;
            boolean stuck = name.equals("pg_dumpall") && stage == Stage.AFTERWARDS;
            String version = "[ \"$1\" = --version ] && exec " + DumpFailureScene.real(name) + " --version\n";
            String waiting = held || stuck
                    ? "touch " + folder.resolve("reached") + "\nuntil [ -e "
                            + folder.resolve("go") + " ]; do sleep 0.1; done\n"
                    : "";
            DumpFailureScene.program(programs.resolve(name),
                    version + waiting + "exec " + DumpFailureScene.real(name) + " \"$@\"");
        }
        Path checks = Files.createDirectories(folder.resolve("checks/checks"));
        if (stage == Stage.CHECKS) {
            Files.writeString(checks.resolve("slow.sql"), "-- name: Slow\n-- timeout: PT20M\n"
                    + "SELECT 1 FROM pg_catalog.pg_sleep(600)\n");
        }
        return folder;
    }

    private Process start(SourceCluster source, Path folder) throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1", "-Xmx128m", "-cp", System.getProperty("java.class.path"),
                FrozenDump.class.getName(), folder.toString(), Integer.toString(source.port()), database(),
                Integer.toString(stalledAfter), Integer.toString(silentAfter))
                .redirectError(folder.resolve("log").toFile()).redirectOutput(folder.resolve("said").toFile()).start();
    }

    /** Before the dump comes so far, while its process starts. */
    private void hinder(Statement statement, Path folder) throws Exception {
        statement.getConnection().setAutoCommit(false);
        if (stage == Stage.BEFORE_LOCKS) {
            statement.execute("LOCK TABLE zz");
        } else if (stage == Stage.CATALOGUE) {
            DumpFailureScene.holdSequence(statement);
        } else if (stage == Stage.PG_DUMP) {
            await(toString()).atMost(START).until(() -> Files.exists(folder.resolve("reached")));
            DumpFailureScene.holdSequence(statement);
            Files.writeString(folder.resolve("go"), "");
        }
    }

    private void awaitStage(SourceCluster source, Path folder) throws Exception {
        if (stage.reached == null) {
            await(toString()).atMost(START).until(() -> Files.exists(folder.resolve("reached")));
            return;
        }
        try (Connection connection = source.connect(database());
                var query = connection.prepareStatement("WITH ours AS (SELECT * FROM pg_stat_activity "
                        + "WHERE usename = 'dump' AND datname = current_database()) " + stage.reached)) {
            await(toString()).atMost(START).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5)).until(() -> {
                String said = Files.readString(folder.resolve("said"));
                if (!said.isEmpty()) {
                    throw new NotReached(this + " ended before it was there: " + said);
                }
                try (var row = query.executeQuery()) {
                    return row.next() && row.getLong(1) > 0;
                }
            });
        }
    }

    private List<ProcessHandle> stop(Process dumper) throws Exception {
        List<ProcessHandle> processes = new ArrayList<>();
        if (who != Who.PROGRAM) {
            processes.add(dumper.toHandle());
        }
        if (who != Who.DUMPER) {
            processes.addAll(dumper.descendants().toList());
        }
        signal("STOP", processes);
        return processes;
    }

    private static void signal(String signal, List<ProcessHandle> processes) throws Exception {
        List<ProcessHandle> alive = processes.stream().filter(ProcessHandle::isAlive).toList();
        if (!alive.isEmpty()) {
            List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
            alive.forEach(process -> command.add(Long.toString(process.pid())));
            new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        }
    }

    /** Somebody alters a table, and somebody else reads it. */
    private long longestWait(SourceCluster source) throws Exception {
        ExecutorService clients = Executors.newCachedThreadPool();
        try {
            Future<Long> alter = clients.submit(timed(source, "ALTER TABLE big ADD COLUMN added int"));
            Future<Long> read = clients.submit(timed(source, "SELECT count(*) FROM big"));
            return Math.max(alter.get(), read.get());
        } finally {
            clients.shutdownNow();
        }
    }

    private Callable<Long> timed(SourceCluster source, String sql) {
        return () -> {
            try (Connection connection = source.connect(database());
                    Statement statement = connection.createStatement()) {
                statement.execute("SET statement_timeout = '2min'");
                long from = System.nanoTime();
                statement.execute(sql);
                return (System.nanoTime() - from) / 1_000_000;
            }
        };
    }

    /** No session of the dump's role, and with the sessions their locks and snapshots. */
    private long awaitGone(SourceCluster source, long since) {
        await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(sessions(source)).as("left on the source, %s", this).isNull());
        return (System.nanoTime() - since) / 1_000_000;
    }

    private String sessions(SourceCluster source) throws SQLException {
        return source.text("postgres", "SELECT string_agg(concat_ws(' ', application_name, state, now() - state_change,"
                + " wait_event, left(query, 80)), '; ') FROM pg_stat_activity WHERE usename = 'dump' AND datname = '"
                + database() + "'");
    }
}
