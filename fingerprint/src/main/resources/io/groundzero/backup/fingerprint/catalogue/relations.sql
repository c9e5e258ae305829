-- Tables, views, composite types, foreign tables, each with its columns.
-- An inheritance child gets its inherited columns first when it is restored: there the order does not count.
SELECT concat(CASE c.relkind WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view ' WHEN 'f' THEN 'foreign table '
                             WHEN 'c' THEN 'type ' ELSE 'table ' END, c.name),
  concat_ws(E'\n',
    'owner: ' || pg_get_userbyid(c.relowner),
    CASE WHEN c.relkind = 'p' THEN 'partitioned by ' || pg_get_partkeydef(c.oid) END,
    CASE WHEN c.relpersistence = 'u' THEN 'unlogged' END,
    (SELECT 'access method: ' || amname FROM pg_am WHERE pg_am.oid = c.relam AND amname <> 'heap'),
    CASE WHEN c.reloftype <> 0 THEN 'of type: ' || format_type(c.reloftype, NULL) END,
    (SELECT 'options: ' || string_agg(o, ', ' ORDER BY o COLLATE "C") FROM unnest(c.reloptions) o),
    (SELECT 'toast options: ' || string_agg(o, ', ' ORDER BY o COLLATE "C")
     FROM pg_class toast, unnest(toast.reloptions) o WHERE toast.oid = c.reltoastrelid),
    (SELECT 'tablespace: ' || spcname FROM pg_tablespace WHERE pg_tablespace.oid = c.reltablespace),
    CASE WHEN c.relrowsecurity THEN 'row security' END,
    CASE WHEN c.relforcerowsecurity THEN 'row security forced upon the owner' END,
    CASE WHEN c.relkind IN ('r', 'p', 'm') AND c.relreplident <> 'd'
         THEN 'replica identity: ' || CASE c.relreplident WHEN 'n' THEN 'nothing' WHEN 'f' THEN 'full' ELSE 'index' END END,
    (SELECT CASE WHEN c.relispartition THEN 'partition of ' ELSE 'inherits ' END
            || string_agg(format('%I.%I', n.nspname, p.relname), ', ' ORDER BY i.inhseqno)
     FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent JOIN pg_namespace n ON n.oid = p.relnamespace
     WHERE i.inhrelid = c.oid),
    pg_get_expr(c.relpartbound, c.oid),
    (SELECT concat_ws(E'\n', format('server: %I', s.srvname), 'options: ' || ${options:f.ftoptions})
     FROM pg_foreign_table f JOIN pg_foreign_server s ON s.oid = f.ftserver WHERE f.ftrelid = c.oid),
    CASE WHEN c.relkind = 'm' THEN 'populated: ' || ${flag:c.relispopulated} END,
    (SELECT string_agg(format('column %I: %s', a.attname, concat_ws(' ',
        format_type(a.atttypid, a.atttypmod),
        (SELECT format('collate %I.%I', n.nspname, l.collname)
         FROM pg_collation l JOIN pg_namespace n ON n.oid = l.collnamespace
         WHERE l.oid = a.attcollation AND a.attcollation <> t.typcollation),
        CASE WHEN a.attnotnull THEN 'not null' END,
        (SELECT concat_ws(' ', CASE WHEN k.connoinherit THEN 'no inherit' END, CASE WHEN NOT k.convalidated THEN 'not valid' END)
         FROM pg_constraint k
         WHERE k.conrelid = c.oid AND k.contype = 'n' AND k.conkey = ARRAY[a.attnum] AND (k.connoinherit OR NOT k.convalidated)),
        CASE a.attidentity WHEN 'a' THEN 'identity always' WHEN 'd' THEN 'identity by default' END,
        (SELECT CASE a.attgenerated WHEN '' THEN 'default ' WHEN 's' THEN 'generated stored ' ELSE 'generated virtual ' END
                || pg_get_expr(d.adbin, d.adrelid)
         FROM pg_attrdef d WHERE d.adrelid = c.oid AND d.adnum = a.attnum),
        CASE WHEN c.relkind IN ('r', 'p', 'f') AND a.attstorage <> t.typstorage THEN 'storage ' || a.attstorage::text END,
        CASE WHEN c.relkind IN ('r', 'p', 'm') AND a.attcompression <> '' THEN 'compression ' || a.attcompression::text END,
        CASE WHEN a.attstattarget >= 0 THEN 'statistics ' || ${text:a.attstattarget} END,
        -- pg_attver: the server's own count of a column's changes, from the minor releases of November 2026 on (17.12); pg_dump
        -- leaves it out
        (SELECT 'options ' || string_agg(o, ', ' ORDER BY o COLLATE "C") FROM unnest(a.attoptions) o
         WHERE o !~ '^pg_attver='),
        'foreign options ' || ${options:a.attfdwoptions})),
      E'\n' ORDER BY CASE WHEN inherits.yes THEN a.attname END COLLATE "C", a.attnum)
     FROM pg_attribute a LEFT JOIN pg_type t ON t.oid = a.atttypid
     WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
    CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END)
FROM relation c
CROSS JOIN LATERAL (
  SELECT NOT c.relispartition AND EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = c.oid) AS yes) inherits
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c');

-- Sequences, as they are defined. What they have counted is read apart: that changes all the time.
SELECT 'sequence ' || c.name,
  concat_ws(E'\n',
    'owner: ' || pg_get_userbyid(c.relowner),
    CASE WHEN c.relpersistence = 'u' THEN 'unlogged' END,
    format('%s start %s increment %s minimum %s maximum %s cache %s%s', format_type(s.seqtypid, NULL), s.seqstart,
           s.seqincrement, s.seqmin, s.seqmax, s.seqcache, CASE WHEN s.seqcycle THEN ' cycle' END),
    (SELECT format('%s %I.%I.%I', CASE d.deptype WHEN 'i' THEN 'identity of' ELSE 'owned by' END,
                   n.nspname, t.relname, a.attname)
     FROM pg_depend d JOIN pg_class t ON t.oid = d.refobjid JOIN pg_namespace n ON n.oid = t.relnamespace
     JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
     WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.objsubid = 0
       AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')))
FROM relation c JOIN pg_sequence s ON s.seqrelid = c.oid;

-- Indexes. A dump leaves out those that are not valid: they are what a failed CREATE INDEX CONCURRENTLY has left.
SELECT format('index %I.%I', n.nspname, x.relname),
  concat_ws(E'\n',
    pg_get_indexdef(x.oid),
    CASE WHEN i.indisclustered THEN 'clustered' END,
    CASE WHEN i.indisreplident THEN 'replica identity' END,
    CASE WHEN NOT i.indisvalid THEN 'not valid' END,
    (SELECT 'tablespace: ' || spcname FROM pg_tablespace WHERE pg_tablespace.oid = x.reltablespace),
    (SELECT format('partition of %I.%I', pn.nspname, p.relname)
     FROM pg_inherits h JOIN pg_class p ON p.oid = h.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace
     WHERE h.inhrelid = x.oid),
    (SELECT string_agg(format('column %s: statistics %s', a.attnum, a.attstattarget), E'\n' ORDER BY a.attnum)
     FROM pg_attribute a WHERE a.attrelid = x.oid AND a.attstattarget >= 0))
FROM relation c JOIN pg_index i ON i.indrelid = c.oid JOIN pg_class x ON x.oid = i.indexrelid
JOIN pg_namespace n ON n.oid = x.relnamespace
WHERE (i.indisvalid OR x.relkind = 'I') AND i.indisready;

-- Constraints of tables. Foreign keys of partitions follow from their parent's, under names that a restore may choose
-- anew; NOT NULL stands with its column; a constraint trigger is a trigger.
SELECT format('constraint %s.%I', c.name, k.conname), pg_get_constraintdef(k.oid)
FROM relation c JOIN pg_constraint k ON k.conrelid = c.oid
WHERE k.contype IN ('c', 'f', 'p', 'u', 'x') AND NOT (k.contype = 'f' AND k.conparentid <> 0);

-- Triggers. Those of partitions follow from their parent's, unless somebody switched one of them on or off.
SELECT format('trigger %s.%I', c.name, t.tgname),
  concat_ws(E'\n', pg_get_triggerdef(t.oid),
    'enabled: ' || CASE t.tgenabled WHEN 'O' THEN 'yes' WHEN 'D' THEN 'no' WHEN 'R' THEN 'on replicas' ELSE 'always' END)
FROM relation c JOIN pg_trigger t ON t.tgrelid = c.oid LEFT JOIN pg_trigger p ON p.oid = t.tgparentid
WHERE CASE WHEN t.tgparentid = 0 THEN NOT t.tgisinternal ELSE t.tgenabled <> p.tgenabled END;

-- Rules. A view's own is its definition.
SELECT format('rule %s.%I', c.name, r.rulename),
  concat_ws(E'\n', pg_get_ruledef(r.oid),
    'enabled: ' || CASE r.ev_enabled WHEN 'O' THEN 'yes' WHEN 'D' THEN 'no' WHEN 'R' THEN 'on replicas' ELSE 'always' END)
FROM relation c JOIN pg_rewrite r ON r.ev_class = c.oid
WHERE r.rulename <> '_RETURN';

-- Policies, also those that were added to tables of extensions.
SELECT format('policy %I.%I.%I', s.nspname, c.relname, p.polname),
  concat_ws(E'\n',
    CASE WHEN p.polpermissive THEN 'permissive' ELSE 'restrictive' END,
    'for ' || CASE p.polcmd WHEN '*' THEN 'all' WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update' ELSE 'delete' END,
    'to ' || (SELECT string_agg(CASE role WHEN 0 THEN 'public' ELSE pg_get_userbyid(role)::text END, ', '
                                ORDER BY pg_get_userbyid(role)::text COLLATE "C") FROM unnest(p.polroles) role),
    'using ' || pg_get_expr(p.polqual, p.polrelid),
    'with check ' || pg_get_expr(p.polwithcheck, p.polrelid))
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN space s ON s.oid = c.relnamespace;

-- Extended statistics: what is to be gathered, not what was.
SELECT format('statistics %I.%I', s.nspname, x.stxname),
  concat_ws(E'\n', 'owner: ' || pg_get_userbyid(x.stxowner), pg_get_statisticsobjdef(x.oid),
    CASE WHEN x.stxstattarget >= 0 THEN 'statistics ' || ${text:x.stxstattarget} END)
FROM pg_statistic_ext x JOIN space s ON s.oid = x.stxnamespace
WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_statistic_ext'::regclass AND m.objid = x.oid);
