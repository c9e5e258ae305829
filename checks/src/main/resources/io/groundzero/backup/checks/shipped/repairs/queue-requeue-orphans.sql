-- name: Queue: jobs whose worker is gone since the snapshot are queued again
-- when: ${plain:to_regclass('agent_zero.job')}

-- Every job that ran at the snapshot has lost its worker. Once for each backup: jobs that run after workers have
-- started again are theirs.
CREATE SCHEMA IF NOT EXISTS ground_zero;
CREATE TABLE IF NOT EXISTS ground_zero.repair (
  backup_id text NOT NULL,
  repair text NOT NULL,
  done_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (backup_id, repair)
);
DO $$
BEGIN
  IF current_setting('gz.backup_id') = '' THEN
    RAISE EXCEPTION 'gz.backup_id is empty';
  END IF;
  INSERT INTO ground_zero.repair (backup_id, repair)
  VALUES (current_setting('gz.backup_id'), 'queue-requeue-orphans') ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  UPDATE agent_zero.job SET state = 'queued', worker = NULL WHERE state = 'running';
END $$;
