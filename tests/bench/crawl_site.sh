#!/usr/bin/env bash
# One crawl of a site into the PostgreSQL that libpq's environment names, for side-by-side benchmarks.
#   START_URL=http://127.0.0.1:8181/wl/index.htm PGHOST=… PGPORT=… PGUSER=… PGDATABASE=… crawl_site.sh CABLED
# The schema is dropped first. State (the archive) goes to a fresh folder below $TMPDIR, which is removed.
set -eu
cabled=$1
state=$(mktemp -d "${TMPDIR:-/tmp}/cabled-bench-XXXXXX")
trap 'rm -rf "$state"' EXIT
psql -qc 'DROP SCHEMA public CASCADE; CREATE SCHEMA public' 2> /dev/null
host=${START_URL#*://}
host=${host%%/*}
cat > "$state/cabled.toml" << EOF
contact = "bench@example.org"
[fetch]
allow_private = ["$host"]
[[source]]
name = "bench"
seeds = ["$START_URL"]
index = ["${BENCH_INDEX:-/wl/index*}"]
include = ["/stories/**"]
delay = "0s"
per_host = ${BENCH_PER_HOST:-16}
EOF
database="host=$PGHOST port=${PGPORT:-5432} dbname=$PGDATABASE user=$PGUSER"
run() { "$cabled" --config "$state/cabled.toml" --state-dir "$state" --database "$database" --log-level "${BENCH_LOG:-warning}" "$@"; }
run migrate > /dev/null
run run --once --json
