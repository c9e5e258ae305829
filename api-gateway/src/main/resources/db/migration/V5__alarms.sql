-- What is wrong and was wrong, and whether everything is well: one row, locked by whoever changes it.
CREATE TABLE alarm (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL,
  subject text NOT NULL,
  what text NOT NULL,
  remedy text NOT NULL,
  raised_at timestamptz NOT NULL,
  cleared_at timestamptz
);
CREATE UNIQUE INDEX alarm_open ON alarm (kind, subject) WHERE cleared_at IS NULL;
CREATE INDEX alarm_newest ON alarm (raised_at DESC, id DESC);
CREATE TABLE protection (
  id int PRIMARY KEY CHECK (id = 1),
  state text,
  since timestamptz
);
INSERT INTO protection (id) VALUES (1);

-- When backups are due, as the dumper last told.
CREATE TABLE schedule (
  cluster text PRIMARY KEY,
  cron text,
  time_zone text NOT NULL,
  since timestamptz NOT NULL
);

-- The newest regular report of each kind; for copies with what was missing.
CREATE TABLE regular_report (
  name text PRIMARY KEY,
  sent_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  next_at timestamptz NOT NULL
);
CREATE TABLE missing_copy (
  place text NOT NULL,
  backup_id text NOT NULL,
  what text NOT NULL,
  PRIMARY KEY (place, backup_id)
);

-- How a backup compares with those before it: null if it was not compared yet, '' if nothing shrank.
ALTER TABLE backup ADD COLUMN size_bytes bigint, ADD COLUMN size_drop text, ADD COLUMN rows_drop text,
  ADD COLUMN drop_accepted_at timestamptz;
