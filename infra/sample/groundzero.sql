-- The database that everything runs on, about :size_mb MB of it. Deterministic but for the times.
\set execution_rows :size_mb * 250
\set log_rows :size_mb * 1500

CREATE EXTENSION pgcrypto;
CREATE EXTENSION citext;
CREATE EXTENSION pg_trgm;

CREATE SCHEMA tenancy AUTHORIZATION app_owner;
CREATE SCHEMA n8n AUTHORIZATION app_owner;
CREATE SCHEMA agent_zero AUTHORIZATION app_owner;
CREATE SCHEMA e2b AUTHORIZATION app_owner;
CREATE SCHEMA report AUTHORIZATION app_owner;
CREATE SCHEMA "Odd names";
SET ROLE app_owner;

-- tenants --------------------------------------------------------------------------------------------------------
CREATE TYPE tenancy.address AS (street text, city text, zip text);
CREATE DOMAIN tenancy.slug AS text CHECK (VALUE ~ '^[a-z][a-z0-9-]*$');
RESET ROLE;
CREATE DOMAIN tenancy.email AS citext CHECK (VALUE ~ '@');
ALTER DOMAIN tenancy.email OWNER TO app_owner;
SET ROLE app_owner;
CREATE TABLE tenancy.tenant (
  id uuid PRIMARY KEY,
  slug tenancy.slug NOT NULL UNIQUE,
  name text NOT NULL,
  address tenancy.address,
  tags text[] NOT NULL DEFAULT '{}',
  budget numeric(12,2),
  active_during tstzrange,
  created_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO tenancy.tenant
SELECT md5('tenant' || g)::uuid, 'tenant-' || g, 'Tenant № ' || g, ROW('Straße ' || g, 'Köln', lpad(g::text, 5, '0'))::tenancy.address,
       ARRAY['t' || g % 3, 'größe "' || g % 5 || '"'], g * 10.50,
       tstzrange('2024-01-01'::timestamptz + g * interval '1 day', CASE WHEN g % 4 = 0 THEN NULL ELSE '2027-01-01'::timestamptz END),
       '2024-01-01'::timestamptz + g * interval '1 day'
FROM generate_series(1, 200) g;
CREATE TABLE tenancy.app_user (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES tenancy.tenant ON DELETE CASCADE,
  email tenancy.email NOT NULL UNIQUE,
  full_name text NOT NULL,
  initials text GENERATED ALWAYS AS (upper(left(full_name, 1))) STORED,
  settings jsonb NOT NULL DEFAULT '{}'
);
INSERT INTO tenancy.app_user (tenant_id, email, full_name, settings)
SELECT md5('tenant' || (g % 200 + 1))::uuid, 'User' || g || '@example.org', 'Ünal Nr. ' || g,
       jsonb_build_object('theme', CASE g % 2 WHEN 0 THEN 'dark' ELSE 'light' END, 'limit', g)
FROM generate_series(1, 2000) g;
CREATE INDEX app_user_name_trgm ON tenancy.app_user USING gin (full_name public.gin_trgm_ops);
ALTER TABLE tenancy.app_user ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenancy.app_user FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON tenancy.app_user USING (tenant_id::text = current_setting('app.tenant', true));

-- n8n ------------------------------------------------------------------------------------------------------------
CREATE TABLE n8n.workflow_entity (
  id varchar(36) PRIMARY KEY,
  name varchar(128) NOT NULL,
  active boolean NOT NULL DEFAULT false,
  nodes json NOT NULL,
  connections json NOT NULL,
  settings json,
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  "updatedAt" timestamptz(3) NOT NULL DEFAULT now()
);
INSERT INTO n8n.workflow_entity
SELECT 'wf' || g, 'Workflow ' || g, g % 3 > 0,
       json_build_array(json_build_object('name', 'Webhook', 'type', 'n8n-nodes-base.webhook', 'parameters', json_build_object('path', 'hook-' || g)),
                        json_build_object('name', 'Respond', 'type', 'n8n-nodes-base.respondToWebhook')),
       '{"Webhook": {"main": [[{"node": "Respond", "type": "main", "index": 0}]]}}', '{"executionOrder":"v1", "executionOrder":"v1"}'
FROM generate_series(1, 300) g;
CREATE TABLE n8n.execution_entity (
  id serial PRIMARY KEY,
  "workflowId" varchar(36) NOT NULL REFERENCES n8n.workflow_entity ON DELETE CASCADE,
  finished boolean NOT NULL,
  mode varchar NOT NULL,
  status varchar NOT NULL,
  "startedAt" timestamptz(3) NOT NULL,
  "stoppedAt" timestamptz(3)
);
CREATE TABLE n8n.execution_data (
  "executionId" int PRIMARY KEY REFERENCES n8n.execution_entity ON DELETE CASCADE,
  "workflowData" json NOT NULL,
  data text NOT NULL
);
INSERT INTO n8n.execution_entity ("workflowId", finished, mode, status, "startedAt", "stoppedAt")
SELECT 'wf' || (g % 300 + 1), g % 50 > 0, 'webhook', CASE WHEN g % 50 = 0 THEN 'error' ELSE 'success' END,
       '2026-01-01'::timestamptz + g * interval '7 seconds', '2026-01-01'::timestamptz + g * interval '7 seconds' + interval '3 seconds'
FROM generate_series(1, :execution_rows) g;
INSERT INTO n8n.execution_data
SELECT g, json_build_object('id', 'wf' || (g % 300 + 1), 'name', 'Workflow ' || (g % 300 + 1)),
       (SELECT string_agg(md5((g * 31 + i)::text) || ' order ' || (g * i) % 9973 || ' handled; ', '') FROM generate_series(1, 30) i)
FROM generate_series(1, :execution_rows) g;
CREATE INDEX execution_by_workflow ON n8n.execution_entity ("workflowId", "startedAt" DESC);
CREATE INDEX execution_failed ON n8n.execution_entity (id) WHERE status = 'error';

-- agent-zero -----------------------------------------------------------------------------------------------------
CREATE TYPE agent_zero.job_state AS ENUM ('queued', 'running', 'done', 'failed');
CREATE SEQUENCE agent_zero.job_number START 1000 INCREMENT 5;
CREATE TABLE agent_zero.worker (name text PRIMARY KEY, seen_at timestamptz NOT NULL);
INSERT INTO agent_zero.worker SELECT 'worker-' || g, now() FROM generate_series(1, 4) g;
CREATE TABLE agent_zero.job (
  id bigint PRIMARY KEY DEFAULT nextval('agent_zero.job_number'),
  dedupe_key text NOT NULL UNIQUE,
  state agent_zero.job_state NOT NULL DEFAULT 'queued',
  attempts smallint NOT NULL DEFAULT 0 CHECK (attempts BETWEEN 0 AND 10),
  worker text REFERENCES agent_zero.worker,
  payload jsonb NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((state = 'running') = (worker IS NOT NULL))
);
ALTER SEQUENCE agent_zero.job_number OWNED BY agent_zero.job.id;
CREATE TABLE agent_zero.job_result (
  job_id bigint PRIMARY KEY REFERENCES agent_zero.job,
  result bytea NOT NULL,
  score double precision,
  finished_at timestamptz NOT NULL DEFAULT now()
);
CREATE FUNCTION agent_zero.touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state IN ('done', 'failed') AND NEW.state = 'running' THEN
    RAISE EXCEPTION 'job % is finished', OLD.id;
  END IF;
  NEW.updated_at := now();
  RETURN NEW;
END $$;
INSERT INTO agent_zero.job (dedupe_key, state, attempts, worker, payload)
SELECT 'job-' || g, (ARRAY['queued','running','done','done','failed'])[g % 5 + 1]::agent_zero.job_state, g % 4,
       CASE WHEN g % 5 = 1 THEN 'worker-' || (g % 4 + 1) END, jsonb_build_object('n', g, 'amount', (g || '.00')::numeric)
FROM generate_series(1, 5000) g;
INSERT INTO agent_zero.job_result
SELECT id, sha256(dedupe_key::bytea), CASE id % 7 WHEN 0 THEN 'NaN' WHEN 1 THEN '-0' WHEN 2 THEN 'Infinity' ELSE id / 3.0 END
FROM agent_zero.job WHERE state = 'done';
CREATE TRIGGER touch BEFORE UPDATE ON agent_zero.job FOR EACH ROW EXECUTE FUNCTION agent_zero.touch();
CREATE VIEW agent_zero.backlog AS SELECT state, count(*) AS jobs FROM agent_zero.job GROUP BY state;

-- e2b ------------------------------------------------------------------------------------------------------------
CREATE TABLE e2b.sandbox_log (
  at timestamptz NOT NULL,
  sandbox uuid NOT NULL,
  level smallint NOT NULL,
  line text NOT NULL
) PARTITION BY RANGE (at);
CREATE TABLE e2b.sandbox_log_2026_01 PARTITION OF e2b.sandbox_log FOR VALUES FROM ('2026-01-01Z') TO ('2026-02-01Z');
CREATE TABLE e2b.sandbox_log_2026_02 PARTITION OF e2b.sandbox_log FOR VALUES FROM ('2026-02-01Z') TO ('2026-03-01Z');
CREATE TABLE e2b.sandbox_log_2026_03 PARTITION OF e2b.sandbox_log FOR VALUES FROM ('2026-03-01Z') TO ('2026-04-01Z') PARTITION BY HASH (sandbox);
CREATE TABLE e2b.sandbox_log_2026_03_a PARTITION OF e2b.sandbox_log_2026_03 FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE e2b.sandbox_log_2026_03_b PARTITION OF e2b.sandbox_log_2026_03 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO e2b.sandbox_log
SELECT '2026-01-01Z'::timestamptz + (g % 89) * interval '1 day' + (g % 86400) * interval '1 second', md5((g % 97)::text)::uuid, g % 5,
       'pid=' || g % 32768 || ' step ' || g || ' ' || md5(g::text) || ' GET /v1/items/' || g % 5000 || ' 200 ' || g % 977 || 'ms '
       || repeat('heap ok; ', g % 9) || md5((g * 17)::text) || md5((g * 13)::text)
FROM generate_series(1, :log_rows) g;
CREATE INDEX sandbox_log_by_sandbox ON e2b.sandbox_log (sandbox, at);

-- reports --------------------------------------------------------------------------------------------------------
CREATE MATERIALIZED VIEW report.executions_per_day AS
  SELECT date_trunc('day', "startedAt", 'UTC') AS day, status, count(*) AS executions FROM n8n.execution_entity GROUP BY 1, 2;
CREATE UNIQUE INDEX ON report.executions_per_day (day, status);
CREATE VIEW report.tenants AS
  SELECT t.slug, count(u.id) AS users FROM tenancy.tenant t LEFT JOIN tenancy.app_user u ON u.tenant_id = t.id GROUP BY t.slug;
CREATE TABLE report.attachment (id int PRIMARY KEY, content oid NOT NULL);
CREATE TABLE report.empty (id int, note text);
COMMENT ON TABLE report.empty IS 'has no row, and that is right';
CREATE SEQUENCE report.counter START 42;
SELECT nextval('report.counter');
GRANT USAGE ON SCHEMA report TO reporting;
GRANT SELECT ON ALL TABLES IN SCHEMA report TO reporting;
ALTER DEFAULT PRIVILEGES IN SCHEMA report GRANT SELECT ON TABLES TO reporting;
INSERT INTO report.attachment SELECT g, lo_from_bytea(0, sha256(('attachment ' || g)::bytea)) FROM generate_series(1, 20) g;
RESET ROLE;

CREATE TABLE "Odd names"."Table with ""quotes"" and spaces" ("Column 1" int PRIMARY KEY, "select" text, "ö" text);
INSERT INTO "Odd names"."Table with ""quotes"" and spaces" SELECT g, NULLIF('', 'x'), NULL FROM generate_series(1, 10) g;
CREATE TABLE "Odd names".no_columns ();
INSERT INTO "Odd names".no_columns DEFAULT VALUES;
CREATE TABLE "Odd names"."a.b" (x int); CREATE SCHEMA "Odd names.a"; CREATE TABLE "Odd names.a".b (x int);
ANALYZE;
