-- name: n8n: every active workflow has nodes
-- when: EXISTS (SELECT FROM pg_class w JOIN pg_class e ON e.relnamespace = w.relnamespace WHERE w.relname ~ 'workflow_entity$' AND e.relname = replace(w.relname, 'workflow_entity', 'execution_entity') AND ${plain:w.oid} AND ${plain:e.oid})

-- in any schema, and with any prefix of the tables' names
WITH n8n AS (
  SELECT n.nspname, format($q$
      SELECT w.id AS workflow
      FROM %1$s AS w CROSS JOIN LATERAL (SELECT json_in(textout(nullif(format('%%s', w.nodes), ''))) AS nodes) AS j
      WHERE format('%%s', w.active) = 't'
        AND CASE json_typeof(j.nodes) WHEN 'array' THEN json_array_length(j.nodes) ELSE 0 END = 0
      LIMIT 10000$q$, w.oid::regclass) AS query
  FROM pg_class w JOIN pg_namespace n ON n.oid = w.relnamespace
  JOIN pg_class e ON e.relnamespace = w.relnamespace AND e.relname = replace(w.relname, 'workflow_entity', 'execution_entity')
  WHERE w.relname ~ 'workflow_entity$' AND ${plain:w.oid} AND ${plain:e.oid}
)
SELECT nspname AS schema, v.workflow
FROM n8n, xmltable('/table/row' PASSING query_to_xml(query, true, false, '')
                   COLUMNS workflow text PATH 'workflow') AS v
