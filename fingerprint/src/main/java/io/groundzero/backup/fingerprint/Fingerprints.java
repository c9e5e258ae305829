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

    private record Table(long oid, String schema, String name, String quoted, boolean partitioned, boolean partition,
            String condition) {
    }

    private Fingerprints() {
    }

    /** The tables to lock before a snapshot is taken, quoted for SQL, with their partitions. */
    public static List<String> lockable(Connection connection) throws SQLException {
        return tables(connection).stream().map(Table::quoted).toList();
    }

    /**
     * Counts the rows of every table and the large objects.
     *
     * @param database the name to report
     */
    public static DatabaseFingerprint read(Connection connection, String database) throws SQLException {
        List<TableFingerprint> fingerprints = new ArrayList<>();
        execute(connection, "SET LOCAL row_security = off");
        for (Table table : tables(connection)) {
            if (!table.partition()) {
                fingerprints.add(new TableFingerprint(table.schema(), table.name(), rows(connection, table)));
            }
        }
        long largeObjects = number(connection, "SELECT count(*) FROM pg_catalog.pg_largeobject_metadata");
        return new DatabaseFingerprint(database, fingerprints, largeObjects);
    }

    private static long rows(Connection connection, Table table) throws SQLException {
        if (!table.partitioned()) {
            return number(connection, "SELECT count(*) FROM ONLY " + table.quoted() + " " + table.condition());
        }
        long rows = 0;
        for (String leaf : texts(connection, LEAVES.formatted(table.oid()))) {
            rows += number(connection, "SELECT count(*) FROM ONLY " + leaf);
        }
        return rows;
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
