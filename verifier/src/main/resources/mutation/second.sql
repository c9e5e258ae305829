-- A second database, so that one of them can be missing.
CREATE TABLE note (id int PRIMARY KEY, "text" text);
INSERT INTO note SELECT n, 'note ' || n FROM generate_series(1, 30) n;
