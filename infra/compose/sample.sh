#!/bin/sh
# Run once, by the sample cluster's container, as its superuser: the dump role and a Ground-Zero-like sample.
set -eu
run() { PGOPTIONS='-c client_min_messages=warning -c synchronous_commit=off' psql -Xq -v ON_ERROR_STOP=1 -o /dev/null "$@"; }
export PGUSER="$POSTGRES_USER" DUMP_PASSWORD_FILE=/run/secrets/dump-role
run -d postgres -v large_objects=on -f /sample/dump-role.sql
run -d postgres -f /sample/cluster.sql
run -d groundzero -v size_mb="${SIZE_MB:-20}" -f /sample/groundzero.sql
run -d "Müller's n8n.extra" -f /sample/extra.sql
