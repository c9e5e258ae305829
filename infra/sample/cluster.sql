-- Roles and databases of the sample cluster.
CREATE ROLE app_owner NOLOGIN;
CREATE ROLE agent_zero LOGIN PASSWORD 'sample-only' CONNECTION LIMIT 50;
CREATE ROLE n8n LOGIN PASSWORD 'sample-only';
CREATE ROLE reporting NOLOGIN;
CREATE ROLE "Analyst Ü" LOGIN PASSWORD 'sample-only' IN ROLE reporting;
GRANT app_owner TO agent_zero, n8n;
ALTER ROLE agent_zero SET statement_timeout = '5min';
ALTER ROLE reporting SET default_transaction_read_only = on;
COMMENT ON ROLE reporting IS 'reads the reports, nothing else';

CREATE DATABASE groundzero OWNER app_owner;
COMMENT ON DATABASE groundzero IS 'everything Ground-Zero runs on';
ALTER DATABASE groundzero SET work_mem = '8MB';
ALTER ROLE n8n IN DATABASE groundzero SET search_path = n8n, public;
REVOKE CONNECT ON DATABASE groundzero FROM PUBLIC;
GRANT CONNECT ON DATABASE groundzero TO app_owner, agent_zero, n8n, reporting, ground_zero_dump;
CREATE DATABASE "Müller's n8n.extra" OWNER n8n TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C';
