-- What all queries of a database's catalogue begin with.
WITH
-- what an extension brings: CREATE EXTENSION makes it again, so it is no part of a dump
member AS (
  SELECT classid, objid FROM pg_catalog.pg_depend
  WHERE deptype = 'e' AND refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass),
-- what PostgreSQL itself keeps is no part of a dump either
space AS (
  SELECT oid, nspname, nspowner FROM pg_catalog.pg_namespace
  WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'),
relation AS (
  SELECT c.*, format('%I.%I', s.nspname, c.relname) AS name
  FROM pg_catalog.pg_class c JOIN space s ON s.oid = c.relnamespace
  WHERE c.relpersistence <> 't' AND NOT EXISTS (
    SELECT FROM member m WHERE m.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND m.objid = c.oid))
