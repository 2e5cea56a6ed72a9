#!/usr/bin/env python3
"""How many changes a second a feed passes on: as lines, to PostgreSQL and to SQLite.

The database is corpus.py's; the lines are those of its outbox. The copies are first filled with the
--copied cables of another, then follow --changes changes of cables, texts, sightings and links.
"""

import argparse
import pathlib
import subprocess
import sys
import tempfile
import time

import corpus

sys.path.insert(0, str(corpus.ROOT / "tests" / "campaign"))
import kill_feed  # noqa: E402


def seconds(command):
    begun = time.monotonic()
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    return time.monotonic() - begun, done.stdout.count(b"\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", required=True, help="where the cluster is kept")
    parser.add_argument("--cables", type=int, default=1_000_000)
    parser.add_argument("--copied", type=int, default=10_000)
    parser.add_argument("--changes", type=int, default=20_000)
    options = parser.parse_args()
    cluster = corpus.bench_cluster(options.folder)
    took, lines = seconds(corpus.command(cluster, corpus.fill(cluster, options.cables), "feed",
                                         "--batch", "5000"))
    print(f"lines, {options.cables} cables there: {lines / took:.0f} changes/s")
    template = corpus.fill(cluster, options.copied)
    for name in ("fed", "upstream"):
        cluster.psql("postgres", f"DROP DATABASE IF EXISTS {name}")
    cluster.psql("postgres", f"CREATE DATABASE upstream TEMPLATE {template}; CREATE DATABASE fed")
    with tempfile.TemporaryDirectory(prefix="cabled-fed-") as folder:
        targets = {"PostgreSQL": cluster.url("fed"),
                   "SQLite": f"sqlite:{pathlib.Path(folder)}/fed.sqlite"}
        for name, target in targets.items():
            took, _ = seconds(corpus.command(cluster, "upstream", "feed", "--to", target))
            print(f"{name}: first copy {options.copied / took:.0f} cables/s")
        kill_feed.write_changes(cluster, 1, options.changes, 1)
        for name, target in targets.items():
            took, _ = seconds(corpus.command(cluster, "upstream", "feed", "--to", target))
            print(f"{name}: {options.changes / took:.0f} changes/s")


if __name__ == "__main__":
    main()
