package io.groundzero.backup.verifier.check;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import io.groundzero.backup.checks.CheckResult;
import io.groundzero.backup.checks.CheckRun;
import io.groundzero.backup.checks.CopyRun;
import io.groundzero.backup.checks.Judgement;
import io.groundzero.backup.checks.Kind;
import io.groundzero.backup.checks.Rows;
import io.groundzero.backup.checks.Script;
import io.groundzero.backup.checks.Severity;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.postgres.ServerWords;
import io.groundzero.backup.verifier.proof.LocalTrouble;
import io.groundzero.backup.verifier.server.ThrowawayServer;

/** Runs a backup's scripts on the restored databases. */
class CopyChecks {

    /** Cancelled, lock not available. */
    private static final Set<String> TOO_LONG = Set.of("57014", "55P03");
    /** The verifier's machine may be slower than the source, and nobody else waits for the copy. */
    private static final int PATIENCE = 4;

    private final ThrowawayServer server;
    private final SourceChecks source;
    private final String backupId;
    private final Tally tally;

    CopyChecks(ThrowawayServer server, SourceChecks source, String backupId, Tally tally) {
        this.server = server;
        this.source = source;
        this.backupId = backupId;
        this.tally = tally;
    }

    /**
     * @throws BackupException CHECK_FAILED or CHECK_UNAVAILABLE if one fails: a copy that is not repaired need not pass
     */
    void repair(String database) throws BackupException {
        run(database, connection -> {
            for (Script repair : source.of(Kind.REPAIR)) {
                if (!repair.isFor(database)) {
                    tally.notApplicable();
                    continue;
                }
                try {
                    if (new CopyRun(connection).repair(repair, backupId, limit(repair))) {
                        tally.repaired(database + ": " + repair + ": repaired");
                    } else {
                        tally.notApplicable();
                    }
                } catch (SQLException e) {
                    throw new BackupException(code(e), database + ": " + repair + " failed: " + ServerWords.of(e), e);
                }
            }
        });
    }

    void check(String database) throws BackupException {
        run(database, connection -> {
            analyze(connection);
            CheckRun run = new CheckRun(connection, database, Optional.empty());
            for (Script check : source.of(Kind.CHECK)) {
                CheckResult result = run.run(check, limit(check));
                requireAlive(database + ": " + check);
                tally.judged(Judgement.of(check, source.found(check, database), result,
                        LocalTrouble.in(result.error()).isPresent()));
            }
        });
    }

    void act(String database) throws BackupException {
        run(database, connection -> {
            for (Script act : source.of(Kind.ACT)) {
                if (act.isFor(database)) {
                    act(connection, act, database + ": " + act + ": ");
                } else {
                    tally.notApplicable();
                }
            }
        });
    }

    private void act(Connection connection, Script act, String what) throws BackupException {
        try {
            Optional<Rows> violations = new CopyRun(connection).act(act, limit(act));
            if (violations.isEmpty()) {
                tally.notApplicable();
            } else if (violations.get().count() == 0) {
                tally.acted(what + "acted, passed");
            } else {
                wrong(act, what + violations.get().count() + " violations, such as "
                        + String.join(" | ", violations.get().sample()));
            }
        } catch (SQLException e) {
            requireAlive(what);
            if (code(e) == ErrorCode.CHECK_FAILED) {
                wrong(act, what + "failed: " + ServerWords.of(e));
            } else {
                tally.unavailable(what + "could not be run: " + ServerWords.of(e));
            }
        }
    }

    private void wrong(Script act, String sentence) {
        if (act.severity() == Severity.ERROR) {
            tally.failed(sentence);
        } else {
            tally.finding(sentence);
        }
    }

    @FunctionalInterface
    private interface Work {
        void on(Connection connection) throws BackupException, SQLException;
    }

    private void run(String database, Work work) throws BackupException {
        try (Connection connection = server.connect(database)) {
            work.on(connection);
        } catch (SQLException e) {
            requireAlive("checking database " + database);
            throw new BackupException(ErrorCode.CHECK_UNAVAILABLE,
                    "the restored database " + database + " cannot be checked: " + ServerWords.of(e), e);
        }
    }

    /** Without statistics, which a restore does not bring, a check may take for ever. */
    private static void analyze(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET default_transaction_read_only = off");
            statement.execute("SET statement_timeout = 0");
            statement.execute("ANALYZE");
        }
    }

    private void requireAlive(String what) throws BackupException {
        if (!server.alive()) {
            throw new BackupException(LocalTrouble.in(server.log()).orElse(ErrorCode.THROWAWAY_FAILED),
                    what + ": the throwaway server has died: " + server.log());
        }
    }

    private static Duration limit(Script script) {
        return script.timeout().multipliedBy(PATIENCE);
    }

    private static ErrorCode code(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        boolean hindered = TOO_LONG.contains(state) || state.startsWith("08") || state.startsWith("57P")
                || LocalTrouble.in(e).isPresent();
        return hindered ? ErrorCode.CHECK_UNAVAILABLE : ErrorCode.CHECK_FAILED;
    }
}
