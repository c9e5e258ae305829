package io.groundzero.backup.fingerprint.outside;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.groundzero.backup.fingerprint.Content;
import io.groundzero.backup.fingerprint.Rows;
import io.groundzero.backup.fingerprint.TooLarge;
import io.groundzero.backup.fingerprint.UsersCode;
import io.groundzero.backup.fingerprint.catalogue.Interlude;

/**
 * What tables of extensions hold. A dump has none of their rows, or, if the extension marked a table as configuration
 * under a condition, those that the condition selects: of either the whole table is read, so that rows which users wrote,
 * changed or deleted are found to be missing in a copy. And of tables that users made in the system's schemas.
 */
final class MemberTables {

    /**
     * Whole tables that are dumped are left out: their rows are compared like those of any other table. What would run code
     * of users if it were queried counts as unreadable: unknown is no pass. See {@link UnloggedObjects} for what a standby
     * cannot read.
     */
    private static final String TABLES = """
            SELECT c.oid, e.extname, pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) AS quoted,
                   pg_catalog.has_schema_privilege(n.oid, 'USAGE')
                     AND pg_catalog.has_table_privilege(c.oid, 'SELECT') AND %1$s AS readable
            FROM pg_catalog.pg_depend d
            JOIN pg_catalog.pg_extension e ON e.oid = d.refobjid
            JOIN pg_catalog.pg_class c ON c.oid = d.objid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE d.deptype = 'e' AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
              AND d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass
              AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't' AND NOT (%2$s)
              AND NOT EXISTS (
                SELECT FROM pg_catalog.generate_subscripts(e.extconfig, 1) AS position
                WHERE e.extconfig[position] = c.oid AND e.extcondition[position] = '')
            UNION ALL
            SELECT c.oid, NULL, pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname),
                   pg_catalog.has_schema_privilege(n.oid, 'USAGE')
                     AND pg_catalog.has_table_privilege(c.oid, 'SELECT') AND %1$s
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't' AND NOT (%2$s)
              AND c.oid >= 16384::pg_catalog.oid AND n.nspname IN ('pg_catalog', 'information_schema')
              AND NOT EXISTS (
                SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                  AND d.objid = c.oid AND d.deptype = 'e')
            ORDER BY 3"""
            .formatted(UsersCode.harmless("c.oid"), UnloggedObjects.UNKNOWN);

    /** A table itself, or the local leaves of a partitioned one. */
    private static final String PLACES = """
            WITH RECURSIVE tree AS (
              SELECT c.oid, c.relkind FROM pg_catalog.pg_class c WHERE c.oid = %1$d
              UNION ALL
              SELECT c.oid, c.relkind FROM tree t JOIN pg_catalog.pg_inherits i ON i.inhparent = t.oid
              JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid WHERE t.relkind = 'p')
            SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname),
                   coalesce(pg_catalog.pg_table_size(c.oid), 0)
            FROM tree t JOIN pg_catalog.pg_class c ON c.oid = t.oid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE t.relkind = 'r' AND NOT (%2$s)""";

    /** By name, because leaves may have another order; not what is computed when it is read, which a dump does not read. */
    private static final String COLUMNS = """
            SELECT 't.' || pg_catalog.quote_ident(a.attname) FROM pg_catalog.pg_attribute a
            WHERE a.attrelid = %1$d AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated <> 'v'
            ORDER BY a.attname COLLATE "C\"""";

    private static final String CONTENT = """
            SELECT pg_catalog.count(*), coalesce(pg_catalog.sum(pg_catalog.hashtextextended(line, 0)), 0),
                   coalesce(pg_catalog.sum(pg_catalog.hashtextextended(line, 1)), 0)
            FROM (SELECT pg_catalog.textin(pg_catalog.record_out(ROW(%s))) COLLATE "C" AS line FROM (%s) t OFFSET 0) lines""";

    private static final String COUNT = "SELECT pg_catalog.count(*) FROM (%s) t";

    /** Content is compared up to here, 1 GiB; larger tables are counted only. */
    private static final long MOST_BYTES = 1L << 30;

    /** A row whose text is too long, a value that cannot be written, no memory for it. */
    private static final List<String> UNREADABLE = List.of("54", "22", "53");

    private record Table(long oid, String extension, String name, boolean readable) {
    }

    private record Place(String name, long bytes) {
    }

    private MemberTables() {
    }

    /** For locking, quoted for SQL. */
    static List<String> names(Connection connection) throws SQLException {
        return tables(connection).stream().filter(Table::readable).map(Table::name).toList();
    }

    static List<OutsideObject> read(Connection connection) throws SQLException {
        List<OutsideObject> objects = new ArrayList<>();
        for (Table table : tables(connection)) {
            objects.add(table.readable()
                    ? Interlude.in(connection, () -> read(connection, table))
                    : object(table, null, null));
        }
        return objects;
    }

    private static List<Table> tables(Connection connection) throws SQLException {
        return Rows.list(connection, TABLES, row -> new Table(row.getLong("oid"), row.getString("extname"),
                row.getString("quoted"), row.getBoolean("readable")));
    }

    private static OutsideObject read(Connection connection, Table table) throws SQLException {
        List<Place> places = Rows.list(connection, PLACES.formatted(table.oid(), UnloggedObjects.UNKNOWN),
                row -> new Place(row.getString(1), row.getLong(2)));
        if (places.isEmpty()) {
            return object(table, 0L, Content.EMPTY.hex());
        }
        List<String> columns = Rows.list(connection, COLUMNS.formatted(table.oid()), row -> row.getString(1));
        if (places.stream().mapToLong(Place::bytes).sum() <= MOST_BYTES) {
            try {
                Content content = Interlude.in(connection, () -> Rows.list(connection,
                        CONTENT.formatted(String.join(", ", columns), from(places, columns)), Content::of).get(0));
                return object(table, content.rows(), content.rows() > OutsideObject.MOST_ROWS ? null : content.hex());
            } catch (SQLException e) {
                if (!TooLarge.is(e) && !UNREADABLE.contains(String.valueOf(e.getSQLState()).substring(0, 2))) {
                    throw e;
                }
            }
        }
        return object(table, Rows.number(connection, COUNT.formatted(from(places, List.of()))), null);
    }

    /** At most one row more than are counted. */
    private static String from(List<Place> places, List<String> columns) {
        String selected = String.join(", ", columns);
        return places.stream().map(place -> "SELECT " + selected + " FROM ONLY " + place.name() + " t")
                .collect(Collectors.joining(" UNION ALL ")) + " LIMIT " + (OutsideObject.MOST_ROWS + 1);
    }

    private static OutsideObject object(Table table, Long rows, String state) {
        Kind kind = table.extension() == null ? Kind.SYSTEM_TABLE : Kind.EXTENSION_TABLE;
        return new OutsideObject(kind.word(), table.name(), table.extension(), rows, state);
    }
}
