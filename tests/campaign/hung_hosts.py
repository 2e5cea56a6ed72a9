#!/usr/bin/env python3
"""Crawls a site alone, then beside hosts that hang; compares how fast the site's pages came.

Prints the figures as JSON; the exit code is 1 when the site kept less than nine tenths of its rate.
"""

import argparse
import contextlib
import json
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

import crawl_trial  # noqa: E402
import fault_server  # noqa: E402
import postgres_cluster  # noqa: E402
from waiting import TimedOut  # noqa: E402

LONGEST_WAIT = 300  # seconds
HUNG = """
[[source]]
name = "hung"
seeds = [{seeds}]
allow_private = ["127.0.0.0/8"]
"""


def hang(connection):
    connection.recv(1)


def rate(folder, cluster, name, options, hung_seeds):
    """Stories a second from the first to the last."""
    place = folder / name
    place.mkdir()
    with contextlib.ExitStack() as undo:
        site = crawl_trial.SiteProcess(place, options.pages, options.hosts)
        undo.callback(site.stop)
        trial = crawl_trial.Trial(place, cluster, name, site, options.delay)
        if hung_seeds:
            with open(trial.config, "a", encoding="utf-8") as config:
                config.write(HUNG.format(seeds=", ".join(hung_seeds)))
        process = trial.start("run")
        undo.callback(process.end)
        seen = []
        while len(seen) < options.pages:
            if not site.wait_for_requests(1, LONGEST_WAIT, lambda: process.poll() is None):
                raise TimedOut(f"waited {LONGEST_WAIT} s at most for a request in vain{trial.told()}")
            seen = [moment for moment, _, path in site.requests if path.startswith("/stories/")]
        return (len(seen) - 1) / (seen[-1] - seen[0])


def run(options):
    with tempfile.TemporaryDirectory(prefix="cabled-hung-") as folder:
        place = pathlib.Path(folder)
        place.chmod(0o755)  # PostgreSQL's user has to pass through
        cluster = postgres_cluster.Cluster(place / "postgres")
        server = fault_server.FaultServer({"/robots.txt": hang, "/": hang})
        try:
            seeds = [f'"http://127.0.4.{n}:{server.port}/"' for n in range(1, options.hung + 1)]
            alone = rate(place, cluster, "alone", options, [])
            beside = rate(place, cluster, "beside", options, seeds)
        finally:
            server.stop()
            cluster.remove()
    return {"alone": round(alone, 1), "beside": round(beside, 1), "share": round(beside / alone, 3)}


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hung", type=int, default=100, help="hosts that hang")
    parser.add_argument("--pages", type=int, default=600)
    parser.add_argument("--hosts", type=int, default=4, help="addresses the pages are spread over")
    parser.add_argument("--delay", type=int, default=50, help="milliseconds between two requests")
    figures = run(parser.parse_args())
    print(json.dumps(figures))
    sys.exit(1 if figures["share"] < 0.9 else 0)


if __name__ == "__main__":
    main()
