-- name: n8n: every active workflow has nodes
-- when: EXISTS (SELECT FROM pg_class w JOIN pg_class e ON e.relnamespace = w.relnamespace WHERE w.relname LIKE '%workflow\_entity' AND e.relname = replace(w.relname, 'workflow_entity', 'execution_entity') AND w.relkind = 'r' AND e.relkind = 'r')

-- in any schema, and with any prefix of the tables' names
WITH n8n AS (
  SELECT n.nspname, format($q$
      SELECT w.id AS workflow FROM %1$s AS w
      WHERE w.active AND CASE json_typeof(w.nodes::json) WHEN 'array' THEN json_array_length(w.nodes::json) ELSE 0 END = 0
      LIMIT 10000$q$, w.oid::regclass) AS query
  FROM pg_class w JOIN pg_namespace n ON n.oid = w.relnamespace
  JOIN pg_class e ON e.relnamespace = w.relnamespace AND e.relkind = 'r'
                 AND e.relname = replace(w.relname, 'workflow_entity', 'execution_entity')
  WHERE w.relname LIKE '%workflow\_entity' AND w.relkind = 'r'
)
SELECT nspname AS schema, v.workflow
FROM n8n, xmltable('/table/row' PASSING query_to_xml(query, true, false, '')
                   COLUMNS workflow text PATH 'workflow') AS v
