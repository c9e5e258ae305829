-- name: n8n: every execution belongs to a workflow that exists
-- when: EXISTS (SELECT FROM pg_class w JOIN pg_class e ON e.relnamespace = w.relnamespace WHERE w.relname ~ 'workflow_entity$' AND e.relname = replace(w.relname, 'workflow_entity', 'execution_entity') AND ${plain:w.oid} AND ${plain:e.oid})

-- in any schema, and with any prefix of the tables' names
WITH n8n AS (
  SELECT n.nspname, format($q$
      SELECT e.id AS execution, e."workflowId" AS workflow FROM %1$s AS e
      WHERE NOT EXISTS (SELECT FROM %2$s AS w WHERE format('%%s', w.id) = format('%%s', e."workflowId")) LIMIT 10000$q$, e.oid::regclass, w.oid::regclass) AS query
  FROM pg_class w JOIN pg_namespace n ON n.oid = w.relnamespace
  JOIN pg_class e ON e.relnamespace = w.relnamespace AND e.relname = replace(w.relname, 'workflow_entity', 'execution_entity')
  WHERE w.relname ~ 'workflow_entity$' AND ${plain:w.oid} AND ${plain:e.oid}
)
SELECT nspname AS schema, v.execution, v.workflow
FROM n8n, xmltable('/table/row' PASSING query_to_xml(query, true, false, '')
                   COLUMNS execution text PATH 'execution', workflow text PATH 'workflow') AS v
