-- name: Queue: no dedupe key comes twice
-- when: ${plain:to_regclass('agent_zero.job')}

SELECT format('%s', j.dedupe_key) AS dedupe_key, count(*) AS jobs
FROM agent_zero.job AS j
GROUP BY format('%s', j.dedupe_key), num_nulls(j.dedupe_key)
HAVING count(*) > 1
