-- name: Queue: every job is in a legal state
-- when: to_regclass('agent_zero.job') IS NOT NULL

SELECT id AS job, state, worker IS NOT NULL AS has_worker, attempts
FROM agent_zero.job
WHERE state::text NOT IN ('queued', 'running', 'done', 'failed')
   OR (state = 'running') <> (worker IS NOT NULL)
   OR attempts NOT BETWEEN 0 AND 10
