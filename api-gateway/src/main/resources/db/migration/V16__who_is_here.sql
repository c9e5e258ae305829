-- For people to look at; nobody is let in or refused by either.
-- Sessions of the dashboard, with the random number that tells one from the other; the cookie itself is nowhere.
CREATE TABLE open_session (
  id text PRIMARY KEY,
  key bigint,
  name text NOT NULL,
  role text NOT NULL,
  address text NOT NULL,
  seen_at timestamptz NOT NULL,
  opened_at timestamptz NOT NULL,
  until timestamptz NOT NULL
);
-- When a call came with an API key last.
CREATE TABLE key_use (
  key bigint PRIMARY KEY,
  at timestamptz NOT NULL
);
