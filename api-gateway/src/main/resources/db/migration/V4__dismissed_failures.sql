-- A parked message that a person has looked at and that nobody needs any more.
ALTER TABLE failure ADD COLUMN dismissed_at timestamptz, ADD COLUMN dismissed_because text;
DROP INDEX failure_open;
CREATE UNIQUE INDEX failure_open ON failure (queue, body_sha256) WHERE retried_at IS NULL AND dismissed_at IS NULL;
