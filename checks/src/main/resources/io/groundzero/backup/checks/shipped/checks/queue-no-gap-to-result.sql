-- name: Queue: every done job has its result, and no other has one
-- when: ${plain:to_regclass('agent_zero.job')} AND ${plain:to_regclass('agent_zero.job_result')}

SELECT coalesce(j.id, r.job_id) AS job, j.state, r.job_id IS NOT NULL AS has_result
FROM (SELECT format('%s', id) AS id, format('%s', state) AS state FROM agent_zero.job) AS j
FULL JOIN (SELECT format('%s', job_id) AS job_id FROM agent_zero.job_result) AS r ON r.job_id = j.id
WHERE j.id IS NULL
   OR j.state = 'done' AND r.job_id IS NULL
   OR j.state IN ('queued', 'running') AND r.job_id IS NOT NULL
