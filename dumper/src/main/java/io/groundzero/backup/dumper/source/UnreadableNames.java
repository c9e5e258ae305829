package io.groundzero.backup.dumper.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.fingerprint.ServerText;

/**
 * Names in bytes that are no characters, such as those that a client of LATIN1 gave in an SQL_ASCII database. pg_dump copes with
 * them, but what is read for the fingerprint is asked for by name, and the driver sends UTF-8 only. So only names by
 * which something is asked are looked at; all others are read as bytes.
 */
final class UnreadableNames {

    /**
     * Name, what it is called for people, and the SQL that makes the statement with which it is renamed. By number, since
     * whoever runs it cannot write the name either. A column that is inherited is renamed where it comes from.
     */
    private static final String OF_DATABASE = """
            WITH relation AS (
              SELECT c.oid, c.relname, c.relkind, n.nspname, n.oid AS namespace
              FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              WHERE c.relkind IN ('r', 'p', 'S', 'm') AND c.relpersistence <> 't')
            SELECT DISTINCT nspname::pg_catalog.text, format('schema %I', nspname),
                   format('format(''ALTER SCHEMA %%s RENAME TO %%I'', %s::regnamespace', namespace)
            FROM relation
            UNION ALL
            SELECT relname::pg_catalog.text,
                   format('%s %I.%I', CASE relkind WHEN 'S' THEN 'sequence' WHEN 'm' THEN 'materialized view' ELSE 'table' END,
                          nspname, relname),
                   format('format(''ALTER TABLE %%s RENAME TO %%I'', %s::regclass', oid)
            FROM relation
            UNION ALL
            SELECT a.attname::pg_catalog.text, format('column %I of table %I.%I', a.attname, r.nspname, r.relname),
                   format('format(''ALTER TABLE %%s RENAME COLUMN %%I TO %%I'', %1$s::regclass, '
                          '(SELECT attname FROM pg_attribute WHERE attrelid = %1$s AND attnum = %2$s)', r.oid, a.attnum)
            FROM relation r JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid
            WHERE r.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND a.attinhcount = 0""";

    private static final String SHARED = """
            SELECT datname::pg_catalog.text, format('database %I', datname),
                   format('format(''ALTER DATABASE %%I RENAME TO %%I'', (SELECT datname FROM pg_database WHERE oid = %s)', oid)
            FROM pg_catalog.pg_database
            UNION ALL
            SELECT rolname::pg_catalog.text, format('role %I', rolname),
                   format('format(''ALTER ROLE %%s RENAME TO %%I'', %s::regrole', oid)
            FROM pg_catalog.pg_roles
            UNION ALL
            SELECT spcname::pg_catalog.text, format('tablespace %I', spcname),
                   format('format(''ALTER TABLESPACE %%I RENAME TO %%I'', (SELECT spcname FROM pg_tablespace WHERE oid = %s)', oid)
            FROM pg_catalog.pg_tablespace""";

    /**
     * Those that are not plain ASCII, as bytes. Quoted as literals, since that is what the server makes without looking at their
     * meaning, and in which a backslash is none to byteain; one in a name makes it a candidate, which does no harm.
     */
    private static final String CANDIDATES = """
            SELECT bytes, %1$s AS what, rename
            FROM (SELECT %2$s AS bytes, what, rename FROM (%3$s) AS named(name, what, rename)) AS quoted
            WHERE pg_catalog.strpos(pg_catalog.encode(bytes, 'escape'), pg_catalog.chr(92)) > 0"""
            .formatted(quoted("what"), quoted("name"), "%s");

    /** As the server does for each client that speaks UTF-8; it alone knows which bytes are characters to it. */
    private static final String READABLE = "pg_catalog.octet_length(pg_catalog.convert(%s, pg_catalog.getdatabaseencoding(), 'UTF8'))";

    /** A character without an equivalent, bytes that are no character. */
    private static final Set<String> UNREADABLE = Set.of("22P05", "22021");

    /** Who runs it may have a search path of somebody else's. */
    private static final String RENAME = "DO $$ BEGIN SET LOCAL search_path = pg_catalog, pg_temp; EXECUTE ";

    private static final int NAMED = 20;

    private record Name(byte[] bytes, byte[] what, String rename) {
    }

    private UnreadableNames() {
    }

    /**
     * @param connection to the database, in no transaction
     * @throws BackupException SOURCE_NAME_UNREADABLE, with the SQL that renames
     */
    static void refuse(Connection connection, String database) throws BackupException, SQLException {
        refuse(connection, OF_DATABASE, "in database " + database, "in database " + database);
    }

    /**
     * Names of databases, roles and tablespaces.
     *
     * @param connection to the database, in no transaction
     * @throws BackupException SOURCE_NAME_UNREADABLE, with the SQL that renames
     */
    static void refuseShared(Connection connection, String database) throws BackupException, SQLException {
        refuse(connection, SHARED, "on the source", "in database " + database);
    }

    private static void refuse(Connection connection, String names, String where, String run)
            throws BackupException, SQLException {
        String candidates = CANDIDATES.formatted(names);
        String all = "SELECT pg_catalog.count(" + READABLE.formatted("bytes") + ") FROM (" + candidates
                + ") candidates";
        if (readable(connection, all)) {
            return;
        }
        ServerText text = ServerText.of(connection);
        List<String> remedies = new ArrayList<>();
        int more = 0;
        for (Name name : Query.list(connection, candidates,
                row -> new Name(row.getBytes(1), row.getBytes(2), row.getString(3)))) {
            if (readable(connection, "SELECT " + READABLE.formatted("?"), name.bytes())) {
                continue;
            }
            if (remedies.size() == NAMED) {
                more++;
            } else {
                remedies.add(RENAME + name.rename() + ", 'new name'); END $$;  -- "
                        + unquoted(text.shown(name.what())));
            }
        }
        throw new BackupException(ErrorCode.SOURCE_NAME_UNREADABLE,
                where + " these names hold bytes that are no characters ("
                        + encoding(connection)
                        + "). What is called so cannot be read to be compared, so that no backup of it"
                        + " could be proven. Run as a superuser " + run
                        + ", each with a name of your choice, and use that name in"
                        + " applications from then on:\n" + String.join("\n", remedies)
                        + (more > 0 ? "\nand " + more + " more" : ""));
    }

    private static String quoted(String text) {
        return "pg_catalog.byteain(pg_catalog.textout(pg_catalog.quote_literal(" + text + ")))";
    }

    /** On one line, whatever is in a name: people copy it. */
    private static String unquoted(String literal) {
        return literal.substring(literal.indexOf('\'') + 1, literal.length() - 1).replace("''", "'")
                .replaceAll("\\p{Cntrl}", " ");
    }

    private static String encoding(Connection connection) throws SQLException {
        String encoding = Query.one(connection, "SELECT pg_catalog.getdatabaseencoding()", row -> row.getString(1));
        return encoding.equals("SQL_ASCII") ? "the encoding is SQL_ASCII, and they are not UTF-8" : "of " + encoding;
    }

    private static boolean readable(Connection connection, String sql, Object... parameters) throws SQLException {
        try {
            Query.list(connection, sql, row -> null, parameters);
            return true;
        } catch (SQLException e) {
            if (!UNREADABLE.contains(String.valueOf(e.getSQLState()))) {
                throw e;
            }
            return false;
        }
    }
}
