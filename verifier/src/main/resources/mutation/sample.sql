-- What is in the database sample: every built-in type, and what backups stumble over.
SET client_min_messages = warning;
CREATE EXTENSION hstore;
CREATE EXTENSION pg_trgm;
CREATE SCHEMA types;
CREATE SCHEMA shop AUTHORIZATION sample_owner;
CREATE SCHEMA "Odd ""Schéma""";
COMMENT ON SCHEMA shop IS 'orders and what belongs to them';

-- ---------------------------------------------------------------------------------------------------------- types
CREATE TYPE types.mood AS ENUM ('sad', 'ok', 'happy', 'it''s "odd"');
CREATE TYPE types.point3 AS (x float8, y numeric, "Z z" text);
CREATE TYPE types.pair AS (first types.point3, second types.mood);
CREATE TYPE types.floats AS RANGE (subtype = float8, subtype_diff = float8mi, multirange_type_name = types.many_floats);
CREATE DOMAIN types.percent AS numeric(5, 2) DEFAULT 0 CONSTRAINT percent_range CHECK (VALUE BETWEEN 0 AND 100);
CREATE DOMAIN types.percents AS types.percent[] NOT NULL;
CREATE COLLATION types.no_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);

CREATE TABLE types.everything (
  id int PRIMARY KEY, a_smallint smallint, a_int int, a_bigint bigint, a_numeric numeric, a_scaled numeric(12, 3),
  a_real real, a_double float8, a_money money, a_bool boolean, a_char "char", a_bpchar char(5), a_varchar varchar(9),
  a_text text, a_name name, a_bytea bytea, a_bit bit(5), a_varbit varbit, a_uuid uuid, a_date date, a_time time,
  a_timetz timetz, a_timestamp timestamp, a_timestamptz timestamptz, an_interval interval, an_inet inet, a_cidr cidr,
  a_macaddr macaddr, a_macaddr8 macaddr8, a_json json, a_jsonb jsonb, a_jsonpath jsonpath, an_xml xml,
  a_tsvector tsvector, a_tsquery tsquery, a_point point, a_line line, an_lseg lseg, a_box box, a_path path,
  a_polygon polygon, a_circle circle, a_pg_lsn pg_lsn, a_txid_snapshot txid_snapshot, a_pg_snapshot pg_snapshot,
  an_xid xid, an_xid8 xid8, a_cid cid, a_tid tid, an_oid oid, a_regclass regclass, a_regproc regproc,
  a_regprocedure regprocedure, a_regoper regoper, a_regoperator regoperator, a_regtype regtype, a_regrole regrole,
  a_regnamespace regnamespace, a_regconfig regconfig, a_regdictionary regdictionary, a_regcollation regcollation,
  an_oidvector oidvector, an_int2vector int2vector, an_aclitem aclitem, a_refcursor refcursor, a_mood types.mood,
  a_pair types.pair, a_percent types.percent, an_int4range int4range, an_int8range int8range, a_numrange numrange,
  a_tsrange tsrange, a_tstzrange tstzrange, a_daterange daterange, a_floats types.floats, an_int4multirange int4multirange,
  an_int8multirange int8multirange, a_nummultirange nummultirange, a_tsmultirange tsmultirange,
  a_tstzmultirange tstzmultirange, a_datemultirange datemultirange, a_many_floats types.many_floats, an_hstore hstore,
  some_ints int[], some_texts text[], some_pairs types.pair[], some_moods types.mood[]);
INSERT INTO types.everything (id) VALUES (0);
INSERT INTO types.everything VALUES (1, -32768, -2147483648, -9223372036854775808, 'NaN', 1.500, '-Infinity',
  '-0', -12.34, true, '\377', 'ab', 'it''s', E'tab\t, newline\n, \\. and \\N', 'a_name', '\x00ff0027', B'10101', B'',
  '00000000-0000-0000-0000-000000000000', '4713-01-01 BC', '24:00:00', '23:59:59.999999+15:59', '-infinity', 'infinity',
  '1 mon', '::1/64', '10.0.0.0/8', '08:00:2b:01:02:03', '08:00:2b:01:02:03:04:05', '{"k": 1, "k":  2}',
  '{"n": 1.0, "m": 1.00}', '$.a[*] ? (@ > 1)', '<a b="c">d<!-- e --></a>', '''odd word'':1A fat:2', 'fat & (rat | !cat)',
  '(1e-300,-0)', '{1,2,3}', '[(0,0),(1,1)]', '(2,2),(0,0)', '[(0,0),(1,1),(2,0)]', '((0,0),(1,1),(2,0))', '<(1,2),3>',
  'FFFFFFFF/FFFFFFFF', '10:20:10,14,15', '10:20:10,14,15', '4294967295', '18446744073709551615', '7', '(1,2)', 4294967295,
  'types.everything', 'now', 'lower(text)', '*<>', '+(integer,integer)', 'types.mood[]', '"Odd ""Role"""',
  '"Odd ""Schéma"""', 'english', 'simple', 'types.no_case', '1 2 3', '4 5 6', 'sample_reader=r/sample_owner', 'cursor',
  'it''s "odd"', '("(-0,1.50,""a, (b) \\""c"")",happy)', 99.90, '[1,5)', '(,9223372036854775807)', '[1.0,1.00]',
  '[4713-01-01 BC,infinity)', '(-infinity,"2026-03-29 01:00:00+00"]', 'empty', '[-0,0.5)', '{[1,3),[7,9)}', '{}',
  '{[1.0,1.50]}', '{(,"2026-01-01 00:00:00")}', '{}', '{[2026-01-01,2026-02-01)}', '{[-0,0.5)}', 'a=>1, "b c"=>NULL',
  '[0:2]={1,NULL,3}', '{"", NULL, "NULL", "a,b", "q\"q"}', ARRAY[ROW(ROW(1, NULL, ''), 'sad')::types.pair, NULL],
  '{{sad,ok},{happy,"it''s \"odd\""}}');
INSERT INTO types.everything (id, a_numeric, a_real, a_double, a_date, a_timestamp, a_timestamptz, an_interval, a_money, a_text)
VALUES (2, 'Infinity', 'NaN', 'Infinity', 'infinity', '294276-12-31 23:59:59.999999', '4714-11-24 00:00:00+00 BC',
  '-178000000 years', '92233720368547758.07', ''),
  (3, 1e-1000, '1e-45', '5e-324', '5874897-12-31', '0001-12-31 BC', '2026-10-25 00:30:00+00',
  '1 year 2 mons 3 days 04:05:06.789', '-92233720368547758.08', repeat('wide ', 2000)),
  (4, 1.00, -0.1, '0.1', '0001-01-01', '1582-10-10', '1900-01-01 00:00:00+00', '-1 mon +30 days', 0, '   '),
  (5, 12345678901234567890.1234567890, '3.4e38', '1.7976931348623157e308', '2000-02-29', 'epoch', 'epoch', '00:00:00',
  1, 'ünï 漢字 🐘');

-- One small table for each way in which values may look alike and are not.
CREATE TABLE types.zeros (id int, f4 real, f8 float8);
INSERT INTO types.zeros VALUES (1, 0, 0), (2, '-0', '-0');
CREATE TABLE types.decimals (id int, n numeric, document jsonb);
INSERT INTO types.decimals VALUES (1, 1.0, '{"price": 1.0}'), (2, 2.50, '{"price": 2.50}');
CREATE TABLE types.bigs (n bigint);
INSERT INTO types.bigs VALUES (1), (2), (3);
CREATE TABLE types.moods (id int, mood types.mood);
INSERT INTO types.moods VALUES (1, 'sad'), (2, 'ok'), (3, 'happy');
CREATE TABLE types.twins (word text, n int);
INSERT INTO types.twins VALUES ('twin', 1), ('twin', 1), ('single', 2);
CREATE TABLE types.words (id int, word text, padded char(8));
INSERT INTO types.words VALUES (1, 'word', 'word'), (2, NULL, NULL), (3, '', '');
CREATE TABLE types.times (id int, at timestamp, zoned timestamptz, lasts interval);
INSERT INTO types.times VALUES (1, '2026-11-23 03:00:00.000001', '2026-11-23 03:00:00.000001+00', '1 mon'),
  (2, '4713-02-03 BC', '294276-01-01 00:00:00+00', '24:00:00');
CREATE TABLE types.arrays (id int, numbers int[]);
INSERT INTO types.arrays VALUES (1, '{1,2,3}'), (2, '[-1:1]={1,2,3}'), (3, '{}'), (4, '{{1},{2}}');
CREATE TABLE types.blobs (id int, content bytea);
INSERT INTO types.blobs SELECT n, decode(repeat(lpad(to_hex(n), 2, '0'), 3000), 'hex') FROM generate_series(0, 9) n;
CREATE TABLE types.documents (id int, as_json json, as_xml xml);
INSERT INTO types.documents VALUES (1, '{"a":1,"a":1}', '<a/>'), (2, '[ ]', '<b></b>');
CREATE TABLE types.ranges (id int, ints int4range, numbers numrange);
INSERT INTO types.ranges VALUES (1, '[1,10)', '[1.5,2.5)'), (2, 'empty', '(,)');
CREATE TABLE types.addresses (id int, host inet, bits varbit);
INSERT INTO types.addresses VALUES (1, '192.168.0.1/24', B'1010'), (2, '::ffff:1.2.3.4', B'0');
CREATE TABLE types.cases (id int, word text COLLATE types.no_case UNIQUE);
INSERT INTO types.cases VALUES (1, 'Straße'), (2, 'word');
CREATE TABLE types.nothing ();
INSERT INTO types.nothing SELECT FROM generate_series(1, 3);
CREATE TABLE types.pairs (id int, pair types.pair, share types.percent, shares types.percents);
INSERT INTO types.pairs VALUES (1, ROW(ROW(1, 1.0, 'a'), 'ok'), 10, '{1,2.50}');
CREATE TABLE "Odd ""Schéma"""."Odd; ""table""" ("it's a ""column""" text, "SELECT" int, " " text DEFAULT ' ');
INSERT INTO "Odd ""Schéma"""."Odd; ""table""" VALUES ('x', 1), (E'line\nbreak', 2);
DO $$
BEGIN
  EXECUTE (SELECT 'CREATE TABLE types.wide (' || string_agg('c' || n || ' int', ', ') || ')' FROM generate_series(1, 1500) n);
  INSERT INTO types.wide (c1, c2, c1500) VALUES (1, 2, 1500), (3, NULL, 4);
END $$;
CREATE TABLE types.dropped (id int, gone text, kept text, gone_too int, doubled int GENERATED ALWAYS AS (id * 2) STORED);
INSERT INTO types.dropped VALUES (1, 'gone', 'kept', 1);
ALTER TABLE types.dropped DROP COLUMN gone, DROP COLUMN gone_too;
INSERT INTO types.dropped VALUES (2, 'later');

-- ----------------------------------------------------------------------------------------------------------- shop
SET ROLE sample_owner;
CREATE TABLE shop.customer (
  id bigint GENERATED BY DEFAULT AS IDENTITY (START WITH 10 INCREMENT BY 5) PRIMARY KEY,
  name text NOT NULL, mail text CONSTRAINT customer_mail_key UNIQUE, state text NOT NULL DEFAULT 'new',
  born date, credit numeric(10, 2) CONSTRAINT credit_not_negative CHECK (credit >= 0));
INSERT INTO shop.customer (name, mail, state, born, credit)
SELECT 'customer ' || n, 'c' || n || '@example.org', (ARRAY['new', 'active', 'gone'])[n % 3 + 1], '1970-01-01'::date + n, n
FROM generate_series(1, 200) n;
CREATE TABLE shop.product (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, price money);
INSERT INTO shop.product (name, price) SELECT 'product ' || n, n FROM generate_series(1, 20) n;
CREATE TABLE shop.purchase (
  id bigserial, customer bigint NOT NULL, product int, at date NOT NULL,
  CONSTRAINT purchase_customer_fkey FOREIGN KEY (customer) REFERENCES shop.customer ON DELETE CASCADE,
  CONSTRAINT purchase_product_fkey FOREIGN KEY (product) REFERENCES shop.product DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE shop.purchase_2025 PARTITION OF shop.purchase FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE shop.purchase_2026 PARTITION OF shop.purchase FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')
  TABLESPACE sample_space;
INSERT INTO shop.purchase (customer, product, at)
SELECT 10 + 5 * (n % 100), n % 20 + 1, '2025-07-01'::date + n FROM generate_series(1, 300) n;
CREATE TABLE shop.session (token uuid, customer bigint) PARTITION BY HASH (token);
CREATE TABLE shop.session_0 PARTITION OF shop.session FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE shop.session_1 PARTITION OF shop.session FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO shop.session SELECT md5(n::text)::uuid, n FROM generate_series(1, 50) n;
CREATE TABLE shop.current_job (id int, task text);
CREATE TABLE shop.done_job (id int, task text);
INSERT INTO shop.current_job SELECT n, 'task ' || n FROM generate_series(1, 10) n;
INSERT INTO shop.done_job SELECT n, 'task ' || n FROM generate_series(11, 20) n;
CREATE TABLE shop.event (id int, what text);
CREATE TABLE shop.loud_event (volume int) INHERITS (shop.event);
INSERT INTO shop.event VALUES (1, 'quiet'), (2, 'quiet');
INSERT INTO shop.loud_event VALUES (3, 'loud', 11), (4, 'loud', 10);
CREATE UNLOGGED TABLE shop.cache (key text PRIMARY KEY, value text);
INSERT INTO shop.cache VALUES ('a', 'A');
CREATE TABLE shop.secret (id int, owner name, word text);
INSERT INTO shop.secret VALUES (1, 'sample_owner', 'one'), (2, 'nobody', 'two');
ALTER TABLE shop.secret ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own_secrets ON shop.secret FOR SELECT TO sample_reader USING (owner = current_user);
CREATE POLICY no_secrets ON shop.secret AS RESTRICTIVE FOR DELETE USING (false);

CREATE INDEX customer_active ON shop.customer (name) WHERE state = 'active';
CREATE INDEX customer_lower_name ON shop.customer (lower(name) DESC NULLS LAST) INCLUDE (mail);
CREATE INDEX customer_trigrams ON shop.customer USING gin (name public.gin_trgm_ops);
CREATE INDEX purchase_at ON shop.purchase USING brin (at);
ALTER TABLE shop.customer ALTER COLUMN name SET STATISTICS 300, SET (fillfactor = 70);
CREATE STATISTICS shop.customer_statistics (dependencies) ON state, born FROM shop.customer;

CREATE FUNCTION shop.discount(credit numeric, rate numeric DEFAULT 0.1) RETURNS numeric
  LANGUAGE sql IMMUTABLE STRICT AS 'SELECT credit * rate';
CREATE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = shop AS $body$
BEGIN
  -- '
  NEW.state := coalesce(NEW.state, $$new
\! false
COPY x FROM stdin;
$$);
  RETURN NEW;
END $body$;
CREATE PROCEDURE shop.forget(who bigint) LANGUAGE sql AS 'DELETE FROM shop.customer WHERE id = who';
CREATE AGGREGATE shop.product_of(numeric) (sfunc = numeric_mul, stype = numeric, initcond = '1');
CREATE OPERATOR shop.=~= (leftarg = text, rightarg = text, function = pg_catalog.texteq);
CREATE TRIGGER touch_customer BEFORE UPDATE OF name ON shop.customer FOR EACH ROW WHEN (NEW.name <> '')
  EXECUTE FUNCTION shop.touch();
CREATE TRIGGER touch_always BEFORE INSERT ON shop.customer FOR EACH ROW EXECUTE FUNCTION shop.touch();
CREATE VIEW shop.active_customer WITH (security_barrier) AS SELECT id, name, credit FROM shop.customer WHERE state = 'active';
CREATE RULE remember AS ON DELETE TO shop.current_job DO ALSO INSERT INTO shop.done_job VALUES (old.id, old.task);
CREATE MATERIALIZED VIEW shop.report AS SELECT state, count(*) AS customers FROM shop.customer GROUP BY 1;
CREATE UNIQUE INDEX report_state ON shop.report (state);
CREATE MATERIALIZED VIEW shop.empty_report AS SELECT 1 AS one WITH NO DATA;
CREATE SEQUENCE shop.invoice_number INCREMENT BY -3 MINVALUE -1000 START WITH -1 CYCLE CACHE 5;
SELECT setval('shop.invoice_number', -100, true) \g /dev/null
CREATE SEQUENCE shop.unused_number AS smallint;
COMMENT ON TABLE shop.customer IS 'who buys';
COMMENT ON COLUMN shop.customer.credit IS E'in euros;\n''gross''';
GRANT USAGE ON SCHEMA shop TO sample_reader;
GRANT SELECT, UPDATE (name) ON shop.customer TO sample_reader WITH GRANT OPTION;
GRANT SELECT (id, name) ON shop.product TO "Odd ""Role""";
REVOKE EXECUTE ON FUNCTION shop.discount FROM PUBLIC;
GRANT EXECUTE ON FUNCTION shop.discount TO sample_login;
GRANT USAGE ON SEQUENCE shop.invoice_number TO sample_reader;
ALTER DEFAULT PRIVILEGES IN SCHEMA shop GRANT SELECT ON TABLES TO sample_reader;
RESET ROLE;
CREATE FOREIGN DATA WRAPPER nowhere;
CREATE SERVER elsewhere FOREIGN DATA WRAPPER nowhere OPTIONS (host 'elsewhere.invalid');
CREATE USER MAPPING FOR sample_login SERVER elsewhere OPTIONS (name 'x');
CREATE FOREIGN TABLE shop.far_away (id int) SERVER elsewhere;
CREATE TEXT SEARCH CONFIGURATION shop.plain (COPY = simple);
SELECT lo_from_bytea(990001, '\x00010203'), lo_from_bytea(990002, decode(repeat('ab', 5000), 'hex')) \g /dev/null
ALTER LARGE OBJECT 990001 OWNER TO sample_owner;
GRANT SELECT ON LARGE OBJECT 990001 TO sample_reader;
COMMENT ON LARGE OBJECT 990002 IS 'a scan';
