#!/bin/bash
# Makes a small source cluster and a backup of it, with nothing but the stock tools, as the services would.
# Arguments: folder (with the keys of make-keys.sh), format (directory or plain), port, a database's name and that
# name encoded
set -euo pipefail
umask 077
cd "$1"
format=$2
bin=/usr/lib/postgresql/15/bin
export PGHOST=$1 PGPORT=$3 PGUSER='Odd Admin' GNUPGHOME=$1/gnupg
odd=$4
conninfo() { printf "dbname='%s'" "$(sed -e 's/\\/\\\\/g' -e "s/'/\\\\'/g" <<< "$1")"; }

"$bin/initdb" -D source -U "$PGUSER" --auth=trust --encoding=UTF8 --locale=C.UTF-8 --data-checksums > initdb.log
echo "unix_socket_directories = '$PGHOST'" >> source/postgresql.conf
echo "listen_addresses = ''" >> source/postgresql.conf
echo "port = $PGPORT" >> source/postgresql.conf
"$bin/pg_ctl" -D source -w -l source.log start > /dev/null
trap '"$bin/pg_ctl" -D source -w -m fast stop > /dev/null; gpgconf --kill gpg-agent' EXIT

psql -X -q -v ON_ERROR_STOP=1 -d postgres -v odd="$odd" <<'SQL'
CREATE ROLE app LOGIN PASSWORD 'hidden';
CREATE ROLE "Mixed Case" IN ROLE app;
ALTER DATABASE postgres SET work_mem = '7MB';
COMMENT ON DATABASE postgres IS 'kept';
CREATE TABLE in_postgres AS SELECT n FROM generate_series(1, 10) n;
CREATE DATABASE :"odd" OWNER app ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0;
ALTER ROLE app IN DATABASE :"odd" SET statement_timeout = '1h';
REVOKE CONNECT ON DATABASE :"odd" FROM PUBLIC;
CREATE DATABASE shop;
\c shop
CREATE EXTENSION pg_trgm;
CREATE TABLE orders (id bigserial PRIMARY KEY, note text);
INSERT INTO orders (note) SELECT 'order ' || n FROM generate_series(1, 1000) n;
SELECT lo_from_bytea(0, 'large');
SQL
# what people set and make that must not hinder a restore: most of it is set before the first table comes back
psql -X -q -v ON_ERROR_STOP=1 -d postgres <<'SQL'
CREATE DATABASE retired;
ALTER ROLE app SET default_transaction_read_only = on;
ALTER ROLE "Odd Admin" SET statement_timeout = '7ms';
\c retired
SET statement_timeout = 0;
CREATE SCHEMA words;
CREATE TEXT SEARCH CONFIGURATION words.ours (COPY = simple);
CREATE TABLE lists (id int PRIMARY KEY, list text[], b text CHECK (b <> 'x' OR b = NULL), i interval, t timestamptz);
INSERT INTO lists SELECT n, ARRAY['NULL', NULL], 'y', '-1 year 2 months -3 days', '2026-10-25 02:30+01'
    FROM generate_series(1, 5000) n;
CREATE INDEX lists_words ON lists USING gin (to_tsvector('words.ours', b));
CREATE MATERIALIZED VIEW listed AS SELECT count(*) AS n FROM lists;
CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'nothing is made here'; END $$;
CREATE EVENT TRIGGER refuse ON ddl_command_start EXECUTE FUNCTION refuse();
ALTER DATABASE retired SET default_text_search_config = 'words.ours';
ALTER DATABASE retired SET role = 'app';
ALTER DATABASE retired SET statement_timeout = '1ms';
ALTER DATABASE retired SET lock_timeout = '1ms';
ALTER DATABASE retired SET idle_session_timeout = '20ms';
ALTER DATABASE retired SET array_nulls = off;
ALTER DATABASE retired SET transform_null_equals = on;
ALTER DATABASE retired SET datestyle = 'SQL, DMY';
ALTER DATABASE retired SET intervalstyle = 'sql_standard';
ALTER DATABASE retired SET timezone = 'Asia/Kathmandu';
ALTER DATABASE retired SET standard_conforming_strings = off;
ALTER DATABASE retired SET default_transaction_isolation = 'serializable';
ALTER DATABASE retired SET default_transaction_read_only = on;
SQL
export PGOPTIONS='-c role=none -c statement_timeout=0 -c default_transaction_read_only=off'
psql -X -q -v ON_ERROR_STOP=1 -d template1 -c 'CREATE TABLE in_template (n int)'
psql -X -q -v ON_ERROR_STOP=1 -d "$(conninfo "$odd")" -c 'CREATE TABLE t AS SELECT 1 AS n'

encrypt() { gpg --batch --quiet --compress-algo none --trust-model always -r recipient@test --encrypt -o "backup/$1"; }
dump() {
    conn=$(conninfo "$1")
    if [ "$format" = plain ]; then
        pg_dump --create "$conn" | gzip | encrypt "$2.sql.gz.gpg"
    else
        pg_dump -Fd -Z0 -j 2 -f "$2.dir" "$conn"
        tar -c "$2.dir" | zstd -q -1 | encrypt "$2.dir.tar.zst.gpg"
    fi
}
pg_dumpall --globals-only | zstd -q | encrypt globals.sql.zst.gpg
dump postgres postgres
dump template1 template1
dump shop shop
dump retired retired
dump "$odd" "$5"
mkdir etc && echo setting > etc/app.conf && tar -c etc | zstd -q | encrypt config.tar.zst.gpg
echo '{}' | zstd -q | encrypt fingerprint.json.zst.gpg
mkdir -p checks/checks checks/repairs
cat > checks/repairs/requeue.sql <<'SQL'
-- name: one row for each backup
-- database: shop
-- when: to_regclass('public.orders') IS NOT NULL AND 'it''s' <> ''
-- timeout: PT1M

CREATE TABLE IF NOT EXISTS public.repaired (id text PRIMARY KEY);
INSERT INTO public.repaired VALUES (current_setting('gz.backup_id')) ON CONFLICT DO NOTHING;
SQL
printf -- '-- name: never\n-- database: nowhere\n\nSELECT 1 / 0;\n' > checks/repairs/never.sql
tar -c checks | zstd -q | encrypt checks.tar.zst.gpg
