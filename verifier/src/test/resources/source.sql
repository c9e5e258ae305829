CREATE ROLE app LOGIN PASSWORD 'sample-only';
CREATE ROLE "Odd ""Role""" IN ROLE app;
COMMENT ON ROLE app IS E'not a psql command:\n\\! false\nnor the end; of it';
ALTER ROLE app SET default_transaction_read_only = on;
CREATE TABLESPACE fast LOCATION :'tablespace';
-- numbers of what was dropped long ago, and which a new cluster would soon give to something else
CREATE TABLE in_postgres AS SELECT n, ARRAY(SELECT (16384 + gone)::regclass FROM generate_series(10, 60) gone) AS audited
    FROM generate_series(1, 10) n;
CREATE DATABASE app OWNER app;
-- a restore must get past this
ALTER DATABASE app SET default_transaction_read_only = on;
ALTER ROLE app IN DATABASE app SET search_path = sales, public;
CREATE DATABASE "O'dd ""db"" \x" TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C';
\connect app
SET default_transaction_read_only = off;
CREATE EXTENSION pg_trgm;
CREATE SCHEMA sales AUTHORIZATION app;
CREATE TYPE sales.state AS ENUM ('new', 'paid');
CREATE TABLE sales.customer (id bigserial PRIMARY KEY, name text NOT NULL, state sales.state NOT NULL DEFAULT 'new');
INSERT INTO sales.customer (name) SELECT E'line\n\\.\n' || n FROM generate_series(1, 500) n;
CREATE TABLE sales.invoice (id bigserial, customer bigint REFERENCES sales.customer, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE sales.invoice_2025 PARTITION OF sales.invoice FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE sales.invoice_2026 PARTITION OF sales.invoice FOR VALUES FROM ('2026-01-01') TO ('2027-01-01') TABLESPACE fast;
INSERT INTO sales.invoice (customer, at) SELECT n, '2025-07-01'::date + n FROM generate_series(1, 300) n;
CREATE INDEX ON sales.customer USING gin (name gin_trgm_ops);
CREATE MATERIALIZED VIEW sales.report AS SELECT state, count(*) FROM sales.customer GROUP BY 1;
CREATE FUNCTION sales.odd() RETURNS text LANGUAGE plpgsql AS $body$
BEGIN
  -- '
  RETURN '
\! false
COPY x FROM stdin;
$$ "';
END $body$;
SELECT lo_from_bytea(0, 'large');
ALTER TABLE sales.customer ENABLE ROW LEVEL SECURITY;
\connect -reuse-previous=on "dbname='O\'dd ""db"" \\x'"
CREATE TABLE t AS SELECT 1 AS n;
