package io.groundzero.backup.fingerprint;

import java.util.regex.Pattern;

/**
 * What one table holds.
 *
 * @param schema its schema, unquoted
 * @param table its name, unquoted
 * @param rows number of rows
 * @param content 32 hexadecimal digits: the sum of a 128-bit hash of each row that the level covers, independent of the
 *        rows' order; null at level {@code counts}
 */
public record TableFingerprint(String schema, String table, long rows, String content) {

    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

    /** Schema and name as evidence shows them: quoted as SQL would where needed, so that no two tables look alike. */
    public String name() {
        return quoted(schema) + "." + quoted(table);
    }

    private static String quoted(String identifier) {
        return PLAIN.matcher(identifier).matches() ? identifier : '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
