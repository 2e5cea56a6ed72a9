#!/usr/bin/env bash
# One import of an archive into the PostgreSQL that libpq's environment names, for side-by-side benchmarks.
#   PGHOST=… PGPORT=… PGUSER=… PGDATABASE=… import_archive.sh CABLED ARCHIVE
# The schema is dropped first. State (the archive) goes to a fresh folder below $TMPDIR, which is removed.
set -eu
cabled=$1
archive=$2
state=$(mktemp -d "${TMPDIR:-/tmp}/cabled-bench-XXXXXX")
trap 'rm -rf "$state"' EXIT
psql -qc 'DROP SCHEMA public CASCADE; CREATE SCHEMA public' 2> /dev/null
: > "$state/cabled.toml"
database="host=$PGHOST port=${PGPORT:-5432} dbname=$PGDATABASE user=$PGUSER"
run() { "$cabled" --config "$state/cabled.toml" --state-dir "$state" --database "$database" --log-level "${BENCH_LOG:-warning}" "$@"; }
run migrate > /dev/null
run import --json "$archive"
