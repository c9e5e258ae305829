-- Sessions of the dashboard that were ended before their time.
CREATE TABLE ended_session (
  id text PRIMARY KEY,
  until timestamptz NOT NULL
);
