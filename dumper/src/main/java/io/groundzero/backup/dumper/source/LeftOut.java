package io.groundzero.backup.dumper.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.fingerprint.outside.OutsideComparison;

/**
 * Tables of users that pg_dump leaves out without a word: those in the system's own schemas. Nothing afterwards could
 * find out, for neither dump nor fingerprint holds them.
 */
final class LeftOut {

    private static final String TABLES = """
            SELECT pg_catalog.quote_ident(n.nspname) OPERATOR(pg_catalog.||) '.' OPERATOR(pg_catalog.||) pg_catalog.quote_ident(c.relname)
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'm') AND c.oid >= 16384 AND c.relpersistence <> 't'
              AND n.nspname IN ('pg_catalog', 'information_schema')
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
            ORDER BY 1""";

    private LeftOut() {
    }

    /**
     * @param accepted names of what need not be in a backup, with the database
     * @throws BackupException SOURCE_NOT_DUMPABLE, naming the others
     */
    static void refuse(Connection connection, String database, Collection<String> accepted)
            throws BackupException, SQLException {
        String prefix = OutsideComparison.quoted(database) + ".";
        List<String> tables = Query.texts(connection, TABLES).stream()
                .filter(table -> !accepted.contains(prefix + table)).toList();
        if (!tables.isEmpty()) {
            throw new BackupException(ErrorCode.SOURCE_NOT_DUMPABLE, "in database " + database
                    + " these tables lie in the system's schemas, and pg_dump would leave them out: "
                    + String.join(", ", tables) + ". Move them: ALTER TABLE … SET SCHEMA …, or accept each by name "
                    + "in gz.clusters.<name>.accept-not-in-backup, such as " + prefix + tables.get(0));
        }
    }
}
