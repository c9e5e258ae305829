package io.groundzero.backup.dumper.check;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

import io.groundzero.backup.checks.CheckResult;
import io.groundzero.backup.checks.CheckRun;
import io.groundzero.backup.checks.Script;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.dumper.source.SourceServer;

/**
 * Runs the checks of one database in the dump's snapshot, but in a session of their own: whatever a check does to it,
 * the dump goes on. Nothing here makes a dump fail.
 */
public final class CheckReading implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(CheckReading.class);
    /** How long a server may take to cut a check off. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Checks checks;
    private final TimeBudget budget;
    private final SourceServer server;
    private final String database;
    private final String snapshot;
    private final List<CheckResult> results = new ArrayList<>();
    private Thread thread;
    private long giveUpAt;
    private volatile String stopped;
    private volatile Connection connection;

    /**
     * @param budget shared by the databases of a dump
     * @param snapshot exported, and held for as long as this is open
     */
    public CheckReading(Checks checks, TimeBudget budget, SourceServer server, String database, String snapshot) {
        this.checks = checks;
        this.budget = budget;
        this.server = server;
        this.database = database;
        this.snapshot = snapshot;
    }

    /** Begins, if it has not begun. */
    public void begin() {
        if (thread == null) {
            giveUpAt = System.nanoTime() + budget.left().toNanos() + GRACE.toNanos();
            thread = new Thread(this::run, "checks of " + database);
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Also cuts off a session that does not keep its time. */
    public boolean finished() {
        if (thread == null) {
            return false;
        }
        if (thread.isAlive() && System.nanoTime() > giveUpAt) {
            stop("the source did not cut it off in time");
            abort();
            return true;
        }
        return !thread.isAlive();
    }

    public void await(Duration limit) throws InterruptedException {
        thread.join(Math.max(1, limit.toMillis()));
    }

    /**
     * Lets the check that runs be the last one.
     *
     * @param why for the checks that did not get their turn
     */
    public void stop(String why) {
        if (stopped == null) {
            stopped = why;
            LOG.infof("the checks of database %s end early: %s", database, why);
            giveUpAt = Math.min(giveUpAt, System.nanoTime() + GRACE.toNanos());
            cancel();
        }
    }

    /** One for each check. */
    public List<CheckResult> results() {
        List<CheckResult> all;
        synchronized (results) {
            all = new ArrayList<>(results);
        }
        List<Script> every = checks.onSource();
        for (Script check : every.subList(all.size(), every.size())) {
            all.add(CheckResult.failed(check, database, "not run: " + stopped, true, 0));
        }
        return all;
    }

    @Override
    public void close() {
        if (thread != null && thread.isAlive()) {
            stop("the dump ended");
            abort();
        }
    }

    private void run() {
        try (Connection own = server.openPatient(database)) {
            connection = own;
            CheckRun run = new CheckRun(own, database, Optional.of(snapshot));
            for (Script check : checks.onSource()) {
                if (stopped == null && budget.isOver()) {
                    stopped = "the checks of this dump have used up their " + budget.total();
                }
                if (stopped != null) {
                    return;
                }
                CheckResult result = run.run(check, budget.atMost(check.timeout()));
                budget.spend(result.millis());
                synchronized (results) {
                    results.add(result);
                }
                if (result.error() != null) {
                    LOG.warnf("database %s: %s could not be run: %s", database, check, result.error());
                }
            }
        } catch (BackupException | SQLException | RuntimeException e) {
            stopped = stopped == null ? String.valueOf(e.getMessage()) : stopped;
            LOG.warnf(e, "the checks of database %s end early", database);
        }
    }

    private void cancel() {
        Connection running = connection;
        try {
            if (running != null) {
                running.unwrap(PGConnection.class).cancelQuery();
            }
        } catch (SQLException e) {
            LOG.debug("cancelling a check", e);
        }
    }

    private void abort() {
        Connection running = connection;
        try {
            if (running != null) {
                running.abort(Runnable::run);
            }
        } catch (SQLException e) {
            LOG.debug("breaking the checks' session off", e);
        }
    }
}
