#!/bin/bash
# Prints what a cluster holds. Argument: the odd database's name; libpq's environment says where.
set -euo pipefail
export PGOPTIONS='-c role=none -c statement_timeout=0 -c idle_session_timeout=0 -c timezone=UTC -c datestyle=ISO -c intervalstyle=postgres'
q() { psql -X -At -v ON_ERROR_STOP=1 -d "$1" -c "$2"; }
q postgres "SELECT rolname, rolcanlogin, rolpassword FROM pg_authid WHERE oid >= 16384 OR oid = 10 ORDER BY 1"
q postgres "SELECT r.rolname, m.rolname FROM pg_auth_members a JOIN pg_roles r ON r.oid = a.roleid
    JOIN pg_roles m ON m.oid = a.member ORDER BY 1, 2"
q postgres "SELECT datname, pg_get_userbyid(datdba), pg_encoding_to_char(encoding), datcollate, datctype, datistemplate,
    ARRAY(SELECT unnest(datacl)::text ORDER BY 1), shobj_description(oid, 'pg_database') FROM pg_database ORDER BY 1"
q postgres "SELECT datname, rolname, setconfig FROM pg_db_role_setting s LEFT JOIN pg_database d ON d.oid = setdatabase
    LEFT JOIN pg_roles r ON r.oid = setrole ORDER BY 1, 2"
q postgres "SELECT current_setting('data_checksums')"
q postgres "SELECT count(*), sum(n) FROM in_postgres"
q template1 "SELECT count(*) FROM in_template"
q shop "SELECT count(*), min(note), max(note), (SELECT last_value FROM orders_id_seq) FROM orders"
q shop "SELECT extname, extversion FROM pg_extension ORDER BY 1"
q shop "SELECT lo_get(oid) FROM pg_largeobject_metadata"
q retired "SELECT count(*), md5(string_agg(l::text, ',' ORDER BY id)), (SELECT n FROM listed) FROM lists l"
q retired "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'lists_b_check'"
q retired "SELECT evtname, evtenabled FROM pg_event_trigger"
q retired "SELECT current_setting('default_text_search_config'), current_setting('default_transaction_read_only')"
conninfo() { printf "dbname='%s'" "$(sed -e 's/\\/\\\\/g' -e "s/'/\\\\'/g" <<< "$1")"; }
odd=$1
q "$(conninfo "$odd")" "SELECT n FROM t"
