package io.groundzero.backup.fingerprint;

/**
 * Which tables cannot be named in a query without code of their owners being run. To plan a query the server simplifies
 * the expressions of a table's indexes, extended statistics and partition key, and calls what has constant arguments
 * only, as whoever asks: an index on {@code owner.code('x')} is enough. COPY plans nothing. What is written in C only a
 * superuser can make. SQL on one line, so that it also stands in a check's header.
 */
public final class UsersCode {

    /** 12 and 13 are the languages internal and C, in every version. */
    private static final String WHERE_PLANNED = """
            SELECT CASE WHEN gz_d.classid = 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass
                        THEN (SELECT gz_s.stxrelid FROM pg_catalog.pg_statistic_ext gz_s WHERE gz_s.oid = gz_d.objid)
                        ELSE coalesce((SELECT gz_i.indrelid FROM pg_catalog.pg_index gz_i WHERE gz_i.indexrelid = gz_d.objid),
                                      gz_d.objid) END
            FROM (SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass::pg_catalog.oid AS class, gz_f.oid
                  FROM pg_catalog.pg_proc gz_f WHERE gz_f.oid >= 16384 AND gz_f.prolang NOT IN (12, 13)
                  UNION ALL
                  SELECT 'pg_catalog.pg_operator'::pg_catalog.regclass::pg_catalog.oid, gz_o.oid
                  FROM pg_catalog.pg_operator gz_o JOIN pg_catalog.pg_proc gz_f ON gz_f.oid = gz_o.oprcode::pg_catalog.oid
                  WHERE gz_f.oid >= 16384 AND gz_f.prolang NOT IN (12, 13)) gz_code
            JOIN pg_catalog.pg_depend gz_d ON gz_d.refclassid = gz_code.class AND gz_d.refobjid = gz_code.oid
            WHERE gz_d.classid IN ('pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid,
                                   'pg_catalog.pg_statistic_ext'::pg_catalog.regclass::pg_catalog.oid)""";

    private static final String HARMLESS = """
            WITH RECURSIVE gz_harmful(oid) AS (
              SELECT gz_c.oid FROM pg_catalog.pg_class gz_c
              WHERE gz_c.relkind IN ('v', 'm', 'f') OR gz_c.oid IN (%s)
              UNION
              SELECT gz_h.inhparent FROM gz_harmful JOIN pg_catalog.pg_inherits gz_h ON gz_h.inhrelid = gz_harmful.oid)
            SELECT gz_t.oid FROM pg_catalog.pg_class gz_t
            WHERE gz_t.relkind IN ('r', 'p') AND gz_t.oid NOT IN (SELECT gz_harmful.oid FROM gz_harmful)""";

    private UsersCode() {
    }

    /** A condition: planning a query of just this relation runs code of users. Unknown for null. */
    static String inPlanning(String oid) {
        return line(oid + "::pg_catalog.oid IN (" + WHERE_PLANNED + ")");
    }

    /**
     * A condition: it is a table, as are all that inherit from it, and a query of it runs no code of users as long as it
     * uses none of their operators and casts. Unknown for null.
     */
    public static String harmless(String oid) {
        return line(oid + "::pg_catalog.oid IN (" + HARMLESS.formatted(WHERE_PLANNED) + ")");
    }

    private static String line(String sql) {
        return sql.replaceAll("\\s+", " ");
    }
}
