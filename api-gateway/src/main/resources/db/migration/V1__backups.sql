-- One row for each backup, kept up to date from the status events. Documents are kept as they were sent.
CREATE TABLE backup (
  id text PRIMARY KEY,
  cluster text NOT NULL,
  requested_at timestamptz NOT NULL,
  state text NOT NULL,
  verdict text,
  last_event_at timestamptz NOT NULL,
  joined text,
  dump_record text,
  manifest text,
  shipped text
);
CREATE INDEX backup_newest ON backup (requested_at DESC, id DESC);
CREATE INDEX backup_newest_of_cluster ON backup (cluster, requested_at DESC, id DESC);

-- What is known of one stage, or of one artifact in it ('' if the stage works on the whole backup).
CREATE TABLE step (
  backup_id text NOT NULL REFERENCES backup ON DELETE CASCADE,
  stage text NOT NULL,
  artifact text NOT NULL,
  state text NOT NULL,
  event_id text NOT NULL,
  at timestamptz NOT NULL,
  started_at timestamptz NOT NULL,
  attempts int NOT NULL,
  bytes_done bigint,
  bytes_total bigint,
  code text,
  cause text,
  retry_at timestamptz,
  PRIMARY KEY (backup_id, stage, artifact)
);

CREATE TABLE proof (
  backup_id text NOT NULL REFERENCES backup ON DELETE CASCADE,
  requested_at timestamptz NOT NULL,
  cluster text NOT NULL,
  verdict text NOT NULL,
  finished_at timestamptz NOT NULL,
  snapshot_at timestamptz,
  expires_at timestamptz NOT NULL,
  rto_millis bigint,
  document text NOT NULL,
  PRIMARY KEY (backup_id, requested_at)
);
CREATE INDEX proof_newest ON proof (cluster, finished_at DESC);

-- Parked messages. One that is parked twice, because its delivery was repeated, is one failure.
CREATE TABLE failure (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  queue text NOT NULL,
  backup_id text,
  artifact text,
  code text NOT NULL,
  cause text NOT NULL,
  attempts int NOT NULL,
  parked_at timestamptz NOT NULL,
  retried_at timestamptz,
  body bytea NOT NULL,
  body_sha256 text NOT NULL
);
CREATE UNIQUE INDEX failure_open ON failure (queue, body_sha256) WHERE retried_at IS NULL;

CREATE TABLE idempotency (
  key text PRIMARY KEY,
  request text NOT NULL,
  backup_id text NOT NULL,
  created_at timestamptz NOT NULL
);
