#!/usr/bin/env python3
"""A transaction that does not end, anywhere on the server, and a copy that lacks rows: both are told."""

import json
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
import commands  # noqa: E402
from cabled_program import Program  # noqa: E402
from import_fixture import telegram  # noqa: E402
from postgres_cluster import Cluster, programs  # noqa: E402
from waiting import until  # noqa: E402

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
        self.program = Program(self.folder / "state", database=self.cluster.create(self.name))
        self.program.output("migrate")

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
        session = commands.Running([programs() / "psql", "-XqAt", self.cluster.url(database)],
                                   stdin=subprocess.PIPE)
        self.addCleanup(session.end)
        session.stdin.write(b"SET application_name = 'ledger'; BEGIN;"
                            b" SELECT pg_current_xact_id() > '0'; SELECT pg_backend_pid();\n")
        session.stdin.flush()
        return int(session.line(1))

    def line_with(self, process, words):
        """The first whole line of its log that has them."""
        return until(words, lambda: next((line for line in process.said("replace").split("\n")[:-1]
                                          if words in line), None), 120, process=process)

    def test_a_prepared_transaction_of_another_database_is_named_everywhere(self):
        self.prepare("books")
        self.add_link("09OSLO2")

        printed = self.program.run("feed")
        listed = self.program.output("--quiet", "feed", "--list")
        held = json.loads(self.program.output("--quiet", "--json", "feed", "--list"))["held_back"]
        judged = self.program.run("doctor").stdout

        self.assertEqual(printed.stdout, "")
        for said in (printed.stderr, listed, judged):
            self.assertIn("1 changes wait", said)
            self.assertIn("prepared transaction 'forgotten' (database books, user cabled", said)
        self.assertEqual((held["prepared"], held["database"], held["changes"]),
                         ("forgotten", "books", 1))
        self.assertGreaterEqual(held["waited_seconds"], 3600)

        self.end_prepared("books")
        self.assertEqual(json.loads(self.program.output("feed"))["cable_id"], "09OSLO2")
        self.assertNotIn("wait", self.program.output("--quiet", "feed", "--list"))
        self.assertIn("change feed: nothing holds changes back", self.program.output("doctor"))

    def test_who_follows_is_told_of_an_idle_session_and_that_it_is_over(self):
        copy = self.folder / "followed.sqlite"
        self.program.output("--quiet", "feed", "--to", f"sqlite:{copy}")
        pid = self.leave_idle("books")
        self.add_link("09OSLO3")
        feed = self.program.start("feed", "--follow", "--to", f"sqlite:{copy}")
        self.addCleanup(feed.end)
        self.assertIn(f"pid {pid} (ledger, database books, user cabled, idle in transaction",
                      self.line_with(feed, "feed held back"))
        self.cluster.psql("postgres", f"SELECT pg_terminate_backend({pid})")
        self.line_with(feed, "feed no longer held back")
        self.assertEqual(feed.stop(), 0, feed.told())
        with sqlite3.connect(copy) as file:
            self.assertEqual(file.execute("SELECT from_id FROM cable_link").fetchall(),
                             [("09OSLO3",)])

    def test_a_copy_that_lacks_changes_which_were_pruned_is_made_anew(self):
        page = self.folder / "page.txt"
        page.write_text(telegram(7))
        self.program.output("--quiet", "feed", "--to", f"sqlite:{self.folder}/lacking.sqlite")
        self.program.output("--quiet", "import", page)
        self.program.output("--quiet", "feed", "--to", f"sqlite:{self.folder}/lacking.sqlite")
        with sqlite3.connect(self.folder / "lacking.sqlite") as file:
            file.execute("DELETE FROM rendition")
        self.cluster.psql(self.name, "DELETE FROM change; UPDATE feed_origin SET pruned_seq = 0,"
                          " pruned_xid = pg_snapshot_xmin(pg_current_snapshot())")

        refused = self.program.run("feed", "--since", "0")
        fed = self.program.run("feed", "--to", f"sqlite:{self.folder}/lacking.sqlite")

        self.assertEqual(refused.returncode, 1)
        self.assertIn("start anew from a whole copy", refused.stderr)
        self.assertIn("copied anew", fed.stderr)
        with sqlite3.connect(self.folder / "lacking.sqlite") as file:
            self.assertEqual(file.execute("SELECT cable_id FROM rendition").fetchall(),
                             [("10TOKYO7",)])


if __name__ == "__main__":
    unittest.main()
