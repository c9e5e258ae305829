package io.groundzero.backup.dumper.dump;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.dumper.snapshot.LockedSnapshot;
import io.groundzero.backup.fingerprint.DatabaseReadings;
import io.groundzero.backup.postgres.SourceErrors;

/** Reads the fingerprint of a database in its snapshot, while pg_dump works in the same one. */
final class ContentReading implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ContentReading.class);
    private static final long GRACE_MILLIS = 10_000;

    private final String database;
    private final LockedSnapshot snapshot;
    /** Beside the snapshot's own. */
    private final List<Connection> more;
    private final TableCopies copies;
    private final FutureTask<Void> task;
    private final Thread thread;

    private ContentReading(LockedSnapshot snapshot, List<Connection> more, TableCopies copies, String database,
            DatabaseReadings readings) {
        this.copies = copies;
        this.database = database;
        this.snapshot = snapshot;
        this.more = more;
        List<Connection> all = new ArrayList<>(List.of(snapshot.connection()));
        all.addAll(more);
        this.task = new FutureTask<>(() -> {
            readings.inSnapshot(snapshot.connection());
            readings.content(all, copies);
            return null;
        });
        this.thread = new Thread(task, "content of " + database);
        thread.setDaemon(true);
    }

    static ContentReading start(DumpContext context, LockedSnapshot snapshot, String database,
            DatabaseReadings readings) throws BackupException {
        List<Connection> more = new ArrayList<>();
        try {
            while (more.size() < context.readers() - 1) {
                more.add(snapshot.share(context.server(), database));
            }
        } catch (BackupException | RuntimeException e) {
            more.forEach(ContentReading::close);
            throw e;
        }
        TableCopies copies = new TableCopies(context, database, snapshot.id());
        ContentReading reading = new ContentReading(snapshot, more, copies, database, readings);
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

    /** Fails as the reading did, once it is finished. */
    void result() throws BackupException, InterruptedException {
        try {
            task.get();
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
        copies.close();
        if (thread.isAlive()) {
            snapshot.cancel();
            more.forEach(ContentReading::cancel);
            try {
                thread.join(GRACE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (thread.isAlive()) {
            snapshot.abort();
        }
        more.forEach(ContentReading::close);
    }

    private static void cancel(Connection connection) {
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            LOG.debug("cancelling", e);
        }
    }

    /** At once, whatever runs in it. */
    private static void close(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("closing a session that shares a snapshot", e);
        }
    }
}
