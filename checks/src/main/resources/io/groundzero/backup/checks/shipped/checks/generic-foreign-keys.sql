-- name: Every foreign key really holds
-- timeout: PT2M

WITH foreign_key AS (
  SELECT c.conname, c.conrelid, c.confrelid,
         format('SELECT count(*) AS missing FROM %s AS f WHERE %s AND NOT EXISTS (SELECT FROM %s AS p WHERE %s)',
                c.conrelid::regclass,
                (SELECT string_agg(format('f.%I IS NOT NULL', f.attname), ' AND ')
                 FROM unnest(c.conkey) AS k JOIN pg_attribute f ON f.attrelid = c.conrelid AND f.attnum = k),
                c.confrelid::regclass,
                -- the operators that the constraint itself compares with
                (SELECT string_agg(format('p.%I OPERATOR(%I.%s) f.%I', p.attname, n.nspname, o.oprname, f.attname), ' AND ')
                 FROM unnest(c.conkey, c.confkey, c.conpfeqop) AS k(f, p, o)
                 JOIN pg_attribute f ON f.attrelid = c.conrelid AND f.attnum = k.f
                 JOIN pg_attribute p ON p.attrelid = c.confrelid AND p.attnum = k.p
                 JOIN pg_operator o ON o.oid = k.o JOIN pg_namespace n ON n.oid = o.oprnamespace)) AS query
  FROM pg_constraint c
  -- those of partitions are their parent's; what was never validated does not claim to hold
  WHERE c.contype = 'f' AND c.conparentid = 0 AND c.convalidated
)
SELECT conrelid::regclass::text AS "table", conname AS constraint, confrelid::regclass::text AS refers_to,
       counted.missing AS rows_without
FROM foreign_key,
     xmltable('/table/row' PASSING query_to_xml(query, true, false, '') COLUMNS missing bigint PATH 'missing') AS counted
WHERE counted.missing > 0
