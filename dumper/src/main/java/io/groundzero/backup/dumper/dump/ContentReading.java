package io.groundzero.backup.dumper.dump;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.dumper.snapshot.LockedSnapshot;
import io.groundzero.backup.fingerprint.DatabaseFingerprint;
import io.groundzero.backup.fingerprint.Fingerprints;
import io.groundzero.backup.fingerprint.Level;
import io.groundzero.backup.postgres.SourceErrors;

/** Reads the fingerprint of a database in its snapshot, while pg_dump works in the same one. */
final class ContentReading implements AutoCloseable {

    private static final long GRACE_MILLIS = 10_000;

    private final String database;
    private final LockedSnapshot snapshot;
    private final FutureTask<DatabaseFingerprint> task;
    private final Thread thread;

    private ContentReading(LockedSnapshot snapshot, String database, Level level) {
        this.database = database;
        this.snapshot = snapshot;
        this.task = new FutureTask<>(() -> Fingerprints.read(snapshot.connection(), database, level));
        this.thread = new Thread(task, "content of " + database);
        thread.setDaemon(true);
    }

    static ContentReading start(LockedSnapshot snapshot, String database, Level level) {
        ContentReading reading = new ContentReading(snapshot, database, level);
        reading.thread.start();
        return reading;
    }

    boolean finished() {
        return task.isDone();
    }

    /** Waits for the end, but not for ever. */
    void await(Duration limit) throws InterruptedException {
        try {
            task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // result() tells of the one, finished() of the other
            return;
        }
    }

    /** What was read, once it is finished. */
    DatabaseFingerprint result() throws BackupException, InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            String doing = "reading the tables of database " + database;
            if (e.getCause() instanceof SQLException failure) {
                throw SourceErrors.translate(failure, doing);
            }
            throw new BackupException(ErrorCode.INTERNAL, doing + ": " + e.getCause(), e.getCause());
        }
    }

    /** Stops reading. */
    @Override
    public void close() {
        if (!thread.isAlive()) {
            return;
        }
        snapshot.cancel();
        try {
            thread.join(GRACE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            snapshot.abort();
        }
    }
}
