package io.groundzero.backup.fingerprint;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.groundzero.backup.fingerprint.Tables.Place;

/**
 * The content of a table that cannot be queried without running code of its owner: the source is asked by COPY, as
 * pg_dump asks it, and the copy, where nobody can be harmed, by a query that gives the same. Of a row counts what a dump
 * holds of it, so that columns that are generated are left out; the sums are over the first two times 64 bits of the
 * SHA-256 of its line.
 */
final class CopiedRows {

    private static final String SUMS = """
            SELECT count(*), coalesce(sum(%1$s), 0), coalesce(sum(%2$s), 0)
            FROM (SELECT sha256(convert_to(%3$s, getdatabaseencoding())) AS hash FROM ONLY %4$s t %5$s OFFSET 0) lines""";

    private static final String NUMBER = "bit_in(textout(concat('x', encode(substr(hash, %d, 8), 'hex'))), 0, 64)::bigint";

    private static final int ARGUMENTS = 90;

    private static final Pattern COLUMN = Pattern.compile("\"(?:[^\"]|\"\")*\"|[^, ]+");

    /** What COPY writes in another way than it is, as literals; the backslash itself first. */
    private static final Map<String, String> ESCAPES = new LinkedHashMap<>();

    static {
        ESCAPES.put("E'\\\\'", "E'\\\\\\\\'");
        ESCAPES.put("E'\\b'", "E'\\\\b'");
        ESCAPES.put("E'\\f'", "E'\\\\f'");
        ESCAPES.put("E'\\n'", "E'\\\\n'");
        ESCAPES.put("E'\\r'", "E'\\\\r'");
        ESCAPES.put("E'\\t'", "E'\\\\t'");
        ESCAPES.put("E'\\x0b'", "E'\\\\v'");
    }

    private CopiedRows() {
    }

    /** Of the source. */
    static Content read(Place place, Copying copying) throws SQLException {
        LineSums sums = new LineSums();
        try {
            copying.run(Canonical.statements("COPY " + place.name()
                    + (place.dumped() == null ? "" : " (" + place.dumped() + ")") + " TO STDOUT"), sums);
        } catch (SQLException e) {
            throw new SQLException("table " + place.name() + ": " + e.getMessage(), e.getSQLState(), e);
        }
        return sums.content();
    }

    /** For the copy. */
    static String query(Place place, Level level) {
        if (level == Level.COUNTS) {
            return "SELECT count(*), 0::numeric, 0::numeric FROM ONLY " + place.name() + " t " + place.condition();
        }
        return SUMS.formatted(NUMBER.formatted(1), NUMBER.formatted(9), line(place), place.name(), place.condition());
    }

    private static String line(Place place) {
        if (place.dumped() == null) {
            return "''";
        }
        List<String> values = COLUMN.matcher(place.dumped()).results().map(column -> value("t." + column.group()))
                .toList();
        // of pieces: a table has up to 1,600 columns, a function up to 100 arguments
        List<String> pieces = new ArrayList<>();
        for (int from = 0; from < values.size(); from += ARGUMENTS) {
            pieces.add(joined(values.subList(from, Math.min(from + ARGUMENTS, values.size()))));
        }
        return joined(pieces);
    }

    private static String joined(List<String> texts) {
        return texts.size() == 1 ? texts.get(0) : "concat_ws(E'\\t', " + String.join(", ", texts) + ")";
    }

    private static String value(String column) {
        // with some collations nothing can be replaced
        String value = "format('%s', " + column + ") COLLATE \"C\"";
        for (Map.Entry<String, String> escape : ESCAPES.entrySet()) {
            value = "replace(" + value + ", " + escape.getKey() + ", " + escape.getValue() + ")";
        }
        return "CASE WHEN num_nulls(" + column + ") = 1 THEN E'\\\\N' ELSE " + value + " END";
    }
}
