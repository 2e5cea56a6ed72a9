#!/usr/bin/env python3
"""How long searches take: 200 queries of every kind against --cables invented cables (corpus.py).

The time is the server's own (log_duration) of the statements that `cabled search` sends, so that the
start of the program does not count. All go through a pool of one connection.
Prints median and 99th percentile in milliseconds, of the clock and of the processor, and the slowest
queries.
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


PHASE = re.compile(r" ([0-9.]+) ms  (?:bind|execute) <unnamed>:"
                   r".*?!\s+([0-9.]+) s user, ([0-9.]+) s system", re.DOTALL)


class SearchBench:
    def __init__(self, cluster, database, facets):
        self.log = cluster.folder / "log"
        self.command = corpus.pooled(corpus.command(cluster, database, "--json", "search",
                                                    *(["--facets"] if facets else [])))

    def run(self, query):
        """(milliseconds, of the processor, hits); planning is part of binding."""
        begin = self.log.stat().st_size
        done = subprocess.run([*self.command, *query], capture_output=True, text=True)
        if done.returncode > 1:  # 1: no cable matches
            sys.exit(done.stderr)
        with open(self.log, encoding="utf-8") as lines:
            lines.seek(begin)
            messages = lines.read().split("duration:")
        phases = [tuple(map(float, phase.groups())) for phase in map(PHASE.match, messages) if phase]
        if not phases:
            sys.exit(f"no duration of {query}")
        return (sum(ms for ms, _, _ in phases), sum(1000 * (u + s) for _, u, s in phases),
                done.stdout.count("\n"))


def told(what, took):
    took = sorted(took)
    print(f"{what}: median {statistics.median(took):.1f} ms, 99th percentile"
          f" {took[int(len(took) * 0.99)]:.1f} ms, longest {took[-1]:.1f} ms")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cables", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", required=True, help="where the cluster is kept")
    parser.add_argument("--warm", type=int, default=0, help="rounds before the one that counts")
    parser.add_argument("--facets", action="store_true", help="count them as well")
    options = parser.parse_args()
    cluster = corpus.bench_cluster(options.folder)
    database = corpus.fill(cluster, options.cables)
    words, _ = corpus.vocabulary(random.Random(1))  # as fill() does
    chance = random.Random(options.seed)
    cluster.psql("postgres", f"ALTER DATABASE {database} SET log_min_duration_statement = 0;"
                             f"ALTER DATABASE {database} SET log_statement_stats = on")
    try:
        with corpus.pool_of(cluster):
            bench = SearchBench(cluster, database, options.facets)
            asked = queries(chance, words, options.queries)
            for _ in range(1 + options.warm):
                results = [(*bench.run(query), query) for query in asked]
    finally:
        cluster.psql("postgres", f"ALTER DATABASE {database} RESET ALL")
    print(f"{len(results)} queries, {sum(hits for _, _, hits, _ in results)} hits")
    told("clock", [ms for ms, _, _, _ in results])
    told("processor", [ms for _, ms, _, _ in results])
    for ms, cpu, hits, query in sorted(results)[-6:]:
        print(f"  {ms:.0f} ms ({cpu:.0f} ms), {hits} hits: {' '.join(query)}")


if __name__ == "__main__":
    main()
