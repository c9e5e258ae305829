package io.groundzero.backup.dumper.dump;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.groundzero.backup.checks.CheckResult;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.ArtifactKind;
import io.groundzero.backup.contracts.manifest.DatabaseFacts;
import io.groundzero.backup.dumper.check.CheckReading;
import io.groundzero.backup.dumper.snapshot.LockedSnapshot;
import io.groundzero.backup.dumper.snapshot.WaitingDdl;
import io.groundzero.backup.dumper.source.OwnSessions;
import io.groundzero.backup.fingerprint.DatabaseReadings;
import io.groundzero.backup.fingerprint.Fingerprints;
import io.groundzero.backup.postgres.ChildProcess;
import io.groundzero.backup.postgres.LoginNotices;
import io.groundzero.backup.postgres.RunningProcess;
import io.groundzero.backup.postgres.SourceErrors;

/** Dumps one database and reads its fingerprint, both in one snapshot; gives way to DDL that waits. */
final class DatabaseDump {

    private static final Duration POLL = Duration.ofMillis(500);
    /** For reading the catalogue after the dump. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final DumpContext context;

    DatabaseDump(DumpContext context) {
        this.context = context;
    }

    /**
     * @throws BackupException if it failed; what was written is still there
     */
    DumpedDatabase run(String database) throws BackupException, InterruptedException {
        DumpTarget target = DumpTarget.of(database, context.cluster().format(), context.programs().major(),
                context.cluster().jobs(), context.folder());
        DatabaseReadings readings = new DatabaseReadings(database, context.level());
        DatabaseFacts facts;
        List<CheckResult> checks;
        try (Connection observer = context.server().open(database)) {
            // what lies outside of the snapshot may be what it was before, during or after the dump
            readBeside(observer, readings, database);
            try (LockedSnapshot snapshot = LockedSnapshot.take(context.server(), database, context.programs().major(),
                    observer, Fingerprints::lockable, context.cluster().lockWait());
                    RunningProcess dump = start(database, snapshot.id(), target);
                    ContentReading reading = ContentReading.start(context, snapshot, database, readings);
                    CheckReading checking = new CheckReading(context.checks(), context.checkTime(), context.server(),
                            database, snapshot.id())) {
                await(dump, reading, checking, observer, database);
                facts = snapshot.facts();
                reading.result();
                checks = checking.results();
            }
            readAfterwards(observer, readings, database);
        } catch (SQLException e) {
            throw SourceErrors.translate(e, "closing a session in database " + database);
        } catch (IOException e) {
            throw new BackupException(ErrorCode.DUMP_FAILED, "pg_dump of database " + database + ": " + e.getMessage(),
                    e);
        }
        new DumpCheck(context.programs(), context.folder()).require(target, database);
        return new DumpedDatabase(context.artifact(database, ArtifactKind.DATABASE, target.object(), target.path(),
                target.directory(), target.compress()), facts, readings.fingerprint(), checks);
    }

    private void readBeside(Connection observer, DatabaseReadings readings, String database) throws BackupException {
        BriefTransaction.run(observer, context.cluster().lockWait(), "reading the catalogue of database " + database,
                () -> readings.beside(observer));
    }

    /** Patiently: a dump that took hours is not thrown away because somebody alters a sequence just now. */
    private void readAfterwards(Connection observer, DatabaseReadings readings, String database)
            throws BackupException, InterruptedException {
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                readBeside(observer, readings, database);
                return;
            } catch (BackupException e) {
                boolean busy = e.code() == ErrorCode.SOURCE_LOCKED || e.code() == ErrorCode.SOURCE_CHANGED;
                if (!busy || System.nanoTime() > giveUpAt) {
                    throw e;
                }
            }
            context.session().requireAlive();
            context.reportProgress();
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        }
    }

    private void await(RunningProcess dump, ContentReading reading, CheckReading checking, Connection observer,
            String database) throws BackupException, SQLException, InterruptedException, IOException {
        String application = context.server().applicationName();
        WaitingDdl waiting = new WaitingDdl(observer, application, database, context.cluster().giveWayAfter());
        Watchdog watchdog = new Watchdog(observer, application, context.cluster().bounds().stalledAfter());
        try {
            await(dump, LoginNotices.of(observer), reading, checking, waiting, watchdog, database);
        } catch (BackupException | SQLException | RuntimeException e) {
            // at once: it may take a while to end a program that stands still
            OwnSessions.end(observer, context.server());
            throw e;
        }
    }

    private void await(RunningProcess dump, LoginNotices login, ContentReading reading, CheckReading checking,
            WaitingDdl waiting, Watchdog watchdog, String database)
            throws BackupException, InterruptedException, IOException {
        Optional<ChildProcess.Outcome> ended = Optional.empty();
        while (ended.isEmpty() || !reading.finished() || !checking.finished()) {
            if (ended.isEmpty()) {
                ended = dump.await(POLL);
            } else if (!reading.finished()) {
                reading.await(POLL);
            } else {
                checking.begin();
                checking.await(POLL);
            }
            // first: a reading that failed takes the snapshot with it, and pg_dump would tell of that only
            if (reading.finished()) {
                reading.result();
                checking.begin();
            }
            if (ended.isPresent()) {
                ProgramFailures.require(ended.get(), login, "pg_dump of database " + database);
            }
            giveWay(waiting, checking, ended.isPresent() && reading.finished());
            context.session().requireAlive();
            watchdog.check(dump, context.reportProgress(), "the dump of database " + database);
        }
    }

    /** For checks alone nobody is kept waiting, and no dump is thrown away. */
    private static void giveWay(WaitingDdl waiting, CheckReading checking, boolean onlyChecksLeft)
            throws BackupException {
        try {
            waiting.check();
        } catch (BackupException e) {
            if (!onlyChecksLeft || e.code() != ErrorCode.SOURCE_LOCKED) {
                throw e;
            }
            checking.stop(e.getMessage());
        }
    }

    /** No password, and no name that could be taken for a connection string, among the arguments. */
    private RunningProcess start(String database, String snapshot, DumpTarget target) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(context.programs().program("pg_dump").toString());
        command.addAll(List.of("--no-password", "--snapshot=" + snapshot,
                "--lock-wait-timeout=" + context.cluster().lockWait().toMillis(), "--file=" + target.path()));
        command.addAll(target.options());
        return ChildProcess.of(command).environment(context.server().environment(database)).start();
    }
}
