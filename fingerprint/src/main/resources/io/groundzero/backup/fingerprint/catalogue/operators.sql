-- Casts.
SELECT o.type || ' ' || o.identity,
  concat_ws(' ', CASE c.castmethod WHEN 'f' THEN 'function ' || ${text:c.castfunc::regprocedure} WHEN 'i' THEN 'inout' ELSE 'binary' END,
    CASE c.castcontext WHEN 'e' THEN 'explicit' WHEN 'a' THEN 'on assignment' ELSE 'implicit' END)
FROM pg_cast c CROSS JOIN LATERAL pg_identify_object('pg_cast'::regclass, c.oid, 0) o
WHERE c.oid >= 16384 AND NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_cast'::regclass AND m.objid = c.oid);

-- Operators. A dump leaves out those that are mere names. A link that only one of two operators has is given to the
-- other one, too, when they are restored in the other order.
SELECT o.type || ' ' || o.identity,
  concat_ws(E'\n', 'owner: ' || pg_get_userbyid(p.oprowner),
    concat_ws(' ', 'function ' || ${text:p.oprcode}, 'result ' || format_type(p.oprresult, NULL),
      'commutator ' || ${text:coalesce(nullif(p.oprcom, 0), (SELECT min(x.oid) FROM pg_operator x WHERE x.oprcom = p.oid))::regoperator},
      'negator ' || ${text:coalesce(nullif(p.oprnegate, 0), (SELECT min(x.oid) FROM pg_operator x WHERE x.oprnegate = p.oid))::regoperator},
      'restrict ' || ${routine:p.oprrest}, 'join ' || ${routine:p.oprjoin},
      CASE WHEN p.oprcanmerge THEN 'merges' END, CASE WHEN p.oprcanhash THEN 'hashes' END))
FROM pg_operator p JOIN space s ON s.oid = p.oprnamespace
CROSS JOIN LATERAL pg_identify_object('pg_operator'::regclass, p.oid, 0) o
WHERE p.oprcode::oid <> 0 AND NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_operator'::regclass AND m.objid = p.oid);

-- Operator classes.
SELECT o.type || ' ' || o.identity,
  concat_ws(E'\n', 'owner: ' || pg_get_userbyid(c.opcowner),
    concat_ws(' ', 'for ' || format_type(c.opcintype, NULL), CASE WHEN c.opcdefault THEN 'default' END,
      'storage ' || format_type(nullif(c.opckeytype, 0), NULL), 'in ' || f.identity))
FROM pg_opclass c JOIN space s ON s.oid = c.opcnamespace
CROSS JOIN LATERAL pg_identify_object('pg_opclass'::regclass, c.oid, 0) o
CROSS JOIN LATERAL pg_identify_object('pg_opfamily'::regclass, c.opcfamily, 0) f
WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_opclass'::regclass AND m.objid = c.oid);

-- Operator families, with what belongs to them.
SELECT o.type || ' ' || o.identity,
  concat_ws(E'\n', 'owner: ' || pg_get_userbyid(f.opfowner),
    (SELECT string_agg(format('operator %s %s%s%s', a.amopstrategy, a.amopopr::regoperator,
              CASE a.amoppurpose WHEN 'o' THEN ' for order by ' || coalesce(
                (SELECT format('%I.%I', n.nspname, sort.opfname) FROM pg_opfamily sort JOIN pg_namespace n ON n.oid = sort.opfnamespace
                 WHERE sort.oid = a.amopsortfamily), '?') END,
              format(' (%s, %s)', format_type(a.amoplefttype, NULL), format_type(a.amoprighttype, NULL))),
            E'\n' ORDER BY a.amopstrategy, format_type(a.amoplefttype, NULL) COLLATE "C", format_type(a.amoprighttype, NULL) COLLATE "C")
     FROM pg_amop a WHERE a.amopfamily = f.oid),
    (SELECT string_agg(format('function %s %s (%s, %s)', a.amprocnum, a.amproc::regprocedure,
              format_type(a.amproclefttype, NULL), format_type(a.amprocrighttype, NULL)),
            E'\n' ORDER BY a.amprocnum, format_type(a.amproclefttype, NULL) COLLATE "C", format_type(a.amprocrighttype, NULL) COLLATE "C")
     FROM pg_amproc a WHERE a.amprocfamily = f.oid))
FROM pg_opfamily f JOIN space s ON s.oid = f.opfnamespace
CROSS JOIN LATERAL pg_identify_object('pg_opfamily'::regclass, f.oid, 0) o
WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_opfamily'::regclass AND m.objid = f.oid);

-- Access methods.
SELECT format('access method %I', a.amname), concat_ws(' ', 'handler', a.amhandler, 'type', a.amtype)
FROM pg_am a
WHERE a.oid >= 16384 AND NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_am'::regclass AND m.objid = a.oid);

-- Conversions between encodings.
SELECT format('conversion %I.%I', s.nspname, c.conname),
  concat_ws(E'\n', 'owner: ' || pg_get_userbyid(c.conowner),
    concat_ws(' ', pg_encoding_to_char(c.conforencoding), 'to', pg_encoding_to_char(c.contoencoding), 'function', c.conproc,
      CASE WHEN c.condefault THEN 'default' END))
FROM pg_conversion c JOIN space s ON s.oid = c.connamespace
WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_conversion'::regclass AND m.objid = c.oid);

-- Collations. Columns differ between versions of PostgreSQL, which is what jsonb is for.
-- From 16 on en_US becomes en-US when it is made anew.
SELECT format('collation %I.%I', s.nspname, c.collname),
  concat_ws(E'\n', 'owner: ' || pg_get_userbyid(c.collowner),
    concat_ws(' ', 'provider ' || c.collprovider::text, CASE WHEN NOT c.collisdeterministic THEN 'not deterministic' END,
      'collate ' || c.collcollate, 'ctype ' || c.collctype,
      'locale ' || replace(coalesce(j.columns ->> 'colllocale', j.columns ->> 'colliculocale'), '_', '-'), 'rules ' || (j.columns ->> 'collicurules')))
FROM pg_collation c JOIN space s ON s.oid = c.collnamespace
CROSS JOIN LATERAL (SELECT to_jsonb(c) AS columns) j
WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_collation'::regclass AND m.objid = c.oid);

-- Languages.
SELECT format('language %I', l.lanname),
  concat_ws(E'\n', 'owner: ' || pg_get_userbyid(l.lanowner),
    concat_ws(' ', 'handler ' || ${text:l.lanplcallfoid::regproc}, 'inline ' || ${routine:l.laninline},
      'validator ' || ${routine:l.lanvalidator}, CASE WHEN l.lanpltrusted THEN 'trusted' END))
FROM pg_language l
WHERE l.oid >= 16384 AND NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_language'::regclass AND m.objid = l.oid);

-- Transforms.
SELECT o.type || ' ' || o.identity,
  concat_ws(' ', 'from ' || ${routine:t.trffromsql}, 'to ' || ${routine:t.trftosql})
FROM pg_transform t CROSS JOIN LATERAL pg_identify_object('pg_transform'::regclass, t.oid, 0) o
WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_transform'::regclass AND m.objid = t.oid);

-- Text search.
SELECT format('text search configuration %I.%I', s.nspname, c.cfgname),
  concat_ws(E'\n', 'owner: ' || pg_get_userbyid(c.cfgowner),
    (SELECT format('parser %I.%I', n.nspname, p.prsname) FROM pg_ts_parser p JOIN pg_namespace n ON n.oid = p.prsnamespace
     WHERE p.oid = c.cfgparser),
    (SELECT string_agg(format('token %s: %s', m.maptokentype, m.mapdict::regdictionary), E'\n' ORDER BY m.maptokentype, m.mapseqno)
     FROM pg_ts_config_map m WHERE m.mapcfg = c.oid))
FROM pg_ts_config c JOIN space s ON s.oid = c.cfgnamespace
WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_ts_config'::regclass AND m.objid = c.oid);

SELECT format('text search dictionary %I.%I', s.nspname, d.dictname),
  concat_ws(E'\n', 'owner: ' || pg_get_userbyid(d.dictowner),
    (SELECT format('template %I.%I', n.nspname, t.tmplname) FROM pg_ts_template t JOIN pg_namespace n ON n.oid = t.tmplnamespace
     WHERE t.oid = d.dicttemplate), d.dictinitoption)
FROM pg_ts_dict d JOIN space s ON s.oid = d.dictnamespace
WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_ts_dict'::regclass AND m.objid = d.oid);

SELECT format('text search parser %I.%I', s.nspname, p.prsname),
  concat_ws(' ', p.prsstart, p.prstoken, p.prsend, ${routine:p.prsheadline}, p.prslextype)
FROM pg_ts_parser p JOIN space s ON s.oid = p.prsnamespace
WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_ts_parser'::regclass AND m.objid = p.oid);

SELECT format('text search template %I.%I', s.nspname, t.tmplname), concat_ws(' ', ${routine:t.tmplinit}, t.tmpllexize)
FROM pg_ts_template t JOIN space s ON s.oid = t.tmplnamespace
WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_ts_template'::regclass AND m.objid = t.oid);
