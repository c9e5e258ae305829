package io.groundzero.backup.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.HashSet;
import java.util.Set;

import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/**
 * What a server says at each login of ours to a database, and is no word about a dump, in the language that the server speaks. A
 * client program relays the same lines and no SQLSTATE; a session of the driver's is told both.
 */
public final class LoginNotices {

    /** A setting that database or role have made and that is not valid, not known, or not theirs to make. */
    private static final Set<String> SETTING = Set.of("22023", "42704", "42501", "55P02", "42602");
    /** Where a database is compared with the version of its collation: a warning without a SQLSTATE of its own. */
    private static final String COLLATION = "CheckMyDatabase";
    /** Procedural languages, in which a login trigger may say anything with any SQLSTATE. */
    private static final String RAISED = "exec_stmt_raise";

    private final Set<String> lines;

    private LoginNotices(Set<String> lines) {
        this.lines = lines;
    }

    static LoginNotices none() {
        return new LoginNotices(Set.of());
    }

    /** @param session of ours, of which nobody has cleared the warnings */
    public static LoginNotices of(Connection session) throws SQLException {
        return of(session.getWarnings());
    }

    static LoginNotices of(SQLWarning first) {
        Set<String> lines = new HashSet<>();
        for (SQLWarning next = first; next != null; next = next.getNextWarning()) {
            ServerErrorMessage said = next instanceof PSQLWarning warning ? warning.getServerErrorMessage() : null;
            if (said != null && harmless(said.getSQLState(), said.getRoutine())) {
                lines.add(said.getSeverity() + ":  " + said.getMessage());
            }
        }
        return new LoginNotices(lines);
    }

    private static boolean harmless(String state, String routine) {
        return COLLATION.equals(routine) || SETTING.contains(state) && !RAISED.equals(routine);
    }

    boolean contains(String line) {
        return lines.contains(line);
    }
}
