package io.groundzero.backup.gateway.problem;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;

/** What kind of trouble with the gateway's database is behind an exception. Pure logic. */
enum DatabaseTrouble {

    /** It cannot be reached, or shuts down or starts just now. */
    AWAY,
    /** It does not take a value: the caller's fault. */
    VALUE,
    /** Something else, or nothing to do with the database. */
    OTHER;

    /** SQLSTATE classes, https://www.postgresql.org/docs/current/errcodes-appendix.html: connection, operator intervention. */
    private static boolean isAway(SQLException e) {
        String state = e.getSQLState();
        return e instanceof SQLTransientConnectionException || e instanceof SQLNonTransientConnectionException
                || e instanceof SQLRecoverableException
                || state != null && (state.startsWith("08") || state.startsWith("57P"))
                // what the connection pool says has no state
                || String.valueOf(e.getMessage()).contains("Acquisition timeout");
    }

    static DatabaseTrouble of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                if (isAway(sql)) {
                    return AWAY;
                }
                if (sql.getSQLState() != null && sql.getSQLState().startsWith("22")) {
                    return VALUE;
                }
            }
        }
        return OTHER;
    }

    /** What the database itself says, in one line; the exceptions around that repeat the statement and its values. */
    static String words(Throwable failure) {
        String words = "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                words = String.valueOf(sql.getMessage());
            }
        }
        return words.lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "?");
    }
}
