package io.groundzero.backup.dumper.dump;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.groundzero.backup.archive.VolumeErrors;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.ArtifactKind;
import io.groundzero.backup.contracts.manifest.DumpedArtifact;
import io.groundzero.backup.contracts.name.ObjectNames;
import io.groundzero.backup.dumper.source.OwnSessions;
import io.groundzero.backup.postgres.ChildProcess;
import io.groundzero.backup.postgres.LoginNotices;
import io.groundzero.backup.postgres.RunningProcess;
import io.groundzero.backup.postgres.SourceErrors;

/**
 * Dumps roles, memberships and tablespaces. After the databases, so that a role that was created meanwhile and owns
 * something is in it; a role that was dropped meanwhile makes the dump void.
 */
final class GlobalsDump {

    private static final Duration POLL = Duration.ofMillis(500);

    private final DumpContext context;
    private final Set<String> before;

    /** Made before the first database is dumped. */
    GlobalsDump(DumpContext context) throws BackupException {
        this.context = context;
        this.before = context.session().globals();
    }

    DumpedArtifact run() throws BackupException, InterruptedException {
        Path file = context.folder().resolve("globals.sql");
        String maintenance = context.cluster().maintenanceDatabase();
        try {
            run(maintenance, file);
            DumpText.requireComplete(file, "-- PostgreSQL database cluster dump complete");
        } catch (IOException e) {
            throw VolumeErrors.translate(e, "dumping the globals");
        }
        requireNoneDropped();
        return context.artifact("globals", ArtifactKind.GLOBALS, ObjectNames.GLOBALS, file, false, true);
    }

    private void run(String maintenance, Path file)
            throws BackupException, IOException, InterruptedException {
        ChildProcess program = ChildProcess
                .of(List.of(context.programs().program("pg_dumpall").toString(), "--globals-only", "--no-password",
                        "--database=" + maintenance, "--file=" + file))
                .environment(context.server().environment(maintenance));
        try (Connection observer = context.server().open(maintenance); RunningProcess running = program.start()) {
            Watchdog watchdog = new Watchdog(observer, context.server().applicationName(),
                    context.cluster().bounds().stalledAfter());
            try {
                Optional<ChildProcess.Outcome> ended = running.await(POLL);
                while (ended.isEmpty()) {
                    context.session().requireAlive();
                    watchdog.check(running, context.reportProgress(), "pg_dumpall of the globals");
                    ended = running.await(POLL);
                }
                ProgramFailures.require(ended.get(), LoginNotices.of(observer), "pg_dumpall of the globals");
            } catch (BackupException e) {
                OwnSessions.end(observer, context.server());
                throw e;
            }
        } catch (SQLException e) {
            throw SourceErrors.translate(e, "a session in database " + maintenance);
        }
    }

    private void requireNoneDropped() throws BackupException {
        Set<String> dropped = new TreeSet<>(before);
        dropped.removeAll(context.session().globals());
        if (!dropped.isEmpty()) {
            throw new BackupException(ErrorCode.SOURCE_CHANGED,
                    "dropped during the dump, which may still need it: " + String.join(", ", dropped));
        }
    }
}
