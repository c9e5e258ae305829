package io.groundzero.backup.fingerprint;

import java.math.BigInteger;
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

    /**
     * Rows and content of one table (name, condition). The row's text is what a dump transports; two 64-bit hashes of
     * the whole of it, with different seeds, are summed over the rows. OFFSET 0 keeps the text from being made twice.
     */
    private static final String CONTENT = """
            SELECT count(*), coalesce(sum(hashtextextended(line, 0)), 0), coalesce(sum(hashtextextended(line, 1)), 0)
            FROM (SELECT (t.*)::text COLLATE "C" AS line FROM ONLY %s t %s OFFSET 0) lines""";

    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(64);

    private record Content(long rows, BigInteger first, BigInteger second) {

        private static final Content EMPTY = new Content(0, BigInteger.ZERO, BigInteger.ZERO);

        private Content plus(Content other) {
            return new Content(rows + other.rows, first.add(other.first), second.add(other.second));
        }

        private String hex() {
            return String.format("%016x%016x", first.mod(MODULUS), second.mod(MODULUS));
        }
    }

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
     * Reads all tables and counts the large objects.
     *
     * @param database the name to report
     */
    public static DatabaseFingerprint read(Connection connection, String database, Level level) throws SQLException {
        for (String setting : CANONICAL) {
            execute(connection, setting);
        }
        List<TableFingerprint> fingerprints = new ArrayList<>();
        for (Table table : tables(connection)) {
            if (!table.partition()) {
                Content content = content(connection, table, level);
                fingerprints.add(new TableFingerprint(table.schema(), table.name(), content.rows(),
                        level == Level.FULL ? content.hex() : null));
            }
        }
        long largeObjects = number(connection, "SELECT count(*) FROM pg_catalog.pg_largeobject_metadata");
        return new DatabaseFingerprint(database, fingerprints, largeObjects);
    }

    /** A partitioned table is the sum of its leaves: a restore may put rows into other hash partitions. */
    private static Content content(Connection connection, Table table, Level level) throws SQLException {
        if (!table.partitioned()) {
            return content(connection, table.quoted(), table.condition(), level);
        }
        Content sum = Content.EMPTY;
        for (String leaf : texts(connection, LEAVES.formatted(table.oid()))) {
            sum = sum.plus(content(connection, leaf, "", level));
        }
        return sum;
    }

    private static Content content(Connection connection, String table, String condition, Level level)
            throws SQLException {
        if (level == Level.COUNTS) {
            long rows = number(connection, "SELECT count(*) FROM ONLY " + table + " t " + condition);
            return new Content(rows, BigInteger.ZERO, BigInteger.ZERO);
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(CONTENT.formatted(table, condition))) {
            row.next();
            return new Content(row.getLong(1), row.getBigDecimal(2).toBigIntegerExact(),
                    row.getBigDecimal(3).toBigIntegerExact());
        }
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
