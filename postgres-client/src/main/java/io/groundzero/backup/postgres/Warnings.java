package io.groundzero.backup.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a client program says on stderr is a failure, whatever its exit code, except what is known to be harmless:
 * {@code pg_dump} leaves things out with a mere warning.
 */
public final class Warnings {

    private static final List<Pattern> HARMLESS = List.of(
            // For extensions whose configuration tables refer to each other, such as TimescaleDB's catalogue. It
            // concerns data-only restores; ours create the constraints after the data.
            Pattern.compile("pg_dump: warning: there are circular foreign-key constraints "
                    + "(on this table|among these tables):.*"),
            // The operating system's collations are newer than the database. It endangers indexes on text, none of
            // which are in a dump; refusing would leave a cluster without any backup from its upgrade on.
            Pattern.compile("WARNING:  database \".*\" has a collation version mismatch"));

    /** Lines that belong to the message before them. */
    private static final Pattern CONTINUATION = Pattern.compile("(pg_\\w+: (detail|hint): |DETAIL:  |HINT:  ).*");

    private Warnings() {
    }

    /** The lines of the program's stderr that are not known to be harmless; empty if there is nothing to complain. */
    public static List<String> serious(ChildProcess.Outcome outcome) {
        List<String> serious = new ArrayList<>();
        if (outcome.omittedLines() > 0) {
            serious.add(outcome.omittedLines() + " lines that were not kept");
        }
        boolean harmless = false;
        for (String line : outcome.stderr()) {
            if (!(harmless && CONTINUATION.matcher(line).matches())) {
                harmless = HARMLESS.stream().anyMatch(pattern -> pattern.matcher(line).matches());
                if (!harmless) {
                    serious.add(line);
                }
            }
        }
        return serious;
    }

    /** Whether the program did all it was told to and had nothing to complain about. */
    public static boolean clean(ChildProcess.Outcome outcome) {
        return outcome.exitCode() == 0 && serious(outcome).isEmpty();
    }
}
