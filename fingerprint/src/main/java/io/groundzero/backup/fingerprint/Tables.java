package io.groundzero.backup.fingerprint;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

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
                   format('%%I.%%I', n.nspname, c.relname) AS quoted,
                   coalesce(config.condition, '') AS condition, coalesce(pg_relation_size(c.oid), 0) AS bytes,
                   inheriting.yes AS inheriting, columns.*, %2$s AS harmful, %3$s AS absent,
                   (SELECT string_agg(format('t.%%I', a.attname), ', ' ORDER BY k.position)
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
            CROSS JOIN LATERAL (
                SELECT c.relkind = 'r' AND NOT c.relispartition
                       AND EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid) AS yes) inheriting
            CROSS JOIN LATERAL (%1$s) columns
            WHERE c.relkind IN ('r', 'p')
              AND c.relpersistence <> 't'
              AND n.nspname NOT IN ('pg_catalog', 'information_schema')
              AND n.nspname !~ '^pg_(toast|temp_)'
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
            SELECT t.root, format('%%I.%%I', n.nspname, c.relname) AS quoted,
                   coalesce(pg_relation_size(c.oid), 0) AS bytes, columns.*, %2$s AS harmful
            FROM tree t JOIN pg_catalog.pg_class c ON c.oid = t.oid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            CROSS JOIN LATERAL (SELECT false AS yes) inheriting
            CROSS JOIN LATERAL (%1$s) columns
            WHERE t.relkind = 'r' AND NOT (%3$s)""";

    /** A standby lacks the rows of unlogged tables: nobody can read them there, and a dump of it has none. */
    private static final String ABSENT = "c.relpersistence = 'u' AND pg_catalog.pg_is_in_recovery()";

    /**
     * All columns, those whose values are stored, hashes of the values of these, and those whose values a dump holds: what
     * is generated virtually (from 18 on) a dump does not even compute.
     */
    private static final String COLUMNS = """
            SELECT string_agg(format('t.%I', a.attname), ', ' ORDER BY a.position) AS every,
                   string_agg(format('t.%I', a.attname), ', ' ORDER BY a.position)
                     FILTER (WHERE a.attgenerated <> 'v') AS stored,
                   string_agg(%s, ', ' ORDER BY a.position) FILTER (WHERE a.attgenerated <> 'v') AS hashed,
                   string_agg(format('%I', a.attname), ', ' ORDER BY a.position)
                     FILTER (WHERE a.attgenerated = '') AS dumped
            FROM (SELECT attname, attgenerated, atttypid,
                         row_number() OVER (ORDER BY CASE WHEN inheriting.yes THEN attname END COLLATE "C", attnum) AS position
                  FROM pg_catalog.pg_attribute
                  WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped) a"""
            .replace("%s", ValueHash.MAKER);

    /**
     * A table with what must be read to have all its rows.
     *
     * @param name quoted for SQL
     * @param partition whether it belongs to another one, with which it is read
     * @param key its primary key's columns for SQL, or null
     * @param places itself, or its leaves; none if nobody can read it
     */
    record Table(String schema, String table, String name, boolean partition, String key, List<Place> places) {

        /** All of it in one way: rows may move to another leaf in a restore. */
        Table alike() {
            return by(places.stream().anyMatch(place -> place.by() == ReadBy.COPY) ? ReadBy.COPY : ReadBy.QUERY);
        }

        Table by(ReadBy way) {
            return withPlaces(place -> place.by(way));
        }

        /** Null if not all of it is read in one way. */
        ReadBy by() {
            List<ReadBy> ways = places.stream().map(Place::by).distinct().toList();
            return ways.isEmpty() ? ReadBy.QUERY : ways.size() == 1 ? ways.get(0) : null;
        }

        Table withPlaces(UnaryOperator<Place> change) {
            return new Table(schema, table, name, partition, key, places.stream().map(change).toList());
        }
    }

    /**
     * Where rows lie.
     *
     * @param name quoted for SQL
     * @param row the row for SQL, all stored columns in the order in which they are compared
     * @param former the row as the second version had it, with columns that are generated virtually
     * @param hashed the row for SQL with a hash in the place of each value
     * @param dumped the columns of which a dump holds the values, in that order, separated by commas
     * @param by how it is read: on a source never by a query if planning that runs code of users
     * @param condition WHERE clause, or empty
     * @param bytes its size on disk
     */
    record Place(String name, String row, String former, String hashed, String dumped, ReadBy by, String condition,
            long bytes) {

        /** As the table has it. */
        static final String WHOLE = "t.*";

        Place by(ReadBy way) {
            return new Place(name, row, former, hashed, dumped, way, condition, bytes);
        }

        /** To be read by a query whatever that runs, which is for copies only. */
        Place with(String otherRow) {
            return new Place(name, otherRow, otherRow, hashed, dumped, ReadBy.QUERY, condition, bytes);
        }
    }

    private record Leaf(long root, String name, long bytes, Columns columns, ReadBy by) {
    }

    private record Columns(String every, String stored, String hashed, String dumped) {

        static Columns of(ResultSet row) throws SQLException {
            return new Columns(row.getString("every"), row.getString("stored"), row.getString("hashed"),
                    row.getString("dumped"));
        }

        /** @param asItIs whether the columns lie in the order in which they are compared */
        Place place(String name, boolean asItIs, ReadBy by, String condition, long bytes) {
            return new Place(name, sql(asItIs && Objects.equals(every, stored), stored), sql(asItIs, every),
                    sql(false, hashed), dumped, by, condition, bytes);
        }

        private static String sql(boolean asItIs, String columns) {
            return asItIs ? Place.WHOLE : "ROW(" + Objects.requireNonNullElse(columns, "") + ")";
        }
    }

    private Tables() {
    }

    /** Those that are read for themselves: partitions are with their parent. */
    static List<Table> roots(Connection connection) throws SQLException {
        return of(connection).stream().filter(table -> !table.partition()).toList();
    }

    static List<Table> of(Connection connection) throws SQLException {
        Map<Long, List<Leaf>> leaves = new LinkedHashMap<>();
        for (Leaf leaf : Rows.list(connection, sql(LEAVES), row -> new Leaf(row.getLong("root"),
                row.getString("quoted"), row.getLong("bytes"), Columns.of(row), by(row.getBoolean("harmful"))))) {
            leaves.computeIfAbsent(leaf.root(), root -> new ArrayList<>()).add(leaf);
        }
        Map<Long, Table> tables = new LinkedHashMap<>();
        Rows.list(connection, sql(TABLES), row -> {
            List<Place> places = new ArrayList<>();
            Columns columns = Columns.of(row);
            if (!row.getBoolean("partitioned") && !row.getBoolean("absent")) {
                String condition = row.getString("condition");
                // with a condition of the extension's a dump, too, makes a query of it
                places.add(columns.place(row.getString("quoted"), !row.getBoolean("inheriting"),
                        by(row.getBoolean("harmful") && condition.isEmpty()), condition, row.getLong("bytes")));
            }
            for (Leaf leaf : leaves.getOrDefault(row.getLong("oid"), List.of())) {
                // rows may move to another leaf in a restore, so that all must write theirs alike
                places.add(columns.place(leaf.name(), Objects.equals(columns.every(), leaf.columns().every()),
                        leaf.by(), "", leaf.bytes()));
            }
            return tables.putIfAbsent(row.getLong("oid"), new Table(row.getString("nspname"),
                    row.getString("relname"), row.getString("quoted"), row.getBoolean("relispartition"),
                    row.getString("key"), places));
        });
        return List.copyOf(tables.values());
    }

    private static ReadBy by(boolean harmful) {
        return harmful ? ReadBy.COPY : ReadBy.QUERY;
    }

    private static String sql(String query) {
        return query.formatted(COLUMNS, UsersCode.inPlanning("c.oid"), ABSENT);
    }

}
