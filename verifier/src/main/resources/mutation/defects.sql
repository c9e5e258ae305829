-- The mutants of what a database holds. Each is made in a copy of the database sample and dumped, and is to be told
-- from the original by the comparison alone. "names" must occur in the proof's summary.

-- mutant: one row less
-- names: shop.customer
DELETE FROM shop.customer WHERE mail = 'c200@example.org';

-- mutant: one row more
-- names: shop.session
INSERT INTO shop.session VALUES ('00000000-0000-0000-0000-000000000001', 1);

-- mutant: all rows lost
-- names: types.blobs
TRUNCATE types.blobs;

-- mutant: one value changed
-- names: shop.product
UPDATE shop.product SET name = 'product x' WHERE id = 7;

-- mutant: one column swapped between two rows
-- names: shop.loud_event
UPDATE shop.loud_event SET volume = 21 - volume;

-- mutant: duplicate row dropped
-- names: types.twins
DELETE FROM types.twins WHERE ctid = (SELECT min(ctid) FROM types.twins WHERE n = 1);

-- mutant: row of a table without columns dropped
-- names: types.nothing
DELETE FROM types.nothing WHERE ctid = (SELECT min(ctid) FROM types.nothing);

-- mutant: 0 turned to -0 (double precision)
-- names: types.zeros
UPDATE types.zeros SET f8 = '-0' WHERE id = 1;

-- mutant: -0 turned to 0 (real)
-- names: types.zeros
UPDATE types.zeros SET f4 = 0 WHERE id = 2;

-- mutant: 1.0 turned to 1.00 (numeric)
-- names: types.decimals
UPDATE types.decimals SET n = 1.00 WHERE id = 1;

-- mutant: 1.0 turned to 1.00 (jsonb)
-- names: types.decimals
UPDATE types.decimals SET document = '{"price": 1.00}' WHERE id = 1;

-- mutant: a bigint that folds to the same 32 bits
-- names: types.bigs
UPDATE types.bigs SET n = 4294967296 WHERE n = 1;

-- mutant: another bigint that folds to the same 32 bits
-- names: types.bigs
UPDATE types.bigs SET n = -4294967293 WHERE n = 3;

-- mutant: enum labels swapped
-- names: types.mood
ALTER TYPE types.mood RENAME VALUE 'sad' TO 'x';
ALTER TYPE types.mood RENAME VALUE 'ok' TO 'sad';
ALTER TYPE types.mood RENAME VALUE 'x' TO 'ok';

-- mutant: enum value changed
-- names: types.moods
UPDATE types.moods SET mood = 'ok' WHERE id = 1;

-- mutant: NULL turned to an empty text
-- names: types.words
UPDATE types.words SET word = '' WHERE id = 2;

-- mutant: an empty text turned to NULL
-- names: types.words
UPDATE types.words SET word = NULL WHERE id = 3;

-- mutant: trailing space in a text
-- names: types.words
UPDATE types.words SET word = 'word ' WHERE id = 1;

-- mutant: a text in other case under a collation that does not care
-- names: types.cases
UPDATE types.cases SET word = 'WORD' WHERE id = 2;

-- mutant: 1 month turned to 30 days
-- names: types.times
UPDATE types.times SET lasts = '30 days' WHERE id = 1;

-- mutant: 24 hours turned to 1 day
-- names: types.times
UPDATE types.times SET lasts = '1 day' WHERE id = 2;

-- mutant: a timestamp 1 µs later
-- names: types.times
UPDATE types.times SET at = at + interval '1 microsecond' WHERE id = 1;

-- mutant: a timestamp with time zone 1 µs earlier
-- names: types.times
UPDATE types.times SET zoned = zoned - interval '1 microsecond' WHERE id = 1;

-- mutant: BC turned to AD
-- names: types.times
UPDATE types.times SET at = '4713-02-03' WHERE id = 2;

-- mutant: array bounds changed
-- names: types.arrays
UPDATE types.arrays SET numbers = '{1,2,3}' WHERE id = 2;

-- mutant: array dimensions changed
-- names: types.arrays
UPDATE types.arrays SET numbers = '{{1,2}}' WHERE id = 4;

-- mutant: one bit in a bytea
-- names: types.blobs
UPDATE types.blobs SET content = set_bit(content, 12345, 1 - get_bit(content, 12345)) WHERE id = 5;

-- mutant: one byte in a bytea
-- names: types.blobs
UPDATE types.blobs SET content = '\x0607' || substr(content, 3) WHERE id = 6;

-- mutant: duplicate key of a json dropped
-- names: types.documents
UPDATE types.documents SET as_json = '{"a":1}' WHERE id = 1;

-- mutant: whitespace in a json
-- names: types.documents
UPDATE types.documents SET as_json = '[]' WHERE id = 2;

-- mutant: xml written another way
-- names: types.documents
UPDATE types.documents SET as_xml = '<b/>' WHERE id = 2;

-- mutant: range bound included
-- names: types.ranges
UPDATE types.ranges SET numbers = '[1.5,2.5]' WHERE id = 1;

-- mutant: netmask changed
-- names: types.addresses
UPDATE types.addresses SET host = '192.168.0.1/25' WHERE id = 1;

-- mutant: bit string one zero longer
-- names: types.addresses
UPDATE types.addresses SET bits = B'00' WHERE id = 2;

-- mutant: field of a composite changed
-- names: types.pairs
UPDATE types.pairs SET pair.first.y = 1.00;

-- mutant: column 1,500 of a row
-- names: types.wide
UPDATE types.wide SET c1500 = 1501 WHERE c1 = 1;

-- mutant: value in a table with an odd name
-- names: "Odd ""Schéma"""."Odd; ""table"""
UPDATE "Odd ""Schéma"""."Odd; ""table""" SET " " = '' WHERE "SELECT" = 2;

-- mutant: row behind row security
-- names: shop.secret
DELETE FROM shop.secret WHERE id = 2;

-- mutant: unlogged table emptied
-- names: shop.cache
TRUNCATE shop.cache;

-- mutant: row moved from one table to another
-- names: shop.done_job
DELETE FROM shop.current_job WHERE id = 3; -- its rule puts it into the other

-- mutant: row moved from a child table to its parent
-- names: shop.loud_event
WITH moved AS (DELETE FROM shop.loud_event WHERE id = 4 RETURNING id, what) INSERT INTO shop.event SELECT * FROM moved;

-- mutant: table dropped
-- names: shop.done_job
DROP TABLE shop.done_job CASCADE;

-- mutant: column dropped
-- names: shop.customer
ALTER TABLE shop.customer DROP COLUMN born;

-- mutant: column of another type
-- names: types.bigs
ALTER TABLE types.bigs ALTER n TYPE numeric;

-- mutant: column renamed
-- names: types.twins
ALTER TABLE types.twins RENAME n TO m;

-- mutant: foreign key dropped
-- names: purchase_customer_fkey
ALTER TABLE shop.purchase DROP CONSTRAINT purchase_customer_fkey;

-- mutant: foreign key that cascades no longer
-- names: purchase_customer_fkey
ALTER TABLE shop.purchase DROP CONSTRAINT purchase_customer_fkey;
ALTER TABLE shop.purchase ADD CONSTRAINT purchase_customer_fkey FOREIGN KEY (customer) REFERENCES shop.customer;

-- mutant: check constraint dropped
-- names: credit_not_negative
ALTER TABLE shop.customer DROP CONSTRAINT credit_not_negative;

-- mutant: unique constraint dropped
-- names: customer_mail_key
ALTER TABLE shop.customer DROP CONSTRAINT customer_mail_key;

-- mutant: NOT NULL dropped
-- names: shop.customer
ALTER TABLE shop.customer ALTER name DROP NOT NULL;

-- mutant: column default dropped
-- names: shop.customer
ALTER TABLE shop.customer ALTER state DROP DEFAULT;

-- mutant: identity column dropped
-- names: shop.customer
ALTER TABLE shop.customer ALTER id DROP IDENTITY;

-- mutant: generated column made an ordinary one
-- names: types.dropped
ALTER TABLE types.dropped ALTER doubled DROP EXPRESSION;

-- mutant: index dropped
-- names: customer_lower_name
DROP INDEX shop.customer_lower_name;

-- mutant: condition of a partial index changed
-- names: customer_active
DROP INDEX shop.customer_active;
CREATE INDEX customer_active ON shop.customer (name) WHERE state = 'gone';
ALTER INDEX shop.customer_active OWNER TO sample_owner;

-- mutant: trigger dropped
-- names: touch_customer
DROP TRIGGER touch_customer ON shop.customer;

-- mutant: trigger disabled
-- names: touch_customer
ALTER TABLE shop.customer DISABLE TRIGGER touch_customer;

-- mutant: rule dropped
-- names: remember
DROP RULE remember ON shop.current_job;

-- mutant: function body changed
-- names: discount
CREATE OR REPLACE FUNCTION shop.discount(credit numeric, rate numeric DEFAULT 0.1) RETURNS numeric
  LANGUAGE sql IMMUTABLE STRICT AS 'SELECT credit * rate * 2';

-- mutant: function no longer runs as its owner
-- names: touch
ALTER FUNCTION shop.touch() SECURITY INVOKER;

-- mutant: function's setting lost
-- names: touch
ALTER FUNCTION shop.touch() RESET search_path;

-- mutant: view definition changed
-- names: active_customer
CREATE OR REPLACE VIEW shop.active_customer WITH (security_barrier) AS
  SELECT id, name, credit FROM shop.customer WHERE state <> 'active';

-- mutant: view lets secrets through
-- names: active_customer
ALTER VIEW shop.active_customer RESET (security_barrier);

-- mutant: materialised view emptied
-- names: report
REFRESH MATERIALIZED VIEW shop.report WITH NO DATA;

-- mutant: grant lost
-- names: shop.customer
REVOKE SELECT ON shop.customer FROM sample_reader CASCADE;

-- mutant: grant too many
-- names: shop.secret
GRANT SELECT ON shop.secret TO PUBLIC;

-- mutant: grant on a column lost
-- names: shop.product
REVOKE SELECT (name) ON shop.product FROM "Odd ""Role""";

-- mutant: everybody may call a function
-- names: discount
GRANT EXECUTE ON FUNCTION shop.discount TO PUBLIC;

-- mutant: default privileges lost
-- names: sample_owner
ALTER DEFAULT PRIVILEGES FOR ROLE sample_owner IN SCHEMA shop REVOKE SELECT ON TABLES FROM sample_reader;

-- mutant: another owner
-- names: shop.cache
ALTER TABLE shop.cache OWNER TO sample_reader;

-- mutant: comment lost
-- names: shop.customer
COMMENT ON COLUMN shop.customer.credit IS NULL;

-- mutant: policy dropped
-- names: own_secrets
DROP POLICY own_secrets ON shop.secret;

-- mutant: policy changed
-- names: own_secrets
ALTER POLICY own_secrets ON shop.secret USING (true);

-- mutant: row security switched off
-- names: shop.secret
ALTER TABLE shop.secret DISABLE ROW LEVEL SECURITY;

-- mutant: sequence set back
-- names: shop.customer_id_seq
SELECT setval('shop.customer_id_seq', 20) \g /dev/null

-- mutant: sequence one step back
-- names: shop.purchase_id_seq
SELECT setval('shop.purchase_id_seq', 299) \g /dev/null

-- mutant: sequence with another step
-- names: shop.invoice_number
ALTER SEQUENCE shop.invoice_number INCREMENT BY -1;

-- mutant: enum label more
-- names: types.mood
ALTER TYPE types.mood ADD VALUE 'bored';

-- mutant: domain without its constraint
-- names: types.percent
ALTER DOMAIN types.percent DROP CONSTRAINT percent_range;

-- mutant: attribute of a composite type renamed
-- names: types.point3
ALTER TYPE types.point3 RENAME ATTRIBUTE "Z z" TO z;

-- mutant: extension dropped
-- names: pg_trgm
DROP EXTENSION pg_trgm CASCADE;

-- mutant: text search configuration dropped
-- names: plain
DROP TEXT SEARCH CONFIGURATION shop.plain;

-- mutant: statistics object dropped
-- names: customer_statistics
DROP STATISTICS shop.customer_statistics;

-- mutant: foreign server elsewhere
-- names: elsewhere
ALTER SERVER elsewhere OPTIONS (SET host 'nowhere.invalid');

-- mutant: unlogged table made an ordinary one
-- names: shop.cache
ALTER TABLE shop.cache SET LOGGED;

-- mutant: partition detached
-- names: purchase_2025
ALTER TABLE shop.purchase DETACH PARTITION shop.purchase_2025;

-- mutant: child table without its parent
-- names: loud_event
ALTER TABLE shop.loud_event NO INHERIT shop.event;

-- mutant: large object changed
-- names: large objects
SELECT lo_put(990001, 2, '\xff') \g /dev/null

-- mutant: large object one byte shorter
-- names: large objects
BEGIN;
SELECT lo_truncate(lo_open(990002, 131072), 4999) \g /dev/null
COMMIT;

-- mutant: large object missing
-- names: large objects
SELECT lo_unlink(990002) \g /dev/null

-- mutant: large object under another number
-- names: large objects
SELECT lo_from_bytea(990003, lo_get(990002)), lo_unlink(990002) \g /dev/null

-- mutant: database setting lost
-- names: setting statement_timeout of the database
ALTER DATABASE sample RESET statement_timeout;

-- mutant: setting of a role in the database lost
-- names: setting lock_timeout of role sample_login in the database
ALTER ROLE sample_login IN DATABASE sample RESET lock_timeout;

-- mutant: everybody may connect to the database
-- names: grants on the database
GRANT CONNECT ON DATABASE sample TO PUBLIC;

-- mutant: database's comment lost
-- names: comment on the database
COMMENT ON DATABASE sample IS NULL;
