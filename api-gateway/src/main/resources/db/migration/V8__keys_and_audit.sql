-- Who may call the gateway. Of a key, which is 256 random bits, only the hash is here.
CREATE TABLE api_key (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL CHECK (name ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  role text NOT NULL CHECK (role IN ('viewer', 'operator')),
  holder text NOT NULL CHECK (holder IN ('PERSON', 'MACHINE')),
  hash bytea NOT NULL UNIQUE CHECK (length(hash) = 32),
  created_at timestamptz NOT NULL,
  revoked_at timestamptz
);
CREATE UNIQUE INDEX api_key_name ON api_key (name) WHERE revoked_at IS NULL;

-- One half of what the dashboard's sessions are signed with; the other is the database's password, which is not in here.
CREATE TABLE session_secret (
  id int PRIMARY KEY CHECK (id = 1),
  value bytea NOT NULL
);
INSERT INTO session_secret VALUES (1, decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));

-- Who changed what. A row without an outcome is written before anything is done; the row with the outcome names it.
CREATE TABLE audit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL,
  actor text NOT NULL,
  role text,
  way text NOT NULL,
  address text,
  action text NOT NULL,
  outcome text,
  begun_by bigint REFERENCES audit (id)
);
CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION 'the audit log only grows'; END $$;
CREATE TRIGGER audit_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
  FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows();
