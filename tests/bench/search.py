#!/usr/bin/env python3
"""How long searches take: 200 queries of every kind against --cables invented cables (corpus.py).

The time is the server's own (log_duration) of the statement that `cabled search` sends, so that the
start of the program does not count. Prints median and 99th percentile in milliseconds, and the
slowest queries.
"""

import argparse
import random
import re
import statistics
import subprocess
import sys

import corpus


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
        lambda: [common(), "--station", chance.choice(corpus.STATIONS), "--from", "2004-01-01"],
        lambda: [f"{common()} {rare()}", "--tag", chance.choice(corpus.TAGS)],
        lambda: [words[chance.randrange(5)]],  # in nearly every cable
    ]
    return [kinds[n % len(kinds)]() for n in range(count)]


class SearchBench:
    def __init__(self, cluster, database, facets):
        self.cluster, self.database = cluster, database
        self.command = corpus.command(cluster, database, "--json", "search",
                                      *(["--facets"] if facets else []))

    def run(self, query):
        """(milliseconds, hits): planning is part of binding, each statement is a line of either."""
        log = self.cluster.folder / "log"
        begin = log.stat().st_size
        done = subprocess.run([*self.command, *query], capture_output=True, text=True, check=True)
        with open(log, encoding="utf-8") as lines:
            lines.seek(begin)
            took = re.findall(r"duration: ([0-9.]+) ms  (?:bind|execute) <unnamed>: WITH w AS",
                              lines.read())
        if not took:
            sys.exit(f"no duration of {query}")
        return sum(map(float, took)), done.stdout.count("\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cables", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", help="where the cluster is kept")
    parser.add_argument("--facets", action="store_true", help="count them as well")
    options = parser.parse_args()
    cluster = corpus.bench_cluster(options.folder)
    try:
        database = corpus.fill(cluster, options.cables)
        words, _ = corpus.vocabulary(random.Random(1))  # as fill() does
        chance = random.Random(options.seed)
        cluster.psql("postgres", f"ALTER DATABASE {database} SET log_min_duration_statement = 0")
        bench = SearchBench(cluster, database, options.facets)
        bench.run(["warm"])
        results = sorted((*bench.run(query), query)
                         for query in queries(chance, words, options.queries))
        cluster.psql("postgres", f"ALTER DATABASE {database} RESET log_min_duration_statement")
        took = [ms for ms, _, _ in results]
        print(f"{len(took)} queries, {sum(hits for _, hits, _ in results)} hits: median"
              f" {statistics.median(took):.1f} ms, 99th percentile"
              f" {took[int(len(took) * 0.99)]:.1f} ms, longest {took[-1]:.1f} ms")
        for ms, hits, query in results[-6:]:
            print(f"  {ms:.0f} ms, {hits} hits: {' '.join(query)}")
    finally:
        cluster.remove()


if __name__ == "__main__":
    main()
