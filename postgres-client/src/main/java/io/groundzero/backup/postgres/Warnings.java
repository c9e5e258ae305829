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
            // The operating system's collations are newer than the database, or have no version any more, as when a
            // database comes from glibc to musl. It endangers indexes on text, none of which are in a dump; refusing
            // would leave a cluster without any backup from its upgrade on.
            server("database \".*\" has a collation version mismatch"),
            server("collation \".*\" has version mismatch"),
            server("(database|collation) \".*\" has no actual (collation )?version, but a version was recorded"),
            // What a server says at login of a setting that database or role have, and that is not valid (any more, or
            // not for this role): the setting counts as not made. None of them decides what is dumped; the catalogue
            // holds it, and it is dumped as it is.
            server("invalid value for parameter \".*"), server("role \".*\" does not exist"),
            server("permission denied to set (parameter|role|session authorization) \".*"),
            server("(unrecognized configuration parameter|invalid configuration parameter name) \".*"),
            server("parameter \".*\" (cannot be changed|requires a .* value).*"),
            // less than a warning, from somebody's code that runs at login
            Pattern.compile("(psql:[^ ]*: )?(NOTICE|INFO|LOG|DEBUG):  .*"));

    /** Lines that belong to the message before them. */
    private static final Pattern CONTINUATION = Pattern
            .compile("(pg_\\w+: (detail|hint): |DETAIL:  |HINT:  |CONTEXT:  |QUERY:  ).*");

    private Warnings() {
    }

    private static Pattern server(String words) {
        return Pattern.compile("(psql:[^ ]*: )?WARNING:  " + words);
    }

    /** The lines of the program's stderr that are not known to be harmless; empty if there is nothing to complain. */
    public static List<String> serious(ChildProcess.Outcome outcome) {
        return serious(outcome, LoginNotices.none());
    }

    /** The same for a program that logged in to a server which may speak any language. */
    public static List<String> serious(ChildProcess.Outcome outcome, LoginNotices login) {
        List<String> serious = new ArrayList<>();
        if (outcome.omittedLines() > 0) {
            serious.add(outcome.omittedLines() + " lines that were not kept");
        }
        boolean harmless = false;
        for (String line : outcome.stderr()) {
            if (!(harmless && CONTINUATION.matcher(line).matches())) {
                harmless = login.contains(line)
                        || HARMLESS.stream().anyMatch(pattern -> pattern.matcher(line).matches());
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
