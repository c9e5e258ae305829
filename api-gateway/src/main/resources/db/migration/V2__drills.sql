-- Game days. The report is kept as it was signed.
CREATE TABLE drill (
  id text PRIMARY KEY,
  cluster text NOT NULL,
  backup_id text NOT NULL,
  requested_at timestamptz NOT NULL,
  requested_by text NOT NULL,
  state text NOT NULL,
  state_at timestamptz NOT NULL,
  code text,
  cause text,
  report text,
  signature text
);
CREATE INDEX drill_newest ON drill (requested_at DESC, id DESC);
