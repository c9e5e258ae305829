-- What each file of a copy was like (ETag, time of the last change) when the copy counted as whole.
CREATE TABLE copy_tag (
  place text NOT NULL,
  backup_id text NOT NULL REFERENCES backup ON DELETE CASCADE,
  name text NOT NULL,
  tag text NOT NULL,
  seen_at timestamptz NOT NULL,
  PRIMARY KEY (place, backup_id, name)
);
-- Since when a copy is as it is: what was proven after that, came from it.
ALTER TABLE missing_copy ADD COLUMN since timestamptz;
