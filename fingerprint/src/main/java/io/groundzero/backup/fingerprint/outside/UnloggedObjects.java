package io.groundzero.backup.fingerprint.outside;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import io.groundzero.backup.fingerprint.Rows;

/**
 * What a standby lacks: the rows of unlogged tables and where unlogged sequences stand are on the primary alone. Nobody can
 * read them on a standby, and pg_dump leaves them out there without a word.
 */
final class UnloggedObjects {

    /** A condition for SQL on a relation {@code c}. */
    static final String UNKNOWN = "c.relpersistence = 'u' AND pg_catalog.pg_is_in_recovery()";

    /** Those of partitioned tables are their leaves. */
    private static final String TABLES = """
            SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname)
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND %s
            ORDER BY 1""".formatted(UNKNOWN);

    /** Where one stands that counts an unlogged table's rows says nothing without them. */
    private static final String SEQUENCES = """
            SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname)
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'S' AND %s AND NOT EXISTS (
              SELECT FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_class t ON t.oid = d.refobjid
              WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid
                AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype IN ('a', 'i')
                AND t.relpersistence = 'u')
            ORDER BY 1""".formatted(UNKNOWN);

    private UnloggedObjects() {
    }

    static List<OutsideObject> read(Connection connection) throws SQLException {
        List<OutsideObject> objects = new ArrayList<>(list(connection, Kind.UNLOGGED_TABLE, TABLES));
        objects.addAll(list(connection, Kind.UNLOGGED_SEQUENCE, SEQUENCES));
        return objects;
    }

    private static List<OutsideObject> list(Connection connection, Kind kind, String query) throws SQLException {
        return Rows.list(connection, query,
                row -> new OutsideObject(kind.word(), row.getString(1), null, null, null));
    }
}
