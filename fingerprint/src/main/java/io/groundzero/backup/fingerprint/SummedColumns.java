package io.groundzero.backup.fingerprint;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.groundzero.backup.fingerprint.Tables.Place;
import io.groundzero.backup.fingerprint.Tables.Table;

/**
 * The columns that get a sum of their own beside the rows' sum, so that a difference can be told by the column's name. It
 * proves nothing that the rows' sum does not. A hash for each of ten columns costs one and a half times as much as the two of
 * the row, so that all columns are summed of small tables only; of larger ones those that a restore computes anew, since
 * they are the ones that differ in a faithful dump.
 */
final class SummedColumns {

    /** Bytes on disk. */
    private static final long SMALL = 8 << 20;
    private static final int MOST = 200;

    /** In the order of {@link Tables}. */
    private static final String COLUMNS = """
            SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) AS quoted, a.attname,
                   pg_catalog.format('t.%I', a.attname) AS value, a.attgenerated = 's' AS generated
            FROM pg_catalog.pg_attribute a
            JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
              AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated <> 'v'
            ORDER BY a.attrelid, CASE WHEN c.relkind = 'r' AND NOT c.relispartition
              AND EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid) THEN a.attname END COLLATE "C", a.attnum""";

    /**
     * One of them.
     *
     * @param name unquoted
     * @param value for SQL, of a row {@code t}
     * @param generated whether a restore computes it anew
     * @param position from 1 on, among those of its table in the order in which they are compared
     */
    record Column(String name, String value, boolean generated, int position) {

        /** Its hash, as SQL. */
        String hash() {
            return "hashtextextended(pg_catalog.textin(pg_catalog.record_out(ROW(" + value + "))) COLLATE \"C\", 0)";
        }

        /**
         * The same where the row's {@code line} has a hash in the place of each value, so that a value that may be huge is not
         * written again: hashes have no commas.
         */
        String hashInLine() {
            return "hashtextextended(pg_catalog.split_part(line, ',', " + position + "), 0)";
        }
    }

    private final Map<String, List<Column>> columns = new HashMap<>();

    private SummedColumns() {
    }

    static SummedColumns read(Connection connection) throws SQLException {
        SummedColumns summed = new SummedColumns();
        Rows.list(connection, COLUMNS, row -> {
            List<Column> known = summed.columns.computeIfAbsent(row.getString("quoted"), table -> new ArrayList<>());
            return known.add(new Column(row.getString("attname"), row.getString("value"), row.getBoolean("generated"),
                    known.size() + 1));
        });
        return summed;
    }

    List<Column> of(Table table) {
        List<Column> all = columns.getOrDefault(table.name(), List.of());
        boolean small = table.places().stream().mapToLong(Place::bytes).sum() <= SMALL;
        List<Column> chosen = small ? all : all.stream().filter(Column::generated).toList();
        return chosen.size() > MOST ? List.of() : chosen;
    }

    /** Eight hexadecimal digits each, by name; null if there are none. */
    static Map<String, String> sums(List<Column> columns, Content content, boolean generated) {
        Map<String, String> sums = new TreeMap<>();
        for (int i = 0; i < columns.size() && !content.columns().isEmpty(); i++) {
            if (columns.get(i).generated() == generated) {
                sums.put(columns.get(i).name(), Content.shortHex(content.columns().get(i)));
            }
        }
        return sums.isEmpty() ? null : sums;
    }
}
