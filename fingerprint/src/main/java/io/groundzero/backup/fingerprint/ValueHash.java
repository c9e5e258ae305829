package io.groundzero.backup.fingerprint;

/**
 * A value's hash, as SQL, for rows whose text is too large. The text of a value alone is never larger than what COPY writes
 * of it; that of bytes may be, and is not needed.
 */
final class ValueHash {

    /** SQL that makes SQL, of a column {@code a} of pg_attribute: 128 bits as text, null for null. */
    static final String MAKER = """
            pg_catalog.format(CASE WHEN a.atttypid = 17::pg_catalog.oid
              THEN 'pg_catalog.encode(pg_catalog.sha256(t.%1$I), ''hex'')'
              ELSE 'CASE WHEN pg_catalog.num_nulls(t.%1$I) = 0 THEN ('
                'SELECT pg_catalog.concat(pg_catalog.hashtextextended(v, 0), '' '', pg_catalog.hashtextextended(v, 1)) '
                'FROM (SELECT pg_catalog.format(''%%s'', t.%1$I) COLLATE "C" AS v OFFSET 0) value) END' END, a.attname)""";

    private ValueHash() {
    }
}
