-- Everything that an ordinary role may define in the database that she owns, to get something of hers run by others. Run by
-- that role. Whatever of it is called writes a line to the server's log, with the role that it ran as.
-- That happens while this script runs, too, but as her.
SET client_min_messages = error;
CREATE SCHEMA mallory;
CREATE FUNCTION mallory.called(what text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RAISE LOG 'CODE OF OTHERS: % as % in %', what, current_user, pg_catalog.current_setting('application_name');
  RETURN true;
END $$;
CREATE FUNCTION mallory.number(what text) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT CASE WHEN mallory.called(what) THEN 1 ELSE 0 END $$;

-- casts of rows, and types with casts and operators of hers
CREATE TABLE mallory.labelled (id int PRIMARY KEY, name text, salary numeric);
INSERT INTO mallory.labelled VALUES (1, 'Ada', 1000), (2, 'Bob', 2000);
CREATE FUNCTION mallory.label(mallory.labelled) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN PERFORM mallory.called('cast of a row'); RETURN 'the same'; END $$;
CREATE CAST (mallory.labelled AS text) WITH FUNCTION mallory.label(mallory.labelled) AS IMPLICIT;
CREATE TYPE mallory.state AS ENUM ('queued', 'running', 'done', 'failed');
CREATE FUNCTION mallory.as_text(mallory.state) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN PERFORM mallory.called('cast of an enum'); RETURN 'queued'; END $$;
CREATE CAST (mallory.state AS text) WITH FUNCTION mallory.as_text(mallory.state) AS IMPLICIT;
CREATE FUNCTION mallory.as_json(mallory.state) RETURNS json LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN PERFORM mallory.called('cast of an enum to json'); RETURN '[]'; END $$;
CREATE CAST (mallory.state AS json) WITH FUNCTION mallory.as_json(mallory.state) AS IMPLICIT;
CREATE TYPE mallory.pair AS (a int, b int);
CREATE FUNCTION mallory.as_int(mallory.pair) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN PERFORM mallory.called('cast of a composite'); RETURN 1; END $$;
CREATE CAST (mallory.pair AS int) WITH FUNCTION mallory.as_int(mallory.pair) AS IMPLICIT;
CREATE FUNCTION mallory.equal(mallory.pair, mallory.pair) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN RETURN mallory.called('operator'); END $$;
CREATE OPERATOR mallory.= (FUNCTION = mallory.equal, LEFTARG = mallory.pair, RIGHTARG = mallory.pair);
CREATE FUNCTION mallory.difference(float8, float8) RETURNS float8 LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN PERFORM mallory.called('difference of a range'); RETURN 0; END $$;
CREATE TYPE mallory.span AS RANGE (subtype = float8, subtype_diff = mallory.difference);
CREATE DOMAIN mallory.checked AS text CHECK (mallory.called('domain'));
CREATE TABLE mallory.typed (s mallory.state, p mallory.pair, r mallory.span, d mallory.checked, a mallory.pair[]);
INSERT INTO mallory.typed VALUES ('done', ROW(1, 2), '[1,2]', 'x', ARRAY[ROW(1, 2)::mallory.pair]);
-- a foreign key that compares by her cast
CREATE TABLE mallory.referred (id int PRIMARY KEY);
INSERT INTO mallory.referred VALUES (1);
CREATE TABLE mallory.referring (id mallory.pair REFERENCES mallory.referred);
INSERT INTO mallory.referring VALUES (ROW(1, 1));

-- what a planner evaluates
CREATE TABLE mallory.planned (a int, b text);
INSERT INTO mallory.planned VALUES (1, 'x'), (2, E'back\\slash, tab\t, line\n, null:'), (3, NULL);
CREATE INDEX ON mallory.planned ((mallory.number('expression of an index')));
CREATE INDEX ON mallory.planned (a) WHERE mallory.called('predicate of an index');
CREATE STATISTICS mallory.planned_stats ON (a + mallory.number('expression of statistics')), b FROM mallory.planned;
ANALYZE mallory.planned;
CREATE TABLE mallory.constrained (a int CHECK (a > -mallory.number('constraint')), CHECK (mallory.called('constant constraint')));
INSERT INTO mallory.constrained VALUES (1);
CREATE TABLE mallory.parted (a int, b int) PARTITION BY RANGE ((a + mallory.number('partition key')));
CREATE TABLE mallory.part PARTITION OF mallory.parted FOR VALUES FROM (0) TO (100);
CREATE INDEX ON mallory.parted ((b + mallory.number('index of partitions')));
INSERT INTO mallory.parted VALUES (1, 1), (2, 2);
CREATE TABLE mallory.generated (a int, b int GENERATED ALWAYS AS (a + mallory.number('generated column')) STORED,
  c text DEFAULT mallory.number('default')::text);
INSERT INTO mallory.generated (a) VALUES (1);
CREATE MATERIALIZED VIEW mallory.materialized AS SELECT a, mallory.number('materialized view') AS b FROM mallory.planned;
CREATE INDEX ON mallory.materialized ((mallory.number('index of a materialized view')));

-- rules, triggers, policies, views
CREATE TABLE mallory.ruled (a int);
CREATE RULE r AS ON INSERT TO mallory.ruled DO ALSO SELECT mallory.called('rule');
CREATE FUNCTION mallory.trigger() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM mallory.called('trigger'); RETURN NEW; END $$;
CREATE TRIGGER t BEFORE INSERT OR UPDATE OR DELETE ON mallory.ruled FOR EACH ROW EXECUTE FUNCTION mallory.trigger();
ALTER TABLE mallory.ruled ENABLE ROW LEVEL SECURITY;
ALTER TABLE mallory.ruled FORCE ROW LEVEL SECURITY;
CREATE POLICY p ON mallory.ruled USING (mallory.called('policy'));
CREATE TABLE mallory.parent (a int);
CREATE TABLE mallory.child (b int) INHERITS (mallory.parent);
CREATE INDEX ON mallory.child ((mallory.number('index of a child')));

-- what shipped checks look for
CREATE SCHEMA agent_zero;
CREATE VIEW agent_zero.job AS SELECT 1 AS id, 'x'::text AS state, NULL::text AS worker, 1 AS attempts, 'k'::text AS dedupe_key
  WHERE mallory.called('view in the place of a table');
CREATE TABLE agent_zero.job_result (job_id int, result text);
CREATE TABLE agent_zero.worker (name text, seen_at timestamptz);
CREATE INDEX ON agent_zero.worker ((mallory.number('index of a table that is checked')));
CREATE SCHEMA n8n;
CREATE TABLE n8n.workflow_entity (id mallory.state, active mallory.state, nodes mallory.state);
CREATE TABLE n8n.execution_entity (id serial, "workflowId" mallory.state, finished mallory.state);
CREATE TABLE n8n.execution_data ("executionId" mallory.pair, data mallory.state);
CREATE TABLE n8n.credentials_entity (id mallory.pair, data mallory.state);
INSERT INTO n8n.workflow_entity VALUES ('done', 'done', 'done');
INSERT INTO n8n.execution_entity VALUES (1, 'done', 'done');
INSERT INTO n8n.execution_data VALUES (ROW(1, 1), 'done');
INSERT INTO n8n.credentials_entity VALUES (ROW(1, 1), 'done');

-- names
CREATE SCHEMA "pg temp";
CREATE SEQUENCE "pg temp"."s\'; SELECT mallory.called($$name of a sequence$$); --";
CREATE SEQUENCE "pg temp"."\' || mallory.called($$name$$) || \'";
CREATE SEQUENCE "pg temp"."'; SELECT mallory.called($$name$$); --";
CREATE TABLE "pg temp"."x"" (a int); SELECT mallory.called('name of a table'); --" ("c""; SELECT mallory.called('name of a column')" int,
  "line
feed \' %s %I {d 'x'} ? :name $1" text);
INSERT INTO "pg temp"."x"" (a int); SELECT mallory.called('name of a table'); --" VALUES (1, 'x');
CREATE TABLE "pg temp"."tafel ☂ ${text:x}" (t int, "t.*" text, tableoid_ int);
INSERT INTO "pg temp"."tafel ☂ ${text:x}" VALUES (1, 'x', 2);

-- functions and operators with names of PostgreSQL's, for whose search path finds them first
DO $$
DECLARE
  f text;
BEGIN
  FOREACH f IN ARRAY ARRAY['format(text, text)', 'format(text, name, name)', 'quote_ident(name)', 'concat_ws(text, text, text)',
    'pg_get_userbyid(oid)', 'current_setting(text)', 'has_table_privilege(oid, text)', 'hashtextextended(text, int)', 'textin(cstring)',
    'record_out(record)', 'to_regclass(unknown)', 'current_database()', 'pg_is_in_recovery()', 'set_config(text, text, boolean)',
    'pg_export_snapshot()', 'statement_timestamp()', 'pg_try_advisory_lock(bigint)', 'pg_advisory_unlock_all()'] LOOP
    BEGIN
      EXECUTE pg_catalog.format('CREATE FUNCTION public.%s RETURNS text LANGUAGE plpgsql AS %L', f,
        pg_catalog.format('BEGIN PERFORM mallory.called(%L); RETURN NULL; END', 'function ' || f));
    EXCEPTION WHEN OTHERS THEN
      CONTINUE;
    END;
  END LOOP;
END $$;
CREATE FUNCTION public.same_name(name, name) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RETURN mallory.called('operator of names'); END $$;
CREATE OPERATOR public.= (FUNCTION = public.same_name, LEFTARG = name, RIGHTARG = name);
CREATE FUNCTION public.same_oid(oid, oid) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RETURN mallory.called('operator of oids'); END $$;
CREATE OPERATOR public.= (FUNCTION = public.same_oid, LEFTARG = oid, RIGHTARG = oid);
CREATE VIEW public.pg_class AS SELECT c.* FROM pg_catalog.pg_class c WHERE mallory.called('relation of a name of PostgreSQL''s');
CREATE VIEW public.pg_namespace AS SELECT c.* FROM pg_catalog.pg_namespace c WHERE mallory.called('relation of a name of PostgreSQL''s');
DO $$ BEGIN EXECUTE pg_catalog.format('GRANT SELECT ON LARGE OBJECT %s TO PUBLIC', pg_catalog.lo_from_bytea(0, 'x')); END $$;

-- settings, last: they are for the sessions to come
DO $$
DECLARE
  s text;
BEGIN
  FOREACH s IN ARRAY ARRAY['search_path = public, mallory, pg_catalog', 'standard_conforming_strings = off', 'backslash_quote = on',
    'constraint_exclusion = on', 'row_security = on', 'quote_all_identifiers = on', 'array_nulls = off', 'transform_null_equals = on',
    'plan_cache_mode = force_custom_plan', 'datestyle = ''German''', 'intervalstyle = ''iso_8601''', 'bytea_output = ''escape''',
    'xmloption = ''document''', 'default_transaction_isolation = ''serializable''', 'lock_timeout = ''1ms''',
    'check_function_bodies = off', 'lo_compat_privileges = off'] LOOP
    BEGIN
      EXECUTE pg_catalog.format('ALTER DATABASE %I SET %s', pg_catalog.current_database(), s);
    EXCEPTION WHEN insufficient_privilege THEN
      CONTINUE;
    END;
  END LOOP;
END $$;
