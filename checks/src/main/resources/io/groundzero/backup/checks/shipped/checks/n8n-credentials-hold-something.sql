-- name: n8n: every credential holds something
-- when: EXISTS (SELECT FROM pg_class c JOIN pg_class w ON w.relnamespace = c.relnamespace WHERE c.relname ~ 'credentials_entity$' AND w.relname = replace(c.relname, 'credentials_entity', 'workflow_entity') AND ${plain:c.oid} AND ${plain:w.oid})

-- whether n8n's key opens them only n8n itself can tell: that is what the probe is for
WITH n8n AS (
  SELECT n.nspname, format($q$
      SELECT c.id AS credential FROM %1$s AS c WHERE format('%%s', c.data) = '' LIMIT 10000$q$, c.oid::regclass) AS query
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_class w ON w.relnamespace = c.relnamespace AND w.relname = replace(c.relname, 'credentials_entity', 'workflow_entity')
  WHERE c.relname ~ 'credentials_entity$' AND ${plain:c.oid} AND ${plain:w.oid}
)
SELECT nspname AS schema, v.credential
FROM n8n, xmltable('/table/row' PASSING query_to_xml(query, true, false, '')
                   COLUMNS credential text PATH 'credential') AS v
