package io.groundzero.backup.fingerprint;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.groundzero.backup.fingerprint.catalogue.Interlude;

/**
 * What materialised views hold. For the report only, so that one that is being refreshed is left out, not waited for, and so is
 * one with a row whose text is too large.
 */
final class MaterializedViews {

    private static final String VIEWS = """
            SELECT n.nspname, c.relname, format('%%I.%%I', n.nspname, c.relname) AS quoted
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'm' AND c.relispopulated AND NOT (%s) AND NOT EXISTS (
              SELECT FROM pg_catalog.pg_depend d
              WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e')
            ORDER BY n.nspname, c.relname""".formatted(UsersCode.inPlanning("c.oid"));

    private static final String CONTENT = """
            SELECT count(*), coalesce(sum(hashtextextended(line, 0)), 0), coalesce(sum(hashtextextended(line, 1)), 0)
            FROM (SELECT %s COLLATE "C" AS line FROM %s t OFFSET 0) lines""";

    /** Locked, not populated any more, dropped, gone while it was looked at. */
    private static final Set<String> BUSY = Set.of("55P03", "55000", "42P01", "XX000");

    private record View(String schema, String name, String quoted) {
    }

    private MaterializedViews() {
    }

    static List<TableFingerprint> read(Connection connection, Level level) throws SQLException {
        List<TableFingerprint> read = new ArrayList<>();
        for (View view : Rows.list(connection, VIEWS,
                row -> new View(row.getString(1), row.getString(2), row.getString(3)))) {
            try {
                read.add(Interlude.in(connection, () -> read(connection, view, level)));
            } catch (SQLException e) {
                if (!BUSY.contains(e.getSQLState()) && !TooLarge.is(e)) {
                    throw e;
                }
            }
        }
        return read;
    }

    private static TableFingerprint read(Connection connection, View view, Level level) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SET LOCAL lock_timeout = '1s'");
        }
        if (level != Level.FULL) {
            return new TableFingerprint(view.schema(), view.name(),
                    Rows.number(connection, "SELECT count(*) FROM " + view.quoted()), null);
        }
        Content content = Rows.list(connection, CONTENT.formatted(RowText.of("t.*"), view.quoted()), Content::of)
                .get(0);
        return new TableFingerprint(view.schema(), view.name(), content.rows(), content.hex());
    }
}
