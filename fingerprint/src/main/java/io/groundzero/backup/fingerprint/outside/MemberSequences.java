package io.groundzero.backup.fingerprint.outside;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import io.groundzero.backup.fingerprint.Rows;
import io.groundzero.backup.fingerprint.catalogue.Interlude;

/** Where sequences of extensions stand, of which a dump holds nothing. */
final class MemberSequences {

    private static final String SEQUENCES = """
            SELECT e.extname, pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) AS quoted,
                   pg_catalog.has_schema_privilege(n.oid, 'USAGE')
                     AND pg_catalog.has_sequence_privilege(c.oid, 'SELECT') AS readable
            FROM pg_catalog.pg_depend d
            JOIN pg_catalog.pg_extension e ON e.oid = d.refobjid
            JOIN pg_catalog.pg_class c ON c.oid = d.objid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE d.deptype = 'e' AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
              AND d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass
              AND c.relkind = 'S' AND c.relpersistence <> 't' AND NOT coalesce(c.oid = ANY (e.extconfig), false)
              AND NOT (%s)
            ORDER BY n.nspname, c.relname""".formatted(UnloggedObjects.UNKNOWN);

    private static final String VALUE = "SELECT last_value, is_called FROM %s";

    private record Sequence(String extension, String name, boolean readable) {
    }

    private MemberSequences() {
    }

    static List<OutsideObject> read(Connection connection) throws SQLException {
        List<OutsideObject> objects = new ArrayList<>();
        for (Sequence sequence : Rows.list(connection, SEQUENCES,
                row -> new Sequence(row.getString(1), row.getString(2), row.getBoolean(3)))) {
            String state = sequence.readable() ? Interlude.in(connection, () -> state(connection, sequence)) : null;
            objects.add(new OutsideObject(Kind.EXTENSION_SEQUENCE.word(), sequence.name(), sequence.extension(), null,
                    state));
        }
        return objects;
    }

    private static String state(Connection connection, Sequence sequence) throws SQLException {
        return Rows.list(connection, VALUE.formatted(sequence.name()),
                row -> row.getLong(1) + (row.getBoolean(2) ? "" : " (not called)")).get(0);
    }
}
