-- name: n8n: every finished execution has its data
-- when: EXISTS (SELECT FROM pg_class d JOIN pg_class e ON e.relnamespace = d.relnamespace WHERE d.relname ~ 'execution_data$' AND e.relname = replace(d.relname, 'execution_data', 'execution_entity') AND ${plain:d.oid} AND ${plain:e.oid})

-- in any schema, and with any prefix of the tables' names
WITH n8n AS (
  SELECT n.nspname, format($q$
      SELECT e.id AS execution FROM %1$s AS e
      WHERE format('%%s', e.finished) = 't'
        AND NOT EXISTS (SELECT FROM %2$s AS d WHERE format('%%s', d."executionId") = format('%%s', e.id)) LIMIT 10000$q$, e.oid::regclass, d.oid::regclass) AS query
  FROM pg_class d JOIN pg_namespace n ON n.oid = d.relnamespace
  JOIN pg_class e ON e.relnamespace = d.relnamespace AND e.relname = replace(d.relname, 'execution_data', 'execution_entity')
  WHERE d.relname ~ 'execution_data$' AND ${plain:d.oid} AND ${plain:e.oid}
)
SELECT nspname AS schema, v.execution
FROM n8n, xmltable('/table/row' PASSING query_to_xml(query, true, false, '')
                   COLUMNS execution text PATH 'execution') AS v
