#!/usr/bin/env python3
"""What storing costs when the database has more cables: the same pages are imported with 10 thousand
there, with a million, or with what --sizes says, in turn.

All pass a pool whose connections stay, as a daemon's do, and the first round, which warms them, does
not count. Prints pages a second of the whole import, the server's milliseconds a page by statement
(pg_stat_statements), and the ratio of the last size's rate to the first's, which is to be 0.9 at least.
"""

import argparse
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import corpus
from invented_archive import write_archive

# Of the statements of a batch, by what they begin with and the table that is theirs.
STATEMENTS = {"cables": "INSERT INTO cable (id", "texts": "INSERT INTO rendition", "bands": "WITH own AS MATERIALIZED",
              "near links": "WITH pair AS MATERIALIZED", "sightings": "INSERT INTO sighting",
              "links": "INSERT INTO cable_link (from_id"}


def import_archive(cluster, database, archive):
    cluster.psql(database, "SELECT pg_stat_statements_reset()")
    begun = time.monotonic()
    subprocess.run(corpus.pooled(corpus.command(cluster, database, "import", archive)), check=True,
                   stdout=subprocess.DEVNULL)
    took = time.monotonic() - begun
    rows = cluster.psql(database, "SELECT total_exec_time, regexp_replace(query, '\\s+', ' ', 'g')"
                        " FROM pg_stat_statements WHERE dbid = (SELECT oid FROM pg_database"
                        " WHERE datname = current_database())").splitlines()
    spent = dict.fromkeys([*STATEMENTS, "other"], 0.0)
    for row in rows:
        ms, query = row.split("|", 1)
        name = next((n for n, start in STATEMENTS.items() if query.startswith(start)), "other")
        spent[name] += float(ms)
    return took, spent


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", required=True, help="where the cluster is kept")
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 1_000_000])
    parser.add_argument("--first", type=int, default=1, help="number of the first round: each is new")
    options = parser.parse_args()
    cluster = corpus.bench_cluster(options.folder)
    databases = {size: corpus.fill(cluster, size) for size in options.sizes}
    for database in databases.values():
        cluster.psql(database, "CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
    rates = {size: [] for size in options.sizes}
    with (tempfile.TemporaryDirectory(prefix="cabled-ingest-") as name, corpus.pool_of(cluster)):
        archive = pathlib.Path(name) / "new.warc.gz"
        for number in range(options.first, options.first + 1 + options.rounds):
            write_archive(archive, options.pages, number)
            # In turn, and the other first each time: what else the machine does hits both.
            for size in options.sizes if number % 2 else reversed(options.sizes):
                took, spent = import_archive(cluster, databases[size], archive)
                if number > options.first:
                    rates[size].append(options.pages / took)
                print(f"round {number}, {size} cables: {options.pages / took:.0f} pages/s;"
                      " ms a page: " + ", ".join(f"{what} {ms / options.pages:.2f}"
                                                 for what, ms in spent.items()), flush=True)
    medians = {size: statistics.median(rates[size]) for size in options.sizes}
    ratio = medians[options.sizes[-1]] / medians[options.sizes[0]]
    print("median pages/s: " + ", ".join(f"{size} cables {rate:.0f}" for size, rate in medians.items()) +
          f"; ratio {ratio:.2f}")
    return 0 if ratio >= 0.9 else 1


if __name__ == "__main__":
    sys.exit(main())
