package io.groundzero.backup.dumper.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the dump role needs in one database. */
final class DatabaseGrants {

    /** Tables and sequences that a dump reads or locks. Views, and tables without rows of their own, are not read. */
    private static final String UNREADABLE = """
            SELECT format('%s %I.%I', CASE c.relkind WHEN 'S' THEN 'sequence' ELSE 'table' END, n.nspname, c.relname)
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'S') AND c.relpersistence <> 't'
              AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
              AND NOT (has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT'))
            ORDER BY 1""";

    private static final String ROW_SECURITY = """
            SELECT format('row security of table %I.%I', n.nspname, c.relname)
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND c.relrowsecurity AND row_security_active(c.oid)
            ORDER BY 1""";

    /** Up to PostgreSQL 17 there is no function that tells, and pg_read_all_data does not help. */
    private static final String LARGE_OBJECTS = """
            SELECT format('large object %s', oid) FROM pg_catalog.pg_largeobject_metadata
            WHERE current_setting('lo_compat_privileges') <> 'on'
              AND NOT pg_has_role(lomowner, 'USAGE')
              AND NOT EXISTS (
                SELECT FROM aclexplode(lomacl) a
                WHERE a.privilege_type = 'SELECT' AND (a.grantee = 0 OR pg_has_role(a.grantee, 'USAGE')))
            ORDER BY oid""";

    private static final String LARGE_OBJECTS_18 = """
            SELECT format('large object %s', oid) FROM pg_catalog.pg_largeobject_metadata
            WHERE current_setting('lo_compat_privileges') <> 'on' AND NOT has_largeobject_privilege(oid, 'SELECT')
            ORDER BY oid""";

    /** pg_dump looks at subscriptions for superusers only, whatever others may read. */
    private static final String SUBSCRIPTIONS = """
            SELECT format('subscription %I', subname) FROM pg_catalog.pg_subscription
            WHERE subdbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()) ORDER BY 1""";

    /**
     * pg_dump reads them from this view, which hides their options (passwords, as a rule) from all but the server's
     * owner, or the mapped user himself, and dumps the mapping without. The condition is the view's own.
     */
    private static final String USER_MAPPINGS = """
            SELECT format('options of the user mapping for %s on server %I', usename, u.srvname)
            FROM pg_catalog.pg_user_mappings u JOIN pg_catalog.pg_foreign_server s ON s.oid = u.srvid
            WHERE u.umoptions IS NULL
              AND NOT (u.umuser <> 0 AND u.usename = current_user
                       AND (pg_has_role(s.srvowner, 'USAGE') OR has_server_privilege(s.oid, 'USAGE')))
              AND NOT (u.umuser = 0 AND pg_has_role(s.srvowner, 'USAGE'))
            ORDER BY 1""";

    /** Who may read the catalogue itself can tell hidden options from none. */
    private static final String USER_MAPPINGS_WITH_OPTIONS = USER_MAPPINGS.replace("WHERE u.umoptions IS NULL",
            "JOIN pg_catalog.pg_user_mapping m ON m.oid = u.umid WHERE u.umoptions IS NULL AND m.umoptions IS NOT NULL");

    private static final int NAMED = 5;

    private DatabaseGrants() {
    }

    static List<MissingGrant> missing(Connection connection, String database, DumpRole role) throws SQLException {
        List<MissingGrant> missing = new ArrayList<>();
        String alterRole = "ALTER ROLE " + role.quoted();
        add(missing, database, unreadable(connection, UNREADABLE), role.readAllRemedy());
        if (!role.bypassesRowSecurity()) {
            add(missing, database, rowSecurity(connection), alterRole + " BYPASSRLS;");
        }
        add(missing, database, unreadable(connection, role.major() >= 18 ? LARGE_OBJECTS_18 : LARGE_OBJECTS),
                alterRole + " SET lo_compat_privileges = on;");
        add(missing, database, unreadable(connection, SUBSCRIPTIONS), alterRole + " SUPERUSER;");
        add(missing, database, userMappings(connection), alterRole + " SUPERUSER;");
        return missing;
    }

    private static Unreadable rowSecurity(Connection connection) throws SQLException {
        // it tells what would happen without our own row_security = off, which turns filtering into an error
        Query.execute(connection, "SET row_security = on");
        try {
            return unreadable(connection, ROW_SECURITY);
        } finally {
            Query.execute(connection, "SET row_security = off");
        }
    }

    private static Unreadable userMappings(Connection connection) throws SQLException {
        boolean readsOptions = Query.one(connection,
                "SELECT has_table_privilege('pg_catalog.pg_user_mapping', 'SELECT')", row -> row.getBoolean(1));
        return unreadable(connection, readsOptions ? USER_MAPPINGS_WITH_OPTIONS : USER_MAPPINGS);
    }

    /** A few names, and how many there are: it may be a million large objects. */
    private record Unreadable(List<String> named, long count) {
    }

    private static Unreadable unreadable(Connection connection, String sql) throws SQLException {
        long[] count = new long[1];
        List<String> named = Query.list(connection, "SELECT what, pg_catalog.count(*) OVER () FROM (" + sql
                + ") AS unreadable(what) LIMIT " + NAMED, row -> {
                    count[0] = row.getLong(2);
                    return row.getString(1);
                });
        return new Unreadable(named, count[0]);
    }

    private static void add(List<MissingGrant> missing, String database, Unreadable unreadable, String remedy) {
        if (unreadable.count() > 0) {
            long more = unreadable.count() - unreadable.named().size();
            missing.add(new MissingGrant("in database " + database + ": " + String.join(", ", unreadable.named())
                    + (more > 0 ? " and " + more + " more" : ""), remedy));
        }
    }
}
