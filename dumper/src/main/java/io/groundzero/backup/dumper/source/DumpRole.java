package io.groundzero.backup.dumper.source;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The role that dumps.
 *
 * @param superuser if so, it may read everything
 * @param bypassesRowSecurity whether it has BYPASSRLS
 * @param memberOfReaders whether it is in pg_read_all_data at all
 * @param readsAll whether that membership takes effect without SET ROLE
 * @param major of the server
 */
record DumpRole(String name, boolean superuser, boolean bypassesRowSecurity, boolean memberOfReaders,
        boolean readsAll, int major) {

    static DumpRole of(Connection connection, int major) throws SQLException {
        return Query.one(connection, """
                SELECT rolname, rolsuper, rolbypassrls, pg_has_role(current_user, 'pg_read_all_data', 'MEMBER'),
                       pg_has_role(current_user, 'pg_read_all_data', 'USAGE')
                FROM pg_catalog.pg_roles WHERE rolname = current_user""",
                row -> new DumpRole(row.getString(1), row.getBoolean(2), row.getBoolean(3), row.getBoolean(4),
                        row.getBoolean(5), major));
    }

    static String quote(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    String quoted() {
        return quote(name);
    }

    /** What lets it read all tables, sequences and schemas. */
    String readAllRemedy() {
        if (memberOfReaders && !readsAll) {
            return major >= 16
                    ? "GRANT pg_read_all_data TO " + quoted() + " WITH INHERIT TRUE;"
                    : "ALTER ROLE " + quoted() + " INHERIT;";
        }
        return "GRANT pg_read_all_data TO " + quoted() + ";";
    }
}
