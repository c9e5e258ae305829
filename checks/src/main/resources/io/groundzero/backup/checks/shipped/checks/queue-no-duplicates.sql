-- name: Queue: no dedupe key comes twice
-- when: to_regclass('agent_zero.job') IS NOT NULL

SELECT dedupe_key, count(*) AS jobs
FROM agent_zero.job
GROUP BY dedupe_key
HAVING count(*) > 1
