-- name: Queue: a finished job cannot be started again
-- kind: act
-- when: ${plain:to_regclass('agent_zero.job')} AND EXISTS (SELECT FROM pg_trigger WHERE tgrelid = to_regclass('agent_zero.job') AND NOT tgisinternal AND tgfoid = to_regproc('agent_zero.touch'))

CREATE TEMP TABLE started (job bigint) ON COMMIT DROP;
DO $$
DECLARE
  finished bigint;
BEGIN
  SELECT id INTO finished FROM agent_zero.job WHERE state = 'done' ORDER BY id LIMIT 1;
  UPDATE agent_zero.job SET state = 'running', worker = (SELECT min(name) FROM agent_zero.worker) WHERE id = finished;
  INSERT INTO started SELECT finished WHERE FOUND;
EXCEPTION WHEN raise_exception THEN
  -- the trigger's own
  RETURN;
END $$;
SELECT job FROM started;
