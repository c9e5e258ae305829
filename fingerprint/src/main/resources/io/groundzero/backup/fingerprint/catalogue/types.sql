-- Schemas.
SELECT format('schema %I', s.nspname), 'owner: ' || pg_get_userbyid(s.nspowner)
FROM space s
WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_namespace'::regclass AND m.objid = s.oid);

-- Domains, enums, ranges and base types. Arrays, multiranges and the rows of tables come by themselves.
SELECT format('type %I.%I', s.nspname, t.typname),
  concat_ws(E'\n',
    'owner: ' || pg_get_userbyid(t.typowner),
    CASE t.typtype
      WHEN 'd' THEN concat_ws(' ', 'domain over ' || format_type(t.typbasetype, t.typtypmod),
        (SELECT format('collate %I.%I', n.nspname, l.collname)
         FROM pg_collation l JOIN pg_namespace n ON n.oid = l.collnamespace JOIN pg_type b ON b.oid = t.typbasetype
         WHERE l.oid = t.typcollation AND t.typcollation <> b.typcollation),
        CASE WHEN t.typnotnull THEN 'not null' END,
        'default ' || coalesce(pg_get_expr(t.typdefaultbin, 0), t.typdefault))
      WHEN 'e' THEN 'enum ' || coalesce((SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
                                FROM pg_enum e WHERE e.enumtypid = t.oid), '')
      WHEN 'r' THEN (SELECT concat_ws(' ', 'range of ' || format_type(r.rngsubtype, NULL),
           (SELECT format('operator class %I.%I', n.nspname, o.opcname)
            FROM pg_opclass o JOIN pg_namespace n ON n.oid = o.opcnamespace WHERE o.oid = r.rngsubopc),
           (SELECT format('collate %I.%I', n.nspname, l.collname)
            FROM pg_collation l JOIN pg_namespace n ON n.oid = l.collnamespace WHERE l.oid = r.rngcollation),
           'canonical ' || ${routine:r.rngcanonical}, 'difference ' || ${routine:r.rngsubdiff},
           'multirange ' || format_type(r.rngmultitypid, NULL))
         FROM pg_range r WHERE r.rngtypid = t.oid)
      ELSE concat_ws(' ', CASE WHEN t.typisdefined THEN 'base type' ELSE 'shell' END,
        'input ' || ${routine:t.typinput}, 'output ' || ${routine:t.typoutput},
        'receive ' || ${routine:t.typreceive}, 'send ' || ${routine:t.typsend},
        'modifier ' || ${routine:t.typmodin}, ${routine:t.typmodout},
        'analyze ' || ${routine:t.typanalyze}, 'subscript ' || ${routine:t.typsubscript},
        format('length %s by value %s align %s storage %s category %s preferred %s delimiter %s', t.typlen, t.typbyval,
               t.typalign, t.typstorage, t.typcategory, t.typispreferred, t.typdelim),
        'element ' || format_type(nullif(t.typelem, 0), NULL), CASE WHEN t.typcollation <> 0 THEN 'collatable' END,
        'default ' || t.typdefault) END)
FROM pg_type t JOIN space s ON s.oid = t.typnamespace
WHERE (t.typtype IN ('d', 'e', 'r', 'b') OR t.typtype = 'p' AND NOT t.typisdefined)
  AND NOT (t.typelem <> 0 AND EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid))
  AND NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_type'::regclass AND m.objid = t.oid);

-- Constraints of domains.
SELECT format('constraint %I.%I.%I', s.nspname, t.typname, k.conname), pg_get_constraintdef(k.oid)
FROM pg_constraint k JOIN pg_type t ON t.oid = k.contypid JOIN space s ON s.oid = t.typnamespace
WHERE k.contype = 'c' AND NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_type'::regclass AND m.objid = t.oid);

-- Functions and procedures, but for those that a range type brings. Column by column, as a dump has them from the
-- snapshot: pg_get_functiondef() shows what they are at the moment.
SELECT format('%s %I.%I(%s)', CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END, s.nspname, p.proname,
              oidvectortypes(p.proargtypes)),
  concat_ws(E'\n', 'owner: ' || pg_get_userbyid(p.proowner),
    concat_ws(' ', 'arguments (' || pg_get_function_arguments(p.oid) || ')', 'returns ' || pg_get_function_result(p.oid)),
    concat_ws(' ', 'language ' || (SELECT quote_ident(l.lanname) FROM pg_language l WHERE l.oid = p.prolang),
      CASE WHEN p.prokind = 'w' THEN 'window' END,
      CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' ELSE 'volatile' END,
      'parallel ' || CASE p.proparallel WHEN 's' THEN 'safe' WHEN 'r' THEN 'restricted' ELSE 'unsafe' END,
      CASE WHEN p.proisstrict THEN 'strict' END, CASE WHEN p.prosecdef THEN 'security definer' END,
      CASE WHEN p.proleakproof THEN 'leakproof' END, 'cost ' || ${text:p.procost}, 'rows ' || ${text:nullif(p.prorows, 0)},
      'support ' || ${routine:p.prosupport},
      'transform ' || (SELECT string_agg(format_type(t, NULL), ', ' ORDER BY n)
                       FROM unnest(p.protrftypes) WITH ORDINALITY AS u(t, n))),
    (SELECT string_agg(format('set %s = %s', split_part(o, '=', 1), ${setting:o}), E'\n' ORDER BY o COLLATE "C")
     FROM unnest(p.proconfig) o),
    'library: ' || p.probin,
    coalesce(E'sql body:\n' || pg_get_function_sqlbody(p.oid), E'body:\n' || p.prosrc))
FROM pg_proc p JOIN space s ON s.oid = p.pronamespace
WHERE p.prokind <> 'a'
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype IN ('i', 'e'));

-- Aggregates.
SELECT format('aggregate %I.%I(%s)', s.nspname, p.proname, oidvectortypes(p.proargtypes)),
  concat_ws(E'\n', 'owner: ' || pg_get_userbyid(p.proowner),
    concat_ws(' ', pg_get_function_arguments(p.oid), 'kind ' || a.aggkind::text, 'direct ' || ${text:a.aggnumdirectargs},
      'parallel ' || p.proparallel::text, 'cost ' || ${text:p.procost},
      'function ' || ${text:a.aggtransfn}, 'type ' || format_type(a.aggtranstype, NULL), 'space ' || ${text:a.aggtransspace},
      'final ' || ${routine:a.aggfinalfn}, 'extra ' || ${flag:a.aggfinalextra}, 'modify ' || a.aggfinalmodify::text,
      'combine ' || ${routine:a.aggcombinefn}, 'serial ' || ${routine:a.aggserialfn},
      'deserial ' || ${routine:a.aggdeserialfn}, 'initial ' || quote_literal(a.agginitval),
      'moving ' || ${routine:a.aggmtransfn}, 'inverse ' || ${routine:a.aggminvtransfn},
      format_type(nullif(a.aggmtranstype, 0), NULL), 'space ' || ${text:a.aggmtransspace},
      'final ' || ${routine:a.aggmfinalfn}, 'extra ' || ${flag:a.aggmfinalextra}, 'modify ' || a.aggmfinalmodify::text,
      'initial ' || quote_literal(a.aggminitval), 'sort ' || ${text:nullif(a.aggsortop, 0)::regoperator}))
FROM pg_proc p JOIN space s ON s.oid = p.pronamespace JOIN pg_aggregate a ON a.aggfnoid = p.oid
WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_proc'::regclass AND m.objid = p.oid);
