-- name: Queue: a job can be claimed and finished exactly once
-- kind: act
-- when: (SELECT count(*) FROM pg_attribute WHERE attrelid = to_regclass('agent_zero.job') AND attname IN ('id', 'dedupe_key', 'state', 'attempts', 'worker', 'payload')) = 6 AND (SELECT count(*) FROM pg_attribute WHERE attrelid = to_regclass('agent_zero.job_result') AND attname IN ('job_id', 'result')) = 2 AND ${plain:to_regclass('agent_zero.job')} AND ${plain:to_regclass('agent_zero.job_result')} AND ${plain:to_regclass('agent_zero.worker')}

CREATE TEMP TABLE step (name text, job bigint) ON COMMIT DROP;
INSERT INTO agent_zero.worker (name, seen_at) VALUES ('ground-zero-smoke-test', now());
-- an empty queue has nothing to claim
INSERT INTO agent_zero.job (dedupe_key, payload)
SELECT 'ground-zero-smoke-test', '{}' WHERE NOT EXISTS (SELECT FROM agent_zero.job WHERE state = 'queued');

WITH next AS (
  SELECT id FROM agent_zero.job WHERE state = 'queued' ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
), claimed AS (
  UPDATE agent_zero.job AS j SET state = 'running', worker = 'ground-zero-smoke-test'
  FROM next WHERE j.id = next.id RETURNING j.id
)
INSERT INTO step SELECT 'claimed', id FROM claimed;

WITH again AS (
  SELECT id FROM agent_zero.job WHERE state = 'queued' AND id = (SELECT job FROM step WHERE name = 'claimed')
  FOR UPDATE SKIP LOCKED
)
INSERT INTO step SELECT 'claimed again', id FROM again;

WITH finished AS (
  UPDATE agent_zero.job SET state = 'done', worker = NULL
  WHERE id = (SELECT job FROM step WHERE name = 'claimed') AND state = 'running' AND worker = 'ground-zero-smoke-test'
  RETURNING id
), result AS (
  INSERT INTO agent_zero.job_result (job_id, result) SELECT id, 'smoke test' FROM finished RETURNING job_id
)
INSERT INTO step SELECT 'finished', job_id FROM result;

WITH again AS (
  UPDATE agent_zero.job SET state = 'done', worker = NULL
  WHERE id = (SELECT job FROM step WHERE name = 'claimed') AND state = 'running'
  RETURNING id
)
INSERT INTO step SELECT 'finished again', id FROM again;

SELECT wanted.name AS step, wanted.times AS wanted, count(s.job) AS happened
FROM (VALUES ('claimed', 1), ('claimed again', 0), ('finished', 1), ('finished again', 0)) AS wanted(name, times)
LEFT JOIN step AS s ON s.name = wanted.name
GROUP BY wanted.name, wanted.times
HAVING count(s.job) <> wanted.times;
