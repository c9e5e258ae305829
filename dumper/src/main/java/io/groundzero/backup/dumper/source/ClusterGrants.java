package io.groundzero.backup.dumper.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What the dump role needs in the maintenance database, for {@code pg_dumpall --globals-only}. */
final class ClusterGrants {

    private ClusterGrants() {
    }

    static List<MissingGrant> missing(Connection maintenance, DumpRole role) throws SQLException {
        boolean readsRoles = Query.one(maintenance, "SELECT has_table_privilege('pg_catalog.pg_authid', 'SELECT')",
                row -> row.getBoolean(1));
        // the grants on shared catalogues are kept in each database for itself
        return readsRoles
                ? List.of()
                : List.of(new MissingGrant("roles and their password hashes; in database " + maintenance.getCatalog(),
                        "GRANT SELECT ON pg_catalog.pg_authid TO " + role.quoted() + ";"));
    }
}
