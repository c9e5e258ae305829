package io.groundzero.backup.postgres;

import java.sql.SQLException;

import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Everything that a server said about a failure, without the values of rows that it quotes: the driver's own message lacks
 * detail, hint and context, which tell what to do and whose code it was.
 */
public final class ServerWords {

    private ServerWords() {
    }

    /** The first line of the driver's message; DETAIL, HINT and CONTEXT on a line each, if there are any. */
    public static String of(SQLException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("") + beside(failure);
    }

    /** The lines of DETAIL, HINT and CONTEXT alone, each after a newline; empty if there are none. */
    static String beside(SQLException failure) {
        ServerErrorMessage said = failure instanceof PSQLException exception
                ? exception.getServerErrorMessage()
                : null;
        if (said == null) {
            return "";
        }
        return (said.getDetail() == null ? "" : "\nDETAIL: " + WithoutRows.detail(said.getDetail()))
                + (said.getHint() == null ? "" : "\nHINT: " + WithoutRows.oneLine(said.getHint()))
                + (said.getWhere() == null ? "" : "\nCONTEXT: " + WithoutRows.context(said.getWhere()));
    }
}
