-- Grants that are not what an object has by itself. Of system objects and of extensions' ones a dump holds what somebody
-- changed since they were made; of the public schema all that it has.
SELECT format('grants on %s %s', o.type, o.identity), ${acl:g.acl}
FROM (
  SELECT 'pg_class'::regclass::oid AS classid, c.oid AS objid, 0 AS sub, c.relnamespace AS space,
         coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's'::"char" ELSE 'r' END, c.relowner)) AS acl,
         acldefault(CASE c.relkind WHEN 'S' THEN 's'::"char" ELSE 'r' END, c.relowner) AS standard
  FROM pg_class c WHERE c.relacl IS NOT NULL AND c.relpersistence <> 't'
  UNION ALL
  SELECT 'pg_class'::regclass::oid, c.oid, a.attnum, c.relnamespace, a.attacl, '{}'
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE a.attacl IS NOT NULL AND NOT a.attisdropped
  UNION ALL
  SELECT 'pg_proc'::regclass::oid, p.oid, 0, p.pronamespace, p.proacl, acldefault('f', p.proowner)
  FROM pg_proc p WHERE p.proacl IS NOT NULL
  UNION ALL
  SELECT 'pg_type'::regclass::oid, t.oid, 0, t.typnamespace, t.typacl, acldefault('T', t.typowner)
  FROM pg_type t WHERE t.typacl IS NOT NULL
  UNION ALL
  SELECT 'pg_namespace'::regclass::oid, n.oid, 0, n.oid, coalesce(n.nspacl, acldefault('n', n.nspowner)),
         CASE WHEN n.nspname <> 'public' THEN acldefault('n', n.nspowner) END
  FROM pg_namespace n WHERE n.nspacl IS NOT NULL OR n.nspname = 'public'
  UNION ALL
  SELECT 'pg_language'::regclass::oid, l.oid, 0, NULL, l.lanacl, acldefault('l', l.lanowner)
  FROM pg_language l WHERE l.lanacl IS NOT NULL
  UNION ALL
  SELECT 'pg_foreign_data_wrapper'::regclass::oid, w.oid, 0, NULL, w.fdwacl, acldefault('F', w.fdwowner)
  FROM pg_foreign_data_wrapper w WHERE w.fdwacl IS NOT NULL
  UNION ALL
  SELECT 'pg_foreign_server'::regclass::oid, s.oid, 0, NULL, s.srvacl, acldefault('S', s.srvowner)
  FROM pg_foreign_server s WHERE s.srvacl IS NOT NULL) g
LEFT JOIN pg_namespace n ON n.oid = g.space
LEFT JOIN pg_init_privs i ON i.classoid = g.classid AND i.objoid = g.objid AND i.objsubid = g.sub
CROSS JOIN LATERAL pg_identify_object(g.classid, g.objid, g.sub) o
WHERE (n.oid IS NULL OR n.nspname = 'pg_catalog' OR n.nspname !~ '^pg_' AND n.nspname <> 'information_schema')
  AND ${acl:g.acl} IS DISTINCT FROM
      CASE WHEN n.nspname = 'public' AND g.classid = 'pg_namespace'::regclass THEN NULL
           ELSE ${acl:coalesce(i.initprivs, g.standard)} END;

-- Grants that objects will get when they are made.
SELECT concat_ws(' ', 'default privileges of', pg_get_userbyid(d.defaclrole), 'in schema ' || quote_ident(n.nspname), 'on',
         CASE d.defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' WHEN 'f' THEN 'functions' WHEN 'T' THEN 'types'
                              WHEN 'n' THEN 'schemas' WHEN 'L' THEN 'large objects' ELSE d.defaclobjtype::text END),
  ${acl:d.defaclacl}
FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace;

-- Comments, but for those that come with PostgreSQL or an extension.
SELECT format('comment on %s %s', o.type, o.identity), d.description
FROM pg_description d CROSS JOIN LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) o
WHERE (d.objoid >= 16384 OR d.classoid = 'pg_largeobject'::regclass OR d.classoid = 'pg_namespace'::regclass AND o.name = 'public' AND d.description <> 'standard public schema')
  AND d.classoid <> 'pg_subscription'::regclass
  AND o.identity IS NOT NULL
  AND NOT EXISTS (SELECT FROM member m WHERE m.classid = d.classoid AND m.objid = d.objoid);

SELECT format('security label of %s on %s %s', l.provider, o.type, o.identity), l.label
FROM pg_seclabel l CROSS JOIN LATERAL pg_identify_object(l.classoid, l.objoid, l.objsubid) o
WHERE l.classoid <> 'pg_subscription'::regclass AND o.identity IS NOT NULL;

-- The database itself.
SELECT 'database',
  concat_ws(E'\n', 'owner: ' || pg_get_userbyid(d.datdba), 'encoding: ' || pg_encoding_to_char(d.encoding),
    'collate: ' || d.datcollate, 'ctype: ' || d.datctype, 'provider: ' || d.datlocprovider::text,
    'locale: ' || replace(coalesce(j.columns ->> 'datlocale', j.columns ->> 'daticulocale'), '_', '-'), 'rules: ' || (j.columns ->> 'daticurules'),
    'tablespace: ' || t.spcname, 'connection limit: ' || ${text:d.datconnlimit}, 'template: ' || ${flag:d.datistemplate})
FROM pg_database d JOIN pg_tablespace t ON t.oid = d.dattablespace
CROSS JOIN LATERAL (SELECT to_jsonb(d) AS columns) j
WHERE d.datname = current_database();

SELECT 'grants on the database', ${acl:d.datacl}
FROM pg_database d
WHERE d.datname = current_database() AND d.datacl IS NOT NULL AND ${acl:d.datacl} IS DISTINCT FROM ${acl:acldefault('d', d.datdba)};

SELECT 'comment on the database', x.description
FROM pg_shdescription x JOIN pg_database d ON d.oid = x.objoid
WHERE x.classoid = 'pg_database'::regclass AND d.datname = current_database();

SELECT format('security label of %s on the database', x.provider), x.label
FROM pg_shseclabel x JOIN pg_database d ON d.oid = x.objoid
WHERE x.classoid = 'pg_database'::regclass AND d.datname = current_database();

SELECT concat_ws(' ', 'setting', split_part(o, '=', 1), 'of', CASE WHEN s.setrole <> 0 THEN 'role ' || pg_get_userbyid(s.setrole) || ' in' END, 'the database'),
  ${setting:o}
FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase, unnest(s.setconfig) o
WHERE d.datname = current_database();
