package io.groundzero.backup.fingerprint;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tables whose rows a dump transports, as the connection's transaction sees them. */
final class Tables {

    /**
     * Every table whose rows a dump transports: not those of the system, of other sessions, nor what an extension
     * brings itself (CREATE EXTENSION makes it again), except an extension's configuration tables, of which a dump
     * holds the rows that the extension's own condition selects.
     *
     * An inheritance child may have its columns in another order once it is restored, inherited ones first: of such a
     * table they are taken by name.
     */
    private static final String TABLES = """
            SELECT c.oid, n.nspname, c.relname, c.relkind = 'p' AS partitioned, c.relispartition,
                   quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS quoted,
                   coalesce(config.condition, '') AS condition, coalesce(pg_relation_size(c.oid), 0) AS bytes,
                   CASE WHEN c.relkind = 'p' THEN %1$s
                        WHEN NOT c.relispartition
                             AND EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid)
                        THEN (SELECT string_agg('t.' || quote_ident(a.attname), ', ' ORDER BY a.attname COLLATE "C")
                              FROM pg_catalog.pg_attribute a
                              WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) END AS columns,
                   (SELECT string_agg('t.' || quote_ident(a.attname), ', ' ORDER BY k.position)
                    FROM pg_catalog.pg_index i
                    CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k(attnum, position)
                    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
                    WHERE i.indrelid = c.oid AND i.indisprimary AND k.position <= i.indnkeyatts) AS key
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN LATERAL (
                SELECT e.extcondition[position] AS condition
                FROM pg_catalog.pg_extension e, generate_subscripts(e.extconfig, 1) AS position
                WHERE e.extconfig[position] = c.oid) config ON true
            WHERE c.relkind IN ('r', 'p')
              AND c.relpersistence <> 't'
              AND n.nspname NOT IN ('pg_catalog', 'information_schema')
              AND n.nspname NOT LIKE 'pg\\_toast%%' AND n.nspname NOT LIKE 'pg\\_temp\\_%%'
              AND (config.condition IS NOT NULL OR NOT EXISTS (
                SELECT FROM pg_catalog.pg_depend d
                WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e'))
            ORDER BY n.nspname, c.relname""";

    /**
     * The local leaves of partitioned tables: foreign partitions are not part of a dump. From pg_inherits and not
     * pg_partition_tree(), which would show what was attached after the snapshot.
     */
    private static final String LEAVES = """
            WITH RECURSIVE tree AS (
              SELECT c.oid AS root, c.oid, c.relkind FROM pg_catalog.pg_class c
              WHERE c.relkind = 'p' AND NOT c.relispartition
              UNION ALL
              SELECT t.root, c.oid, c.relkind FROM tree t JOIN pg_catalog.pg_inherits i ON i.inhparent = t.oid
              JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid WHERE t.relkind = 'p')
            SELECT t.root, quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS quoted,
                   coalesce(pg_relation_size(c.oid), 0) AS bytes, %1$s AS columns
            FROM tree t JOIN pg_catalog.pg_class c ON c.oid = t.oid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE t.relkind = 'r'""";

    private static final String COLUMNS = """
            (SELECT string_agg('t.' || quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_catalog.pg_attribute a
             WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)""";

    /**
     * A table with what must be read to have all its rows.
     *
     * @param name quoted for SQL
     * @param partition whether it belongs to another one, with which it is read
     * @param key its primary key's columns for SQL, or null
     * @param places itself, or its leaves
     */
    record Table(String schema, String table, String name, boolean partition, String key, List<Place> places) {
    }

    /**
     * Where rows lie.
     *
     * @param name quoted for SQL
     * @param row the row for SQL, all columns in the order in which they are compared
     * @param condition WHERE clause, or empty
     * @param bytes its size on disk
     */
    record Place(String name, String row, String condition, long bytes) {

        /** As the table has it. */
        static final String WHOLE = "(t.*)";
    }

    private record Leaf(long root, String name, long bytes, String columns) {
    }

    private Tables() {
    }

    static List<Table> of(Connection connection) throws SQLException {
        Map<Long, List<Leaf>> leaves = new LinkedHashMap<>();
        for (Leaf leaf : Rows.list(connection, LEAVES.formatted(COLUMNS), row -> new Leaf(row.getLong("root"),
                row.getString("quoted"), row.getLong("bytes"), row.getString("columns")))) {
            leaves.computeIfAbsent(leaf.root(), root -> new ArrayList<>()).add(leaf);
        }
        Map<Long, Table> tables = new LinkedHashMap<>();
        Rows.list(connection, TABLES.formatted(COLUMNS), row -> {
            List<Place> places = new ArrayList<>();
            String columns = row.getString("columns");
            if (!row.getBoolean("partitioned")) {
                places.add(new Place(row.getString("quoted"), row(columns), row.getString("condition"),
                        row.getLong("bytes")));
            }
            for (Leaf leaf : leaves.getOrDefault(row.getLong("oid"), List.of())) {
                // rows may move to another leaf in a restore, so that all must write theirs alike
                boolean alike = columns == null || columns.equals(leaf.columns());
                places.add(new Place(leaf.name(), row(alike ? null : columns), "", leaf.bytes()));
            }
            return tables.putIfAbsent(row.getLong("oid"), new Table(row.getString("nspname"),
                    row.getString("relname"), row.getString("quoted"), row.getBoolean("relispartition"),
                    row.getString("key"), places));
        });
        return List.copyOf(tables.values());
    }

    private static String row(String columns) {
        return columns == null ? Place.WHOLE : "ROW(" + columns + ")";
    }
}
