-- name: Every foreign key really holds
-- timeout: PT2M

WITH trusted_type AS (
  -- of those that others made, casts could be others', too
  SELECT t.oid FROM pg_type t
  WHERE t.oid < 16384 OR EXISTS (SELECT FROM pg_roles r WHERE r.oid = t.typowner AND r.rolsuper)
), foreign_key AS (
  SELECT c.conname, c.conrelid, c.confrelid,
         format('SELECT count(*) AS missing FROM %s AS f WHERE %s AND NOT EXISTS (SELECT FROM %s AS p WHERE %s)',
                c.conrelid::regclass,
                (SELECT string_agg(format('f.%I IS NOT NULL', f.attname), ' AND ')
                 FROM unnest(c.conkey) AS k JOIN pg_attribute f ON f.attrelid = c.conrelid AND f.attnum = k),
                c.confrelid::regclass,
                -- the operators that the constraint itself compares with, given what they take
                (SELECT string_agg(format('p.%I%s OPERATOR(%I.%s) f.%I%s',
                          p.attname, CASE WHEN l.typtype <> 'p' THEN format('::%s', format_type(l.oid, NULL)) END,
                          n.nspname, o.oprname,
                          f.attname, CASE WHEN r.typtype <> 'p' THEN format('::%s', format_type(r.oid, NULL)) END), ' AND ')
                 FROM unnest(c.conkey, c.confkey, c.conpfeqop) AS k(f, p, o)
                 JOIN pg_attribute f ON f.attrelid = c.conrelid AND f.attnum = k.f
                 JOIN pg_attribute p ON p.attrelid = c.confrelid AND p.attnum = k.p
                 JOIN pg_operator o ON o.oid = k.o JOIN pg_namespace n ON n.oid = o.oprnamespace
                 JOIN pg_type l ON l.oid = o.oprleft JOIN pg_type r ON r.oid = o.oprright)) AS query
  FROM pg_constraint c
  -- those of partitions are their parent's; what was never validated does not claim to hold
  WHERE c.contype = 'f' AND c.conparentid = 0 AND c.convalidated
    AND ${plain:c.conrelid} AND ${plain:c.confrelid}
    AND NOT EXISTS (
      SELECT FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
      WHERE (a.attrelid = c.conrelid AND a.attnum IN (SELECT unnest(c.conkey))
             OR a.attrelid = c.confrelid AND a.attnum IN (SELECT unnest(c.confkey)))
        -- a domain is as its base type
        AND CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.oid END NOT IN (SELECT oid FROM trusted_type))
    AND NOT EXISTS (
      SELECT FROM unnest(c.conpfeqop) AS k(o) JOIN pg_operator o ON o.oid = k.o JOIN pg_proc f ON f.oid = o.oprcode
      JOIN pg_language g ON g.oid = f.prolang WHERE g.lanname NOT IN ('internal', 'c'))
)
SELECT conrelid::regclass AS "table", conname AS constraint, confrelid::regclass AS refers_to,
       counted.missing AS rows_without
FROM foreign_key,
     xmltable('/table/row' PASSING query_to_xml(query, true, false, '') COLUMNS missing bigint PATH 'missing') AS counted
WHERE counted.missing > 0
