package io.groundzero.backup.dumper.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A database of the source.
 *
 * @param size in bytes; 0 if the dump role may not connect to it
 * @param template whether it is one
 * @param connectable false if it accepts no connections
 * @param invalid whether DROP DATABASE was interrupted; such a thing can only be dropped
 * @param permitted whether the dump role may connect
 */
public record SourceDatabase(String name, long size, boolean template, boolean connectable, boolean invalid,
        boolean permitted) {

    /** All there are, by name. */
    public static List<SourceDatabase> all(Connection connection) throws SQLException {
        return Query.list(connection, """
                SELECT datname, datistemplate, datallowconn, datconnlimit = -2 AS invalid,
                       has_database_privilege(oid, 'CONNECT') AS permitted,
                       CASE WHEN has_database_privilege(oid, 'CONNECT') AND datconnlimit <> -2
                            THEN pg_database_size(oid) ELSE 0 END AS size
                FROM pg_catalog.pg_database ORDER BY datname""",
                row -> new SourceDatabase(row.getString("datname"), row.getLong("size"),
                        row.getBoolean("datistemplate"), row.getBoolean("datallowconn"), row.getBoolean("invalid"),
                        row.getBoolean("permitted")));
    }
}
