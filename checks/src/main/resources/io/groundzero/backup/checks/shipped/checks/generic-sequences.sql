-- name: Every sequence is ahead of the column that it numbers
-- timeout: PT2M

WITH numbering AS (
  SELECT s.oid::regclass AS sequence, t.oid::regclass AS "table", a.attname,
         format('SELECT m.highest, CASE WHEN s.is_called THEN s.last_value + %s ELSE s.last_value END AS next
                 FROM (SELECT max(%I)::numeric AS highest FROM %s) AS m, %s AS s',
                q.seqincrement, a.attname, t.oid::regclass, s.oid::regclass) AS query
  FROM pg_class s
  JOIN pg_sequence q ON q.seqrelid = s.oid AND q.seqincrement > 0 AND NOT q.seqcycle
  JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = s.oid AND d.refclassid = 'pg_class'::regclass
                  AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
  JOIN pg_class t ON t.oid = d.refobjid AND t.relkind IN ('r', 'p')
  JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
                     AND a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype, 'numeric'::regtype)
  WHERE s.relkind = 'S' AND s.relpersistence <> 't' AND ${plain:t.oid}
)
SELECT "table", attname AS column, sequence, v.highest, v.next
FROM numbering,
     xmltable('/table/row' PASSING query_to_xml(query, true, false, '')
              COLUMNS highest numeric PATH 'highest[not(@*)]', next numeric PATH 'next') AS v
WHERE v.highest >= v.next
