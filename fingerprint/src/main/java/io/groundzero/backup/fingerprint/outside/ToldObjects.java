package io.groundzero.backup.fingerprint.outside;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.groundzero.backup.fingerprint.Rows;
import io.groundzero.backup.fingerprint.catalogue.Interlude;

/** Definitions that a dump does not hold. Each query gives name, extension and state. */
final class ToldObjects {

    /** Of each kind; whoever has more has another problem. */
    private static final int MOST = 5000;

    /** Something vanished meanwhile, or cannot be worded. */
    private static final List<String> PASSING = List.of("XX", "42", "22", "0A");

    private static final String MEMBERS = """
            SELECT pg_catalog.pg_describe_object(d.classid, d.objid, 0), e.extname,
              pg_catalog.hashtextextended(pg_catalog.textin(pg_catalog.record_out(ROW(
                p.prosrc, p.provolatile, p.proisstrict, p.prosecdef, p.proleakproof, p.proparallel, p.procost, p.prorows,
                p.proconfig, c.reloptions, c.relrowsecurity, c.relforcerowsecurity,
                CASE WHEN c.relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(c.oid) END,
                (SELECT pg_catalog.array_agg(ROW(a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull,
                          pg_catalog.pg_get_expr(f.adbin, f.adrelid)) ORDER BY a.attname COLLATE "C")
                 FROM pg_catalog.pg_attribute a
                 LEFT JOIN pg_catalog.pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
                 WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND c.relkind <> 'S'),
                (SELECT pg_catalog.array_agg(pg_catalog.pg_get_indexdef(i.indexrelid) ORDER BY i.indexrelid)
                 FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid),
                (SELECT pg_catalog.array_agg(pg_catalog.pg_get_triggerdef(t.oid) ORDER BY t.tgname COLLATE "C")
                 FROM pg_catalog.pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal),
                (SELECT pg_catalog.array_agg(pg_catalog.pg_get_constraintdef(k.oid) ORDER BY k.conname COLLATE "C")
                 FROM pg_catalog.pg_constraint k WHERE k.conrelid = c.oid OR k.contypid = y.oid),
                (SELECT pg_catalog.array_agg(l.enumlabel ORDER BY l.enumsortorder)
                 FROM pg_catalog.pg_enum l WHERE l.enumtypid = y.oid),
                (SELECT pg_catalog.array_agg(ROW(s.objsubid, s.description) ORDER BY s.objsubid)
                 FROM pg_catalog.pg_description s WHERE s.classoid = d.classid AND s.objoid = d.objid)))), 0)
            FROM pg_catalog.pg_depend d
            JOIN pg_catalog.pg_extension e ON e.oid = d.refobjid
            LEFT JOIN pg_catalog.pg_proc p
              ON d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND p.oid = d.objid
            LEFT JOIN pg_catalog.pg_class c
              ON d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND c.oid = d.objid
            LEFT JOIN pg_catalog.pg_type y
              ON d.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND y.oid = d.objid
            WHERE d.deptype = 'e' AND d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass
            ORDER BY d.classid, d.objid""";

    /** Tables are another kind. */
    private static final String SYSTEM_OBJECTS = """
            SELECT pg_catalog.pg_describe_object(o.classid, o.objid, 0), NULL, NULL
            FROM (
              SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass::pg_catalog.oid AS classid, oid AS objid,
                     pronamespace AS space FROM pg_catalog.pg_proc
              UNION ALL SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, oid, relnamespace FROM pg_catalog.pg_class
                WHERE relkind IN ('v', 'S', 'f', 'c')
              UNION ALL SELECT 'pg_catalog.pg_type'::pg_catalog.regclass, oid, typnamespace FROM pg_catalog.pg_type
                WHERE typtype <> 'c' AND typcategory <> 'A'
              UNION ALL SELECT 'pg_catalog.pg_operator'::pg_catalog.regclass, oid, oprnamespace
                FROM pg_catalog.pg_operator
              UNION ALL SELECT 'pg_catalog.pg_collation'::pg_catalog.regclass, oid, collnamespace
                FROM pg_catalog.pg_collation
              UNION ALL SELECT 'pg_catalog.pg_conversion'::pg_catalog.regclass, oid, connamespace
                FROM pg_catalog.pg_conversion
              UNION ALL SELECT 'pg_catalog.pg_opclass'::pg_catalog.regclass, oid, opcnamespace FROM pg_catalog.pg_opclass
              UNION ALL SELECT 'pg_catalog.pg_opfamily'::pg_catalog.regclass, oid, opfnamespace
                FROM pg_catalog.pg_opfamily
              UNION ALL SELECT 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass, oid, stxnamespace
                FROM pg_catalog.pg_statistic_ext
              UNION ALL SELECT 'pg_catalog.pg_ts_config'::pg_catalog.regclass, oid, cfgnamespace
                FROM pg_catalog.pg_ts_config
              UNION ALL SELECT 'pg_catalog.pg_ts_dict'::pg_catalog.regclass, oid, dictnamespace
                FROM pg_catalog.pg_ts_dict) o
            JOIN pg_catalog.pg_namespace n ON n.oid = o.space
            WHERE o.objid >= 16384::pg_catalog.oid AND n.nspname IN ('pg_catalog', 'information_schema')
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                WHERE d.classid = o.classid AND d.objid = o.objid AND d.deptype IN ('e', 'i'))
            ORDER BY o.classid, o.objid""";

    private static final String SYSTEM_CHANGES = """
            SELECT 'functions of PostgreSQL itself', NULL,
                   pg_catalog.sum(pg_catalog.hashtextextended(pg_catalog.textin(pg_catalog.record_out(ROW(oid, proname,
                     prosrc, provolatile, proisstrict, prosecdef, proleakproof, proparallel, procost, prorows,
                     proconfig))), 0))
            FROM pg_catalog.pg_proc WHERE oid < 16384::pg_catalog.oid
            UNION ALL
            SELECT 'comments on what is PostgreSQL''s own', NULL,
                   pg_catalog.sum(pg_catalog.hashtextextended(pg_catalog.textin(pg_catalog.record_out(ROW(classoid, objoid,
                     objsubid, description))), 0))
            FROM pg_catalog.pg_description WHERE objoid < 16384::pg_catalog.oid AND objoid <> 2200::pg_catalog.oid
            UNION ALL
            SELECT 'grants in information_schema', NULL,
                   pg_catalog.sum(pg_catalog.hashtextextended(pg_catalog.textin(pg_catalog.record_out(ROW(c.relname,
                     (SELECT pg_catalog.array_agg(i ORDER BY i COLLATE "C")
                      FROM (SELECT pg_catalog.format('%s', a) AS i FROM pg_catalog.unnest(c.relacl) AS a) AS items)))), 0))
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = 'information_schema' AND c.oid < 16384::pg_catalog.oid""";

    private static final String INVALID_INDEXES = """
            SELECT pg_catalog.pg_describe_object('pg_catalog.pg_class'::pg_catalog.regclass, i.indexrelid, 0), NULL, NULL
            FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
            WHERE NOT i.indisvalid AND t.relkind IN ('r', 'm') AND t.relpersistence <> 't'
            ORDER BY i.indexrelid""";

    private static final String FOREIGN_TABLES = """
            SELECT pg_catalog.pg_describe_object('pg_catalog.pg_class'::pg_catalog.regclass, c.oid, 0), NULL, NULL
            FROM pg_catalog.pg_class c WHERE c.relkind = 'f' ORDER BY c.oid""";

    private static final Map<Kind, String> OF_DATABASE = Map.of(Kind.EXTENSION_MEMBER, MEMBERS, Kind.SYSTEM_OBJECT,
            SYSTEM_OBJECTS, Kind.SYSTEM_CHANGE, SYSTEM_CHANGES, Kind.INVALID_INDEX, INVALID_INDEXES,
            Kind.FOREIGN_TABLE, FOREIGN_TABLES);

    /** Names only: values may be secrets. */
    private static final Map<Kind, String> OF_CLUSTER = Map.of(
            Kind.ALL_ROLES_SETTING,
            """
                    SELECT pg_catalog.split_part(s, '=', 1), NULL, NULL
                    FROM pg_catalog.pg_db_role_setting r, pg_catalog.unnest(r.setconfig) AS s
                    WHERE r.setrole = 0::pg_catalog.oid AND r.setdatabase = 0::pg_catalog.oid ORDER BY s COLLATE "C\"""",
            Kind.SERVER_SETTING, """
                    SELECT name, NULL, NULL FROM pg_catalog.pg_settings
                    WHERE source IN ('configuration file', 'command line', 'environment variable')
                      AND setting IS DISTINCT FROM boot_val ORDER BY name COLLATE "C\"""",
            Kind.REPLICATION_SLOT, """
                    SELECT slot_name, NULL, NULL FROM pg_catalog.pg_replication_slots WHERE NOT temporary
                    ORDER BY slot_name""",
            Kind.PREPARED_TRANSACTION, """
                    SELECT pg_catalog.quote_ident(database) || '.' || pg_catalog.quote_ident(gid), NULL, NULL
                    FROM pg_catalog.pg_prepared_xacts ORDER BY database, gid""");

    private ToldObjects() {
    }

    static List<OutsideObject> ofDatabase(Connection connection) throws SQLException {
        return read(connection, OF_DATABASE);
    }

    static List<OutsideObject> ofCluster(Connection connection) throws SQLException {
        return read(connection, OF_CLUSTER);
    }

    private static List<OutsideObject> read(Connection connection, Map<Kind, String> queries) throws SQLException {
        List<OutsideObject> objects = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            if (queries.containsKey(kind)) {
                String query = "SELECT * FROM (" + queries.get(kind) + ") told LIMIT " + MOST;
                objects.addAll(read(connection, kind, query));
            }
        }
        // an object that was dropped in this very moment has no name any more
        objects.removeIf(object -> object.name() == null);
        return objects;
    }

    /** What decides nothing makes no dump fail. */
    private static List<OutsideObject> read(Connection connection, Kind kind, String query) throws SQLException {
        try {
            return Interlude.in(connection, () -> Rows.list(connection, query, row -> new OutsideObject(kind.word(),
                    row.getString(1), row.getString(2), null, row.getString(3))));
        } catch (SQLException e) {
            if (!PASSING.contains(String.valueOf(e.getSQLState()).substring(0, 2))) {
                throw e;
            }
            return List.of(new OutsideObject(kind.word(), "what could not be read (" + e.getMessage() + ")", null, null,
                    null));
        }
    }
}
