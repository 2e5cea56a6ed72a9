#!/usr/bin/env python3
"""A transaction that does not end, anywhere on the server, and a copy that lacks rows: both are told."""

import json
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import threading
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "harness"), str(ROOT / "tests" / "e2e")]
from import_fixture import telegram  # noqa: E402
from postgres_cluster import Cluster, programs  # noqa: E402

BINARY = os.environ.get("CABLED_BINARY", str(ROOT / "build/dev/daemon/cabled"))
LONGEST = 120  # seconds
# A link that was written an hour ago and is one change.
LINK = ("BEGIN; INSERT INTO cable (id, fields, search, best_key) VALUES ('{0}', '{{}}', '', '');"
        " INSERT INTO cable_link VALUES ('{0}', 'reference', '09OSLO1');"
        " INSERT INTO change (kind, cable_id, at, detail) VALUES ('link', '{0}', now() - interval"
        " '1 hour', '{{\"kind\": \"reference\", \"to\": \"09OSLO1\"}}'); COMMIT;")


class HeldBack(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster.passing("held-back", ["max_prepared_transactions = 2"])
        cls.addClassCleanup(cls.cluster.remove)
        folder = tempfile.TemporaryDirectory(prefix="cabled-held-back-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.cluster.psql("postgres", "CREATE DATABASE books")

    def setUp(self):
        self.name = f"corpus_{self._testMethodName}"[:60]
        self.cluster.psql("postgres", f"CREATE DATABASE {self.name}")
        self.cabled("migrate")

    def command(self, *arguments):
        return [BINARY, "--database", self.cluster.url(self.name), "--state-dir",
                str(self.folder / "state"), *map(str, arguments)]

    def run_cabled(self, *arguments):
        return subprocess.run(self.command(*arguments), capture_output=True, text=True,
                              timeout=LONGEST)

    def cabled(self, *arguments):
        done = self.run_cabled(*arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def add_link(self, cable_id):
        self.cluster.psql(self.name, LINK.format(cable_id))

    def prepare(self, database):
        self.cluster.psql(database, "BEGIN; SELECT pg_current_xact_id();"
                                    " PREPARE TRANSACTION 'forgotten'")
        self.addCleanup(self.end_prepared, database)

    def end_prepared(self, database):
        if self.cluster.ask("postgres", "SELECT count(*) FROM pg_prepared_xacts") == "1":
            self.cluster.psql(database, "ROLLBACK PREPARED 'forgotten'")

    def leave_idle(self, database):
        """The pid of a session whose transaction has a number and goes on."""
        session = subprocess.Popen([programs() / "psql", "-XqAt", self.cluster.url(database)],
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

        def end():
            session.communicate(timeout=LONGEST)

        self.addCleanup(end)
        session.stdin.write("SET application_name = 'ledger'; BEGIN;"
                            " SELECT pg_current_xact_id() > '0'; SELECT pg_backend_pid();\n")
        session.stdin.flush()
        session.stdout.readline()
        return int(session.stdout.readline())

    def test_a_prepared_transaction_of_another_database_is_named_everywhere(self):
        self.prepare("books")
        self.add_link("09OSLO2")

        printed = self.run_cabled("feed")
        listed = self.cabled("--quiet", "feed", "--list")
        held = json.loads(self.cabled("--quiet", "--json", "feed", "--list"))["held_back"]
        judged = self.run_cabled("doctor").stdout

        self.assertEqual(printed.stdout, "")
        for said in (printed.stderr, listed, judged):
            self.assertIn("1 changes wait", said)
            self.assertIn("prepared transaction 'forgotten' (database books, user cabled", said)
        self.assertEqual((held["prepared"], held["database"], held["changes"]),
                         ("forgotten", "books", 1))
        self.assertGreaterEqual(held["waited_seconds"], 3600)

        self.end_prepared("books")
        self.assertEqual(json.loads(self.cabled("feed"))["cable_id"], "09OSLO2")
        self.assertNotIn("wait", self.cabled("--quiet", "feed", "--list"))
        self.assertIn("change feed: nothing holds changes back", self.cabled("doctor"))

    def test_who_follows_is_told_of_an_idle_session_and_that_it_is_over(self):
        copy = self.folder / "followed.sqlite"
        self.cabled("--quiet", "feed", "--to", f"sqlite:{copy}")
        pid = self.leave_idle("books")
        self.add_link("09OSLO3")
        feed = subprocess.Popen(self.command("feed", "--follow", "--to", f"sqlite:{copy}"),
                                stderr=subprocess.PIPE, text=True)
        # Whatever happens: a line that does not come ends with its feeder.
        limit = threading.Timer(LONGEST, feed.kill)
        limit.start()
        try:
            told = next((line for line in feed.stderr if "feed held back" in line), "")
            self.assertIn(f"pid {pid} (ledger, database books, user cabled, idle in transaction", told)
            self.cluster.psql("postgres", f"SELECT pg_terminate_backend({pid})")
            self.assertTrue(any("feed no longer held back" in line for line in feed.stderr))
            feed.terminate()
            self.assertEqual(feed.wait(timeout=LONGEST), 0)
        finally:
            limit.cancel()
            feed.kill()
            feed.communicate(timeout=LONGEST)
        with sqlite3.connect(copy) as file:
            self.assertEqual(file.execute("SELECT from_id FROM cable_link").fetchall(),
                             [("09OSLO3",)])

    def test_a_copy_that_lacks_changes_which_were_pruned_is_made_anew(self):
        page = self.folder / "page.txt"
        page.write_text(telegram(7))
        self.cabled("--quiet", "feed", "--to", f"sqlite:{self.folder}/lacking.sqlite")
        self.cabled("--quiet", "import", page)
        self.cabled("--quiet", "feed", "--to", f"sqlite:{self.folder}/lacking.sqlite")
        with sqlite3.connect(self.folder / "lacking.sqlite") as file:
            file.execute("DELETE FROM rendition")
        self.cluster.psql(self.name, "DELETE FROM change; UPDATE feed_origin SET pruned_seq = 0,"
                          " pruned_xid = pg_snapshot_xmin(pg_current_snapshot())")

        refused = self.run_cabled("feed", "--since", "0")
        fed = self.run_cabled("feed", "--to", f"sqlite:{self.folder}/lacking.sqlite")

        self.assertEqual(refused.returncode, 1)
        self.assertIn("start anew from a whole copy", refused.stderr)
        self.assertIn("copied anew", fed.stderr)
        with sqlite3.connect(self.folder / "lacking.sqlite") as file:
            self.assertEqual(file.execute("SELECT cable_id FROM rendition").fetchall(),
                             [("10TOKYO7",)])


if __name__ == "__main__":
    unittest.main()
