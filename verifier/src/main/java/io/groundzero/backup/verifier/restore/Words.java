package io.groundzero.backup.verifier.restore;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.postgres.ChildProcess;
import io.groundzero.backup.postgres.Warnings;
import io.groundzero.backup.verifier.proof.LocalTrouble;

/** Judges what PostgreSQL's programs said while restoring, and quotes it without the rows it may quote. */
final class Words {

    private static final int LIMIT = 20;
    /**
     * A subscription in a plain dump is created without connecting anywhere, and a publication on a server that
     * publishes nothing; PostgreSQL says so.
     */
    private static final Pattern SUBSCRIPTION = Pattern.compile("(psql:.*: )?(WARNING:  (tables were not subscribed"
            + "|subscription was created, but is not connected|wal_level is insufficient to publish logical changes).*|HINT:  .*subscription.*)");

    private Words() {
    }

    /**
     * @param what for example {@code restoring database app}
     * @throws BackupException RESTORE_FAILED; EXTENSION_MISSING, DISK_FULL or THROWAWAY_FAILED if it is not the
     *         backup's fault
     */
    static void requireClean(ChildProcess.Outcome outcome, boolean serverAlive, String serverLog, String what)
            throws BackupException {
        List<String> serious = Warnings.serious(outcome).stream().filter(line -> !SUBSCRIPTION.matcher(line).matches())
                .toList();
        if (!serverAlive) {
            throw new BackupException(LocalTrouble.in(serverLog).orElse(ErrorCode.THROWAWAY_FAILED),
                    what + ": the throwaway server has died: " + serverLog + "\n" + quote(outcome.stderr()));
        }
        if (outcome.exitCode() == 0 && serious.isEmpty()) {
            return;
        }
        // killed from outside: no word about the backup
        boolean killed = outcome.exitCode() == 137 || outcome.exitCode() == 143;
        ErrorCode code = LocalTrouble.in(outcome.words())
                .orElse(killed ? ErrorCode.THROWAWAY_FAILED : ErrorCode.RESTORE_FAILED);
        throw new BackupException(code, what + ", exit code " + outcome.exitCode() + ": "
                + quote(serious.isEmpty() ? outcome.stderr() : serious));
    }

    /** Details, contexts and statements may hold values from tables; of these only what comes before. */
    static String quote(List<String> lines) {
        List<String> quoted = new ArrayList<>();
        boolean withheld = false;
        for (String line : lines) {
            boolean starts = line.matches("(psql|pg_restore|initdb)[:.].*|(ERROR|FATAL|PANIC|WARNING):  .*");
            if (line.matches("(psql:.*: )?(DETAIL|CONTEXT|STATEMENT|QUERY|LINE \\d+|Command was): .*")) {
                withheld = true;
                if (line.startsWith("CONTEXT:  COPY ")) {
                    quoted.add(line.replaceFirst("(, line \\d+).*", "$1"));
                }
            } else if (starts || !withheld) {
                withheld = false;
                quoted.add(line);
            }
        }
        int more = quoted.size() - LIMIT;
        String text = String.join("\n", more > 0 ? quoted.subList(0, LIMIT) : quoted);
        return more > 0 ? text + "\n… and " + more + " lines more" : text;
    }
}
