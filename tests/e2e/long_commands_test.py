#!/usr/bin/env python3
"""What a person sees of long commands on a terminal, and how an import is taken back."""

import json
import os
import pathlib
import pty
import re
import signal
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

from import_fixture import Importer, gzip_record, page, warc_of  # noqa: E402
from postgres_cluster import Cluster  # noqa: E402
from waiting import until  # noqa: E402

PAGES = 600


class LongCommands(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="cabled-long-")
        cls.cluster = Cluster.passing("long-commands")
        cls.program = Importer(cls.folder.name)
        cls.program.database = cls.cluster.create("long")
        cls.program.output("migrate")
        pages = [(f"http://long.example/{n}.html", page(n)) for n in range(1, PAGES + 1)]
        cls.archive = cls.program.file("long.warc.gz", warc_of(pages, gzip_record))
        cls.shown = cls.on_terminal("import", cls.archive)

    @classmethod
    def tearDownClass(cls):
        cls.cluster.remove()
        cls.folder.cleanup()

    @classmethod
    def on_terminal(cls, *arguments, stop_at=None):
        """What standard error shows on a terminal, and the exit code; told to stop once `stop_at` is shown."""
        master, slave = pty.openpty()
        running = subprocess.Popen(cls.program.command(*arguments), stdout=subprocess.DEVNULL, stderr=slave,
                                   start_new_session=True)
        os.close(slave)
        shown, deadline = b"", time.monotonic() + 200
        while time.monotonic() < deadline:
            try:
                piece = os.read(master, 65536)
            except OSError:  # the last writer is gone
                break
            if not piece:
                break
            shown += piece
            if stop_at and re.search(stop_at, shown):
                running.send_signal(signal.SIGTERM)
                stop_at = None
        os.close(master)
        return shown.decode(), running.wait(timeout=60)

    def imports(self):
        return [json.loads(line) for line in self.program.output("--json", "import", "--list").splitlines()]

    def state(self, number):
        return {line["id"]: line["state"] for line in self.imports()}[number]

    def fails(self, code, says, *arguments):
        done = self.program.run(*arguments)
        self.assertEqual((done.returncode, True), (code, says in done.stderr), done.told)

    def test_an_import_shows_the_bytes_of_its_files(self):
        shown, code = self.shown
        self.assertEqual(code, 0, shown)
        self.assertRegex(shown, r"\r\x1b\[K\[[#.]{20}\] \d+ records, \d+\.\d of \d+\.\d kB, \d+%")
        self.assertIn(f"{PAGES} records", shown.splitlines()[-1])

    def test_a_reparse_shows_the_pages_there_are(self):
        shown, code = self.on_terminal("reparse")
        self.assertEqual(code, 0, shown)
        self.assertRegex(shown, rf"\] \d+ of {PAGES} pages, \d+%")

    def test_an_export_shows_the_cables_there_are(self):
        shown, code = self.on_terminal("export")
        self.assertEqual(code, 0, shown)
        self.assertRegex(shown, rf"{PAGES} of {PAGES} cables, 100%")

    def test_what_checks_an_archive_shows_its_bytes(self):
        shown, _ = self.on_terminal("archive", "verify", *[self.archive] * 60, stop_at=rb"\d+/s, .*s left")
        self.assertRegex(shown, r"\d+/s, .*\d+s left")
        for command in ("verify", "index"):
            shown, code = self.on_terminal("archive", command)
            self.assertEqual(code, 0, shown)
            self.assertRegex(shown, r"\] \d+ records, \d+\.\d of \d+\.\d [kM]B, \d+%", command)

    def test_a_pipe_gets_none_of_it(self):
        for command in (["import", self.archive], ["archive", "verify"], ["archive", "index"]):
            done = self.program.run(*command)
            self.assertNotRegex(done.stderr, r"\d+ records|\r", done.told)

    def test_a_stopped_command_says_what_is_true_of_it(self):
        cases = [(["reparse"], "pages; the same command goes on there"),
                 (["reparse", "--dry-run"], "pages; nothing was written, the same command begins anew"),
                 # Named so often that it lasts on any machine.
                 (["archive", "verify", *[self.archive] * 60], "records; the same command begins anew")]
        for command, words in cases:
            shown, code = self.on_terminal(*command, stop_at=rb"\] \d+ ")
            self.assertEqual(code, 143, shown)
            self.assertRegex(shown, r"cabled: stopped after [\d,]+ " + words)

    def test_an_import_is_stopped_taken_back_and_made_again(self):
        more = [(f"http://more.example/{n}.html", page(n)) for n in range(2000, 3000)]
        archive = self.program.file("more.warc.gz", warc_of(more, gzip_record))
        before = self.program.export().count("\n")
        shown, code = self.on_terminal("import", archive, stop_at=rb"\] [1-9]\d* records")
        self.assertEqual(code, 143, shown)
        self.assertRegex(shown, r"cabled: stopped after [\d,]+ records; the same command goes on there")
        number = self.imports()[0]["id"]
        self.assertEqual(self.state(number), "stopped")

        running = self.program.start("--quiet", "import", archive)
        until("the import to run", lambda: self.state(number) == "running")
        running.send_signal(signal.SIGSTOP)
        self.fails(75, f"import {number} is still running", "import", "--undo", number)
        running.end()  # by SIGKILL
        self.assertEqual(self.state(number), "stopped")

        shown, code = self.on_terminal("import", "--undo", number, stop_at=rb"\] [1-9]\d* of \d+ pages")
        self.assertIn(code, (0, 143), shown)
        if code == 143:
            self.assertRegex(shown, r"cabled: stopped after [\d,]+ pages; the same command goes on there")
            self.assertEqual(self.state(number), "undo begun")
            self.program.output("import", "--undo", number)
        self.assertEqual(self.state(number), "undone")
        self.assertEqual(self.program.export().count("\n"), before)
        self.fails(1, f"import {number} is undone already", "import", "--undo", number)
        self.fails(1, "no import 4711", "import", "--undo", 4711)

        again = self.program.imported(archive)
        self.assertEqual((again["pages"], again["new_cables"]), (len(more), len(more)))
        undone = self.program.ask("import", "--undo", self.imports()[0]["id"])
        self.assertEqual((undone["pages_removed"], undone["cables_removed"]), (len(more), len(more)))
        self.assertEqual(self.program.export().count("\n"), before)


if __name__ == "__main__":
    unittest.main()
