package io.groundzero.backup.fingerprint.outside;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.groundzero.backup.fingerprint.Rows;
import io.groundzero.backup.fingerprint.UsersCode;
import io.groundzero.backup.fingerprint.catalogue.Readings;

/** Reads a template quickly or not at all: nobody can create a database from one to which somebody is connected. */
public final class TemplateReading {

    private static final String TABLES = """
            SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname),
                   pg_catalog.has_schema_privilege(n.oid, 'USAGE')
                     AND pg_catalog.has_table_privilege(c.oid, 'SELECT') AND %s AND NOT (%s)
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND c.oid >= 16384::pg_catalog.oid AND c.relpersistence <> 't'
              AND n.nspname !~ '^pg_(toast|temp)' ORDER BY n.nspname, c.relname"""
            .formatted(UsersCode.harmless("c.oid"), UnloggedObjects.UNKNOWN);

    private static final String COUNT = "SELECT pg_catalog.count(*) FROM (SELECT FROM ONLY %s LIMIT "
            + (OutsideObject.MOST_ROWS + 1) + ") t";

    private TemplateReading() {
    }

    /**
     * In the connection's current transaction, under the settings of a fingerprint.
     *
     * @param limit for each question; zero for none
     */
    public static Template read(Connection connection, String database, Duration limit) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL statement_timeout = " + limit.toMillis());
        }
        Readings readings = Readings.ofDatabase();
        readings.read(connection);
        List<OutsideObject> tables = new ArrayList<>();
        for (OutsideObject table : Rows.list(connection, TABLES, row -> object(row.getString(1),
                row.getBoolean(2) ? 0L : null))) {
            Long rows = table.rows() == null ? null : Rows.number(connection, COUNT.formatted(table.name()));
            if (rows == null || rows > 0) {
                tables.add(object(table.name(), rows));
            }
        }
        return new Template(database, readings.catalogue(), tables, null);
    }

    private static OutsideObject object(String name, Long rows) {
        return new OutsideObject(Kind.TEMPLATE_TABLE.word(), name, null, rows, null);
    }
}
