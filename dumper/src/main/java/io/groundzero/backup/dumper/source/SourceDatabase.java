package io.groundzero.backup.dumper.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jboss.logging.Logger;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;

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

    private static final Logger LOG = Logger.getLogger(SourceDatabase.class);
    private static final Set<String> PRISTINE = Set.of("template0", "template1");

    static List<SourceDatabase> all(Connection connection) throws SQLException {
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

    /**
     * @param wanted the names to dump; all that are no templates if empty
     * @throws BackupException REQUEST_INVALID if a wanted one does not exist, SOURCE_PERMISSION_MISSING if one
     *         cannot be connected to: leaving it out would be silent
     */
    static List<SourceDatabase> choose(List<SourceDatabase> all, List<String> wanted) throws BackupException {
        List<SourceDatabase> chosen = new ArrayList<>();
        for (SourceDatabase database : all) {
            if (wanted.contains(database.name()) || wanted.isEmpty() && database.dumpedUnasked()) {
                chosen.add(database);
            }
        }
        List<String> absent = new ArrayList<>(wanted);
        absent.removeAll(chosen.stream().map(SourceDatabase::name).toList());
        if (!absent.isEmpty()) {
            throw new BackupException(ErrorCode.REQUEST_INVALID, "the cluster has no database called "
                    + String.join(", ", absent) + "; it has " + all.stream().map(SourceDatabase::name).toList());
        }
        for (SourceDatabase database : chosen) {
            if (!database.connectable() || database.invalid()) {
                throw new BackupException(ErrorCode.SOURCE_PERMISSION_MISSING, "database " + database.name()
                        + " accepts no connections, so it cannot be dumped: allow them (ALTER DATABASE \""
                        + database.name() + "\" ALLOW_CONNECTIONS true;), drop it, or list those to dump in "
                        + "gz.clusters.<name>.databases");
            }
        }
        return chosen;
    }

    private boolean dumpedUnasked() {
        if (invalid) {
            LOG.warnf("database %s is not dumped: it was being dropped, and only that can be done with it", name);
            return false;
        }
        // a connection to a template keeps everybody from creating databases from it
        if (template && !PRISTINE.contains(name)) {
            LOG.warnf("database %s is not dumped, for it is a template; list it if it should be", name);
        }
        return !template;
    }
}
