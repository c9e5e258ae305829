-- The role that the dumper logs in as. Run it once as a superuser:
--
--   psql -d postgres -v password="$(cat dump-password-file)" -f dump-role.sql
--
-- It can read everything and change nothing.
CREATE ROLE ground_zero_dump LOGIN BYPASSRLS PASSWORD :'password';
-- Tables, views and sequences of all databases, also those that are made later.
GRANT pg_read_all_data TO ground_zero_dump;
-- Password hashes, which a restored cluster needs for its users to log in again.
GRANT SELECT ON pg_catalog.pg_authid TO ground_zero_dump;
-- Large objects of others: up to PostgreSQL 17 no role membership covers them, and a grant on each of them would be
-- forgotten with the next one. The setting lets this role's sessions pass their permission check; together with the
-- next line they still cannot write them. Leave both out if there are no large objects.
ALTER ROLE ground_zero_dump SET lo_compat_privileges = on;
ALTER ROLE ground_zero_dump SET default_transaction_read_only = on;
-- Subscriptions, if there are any: pg_dump leaves them out with a mere warning if it cannot read them.
-- In each database that has some:  GRANT SELECT ON pg_catalog.pg_subscription TO ground_zero_dump;
