#!/usr/bin/env python3
"""Short forms of the campaigns: what a killed program, a stopped database and a sleeper leave."""

import argparse
import os
import pathlib
import signal
import sys
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "harness"), str(ROOT / "tests" / "campaign")]

import crawl_check  # noqa: E402
import crawl_trial  # noqa: E402
import kill_crawl  # noqa: E402
import postgres_cluster  # noqa: E402
from waiting import until  # noqa: E402


def campaign(**options):
    standard = {"fault": "kill", "runs": 5, "pages": 150, "hosts": 3, "daemons": 1, "delay": 5,
                "per_host": 1, "tolerance": 5, "seed": 7, "minutes": 10, "longest": 120, "folder": None}
    return kill_crawl.run(argparse.Namespace(**{**standard, **options}))


class Campaigns(unittest.TestCase):
    def judge(self, result, faults):
        self.assertEqual(result["wrong"], [], result)
        self.assertGreaterEqual(result["faults"], faults, result)

    def test_a_killed_crawl_loses_and_doubles_nothing(self):
        self.judge(campaign(), 4)

    def test_a_database_that_stops_in_the_middle_loses_and_doubles_nothing(self):
        self.judge(campaign(fault="server", runs=2), 1)

    def test_sessions_that_are_cut_lose_and_double_nothing(self):
        self.judge(campaign(fault="backend", runs=8, pages=400), 6)

    def test_two_crawls_at_once_lose_and_double_nothing(self):
        self.judge(campaign(daemons=2, runs=4), 3)

    def test_the_delay_is_kept_over_a_kill(self):
        # Longer than a restart takes, so that only patience keeps it.
        self.judge(campaign(pages=4, hosts=1, runs=3, delay=1500, tolerance=20), 2)


# Enough that some are left when it has fallen asleep at the right moment.
PAGES_OF_A_SLEEPER = 60
CONFIG_OF_A_SLEEPER = """
[fetch]
total_timeout = "1s"
"""


class Sleeper(unittest.TestCase):
    """A worker that is stopped in the middle of its work and wakes when its lease has lapsed."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="cabled-sleeper-")
        cls.addClassCleanup(folder.cleanup)
        place = pathlib.Path(folder.name)
        place.chmod(0o755)  # PostgreSQL's user has to pass through
        cls.cluster = postgres_cluster.Cluster(place / "postgres")
        cls.addClassCleanup(cls.cluster.remove)
        cls.site = crawl_trial.SiteProcess(place, PAGES_OF_A_SLEEPER, latency=0.3)
        cls.addClassCleanup(cls.site.stop)
        cls.trial = crawl_trial.Trial(place, cls.cluster, "trial", cls.site)
        with open(cls.trial.config, "a") as config:
            config.write(CONFIG_OF_A_SLEEPER)
        cls.let_one_sleep()

    @classmethod
    def let_one_sleep(cls):
        sleeper = cls.trial.start("run", state=0)
        cls.addClassCleanup(sleeper.end)
        until("four requests", lambda: cls.site.new_requests() and len(cls.site.requests) >= 4,
              process=sleeper, pause=0.002)
        until("a sleeper outside of any transaction", lambda: cls.sleeps_apart(sleeper), process=sleeper)
        try:
            cls.account = cls.trial.finish(state=1)
            cls.stored_before = cls.stored_by(sleeper.pid)
        finally:
            os.kill(sleeper.pid, signal.SIGCONT)
        until("the sleeper to lose its lease", lambda: cls.trial.log_lines("lease lost"), 20,
              process=sleeper)
        cls.code = sleeper.stop(seconds=20)
        cls.stored_after = cls.stored_by(sleeper.pid)

    @classmethod
    def sleeps_apart(cls, sleeper):
        """Puts it to sleep with a request on its way. One that slept in the middle of a transaction would keep
        its locks, and with them its hosts, for as long as the database server lets it."""
        # The answer takes longer than this notices the request: it reaches a sleeper.
        if not cls.site.wait_for_requests(1, 1):
            return False
        os.kill(sleeper.pid, signal.SIGSTOP)
        # What it had sent by then is answered first.
        time.sleep(0.1)
        if cls.cluster.ask("trial", "SELECT count(*) FROM pg_stat_activity WHERE xact_start IS NOT NULL"
                                    " AND application_name LIKE 'cabled %'") == "0":
            return True
        os.kill(sleeper.pid, signal.SIGCONT)
        return False

    @classmethod
    def stored_by(cls, pid):
        """Captures and the database's word on when they were last written, of one process."""
        return cls.cluster.rows("trial", "SELECT url, segment, segment_offset, last_seen_at"
                                         f" FROM capture WHERE segment LIKE '%-{pid}.%'"
                                         " ORDER BY url")

    def test_the_other_finishes_the_crawl_when_the_lease_has_lapsed(self):
        self.assertEqual(self.account["pending"], 0)

    def test_the_sleeper_is_told_that_its_lease_is_lost(self):
        self.assertTrue(self.trial.log_lines("lease lost"))
        self.assertEqual(self.code, 0)

    def test_nothing_that_the_sleeper_brings_late_is_written(self):
        self.assertEqual(self.stored_after, self.stored_before)

    def test_nothing_is_lost_or_there_twice(self):
        figures, examples = crawl_check.report(self.trial, states=2)
        for name in ("lost", "duplicated", "torn", "archive", "orphans"):
            self.assertEqual(figures[name], 0, examples)


if __name__ == "__main__":
    unittest.main()
