-- Extensions: where they are. Their version is a matter of the environment, their owner whoever restores.
SELECT format('extension %I', e.extname), format('schema: %I', n.nspname)
FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace;

-- What goes with an extension although it is none of its own.
SELECT format('%s %s depends on extension %I', o.type, o.identity, e.extname), 'automatically'
FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
CROSS JOIN LATERAL pg_identify_object(d.classid, d.objid, d.objsubid) o
WHERE d.deptype = 'x' AND d.refclassid = 'pg_extension'::regclass;

SELECT format('event trigger %I', t.evtname),
  concat_ws(E'\n', 'owner: ' || pg_get_userbyid(t.evtowner), 'on ' || t.evtevent,
    (SELECT 'when tag in ' || string_agg(tag, ', ' ORDER BY tag COLLATE "C") FROM unnest(t.evttags) tag),
    'function ' || ${text:t.evtfoid::regprocedure},
    'enabled: ' || CASE t.evtenabled WHEN 'O' THEN 'yes' WHEN 'D' THEN 'no' WHEN 'R' THEN 'on replicas' ELSE 'always' END)
FROM pg_event_trigger t
WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_event_trigger'::regclass AND m.objid = t.oid);

-- Publications. Subscriptions are not restored: a copy must not connect to anybody's publisher.
SELECT format('publication %I', p.pubname),
  concat_ws(E'\n', 'owner: ' || pg_get_userbyid(p.pubowner),
    (SELECT string_agg(key || ': ' || value, E'\n' ORDER BY key COLLATE "C")
     FROM jsonb_each_text(to_jsonb(p) - 'oid' - 'pubname' - 'pubowner')),
    (SELECT string_agg(format('table %I.%I%s%s', n.nspname, c.relname,
              (SELECT ' (' || string_agg(quote_ident(a.attname), ', ' ORDER BY a.attname COLLATE "C") || ')'
               FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum IN (SELECT unnest(r.prattrs))),
              ' where ' || pg_get_expr(r.prqual, r.prrelid)), E'\n' ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C")
     FROM pg_publication_rel r JOIN pg_class c ON c.oid = r.prrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE r.prpubid = p.oid),
    (SELECT string_agg(format('schema %I', n.nspname), E'\n' ORDER BY n.nspname COLLATE "C")
     FROM pg_publication_namespace r JOIN pg_namespace n ON n.oid = r.pnnspid WHERE r.pnpubid = p.oid))
FROM pg_publication p
WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_publication'::regclass AND m.objid = p.oid);

-- Foreign data.
SELECT format('foreign-data wrapper %I', w.fdwname),
  concat_ws(E'\n', 'owner: ' || pg_get_userbyid(w.fdwowner), 'handler ' || ${routine:w.fdwhandler},
    'validator ' || ${routine:w.fdwvalidator}, 'options: ' || ${options:w.fdwoptions})
FROM pg_foreign_data_wrapper w
WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_foreign_data_wrapper'::regclass AND m.objid = w.oid);

SELECT format('server %I', s.srvname),
  concat_ws(E'\n', 'owner: ' || pg_get_userbyid(s.srvowner),
    (SELECT format('wrapper: %I', w.fdwname) FROM pg_foreign_data_wrapper w WHERE w.oid = s.srvfdw),
    'type: ' || s.srvtype, 'version: ' || s.srvversion, 'options: ' || ${options:s.srvoptions})
FROM pg_foreign_server s
WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_foreign_server'::regclass AND m.objid = s.oid);

-- The view shows options to whom they may be shown; the preflight sees to it that this is the dump role.
SELECT format('user mapping for %s on server %I', CASE WHEN u.umuser = 0 THEN 'public' ELSE quote_ident(u.usename) END, u.srvname),
  coalesce('options: ' || ${secrets:u.umoptions}, 'no options')
FROM pg_user_mappings u;

-- Large objects, all those together that belong to the same role and may be used by the same ones.
SELECT concat_ws(' ', 'large objects of', pg_get_userbyid(l.lomowner), 'granted to', ${acl:coalesce(l.lomacl, acldefault('L', l.lomowner))}),
  format('%s, oids %s', count(*), mod(sum(hashint8extended(l.oid::bigint, 0)), 18446744073709551616))
FROM pg_largeobject_metadata l GROUP BY 1;
