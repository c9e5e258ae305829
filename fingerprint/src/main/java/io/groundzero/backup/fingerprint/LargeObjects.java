package io.groundzero.backup.fingerprint;

import java.sql.Connection;
import java.sql.SQLException;

import io.groundzero.backup.fingerprint.PartReading.Part;

/**
 * The content of large objects, page by page. A page that was never written reads as zeros, and a restore writes them:
 * so zeros at the end of a page count no more than their absence, and the size of each object is hashed beside them.
 */
final class LargeObjects {

    /** No table is called so. */
    static final String WHOLE = "";

    private static final String SUMS = """
            SELECT count(*), coalesce(sum(hashtextextended(line COLLATE "C", 0)), 0),
                   coalesce(sum(hashtextextended(line COLLATE "C", 1)), 0) FROM (%s) lines""";

    /** For whoever may read the catalogue itself, such as members of pg_read_all_data. */
    private static final String PAGES = """
            SELECT concat(loid, ' ', pageno, ' ', encode(rtrim(data, '\\x00'), 'hex')) AS line
            FROM pg_catalog.pg_largeobject WHERE %2$s AND rtrim(data, '\\x00') <> ''
            UNION ALL
            SELECT concat(loid, ' ends at ', max(pageno::bigint * %1$d + length(data)))
            FROM pg_catalog.pg_largeobject WHERE %2$s GROUP BY loid""";

    /** For whoever may read the objects only. */
    private static final String OBJECTS = """
            WITH object AS MATERIALIZED (
              SELECT oid AS loid, lo_lseek64(descriptor, 0, 2) AS size, lo_close(descriptor) AS closed
              FROM (SELECT loid AS oid, lo_open(loid, x'40000'::int) AS descriptor
                    FROM pg_catalog.pg_largeobject_metadata AS m(loid) WHERE %2$s OFFSET 0) opened)
            SELECT concat(loid, ' ', page, ' ', encode(data, 'hex')) AS line
            FROM (SELECT loid, page, rtrim(lo_get(loid, page * %1$d, %1$d), '\\x00') AS data
                  FROM object, generate_series(0, (size - 1) / %1$d) AS page WHERE closed = 0 AND size > 0 OFFSET 0) pages
            WHERE data <> ''
            UNION ALL
            SELECT concat(loid, ' ends at ', size) FROM object WHERE size > 0""";

    /** Up to which number of objects the level {@code sampled} reads all. */
    private static final long FEW = 1000;

    private LargeObjects() {
    }

    static long count(Connection connection) throws SQLException {
        return Rows.number(connection, "SELECT count(*) FROM pg_catalog.pg_largeobject_metadata");
    }

    static Part part(Connection connection, Level level, long count) throws SQLException {
        boolean readsPages = Rows.number(connection,
                "SELECT CASE WHEN has_table_privilege('pg_catalog.pg_largeobject', 'SELECT') THEN 1 ELSE 0 END") == 1;
        long page = Rows.blockSize(connection) / 4;
        boolean sampled = level == Level.SAMPLED && count > FEW;
        String lines = (readsPages ? PAGES : OBJECTS).formatted(page,
                sampled ? "loid::bigint % " + Sample.ONE_OF + " = 0" : "true");
        return new Part(WHOLE, SUMS.formatted(lines),
                Rows.number(connection, "SELECT pg_relation_size('pg_catalog.pg_largeobject')"), false);
    }
}
