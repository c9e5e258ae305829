-- name: Queue: every job is in a legal state
-- when: ${plain:to_regclass('agent_zero.job')}

-- format() takes every type as it is, whatever operators and casts somebody has made for it
SELECT j.id AS job, j.state, j.worker IS NOT NULL AS has_worker, j.attempts
FROM agent_zero.job AS j
WHERE format('%s', j.state) NOT IN ('', 'queued', 'running', 'done', 'failed')
   OR j.state IS NOT NULL AND (format('%s', j.state) = 'running') <> (j.worker IS NOT NULL)
   OR format('%s', j.attempts) !~ '^([0-9]|10)?$'
