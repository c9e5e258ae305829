-- When a verdict was heard of, by the gateway's clock, and when it was reached: not later than that. What claims a later time
-- was believed before, and outranked all that came after it.
ALTER TABLE proof ADD COLUMN received_at timestamptz, ADD COLUMN reached_at timestamptz;
UPDATE proof SET received_at = least(finished_at, now()), reached_at = least(finished_at, now());
ALTER TABLE proof ALTER COLUMN received_at SET NOT NULL, ALTER COLUMN reached_at SET NOT NULL;
-- The newest of each kind must be found without reading a long history.
DROP INDEX proof_newest_snapshot, proof_finished;
CREATE INDEX proof_newest_snapshot ON proof (cluster, verdict, snapshot_at DESC, reached_at DESC);
CREATE INDEX proof_reached ON proof (reached_at DESC, received_at DESC);
CREATE INDEX proof_verdict_reached ON proof (cluster, verdict, reached_at DESC);
CREATE INDEX proof_finished ON proof (finished_at);
CREATE INDEX proof_snapshot ON proof (snapshot_at);
