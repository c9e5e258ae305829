-- How often each verdict was ever reached: it only grows, as counters must, and is read without reading the history.
CREATE TABLE verdict_count (
  verdict text PRIMARY KEY,
  total bigint NOT NULL
);
INSERT INTO verdict_count SELECT verdict, count(*) FROM proof GROUP BY verdict;
