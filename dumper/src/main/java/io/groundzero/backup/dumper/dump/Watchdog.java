package io.groundzero.backup.dumper.dump;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.dumper.source.Query;
import io.groundzero.backup.postgres.RunningProcess;
import io.groundzero.backup.postgres.SourceErrors;

/**
 * Notices when a dump stands still: no more bytes on the disk, no processor time of the program, and no work of the source
 * for it. A report with the same number of bytes is no progress; a source that computes without writing is.
 */
final class Watchdog {

    /** Sessions of the dump in which the server has something to do, and does not wait for us to take it. */
    private static final String WORKING = """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_stat_activity
            WHERE usename = session_user AND application_name = ? AND datname = current_database()
              AND pid <> pg_catalog.pg_backend_pid() AND state = 'active' AND wait_event_type IS DISTINCT FROM 'Client'
              AND query_start < clock_timestamp() - interval '1 s')""";

    private final Connection observer;
    private final String application;
    private final Duration limit;
    private long bytes = -1;
    private Duration processorTime = Duration.ZERO;
    private long movedAt = System.nanoTime();

    /**
     * @param observer a session in the database that is dumped
     * @param application what the dump's sessions are called
     * @param limit how long nothing may move
     */
    Watchdog(Connection observer, String application, Duration limit) {
        this.observer = observer;
        this.application = application;
        this.limit = limit;
    }

    /**
     * @param written bytes on the disk so far
     * @param what is going on, for the error
     * @throws BackupException DUMP_STALLED if nothing has moved for too long
     */
    void check(RunningProcess program, long written, String what) throws BackupException {
        Duration used = processorTime(program);
        if (written != bytes || !used.equals(processorTime) || working()) {
            bytes = written;
            processorTime = used;
            movedAt = System.nanoTime();
        } else if (System.nanoTime() - movedAt > limit.toNanos()) {
            throw new BackupException(ErrorCode.DUMP_STALLED, what + " has not moved for " + limit.toSeconds()
                    + " s: it wrote nothing, used no processor time, and the source did nothing for it"
                    + (program.alive() ? "; process " + program.pid() + " was stopped, or waits for its disk" : ""));
        }
    }

    private boolean working() throws BackupException {
        try {
            return Query.one(observer, WORKING, row -> row.getBoolean(1), application);
        } catch (SQLException e) {
            throw SourceErrors.translate(e, "asking whether the source works for the dump");
        }
    }

    private static Duration processorTime(RunningProcess program) {
        return ProcessHandle.of(program.pid()).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
