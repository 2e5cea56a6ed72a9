#!/usr/bin/env python3
"""The archive of a crawl, read by warcio, which knows nothing of us: digests, revisits, what the files say of themselves.

warcio of npm is not part of the tests' packages; `npm ci` in tests/warc_reader installs it, or WARC_READER names a
folder that has it.
"""

import base64
import json
import os
import pathlib
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

import cable_pages  # noqa: E402
import commands  # noqa: E402
import postgres_cluster  # noqa: E402
from answering_site import AnsweringSite, versioned  # noqa: E402
from cabled_program import ROOT, Program  # noqa: E402
from fault_server import reply  # noqa: E402

READER = pathlib.Path(os.environ.get("WARC_READER", ROOT / "tests" / "warc_reader"))
PREFIX = "http://netpreserve.org/warc/1.1/revisit/"
CONFIG = """
contact = "operator@example.org"
[log]
level = "warning"
[archive]
disk_floor = "16MiB"
[[source]]
name = "warc"
seeds = ["http://127.0.0.1:{port}/list"]
include = ["/c/**"]
allow_private = ["127.0.0.0/8"]
delay = "0s"
"""


class WarcReader(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="cabled-warc-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cluster = postgres_cluster.Cluster.passing("warc")
        cls.addClassCleanup(cluster.remove)
        answers = {"/c/tagged": versioned(cable_pages.story_page(1), '"v1"'),
                   "/c/plain": reply(cable_pages.story_page(2)),
                   "/c/chunked": reply(b"%x\r\n%s\r\n0\r\n\r\n" % (len(cable_pages.story_page(3)),
                                                                 cable_pages.story_page(3)),
                                       "Transfer-Encoding: chunked", length=""),
                   "/list": reply(b"<a href=/c/tagged>x</a><a href=/c/plain>x</a><a href=/c/chunked>x</a>")}
        site = AnsweringSite(answers)
        cls.addClassCleanup(site.stop)
        config = cls.folder / "cabled.toml"
        config.write_text(CONFIG.format(port=site.port))
        program = Program(cls.folder / "state", config, cluster.create("warc"))
        program.output("migrate")
        program.output("run", "--once")
        cluster.psql("warc", "UPDATE url SET due_at = now()")
        program.output("run", "--once")
        cls.records = cls.read(sorted((cls.folder / "state" / "archive").glob("*.warc.gz")))

    @classmethod
    def read(cls, files):
        # Node looks for packages beside the script that asks for them.
        script = cls.folder / "read.mjs"
        shutil.copy(ROOT / "tests" / "warc_reader" / "read.mjs", script)
        os.symlink(READER / "node_modules", cls.folder / "node_modules")
        done = commands.run(["node", script, *files], code=0)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def of(self, kind, path=""):
        return [r for r in self.records if r["type"] == kind and (r["uri"] or "").endswith(path)]

    def test_every_digest_is_right(self):
        judged = [r for r in self.records if r["digest_ok"] is not None]
        self.assertGreaterEqual(len(judged), 6)
        self.assertEqual([r for r in judged if not r["digest_ok"]], [])

    def test_a_304_is_a_revisit_by_the_servers_word_and_the_same_bytes_are_one_by_their_digest(self):
        profiles = {r["uri"].rpartition("/")[2]: (r["profile"], r["status"]) for r in self.of("revisit")}
        self.assertEqual(profiles["tagged"], (PREFIX + "server-not-modified", 304))
        for same in ("plain", "chunked", "list"):
            self.assertEqual(profiles[same], (PREFIX + "identical-payload-digest", 200))

    def test_revisits_name_place_and_date_of_the_record_that_they_refer_to(self):
        stored = {(r["uri"], r["date"], r["digest"]) for r in self.of("response")}
        revisits = self.of("revisit")
        self.assertEqual(len(revisits), 4)
        for revisit in revisits:
            self.assertIn((revisit["refers_to_uri"], revisit["refers_to_date"], revisit["digest"]), stored)

    def test_files_name_their_operator_and_how_robots_are_treated(self):
        infos = self.of("warcinfo")
        self.assertGreaterEqual(len(infos), 2)
        for info in infos:
            text = base64.b64decode(info["payload"]).decode()
            self.assertIn("operator: operator@example.org\r\n", text)
            self.assertIn("robots: classic\r\n", text)
            self.assertIn("software: cabled/", text)


if __name__ == "__main__":
    if not shutil.which("node") or not (READER / "node_modules" / "warcio").is_dir():
        print(f"skipped: warcio of npm is not in {READER}; `npm ci` there installs it")
        sys.exit(77)
    unittest.main()
