package io.groundzero.backup.dumper.dump;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.groundzero.backup.fingerprint.Copying;
import io.groundzero.backup.postgres.ChildProcess;
import io.groundzero.backup.postgres.RunningProcess;

/**
 * Copies tables out of a snapshot with psql: the driver would keep each row whole in the memory of this process, and
 * rows may be larger than that.
 */
final class TableCopies implements Copying, AutoCloseable {

    private final DumpContext context;
    private final String database;
    private final String snapshot;
    private volatile RunningProcess running;
    private volatile boolean closed;

    /** @param snapshot exported, and held for as long as tables are copied */
    TableCopies(DumpContext context, String database, String snapshot) {
        this.context = context;
        this.database = database;
        this.snapshot = snapshot;
    }

    @Override
    public void run(List<String> statements, OutputStream rows) throws SQLException {
        List<String> command = new ArrayList<>(List.of(context.programs().program("psql").toString(), "--no-psqlrc",
                "--no-password", "--quiet", "--set=ON_ERROR_STOP=1",
                "--command=BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
                "--command=SET TRANSACTION SNAPSHOT '" + snapshot + "'"));
        statements.forEach(statement -> command.add("--command=" + statement));
        Map<String, String> environment = new TreeMap<>(context.server().environment(database));
        // as the rows are: a database may hold bytes that mean nothing in its encoding
        environment.put("PGCLIENTENCODING", "SQL_ASCII");
        try {
            ChildProcess.Outcome outcome = run(ChildProcess.of(command).environment(environment).stdout(rows));
            if (outcome.exitCode() != 0) {
                throw new SQLException("psql, copying a table: " + outcome.words());
            }
        } catch (IOException e) {
            throw new SQLException("psql, copying a table: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("stopped while copying a table", e);
        }
    }

    /** Also ends the one that runs. */
    @Override
    public void close() {
        closed = true;
        RunningProcess last = running;
        if (last != null) {
            last.close();
        }
    }

    private ChildProcess.Outcome run(ChildProcess psql) throws IOException, InterruptedException {
        try (RunningProcess process = psql.start()) {
            running = process;
            if (closed) {
                throw new IOException("stopped");
            }
            return process.await();
        }
    }
}
