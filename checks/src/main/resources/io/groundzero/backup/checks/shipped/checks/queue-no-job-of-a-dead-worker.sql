-- name: Queue: no job runs for a dead worker
-- when: to_regclass('agent_zero.job') IS NOT NULL AND to_regclass('agent_zero.worker') IS NOT NULL

-- dead is who was not seen for ten minutes when the others were: on the copy the clock has gone on for all of them
SELECT j.id AS job, j.worker
FROM agent_zero.job AS j
LEFT JOIN agent_zero.worker AS w ON w.name = j.worker
WHERE j.state = 'running'
  AND (w.name IS NULL OR w.seen_at < (SELECT max(seen_at) FROM agent_zero.worker) - interval '10 minutes')
