-- When the oldest change happened that a message tells: with each newer one it is still the same that nobody was told of.
ALTER TABLE notification ADD COLUMN since timestamptz;
UPDATE notification SET since = created_at;
ALTER TABLE notification ALTER COLUMN since SET NOT NULL;
