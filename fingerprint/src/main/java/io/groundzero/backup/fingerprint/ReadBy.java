package io.groundzero.backup.fingerprint;

import java.util.Locale;

/**
 * By which way the rows of a table were read. The ways give different hashes, so that a fingerprint tells the way, and a copy
 * is read in the same: what decided about it in the source, such as an index that is not valid, may be in no dump. In a
 * copy all three are queries, also of a table whose planning runs code of users, because its server is in the sandbox.
 */
public enum ReadBy {
    /** One text for each row. */
    QUERY,
    /** Line by line, because a query would run code of users. */
    COPY,
    /** A hash for each value, because a row's text would have been larger than the server can make. */
    COLUMNS;

    /** As a fingerprint has it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException if there is no such way
     */
    public static ReadBy of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
