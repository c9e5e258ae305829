-- name: Queue: no job runs for a dead worker
-- when: ${plain:to_regclass('agent_zero.job')} AND ${plain:to_regclass('agent_zero.worker')}

-- dead is who was not seen for ten minutes when the others were: on the copy the clock has gone on for all of them
WITH worker AS (
  SELECT format('%s', name) AS name, timestamptz_in(textout(nullif(format('%s', seen_at), '')), 0, -1) AS seen_at
  FROM agent_zero.worker
)
SELECT j.id AS job, j.worker
FROM agent_zero.job AS j
LEFT JOIN worker AS w ON w.name = format('%s', j.worker)
WHERE format('%s', j.state) = 'running'
  AND (w.name IS NULL OR w.seen_at < (SELECT max(seen_at) FROM worker) - interval '10 minutes')
