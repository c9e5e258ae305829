-- name: The report of executions per day can be made anew and is filled
-- kind: act
-- when: to_regclass('report.executions_per_day') IS NOT NULL AND ${plain:to_regclass('n8n.execution_entity')}
-- timeout: PT2M

REFRESH MATERIALIZED VIEW report.executions_per_day;
SELECT reported.executions AS reported, counted.executions AS there_are
FROM (SELECT coalesce(sum(executions), 0) AS executions FROM report.executions_per_day) AS reported,
     (SELECT count(*) AS executions FROM n8n.execution_entity) AS counted
WHERE reported.executions <> counted.executions;
