-- The role that the dumper logs in as. Run it once with psql, as a superuser; the password comes from a file, so that
-- no list of processes shows it:
--
--   DUMP_PASSWORD_FILE=/path/to/file psql -d postgres -f dump-role.sql
--   DUMP_PASSWORD_FILE=/path/to/file psql -d postgres -v large_objects=on -f dump-role.sql
--
-- Without large_objects it can read everything that a dump needs, and change nothing that is there. A preflight before
-- every dump names what is missing, and refuses rather than leave something out.
\set ON_ERROR_STOP on
\if :{?password}
\else
  \set password `cat "$DUMP_PASSWORD_FILE"`
\endif
SELECT :'password' = '' AS no_password \gset
\if :no_password
  -- an empty one would be taken for "no password", with a mere notice
  DO $$ BEGIN RAISE EXCEPTION 'the password is empty: set DUMP_PASSWORD_FILE to the file that holds it'; END $$;
\endif
CREATE ROLE ground_zero_dump LOGIN BYPASSRLS PASSWORD :'password';
-- Tables, views and sequences of all databases, also those that are made later. Databases that PUBLIC may not connect
-- to need one more line each:  GRANT CONNECT ON DATABASE … TO ground_zero_dump;
GRANT pg_read_all_data TO ground_zero_dump;
-- Password hashes, which a restored cluster needs for its users to log in again.
GRANT SELECT ON pg_catalog.pg_authid TO ground_zero_dump;
-- Against slips only: the role itself can switch it off. What keeps it from writing is that it holds no such grant.
ALTER ROLE ground_zero_dump SET default_transaction_read_only = on;
-- Errors in English, whatever the server speaks: the dumper then knows which of them time cures.
ALTER ROLE ground_zero_dump SET lc_messages = 'C';
\if :{?large_objects}
-- Large objects of others. Up to PostgreSQL 18 pg_read_all_data does not cover them, and there are two ways:
--
--   GRANT SELECT ON LARGE OBJECT … for each one. Gives no more than it says, but the next object that is made has no
--   grant, and backups stop until somebody adds it. From 18 on ALTER DEFAULT PRIVILEGES FOR ROLE <owner> GRANT SELECT
--   ON LARGE OBJECTS TO ground_zero_dump takes care of new ones, and is the better way.
--
--   lo_compat_privileges, which is what large_objects=on does. Covers new ones, too, but it switches off every check of
--   large objects in this role's sessions, not only for reading: whoever has this role's password can then overwrite
--   and delete the large objects of all databases that it may connect to. Choose it only if there are large objects.
ALTER ROLE ground_zero_dump SET lo_compat_privileges = on;
\endif
-- Subscriptions, and the passwords in user mappings of foreign servers: pg_dump reads them for superusers only, whatever
-- else is granted, and leaves subscriptions out with a mere warning. If there are any, the preflight refuses this role.
