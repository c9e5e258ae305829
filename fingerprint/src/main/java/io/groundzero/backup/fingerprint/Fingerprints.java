package io.groundzero.backup.fingerprint;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads fingerprints. Works in the connection's current transaction, so that the caller decides on the snapshot, and
 * leaves the transaction open. Needs to read every table past row security.
 */
public final class Fingerprints {

    /**
     * Every table whose rows a dump transports: not those of the system, of other sessions, nor what an extension
     * brings itself (CREATE EXTENSION makes it again), except an extension's configuration tables, of which a dump
     * holds the rows that the extension's own condition selects.
     */
    private static final String TABLES = """
            SELECT c.oid, n.nspname, c.relname, c.relkind = 'p' AS partitioned, c.relispartition,
                   quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS quoted,
                   coalesce(config.condition, '') AS condition
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN LATERAL (
                SELECT e.extcondition[position] AS condition
                FROM pg_catalog.pg_extension e, generate_subscripts(e.extconfig, 1) AS position
                WHERE e.extconfig[position] = c.oid) config ON true
            WHERE c.relkind IN ('r', 'p')
              AND c.relpersistence <> 't'
              AND n.nspname NOT IN ('pg_catalog', 'information_schema')
              AND n.nspname NOT LIKE 'pg\\_toast%' AND n.nspname NOT LIKE 'pg\\_temp\\_%'
              AND (config.condition IS NOT NULL OR NOT EXISTS (
                SELECT FROM pg_catalog.pg_depend d
                WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e'))
            ORDER BY n.nspname, c.relname""";

    /** The local leaves of a partitioned table: foreign partitions are not part of a dump. */
    private static final String LEAVES = """
            SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname)
            FROM pg_catalog.pg_partition_tree(%d::oid::pg_catalog.regclass) t
            JOIN pg_catalog.pg_class c ON c.oid = t.relid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE t.isleaf AND c.relkind = 'r'""";

    /**
     * What decides how a value is written as text, the same for source and copy. No search path, so that names in
     * values are qualified; money as plain numbers of two decimals, whatever the server's locale.
     */
    private static final List<String> CANONICAL = List.of("SET LOCAL row_security = off", "SET LOCAL search_path = ''",
            "SET LOCAL datestyle = 'ISO, YMD'", "SET LOCAL intervalstyle = 'postgres'", "SET LOCAL timezone = 'UTC'",
            "SET LOCAL extra_float_digits = 3", "SET LOCAL bytea_output = 'hex'", "SET LOCAL lc_monetary = 'C'",
            "SET LOCAL jit = off", "SET LOCAL statement_timeout = 0");

    private record Table(long oid, String schema, String name, String quoted, boolean partitioned, boolean partition,
            String condition) {
    }

    private Fingerprints() {
    }

    /** The tables to lock before a snapshot is taken, quoted for SQL, with their partitions. */
    public static List<String> lockable(Connection connection) throws SQLException {
        return tables(connection).stream().map(Table::quoted).toList();
    }

    /** As {@link #read(List, String, Level)}, over one connection. */
    public static DatabaseFingerprint read(Connection connection, String database, Level level) throws SQLException {
        return read(List.of(connection), database, level);
    }

    /**
     * Reads all tables and counts the large objects.
     *
     * @param connections one or more, each in a transaction that sees the same
     * @param database the name to report
     */
    public static DatabaseFingerprint read(List<Connection> connections, String database, Level level)
            throws SQLException {
        for (Connection connection : connections) {
            for (String setting : CANONICAL) {
                execute(connection, setting);
            }
        }
        Connection first = connections.get(0);
        List<Table> roots = tables(first).stream().filter(table -> !table.partition()).toList();
        List<PartReading.Part> parts = new ArrayList<>();
        for (Table table : roots) {
            parts.addAll(parts(first, table));
        }
        Map<Long, Content> contents = new PartReading(parts, level).run(connections);
        List<TableFingerprint> fingerprints = roots.stream().map(table -> {
            Content content = contents.getOrDefault(table.oid(), Content.EMPTY);
            return new TableFingerprint(table.schema(), table.name(), content.rows(),
                    level == Level.FULL ? content.hex() : null);
        }).toList();
        long largeObjects = number(first, "SELECT count(*) FROM pg_catalog.pg_largeobject_metadata");
        return new DatabaseFingerprint(database, fingerprints, largeObjects);
    }

    /** A partitioned table is the sum of its leaves: a restore may put rows into other hash partitions. */
    private static List<PartReading.Part> parts(Connection connection, Table table) throws SQLException {
        List<PartReading.Part> parts = new ArrayList<>();
        String condition = table.partitioned() ? "" : table.condition();
        for (String name : table.partitioned()
                ? texts(connection, LEAVES.formatted(table.oid()))
                : List.of(table.quoted())) {
            long bytes = number(connection,
                    "SELECT coalesce(pg_relation_size('" + name.replace("'", "''") + "'), 0)");
            parts.add(new PartReading.Part(table.oid(), name, condition, bytes));
        }
        return parts;
    }

    private static List<Table> tables(Connection connection) throws SQLException {
        Map<Long, Table> tables = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(TABLES)) {
            while (rows.next()) {
                Table table = new Table(rows.getLong("oid"), rows.getString("nspname"), rows.getString("relname"),
                        rows.getString("quoted"), rows.getBoolean("partitioned"), rows.getBoolean("relispartition"),
                        rows.getString("condition"));
                tables.putIfAbsent(table.oid(), table);
            }
        }
        return List.copyOf(tables.values());
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
