#!/usr/bin/env python3
"""Breaks a crawl again and again, lets it run to its end, and compares what it stored with the site.

  --fault kill       kill -9 of the program (of one of them, with --daemons 2)
  --fault server     PostgreSQL stopped at once and started again
  --fault backend    one of the program's database sessions terminated

The moments are drawn from --seed. Prints the figures as JSON; the exit code is 1 when anything is
lost, there twice, torn, asked for too early, or unreadable in the archive.
"""

import argparse
import contextlib
import json
import pathlib
import random
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

import crawl_check  # noqa: E402
import crawl_trial  # noqa: E402
import postgres_cluster  # noqa: E402
from waiting import TimedOut  # noqa: E402

PIPELINE_PAGES = 256  # the default of pipeline.pages: what can be in flight at a kill
LATE = 120            # seconds in which the requests before the next fault have to come


class Campaign:
    def __init__(self, options, folder):
        self.options = options
        self.dice = random.Random(options.seed)
        self.processes = {}
        self.done = 0
        self.undo = contextlib.ExitStack()
        with self.undo:  # what is there already goes when the rest cannot be made
            self.cluster = postgres_cluster.Cluster(folder / "postgres")
            self.undo.callback(self.cluster.remove)
            self.site = crawl_trial.SiteProcess(folder, options.pages, options.hosts)
            self.undo.callback(self.site.stop)
            self.trial = crawl_trial.Trial(folder, self.cluster, "trial", self.site, options.delay,
                                           options.per_host, options.longest)
            self.undo = self.undo.pop_all()

    def crawl(self):
        """A number of faults spread over the crawl, then a run to the end."""
        start = time.monotonic()
        for state in range(self.options.daemons):
            self.processes[state] = self.trial.start(state=state)
        for _ in range(self.options.runs):
            in_time = time.monotonic() - start < 60 * self.options.minutes
            if not in_time or not self.wait_for_the_moment():
                break
            self.break_something()
            self.done += 1
        for process in self.processes.values():
            process.code()
        account = self.trial.finish()
        return account, time.monotonic() - start

    def wait_for_the_moment(self):
        """Some requests and some milliseconds on; False once the crawl has ended by itself."""
        # Nine tenths of the pages are shared out among the faults, so that all of them find work.
        share = 1.8 * self.options.pages / self.options.runs
        wanted = self.dice.randint(1, max(1, int(share)))
        nap = self.dice.uniform(0, 0.05)
        came = self.site.wait_for_requests(wanted, LATE, self.anybody_runs)
        if not came and self.anybody_runs():
            raise TimedOut(f"waited {LATE} s for {wanted} requests in vain, after {self.done} faults"
                           + self.trial.told())
        for process in self.processes.values():
            self.trial.watch_memory(process)
        time.sleep(nap)
        return came and self.anybody_runs()

    def anybody_runs(self):
        return any(process.poll() is None for process in self.processes.values())

    def break_something(self):
        if self.options.fault == "kill":
            state = self.dice.randrange(self.options.daemons)
            self.trial.kill(self.processes[state])
            self.processes[state] = self.trial.start(state=state)
        elif self.options.fault == "server":
            self.cluster.stop("immediate")
            time.sleep(self.dice.uniform(0, 1))
            self.cluster.start()
        else:
            self.cluster.ask("postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                         " WHERE application_name LIKE 'cabled %'"
                                         " ORDER BY random() LIMIT 1")

    def remove(self):
        for process in self.processes.values():
            process.end()
        self.undo.close()


def judge(options, account, figures):
    """What breaks the promise, in words."""
    wrong = [name for name in ("lost", "duplicated", "torn", "early", "archive", "orphans")
             if figures[name]]
    if account["pending"] or account["discovered"] != options.pages:
        wrong.append("account")
    # A broken server or session loses nothing that is in flight: only a killed program does.
    bound = figures["faults"] * PIPELINE_PAGES if options.fault == "kill" else 0
    if figures["refetched"] > bound:
        wrong.append("refetched")
    return wrong


def run(options):
    with tempfile.TemporaryDirectory(prefix="cabled-campaign-", dir=options.folder) as folder:
        pathlib.Path(folder).chmod(0o755)  # PostgreSQL's user has to pass through
        campaign = Campaign(options, pathlib.Path(folder))
        try:
            account, seconds = campaign.crawl()
            delay = options.delay / 1000
            figures, examples = crawl_check.report(campaign.trial, delay, options.tolerance / 1000,
                                                   options.daemons)
        finally:
            campaign.remove()
    figures.update(faults=campaign.done, seconds=round(seconds, 1))
    return {"wrong": judge(options, account, figures), **figures, "account": account,
            "examples": examples}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fault", choices=["kill", "server", "backend"], default="kill")
    parser.add_argument("--runs", type=int, default=20, help="faults in the course of the crawl")
    parser.add_argument("--pages", type=int, default=10000)
    parser.add_argument("--hosts", type=int, default=4, help="addresses the pages are spread over")
    parser.add_argument("--daemons", type=int, default=1)
    parser.add_argument("--delay", type=int, default=20, help="milliseconds between two requests")
    parser.add_argument("--per-host", type=int, default=1)
    parser.add_argument("--tolerance", type=int, default=10,
                        help="milliseconds that a busy machine may shorten a delay by, in the log")
    parser.add_argument("--minutes", type=float, default=60,
                        help="no more faults after this time; the crawl still runs to its end")
    parser.add_argument("--longest", type=float, default=900,
                        help="seconds that one process may take")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", help="where to work; default: a temporary folder")
    return parser.parse_args()


def main():
    result = run(arguments())
    print(json.dumps(result))
    sys.exit(1 if result["wrong"] else 0)


if __name__ == "__main__":
    main()
