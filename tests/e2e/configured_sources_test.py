#!/usr/bin/env python3
"""A source that the configuration lost: nothing of it is fetched until the configuration has it."""

import json
import pathlib
import signal
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

import cable_pages  # noqa: E402
import fault_server  # noqa: E402
import postgres_cluster  # noqa: E402
from cabled_program import Program  # noqa: E402
from fault_server import reply  # noqa: E402
from waiting import until  # noqa: E402

ALL = "UPDATE url SET due_at = now()"

HEAD = """
contact = "operator@example.org"
[log]
level = "info"
format = "text"
[fetch]
delay = "0s"
allow_private = ["127.0.0.0/8"]
[archive]
disk_floor = "16MiB"
"""
SOURCE = """
[[source]]
name = "{name}"
seeds = ["http://127.0.0.1:{port}/list"]
include = ["/*"]
exclude = ["/"]
robots_sitemaps = false
"""


class Sources(unittest.TestCase):
    """Two sites, a source each, and a database for each test."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="cabled-sources-")
        cls.addClassCleanup(folder.cleanup)
        cls.place = pathlib.Path(folder.name)
        cls.place.chmod(0o755)  # PostgreSQL's user has to pass through
        cls.cluster = postgres_cluster.Cluster(cls.place / "postgres")
        cls.addClassCleanup(cls.cluster.remove)

    def setUp(self):
        self.name = self.id().rpartition(".")[2][:40]
        self.folder = self.place / self.name
        self.folder.mkdir()
        self.program = Program(self.folder / "state", self.folder / "cabled.toml",
                               self.cluster.create(self.name))
        answers = {"/list": reply(b"<a href=/1>1</a> <a href=/2>2</a>")}
        answers |= {f"/{n}": reply(cable_pages.story_page(n)) for n in (1, 2)}
        self.sites = {}
        for name in ("north", "south"):
            self.sites[name] = fault_server.FaultServer(answers)
            self.addCleanup(self.sites[name].stop)
        self.north, self.south = self.sites["north"], self.sites["south"]
        self.configure("north", "south")
        self.program.output("migrate")

    def configure(self, *names, file="cabled.toml"):
        text = HEAD
        for name in names:
            text += SOURCE.format(name=name, port=self.sites[name].port)
        (self.folder / file).write_text(text)

    def crawl_then_lose_north(self):
        self.program.output("run", "--once")
        self.configure("south")
        self.cluster.psql(self.name, ALL)
        for site in self.sites.values():
            site.asked.clear()

    def url(self, path="/1"):
        return f"http://127.0.0.1:{self.north.port}{path}"

    def test_its_urls_are_left_where_they_are_until_it_is_back(self):
        self.crawl_then_lose_north()

        self.program.output("run", "--once")

        self.assertEqual(self.north.asked, [])
        self.assertEqual(sorted(self.south.asked), ["/1", "/2", "/list"])
        self.configure("north", "south")
        self.program.output("run", "--once")
        self.assertEqual(sorted(self.north.asked), ["/1", "/2", "/list"])

    def test_all_who_tell_of_it_say_so(self):
        self.crawl_then_lose_north()

        self.assertIn("its source 'north' is not configured", self.program.ask("why", self.url())["next"])
        self.assertEqual(self.program.ask("status")["unconfigured_sources"],
                         [{"name": "north", "waiting": 3}])
        self.assertIn("source north: not configured; 3 URLs wait for that", self.program.output("status"))
        self.assertIn("north (not configured; 3 URLs wait for that)", self.program.output("sources"))
        told = [json.loads(line) for line in self.program.output("--json", "sources").splitlines()]
        self.assertEqual([(t["name"], t["configured"]) for t in told],
                         [("south", True), ("north", False)])

    def test_what_a_person_asks_for_is_fetched_nevertheless_and_stays_due(self):
        self.crawl_then_lose_north()

        self.program.output("fetch", self.url())

        self.assertIn("/1", self.north.asked)
        self.assertNotIn("/2", self.north.asked)
        self.assertIsNotNone(self.program.ask("why", self.url())["due_at"])

    def test_two_daemons_fetch_what_each_has_configured(self):
        self.configure("north", file="one.toml")
        self.configure("south", file="two.toml")

        self.program.output("run", "--once", config=self.folder / "one.toml")
        self.assertEqual(self.south.asked, [])
        asked = len(self.north.asked)
        self.cluster.psql(self.name, ALL)
        self.program.output("run", "--once", config=self.folder / "two.toml")

        self.assertEqual(len(self.north.asked), asked)
        self.assertIn("/2", self.south.asked)

    def test_a_reload_drops_what_the_running_daemon_held_of_it(self):
        process = self.program.start("run")
        self.addCleanup(process.end)
        self.cluster.wait_for(self.name, "SELECT count(*) FROM url WHERE fetched_at IS NOT NULL", "6",
                              process=process)

        self.configure("south")
        process.send_signal(signal.SIGHUP)
        for words in ("configuration read", "source not configured"):
            until(words, lambda: words in process.said(), process=process)
        asked = len(self.north.asked)
        self.south.asked.clear()
        self.cluster.psql(self.name, ALL)
        until("the second crawl", lambda: "/2" in self.south.asked, process=process)

        self.assertEqual(len(self.north.asked), asked)


if __name__ == "__main__":
    unittest.main()
