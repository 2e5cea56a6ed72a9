#!/usr/bin/env python3
"""How long searches take: 200 queries of every kind against --cables invented cables.

The time is the server's own (log_duration) of the statement that `cabled search` sends, so that the
start of the program does not count. Prints median and 99th percentile in milliseconds.
"""

import argparse
import os
import pathlib
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "campaign"))
from cluster import PROGRAMS, Cluster  # noqa: E402

BINARY = os.environ.get("CABLED_BINARY", str(ROOT / "build/quick/daemon/cabled"))
STATIONS = ["OSLO", "LISBON", "NAIROBI", "HANOI", "QUITO", "NAPLES", "TALLINN", "WELLINGTON"]
TAGS = ["PREL", "ECON", "SENV", "EFIS", "KPAO", "ETRD", "EAGR", "PGOV"]
SYLLABLES = [a + b for a in "b d f g k l m n p r s t v w".split() for b in "a e i o u".split()]
WORDS_A_CABLE = 300


def vocabulary(chance, size=30000):
    words = set()
    while len(words) < size:
        words.add("".join(chance.choices(SYLLABLES, k=chance.choice((2, 3, 3, 4)))))
    words = sorted(words)
    chance.shuffle(words)
    # Zipf's law, as in real texts: the n-th word is 1/n as frequent as the first.
    return words, [1 / (rank + 1) for rank in range(size)]


def write_rows(file, cables, chance, words, weights):
    cumulative, total = [], 0
    for weight in weights:
        total += weight
        cumulative.append(total)
    for n in range(cables):
        text = " ".join(chance.choices(words, cum_weights=cumulative, k=WORDS_A_CABLE))
        subject = " ".join(chance.choices(words, k=6)).upper()
        year = 2000 + n % 10
        file.write("\t".join([str(n), str(year), chance.choice(STATIONS), chance.choice(TAGS),
                              chance.choice(("UNCLASSIFIED", "CONFIDENTIAL", "SECRET")), subject,
                              text]) + "\n")


LOAD = r"""
CREATE UNLOGGED TABLE raw (n int, year int, station text, tag text, class text, subject text,
  body text);
\copy raw FROM '{file}'
CREATE TEMP VIEW v AS SELECT *, right(year::text, 2) || station || n AS id FROM raw;
DROP INDEX cable_search;
INSERT INTO cable (id, year, station, serial, sent_at, classification, tags, subject, fields,
  search, best_key) SELECT id, year, station, n, make_timestamptz(year, 1 + n % 12, 1, 0, 0, 0, 'UTC'),
  class, ARRAY[tag], subject, '{{}}', cable_search_vector(id, subject, ARRAY[tag], body),
  sha256(body::bytea) FROM v;
CREATE INDEX cable_search ON cable USING gin (search);
INSERT INTO rendition (cable_id, content_key, text, fields, fingerprint, completeness,
  parser_version, first_url) SELECT id, sha256(body::bytea), body, '{{}}', n, 1, 1, 'http://x/' || n
  FROM v;
DROP TABLE raw CASCADE;
VACUUM ANALYZE;
"""


def queries(chance, words, count):
    """Common and rare words, phrases, prefixes, exclusions, alternatives, ids, filters."""
    def common():
        return words[int(chance.expovariate(1 / 150)) % 3000]

    def rare():
        return chance.choice(words[3000:])

    kinds = [
        lambda: [common()], lambda: [rare()], lambda: [f"{common()} {common()}"],
        lambda: [f"{common()} {rare()}"], lambda: [f'"{common()} {common()}"'],
        lambda: [rare()[:5] + "*"], lambda: [f"{common()} -{common()}"],
        lambda: [f"{rare()} or {rare()}"],
        lambda: [f"0{chance.randrange(10)} oslo {chance.randrange(1000):05d}"],
        lambda: [common(), "--station", chance.choice(STATIONS), "--from", "2004-01-01"],
        lambda: [f"{common()} {rare()}", "--tag", chance.choice(TAGS)],
        lambda: [words[chance.randrange(5)]],  # in nearly every cable
    ]
    return [kinds[n % len(kinds)]() for n in range(count)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cables", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    words, weights = vocabulary(chance)
    cluster = Cluster("search", ["shared_buffers = 512MB", "work_mem = 16MB", "max_wal_size = 4GB"])
    try:
        cluster.psql("postgres", "CREATE DATABASE corpus")
        state = tempfile.mkdtemp(prefix="cabled-search-")
        command = [BINARY, "--database", cluster.url("corpus"), "--state-dir", state, "--quiet",
                   "--json"]
        subprocess.run([*command, "migrate"], check=True, stdout=subprocess.DEVNULL)
        begun = time.monotonic()
        with tempfile.NamedTemporaryFile("w", prefix="cabled-rows-") as file:
            write_rows(file, options.cables, chance, words, weights)
            file.flush()
            subprocess.run([PROGRAMS / "psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-h", cluster.folder,
                            "-U", "tester", "-d", "corpus", "-c", "SELECT 1", "-f", "-"],
                           input=LOAD.format(file=file.name), text=True, check=True,
                           stdout=subprocess.DEVNULL)
        print(f"{options.cables} cables loaded in {time.monotonic() - begun:.0f} s")
        cluster.psql("postgres", "ALTER DATABASE corpus SET log_min_duration_statement = 0")
        asked = queries(chance, words, options.queries)
        hits = 0
        for query in [["warm"], *asked]:
            done = subprocess.run([*command, "search", *query], capture_output=True, text=True,
                                  check=True)
            hits += done.stdout.count("\n")
        log = (cluster.folder / "log").read_text(encoding="utf-8")
        # Planning is part of binding; each query gives one line of either kind.
        phases = [[float(ms) for ms in re.findall(
            rf"duration: ([0-9.]+) ms  {phase} <unnamed>: WITH w AS", log)]
                  for phase in ("bind", "execute")]
        took = [bind + execute for bind, execute in zip(*phases)][1:]
        if len(took) != len(asked):
            sys.exit(f"{len(took)} durations for {len(asked)} queries")
        took.sort()
        print(f"{len(took)} queries, {hits} hits: median {statistics.median(took):.1f} ms, 99th"
              f" percentile {took[int(len(took) * 0.99)]:.1f} ms, longest {took[-1]:.1f} ms")
    finally:
        cluster.remove()


if __name__ == "__main__":
    main()
