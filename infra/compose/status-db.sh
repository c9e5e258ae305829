#!/bin/sh
# Run once, by the status database's container: the gateway's role, which is no superuser, and its database. Over the
# network no superuser gets in: it has no password.
set -eu
psql -Xq -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d postgres <<'SQL'
\set password `head -n 1 /run/secrets/gateway-database`
CREATE ROLE gateway LOGIN PASSWORD :'password';
CREATE DATABASE gateway OWNER gateway;
ALTER ROLE CURRENT_USER PASSWORD NULL;
SQL
