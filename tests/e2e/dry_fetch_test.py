#!/usr/bin/env python3
"""`fetch --dry-run` says of a page what `fetch` does, and stores nothing; `parse` reads it alike."""

import json
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

import cable_pages  # noqa: E402
import fault_server  # noqa: E402
import postgres_cluster  # noqa: E402
from cabled_program import Program  # noqa: E402
from fault_server import reply  # noqa: E402


CONFIG = """
contact = "operator@example.org"
[log]
level = "warning"
[fetch]
delay = "0s"
max_redirects = 2
attempts = 1
allow_private = ["127.0.0.1/32", "127.0.0.2/32"]
[robots]
respect = {respect}
[parse]
memory = "1MiB"
[archive]
disk_floor = "16MiB"
[[source]]
name = "free"
seeds = ["http://127.0.0.1:{port}/list"]
crawl_robots = false
[[source]]
name = "bound"
seeds = ["http://127.0.0.2:{port}/list"]
crawl_robots = true
"""
# Not in order, so that it wants a tree of its own, and too large for the memory there is.
HUGE = cable_pages.story_page(9).replace(b"</body>", b"<b><p>x</b></p>" * 40_000 + b"</body>")


def moved(target):
    return reply(b"", f"Location: {target}", status="302 Found")


class DryFetch(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="cabled-dry-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.folder.chmod(0o755)  # PostgreSQL's user has to pass through
        cls.cluster = postgres_cluster.Cluster(cls.folder / "postgres")
        cls.addClassCleanup(cls.cluster.remove)
        cls.database = cls.cluster.create("dry")
        cls.server = fault_server.FaultServer({
            "/robots.txt": reply(b"User-agent: *\nDisallow: /\n", "Content-Type: text/plain"),
            "/1": reply(cable_pages.story_page(1)),
            "/huge": reply(HUGE),
            "/plain": reply(b"<html><body><p>Nothing of note.</p></body></html>"),
            "/moved": moved("/1"),
            "/round": moved("/round2"), "/round2": moved("/round3"), "/round3": moved("/round4"),
            "/broken": reply(b"", status="500 Broken"),
        })
        cls.addClassCleanup(cls.server.stop)
        cls.config = cls.folder / "cabled.toml"
        cls.config.write_text(CONFIG.format(port=cls.server.port, respect="true"))
        cls.program = Program(cls.folder / "state", cls.config, cls.database)
        cls.program.output("migrate")

    def url(self, path, host="127.0.0.1"):
        return f"http://{host}:{self.server.port}{path}"

    def assert_alike(self, url):
        dry = self.program.run("--json", "fetch", "--dry-run", url)
        self.assertEqual(self.cluster.ask("dry", f"SELECT count(*) FROM url WHERE url = '{url}'"), "0")
        wet = self.program.run("--json", "fetch", url)
        dry_told, wet_told = json.loads(dry.stdout), json.loads(wet.stdout)
        self.assertEqual(dry.returncode, wet.returncode, dry.stdout + wet.stdout)
        for key in ("url", "id", "reason", "detail"):
            self.assertEqual(dry_told[key], wet_told[key], (dry_told, wet_told))
        return dry_told

    def test_of_each_kind_of_page_both_say_the_same(self):
        told = {path: self.assert_alike(self.url(path))
                for path in ("/1", "/huge", "/plain", "/broken", "/missing")}

        self.assertEqual(told["/1"]["result"], "cable")
        self.assertIsNotNone(told["/1"]["cable"])
        self.assertEqual(told["/huge"]["reason"], "unreadable")
        self.assertEqual(told["/plain"]["reason"], "not_a_cable")
        self.assertEqual(told["/missing"]["reason"], "http_404")

    def test_redirections_lead_both_to_the_same_end(self):
        self.assertIsNotNone(self.assert_alike(self.url("/moved"))["cable"])
        dry = json.loads(self.program.run("--json", "fetch", "--dry-run", self.url("/round")).stdout)
        self.assertEqual(dry["reason"], "too_many_redirects")

    def test_robots_are_those_of_the_source_whatever_holds_for_others(self):
        for respect in ("true", "false"):
            self.config.write_text(CONFIG.format(port=self.server.port, respect=respect))
            with self.subTest(respect=respect):
                told = self.assert_alike(self.url(f"/bound-{respect}", "127.0.0.2"))
                self.assertEqual((told["result"], told["reason"]), ("refused", "robots"))
        self.config.write_text(CONFIG.format(port=self.server.port, respect="true"))

    def test_parse_reads_a_page_within_the_limits_of_the_configuration(self):
        page = self.folder / "huge.html"
        page.write_bytes(HUGE)

        self.assertEqual(json.loads(self.program.run("parse", page).stdout)["outcome"], "error")

    def test_a_dry_fetch_archives_nothing(self):
        before = sorted((self.folder / "state").rglob("*.warc.gz*"))
        self.program.run("fetch", "--dry-run", self.url("/1"))

        self.assertEqual(sorted((self.folder / "state").rglob("*.warc.gz*")), before)


if __name__ == "__main__":
    unittest.main()
