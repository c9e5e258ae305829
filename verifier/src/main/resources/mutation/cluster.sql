-- The good backup's cluster: roles, a tablespace and databases. Run by psql; :tablespace is an empty folder.
CREATE ROLE sample_owner NOLOGIN;
CREATE ROLE sample_reader NOLOGIN;
CREATE ROLE sample_login LOGIN PASSWORD 'for the mutation run only' CONNECTION LIMIT 7 VALID UNTIL '2099-12-31 UTC';
CREATE ROLE sample_unused NOLOGIN;
CREATE ROLE sample_auditor BYPASSRLS CREATEROLE NOLOGIN;
CREATE ROLE "Odd ""Role""" IN ROLE sample_reader;
GRANT sample_reader TO sample_login WITH ADMIN OPTION;
GRANT sample_owner TO sample_auditor;
COMMENT ON ROLE sample_login IS E'not a psql command:\n\\! false\nnor the end; of it';
ALTER ROLE sample_login SET work_mem = '8MB';
ALTER ROLE sample_owner SET search_path = shop, public;
CREATE TABLESPACE sample_space OWNER sample_owner LOCATION :'tablespace';
GRANT CREATE ON TABLESPACE sample_space TO sample_reader;
CREATE DATABASE sample TEMPLATE template0 OWNER sample_owner;
CREATE DATABASE "Zweite ""DB""" TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C';
CREATE TABLE in_postgres AS SELECT n FROM generate_series(1, 10) n;
