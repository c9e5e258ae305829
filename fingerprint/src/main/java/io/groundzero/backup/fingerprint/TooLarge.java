package io.groundzero.backup.fingerprint;

import java.sql.SQLException;

/**
 * A text larger than the server can make, 1 GB. A row's text may be that although COPY writes the row: it doubles quotes, and
 * backslashes as COPY does.
 */
public final class TooLarge {

    private static final String LIMIT_EXCEEDED = "54000";
    private static final String INTERNAL = "XX000";
    /** The server never translates it. */
    private static final String ALLOCATION = "invalid memory alloc request size";

    private TooLarge() {
    }

    /** Whether that is why something could not be read. */
    public static boolean is(SQLException failure) {
        return LIMIT_EXCEEDED.equals(failure.getSQLState())
                || INTERNAL.equals(failure.getSQLState()) && String.valueOf(failure.getMessage()).contains(ALLOCATION);
    }

    /** @param table quoted for SQL */
    static SQLException in(String table, SQLException failure) {
        return new SQLException(
                "table " + table + " holds a value whose text is larger than the 1 GB that PostgreSQL can "
                        + "write, so that pg_dump cannot dump it: " + failure.getMessage(),
                failure.getSQLState(), failure);
    }
}
