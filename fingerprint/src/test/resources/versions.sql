-- A little of each kind of object, for the catalogues of all versions.
CREATE EXTENSION pgcrypto;
CREATE SCHEMA s;
CREATE TYPE colour AS ENUM ('red', 'green');
CREATE TYPE pair AS (a int, b text);
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE TYPE span AS RANGE (subtype = float8);
CREATE SEQUENCE s.number START 7;
CREATE COLLATION s.ignoring (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE TABLE item (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  price numeric NOT NULL DEFAULT 0 CHECK (price >= 0),
  tint colour,
  both_ pair,
  twice numeric GENERATED ALWAYS AS (price * 2) STORED,
  note text COLLATE s.ignoring,
  size positive UNIQUE,
  within span
);
INSERT INTO item (price, tint, both_, note, size, within)
SELECT g + 0.50, 'red', ROW(g, 'x')::pair, 'n' || g, g, span(0, g) FROM generate_series(1, 10) g;
CREATE INDEX item_note ON item (lower(note)) WHERE price > 1;
CREATE TABLE part (at date NOT NULL, item int REFERENCES item) PARTITION BY RANGE (at);
CREATE TABLE part_a PARTITION OF part FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE part_rest PARTITION OF part DEFAULT;
INSERT INTO part VALUES ('2026-05-05', 1), ('2030-01-01', 2);
CREATE TABLE parent (a int); CREATE TABLE child (b int) INHERITS (parent); INSERT INTO child VALUES (1, 2);
CREATE VIEW cheap AS SELECT id FROM item WHERE price < 5;
CREATE MATERIALIZED VIEW totals AS SELECT sum(price) AS total FROM item;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE PROCEDURE s.nothing() LANGUAGE sql BEGIN ATOMIC SELECT 1; END;
CREATE TRIGGER touch BEFORE UPDATE ON item FOR EACH ROW EXECUTE FUNCTION touch();
CREATE FUNCTION on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER on_ddl ON ddl_command_end EXECUTE FUNCTION on_ddl();
ALTER TABLE item ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON item USING (id > 0);
CREATE ROLE reader;
GRANT SELECT (id, price) ON item TO reader;
ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES TO reader;
CREATE STATISTICS item_statistics ON price, size FROM item;
CREATE FOREIGN DATA WRAPPER nowhere; CREATE SERVER far FOREIGN DATA WRAPPER nowhere;
CREATE PUBLICATION all_items FOR TABLE item;
CREATE RULE quiet AS ON DELETE TO parent DO INSTEAD NOTHING;
CREATE CAST (pair AS text) WITH INOUT;
CREATE AGGREGATE product(numeric) (SFUNC = numeric_mul, STYPE = numeric);
CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq);
CREATE TEXT SEARCH CONFIGURATION s.plain (COPY = simple);
COMMENT ON TABLE item IS 'things';
SELECT lo_from_bytea(0, 'large');
