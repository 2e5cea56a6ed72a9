#!/usr/bin/env python3
"""What follows a corpus that was restored, and how a downstream is compared with it and mended."""

import json
import pathlib
import shutil
import sqlite3
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
import commands  # noqa: E402
from cabled_program import Program  # noqa: E402
from lisbon_page import PAGE  # noqa: E402
from postgres_cluster import Cluster, programs  # noqa: E402

TABLES = ("cable", "rendition", "sighting", "cable_link")


class RestoredSource(unittest.TestCase):
    def setUp(self):
        self.cluster = Cluster.passing("restored")
        self.addCleanup(self.cluster.remove)
        folder = tempfile.TemporaryDirectory(prefix="cabled-restored-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.folder.chmod(0o755)
        self.program = Program(self.folder / "state", database=self.cluster.create("corpus"),
                               options=["--quiet"])
        self.program.output("migrate")
        self.add_pages(1, 2, 3)

    def add_pages(self, *serials, text="The harbour master asked for two tugs."):
        for serial in serials:
            page = self.folder / f"{serial}.html"
            page.write_text(PAGE.format(serial=serial, subject=f"TALKS {serial}", text=text))
            self.program.output("import", page)

    @property
    def sqlite(self):
        return f"sqlite:{self.folder / 'down.sqlite'}"

    def postgres(self):
        if not hasattr(self, "downstream"):
            self.downstream = self.cluster.create("downstream")
        return self.downstream

    def copies(self):
        """Both kinds of downstream."""
        return (self.sqlite, self.postgres())

    def ids(self, to):
        if to == self.sqlite:
            with sqlite3.connect(self.folder / "down.sqlite") as database:
                return [row[0] for row in database.execute("SELECT id FROM cable ORDER BY id")]
        return self.cluster.psql("downstream", "SELECT id FROM cabled.cable ORDER BY id").split()

    def change(self, to, *statements):
        """Changes a downstream behind the feeder's back."""
        if to == self.sqlite:
            with sqlite3.connect(self.folder / "down.sqlite") as database:
                for statement in statements:
                    database.execute(statement)
            return
        for statement in statements:
            self.cluster.psql("downstream", f"SET search_path = cabled; {statement}")

    def check(self, to, *options):
        done = self.program.run("--json", "feed", "--to", to, "--check", *options)
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        return done.returncode, {line["id"]: line["difference"] for line in lines[:-1]}, lines[-1]

    def assert_refused_then_copied(self, ids):
        for to in self.copies():
            done = self.program.run("feed", "--to", to)
            self.assertEqual(done.returncode, 1, done.told)
            self.assertIn("--copy-anew", done.stderr)
            self.assertIn("--since 0", done.stderr)
            self.program.output("feed", "--to", to, "--copy-anew")
            self.assertEqual(self.ids(to), ids)
            self.assertEqual(self.check(to)[:2], (0, {}))

    def test_a_copy_of_its_files_refuses_the_places_that_it_never_had(self):
        # A copy at rest: what a snapshot of the disk or a base backup is when it is started.
        self.cluster.stop("fast")
        commands.run(["cp", "-a", self.cluster.data, self.folder / "copy"])
        self.cluster.start()
        self.add_pages(4, 5)
        for to in self.copies():
            self.program.output("feed", "--to", to)
        cursor = self.program.output("feed", "--now").strip()
        downstream = self.cluster.folder / "downstream.sql"
        downstream.write_text(commands.run([programs() / "pg_dump", self.postgres()]).stdout)

        self.cluster.stop("fast")
        shutil.rmtree(self.cluster.data)
        commands.run(["cp", "-a", self.folder / "copy", self.cluster.data])
        self.cluster.start()
        self.cluster.create("downstream")
        self.cluster.psql("downstream", downstream.read_text())
        self.add_pages(6, 7)

        done = self.program.run("feed", "--since", cursor)
        self.assertEqual(done.returncode, 1, done.told)
        self.assertIn("older copy", done.stderr)
        self.assert_refused_then_copied([f"09LISBON{n}" for n in (1, 2, 3, 6, 7)])

    def test_a_dump_in_another_server_is_numbered_anew_by_migrate(self):
        for to in self.copies():
            self.program.output("feed", "--to", to)
        self.program.output("feed", "--since", "0", "--consumer", "reader")
        cursor = self.program.output("feed", "--now").strip()
        dump = commands.run([programs() / "pg_dump", "-Fc", "-f", self.folder / "dump",
                             self.cluster.url("corpus")])
        self.assertEqual(dump.returncode, 0, dump.told)
        other = Cluster.passing("other")
        self.addCleanup(other.remove)
        other.create("corpus")
        restored = commands.run([programs() / "pg_restore", "-d", other.url("corpus"),
                                 self.folder / "dump"])
        self.assertEqual(restored.returncode, 0, restored.told)
        self.program = Program(self.folder / "other", database=other.url("corpus"),
                               options=["--quiet"])
        self.add_pages(4)

        done = self.program.run("feed", "--since", "0")
        self.assertEqual(done.returncode, 1, done.told)
        self.assertIn("cabled migrate", done.stderr)
        self.assertIn("numbered anew", self.program.output("migrate"))
        self.assertEqual(self.program.run("feed", "--since", cursor).returncode, 1)
        lines = [json.loads(line) for line in self.program.output("feed", "--since", "0").splitlines()]
        self.assertEqual([line["cable_id"] for line in lines if line["kind"] == "cable"],
                         [f"09LISBON{n}" for n in (1, 2, 3, 4)])
        self.assert_refused_then_copied([f"09LISBON{n}" for n in (1, 2, 3, 4)])
        self.assertNotIn("numbered anew", self.program.output("migrate"))

    def test_a_check_finds_what_differs_and_heals_it(self):
        self.add_pages(4, 5)
        for to in self.copies():
            self.program.output("feed", "--to", to)
            self.assertEqual(self.check(to), (0, {}, {"cables": 5, "pending": 0, "differing": 0,
                                                      "healed": 0}))
            self.change(
                to, "DELETE FROM cable WHERE id = '09LISBON1'",
                *(f"DELETE FROM {table} WHERE cable_id = '09LISBON1'" for table in TABLES[1:3]),
                "UPDATE cable SET subject = 'ELSE' WHERE id = '09LISBON2'",
                "UPDATE rendition SET text = text || '.' WHERE cable_id = '09LISBON3'",
                "DELETE FROM sighting WHERE cable_id = '09LISBON4'",
                "INSERT INTO cable_link VALUES ('09LISBON9', 'reference', '09OSLO1')")
            expected = {"09LISBON1": "missing", "09LISBON2": "cable", "09LISBON3": "rendition",
                        "09LISBON4": "sighting", "09LISBON9": "too many"}

            self.assertEqual(self.check(to)[:2], (1, expected))
            self.assertEqual(self.check(to, "--heal")[:2], (0, expected))
            self.assertEqual(self.check(to)[:2], (0, {}))

    def test_what_is_still_to_come_is_no_difference(self):
        for to in self.copies():
            self.program.output("feed", "--to", to)
        self.add_pages(2, text="The harbour master asked for three tugs and a boat.")
        self.add_pages(4)

        for to in self.copies():
            code, differences, account = self.check(to)
            self.assertEqual((code, differences), (0, {}))
            self.assertGreaterEqual(account["pending"], 2)

    def test_tables_of_an_older_program_get_their_columns_and_what_belongs_there(self):
        for to in self.copies():
            self.program.output("feed", "--to", to)
            self.change(to, "ALTER TABLE cable DROP COLUMN twin_of",
                        "ALTER TABLE rendition DROP COLUMN completeness")

            self.program.output("feed", "--to", to)

            self.assertEqual(self.check(to)[:2], (0, {}))

    def test_a_webhook_keeps_no_rows_to_compare(self):
        secret = self.folder / "secret"
        secret.write_text("harbour")
        secret.chmod(0o600)
        done = self.program.run("feed", "--to", "http://127.0.0.1:9/", "--secret-file", secret, "--check")

        self.assertEqual(done.returncode, 2, done.told)
        self.assertIn("no rows", done.stderr)


if __name__ == "__main__":
    unittest.main()
