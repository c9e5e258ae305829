-- What belongs to the database sample and not to what is in it: a copy from a template does not have it.
ALTER DATABASE sample OWNER TO sample_owner;
REVOKE CONNECT ON DATABASE sample FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE sample TO sample_reader;
ALTER DATABASE sample SET default_transaction_read_only = on;
ALTER DATABASE sample SET statement_timeout = '17min';
ALTER DATABASE sample CONNECTION LIMIT 99;
ALTER ROLE sample_login IN DATABASE sample SET lock_timeout = '3s';
COMMENT ON DATABASE sample IS 'every built-in type and the odd cases';
