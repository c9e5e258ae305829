#!/bin/bash
# Saves one database, or the globals, with nothing but the stock tools, as dumper and encryptor would. libpq's environment
# says from where. Arguments: format (directory, plain or globals), connection string, the database's name encoded
set -euo pipefail
umask 077
encrypt() { gpg --batch --quiet --compress-algo none --trust-model always -r recipient@test --encrypt -o "backup/$1"; }
case $1 in
  globals) pg_dumpall --globals-only --database="$2" | zstd -q | encrypt globals.sql.zst.gpg ;;
  plain) pg_dump --create "$2" | gzip -1 | encrypt "$3.sql.gz.gpg" ;;
  directory)
    pg_dump -Fd -Z0 -f "./$3.dir" "$2"
    tar -c -- "$3.dir" | zstd -q -1 | encrypt "$3.dir.tar.zst.gpg"
    rm -rf -- "$3.dir"
    ;;
esac
