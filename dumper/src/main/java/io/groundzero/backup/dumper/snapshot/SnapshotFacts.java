package io.groundzero.backup.dumper.snapshot;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.groundzero.backup.contracts.manifest.DatabaseFacts;
import io.groundzero.backup.dumper.source.Query;

/** What a restore must know about a database, read in the snapshot. */
final class SnapshotFacts {

    /**
     * Where in the source's history the snapshot lies.
     *
     * @param at just before it was taken, so that the RPO is never told too small
     */
    record Point(String id, Instant at, String lsn) {
    }

    private static final String EXPORT = """
            SELECT pg_export_snapshot(), statement_timestamp(),
                   CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END""";

    private static final String DATABASE = """
            SELECT pg_catalog.pg_encoding_to_char(encoding) AS encoding,
                   CASE datlocprovider WHEN 'c' THEN 'libc' WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin'
                        ELSE datlocprovider::text END AS provider,
                   datcollate, datctype, %s AS locale, datcollversion
            FROM pg_catalog.pg_database WHERE datname = current_database()""";

    private static final String COLLATIONS = """
            SELECT format('%s.%s=%s', n.nspname, c.collname, c.collversion)
            FROM pg_catalog.pg_collation c JOIN pg_catalog.pg_namespace n ON n.oid = c.collnamespace
            WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1""";

    private SnapshotFacts() {
    }

    /** @param replayed on a standby the moment whose state it shows at least */
    static Point export(Connection connection, Optional<Instant> replayed) throws SQLException {
        return Query.one(connection, EXPORT, row -> {
            Instant now = row.getObject(2, OffsetDateTime.class).toInstant();
            return new Point(row.getString(1), replayed.filter(now::isAfter).orElse(now), row.getString(3));
        });
    }

    static DatabaseFacts read(Connection connection, String database, int major, Point point) throws SQLException {
        Map<String, String> extensions = new TreeMap<>();
        Query.list(connection, "SELECT extname, extversion FROM pg_catalog.pg_extension",
                row -> extensions.put(row.getString(1), row.getString(2)));
        List<String> collations = Query.texts(connection, COLLATIONS);
        String localeColumn = major >= 17 ? "datlocale" : "daticulocale";
        return Query.one(connection, DATABASE.formatted(localeColumn),
                row -> new DatabaseFacts(database, point.at(), point.lsn(), row.getString("encoding"),
                        row.getString("provider"), row.getString("datcollate"), row.getString("datctype"),
                        row.getString("locale"), row.getString("datcollversion"), extensions, collations));
    }
}
