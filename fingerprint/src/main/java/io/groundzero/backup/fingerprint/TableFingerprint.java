package io.groundzero.backup.fingerprint;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * What one table holds.
 *
 * @param schema its schema, unquoted
 * @param table its name, unquoted
 * @param rows number of rows
 * @param content 32 hexadecimal digits: the sum of a 128-bit hash of each row that the level covers, independent of the
 *        rows' order; null at level {@code counts}
 * @param columns for words about a difference: 8 hexadecimal digits by name of each column of a small table that is not
 *        generated; null of larger ones, at other levels, and in older fingerprints
 * @param generated the same of stored generated columns, also of larger tables; null if there are none
 * @param readBy how it was read, as {@link ReadBy#word}; null in older fingerprints, and then what is found in the copy
 *        decides on the way, for each partition on its own
 */
public record TableFingerprint(String schema, String table, long rows, String content, Map<String, String> columns,
        Map<String, String> generated, String readBy) {

    /** Without columns, as versions had it that did not tell how it was read. */
    public TableFingerprint(String schema, String table, long rows, String content) {
        this(schema, table, rows, content, null, null, null);
    }

    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

    /** Schema and name as evidence shows them: quoted as SQL would where needed, so that no two tables look alike. */
    public String name() {
        return quoted(schema) + "." + quoted(table);
    }

    static String quoted(String identifier) {
        return PLAIN.matcher(identifier).matches() ? identifier : '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
