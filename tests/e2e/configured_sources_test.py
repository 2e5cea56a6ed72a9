#!/usr/bin/env python3
"""A source that the configuration lost: nothing of it is fetched until the configuration has it."""

import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "harness"))

import cable_pages  # noqa: E402
import fault_server  # noqa: E402
import postgres_cluster  # noqa: E402
from fault_server import reply  # noqa: E402

BINARY = os.environ.get("CABLED_BINARY", str(ROOT / "build/dev/daemon/cabled"))
LONGEST_COMMAND = 240  # seconds; far beyond what an instrumented build on a busy machine takes
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
        self.database = self.cluster.create(self.name)
        answers = {"/list": reply(b"<a href=/1>1</a> <a href=/2>2</a>")}
        answers |= {f"/{n}": reply(cable_pages.story_page(n)) for n in (1, 2)}
        self.sites = {}
        for name in ("north", "south"):
            self.sites[name] = fault_server.FaultServer(answers)
            self.addCleanup(self.sites[name].stop)
        self.north, self.south = self.sites["north"], self.sites["south"]
        self.configure("north", "south")
        self.cabled("migrate")

    def configure(self, *names, file="cabled.toml"):
        text = HEAD
        for name in names:
            text += SOURCE.format(name=name, port=self.sites[name].port)
        (self.folder / file).write_text(text)

    def command(self, *arguments, file="cabled.toml"):
        return [BINARY, "--config", self.folder / file, "--database", self.database,
                "--state-dir", self.folder / "state", *arguments]

    def cabled(self, *arguments, file="cabled.toml"):
        done = subprocess.run(self.command(*arguments, file=file), capture_output=True, text=True,
                              timeout=LONGEST_COMMAND)
        if done.returncode != 0:
            raise AssertionError(f"{arguments} ended with {done.returncode}: {done.stderr}")
        return done.stdout

    def json(self, *arguments):
        return json.loads(self.cabled("--json", *arguments))

    def crawl_then_lose_north(self):
        self.cabled("run", "--once")
        self.configure("south")
        self.cluster.psql(self.name, ALL)
        for site in self.sites.values():
            site.asked.clear()

    def url(self, path="/1"):
        return f"http://127.0.0.1:{self.north.port}{path}"

    def wait_until(self, condition, what):
        end = time.monotonic() + 60
        while not condition():
            if time.monotonic() > end:
                self.fail(f"{what} has not come about")
            time.sleep(0.02)

    def test_its_urls_are_left_where_they_are_until_it_is_back(self):
        self.crawl_then_lose_north()

        self.cabled("run", "--once")

        self.assertEqual(self.north.asked, [])
        self.assertEqual(sorted(self.south.asked), ["/1", "/2", "/list"])
        self.configure("north", "south")
        self.cabled("run", "--once")
        self.assertEqual(sorted(self.north.asked), ["/1", "/2", "/list"])

    def test_all_who_tell_of_it_say_so(self):
        self.crawl_then_lose_north()

        self.assertIn("its source 'north' is not configured", self.json("why", self.url())["next"])
        self.assertEqual(self.json("status")["unconfigured_sources"],
                         [{"name": "north", "waiting": 3}])
        self.assertIn("source north: not configured; 3 URLs wait for that", self.cabled("status"))
        self.assertIn("north (not configured; 3 URLs wait for that)", self.cabled("sources"))
        told = [json.loads(line) for line in self.cabled("--json", "sources").splitlines()]
        self.assertEqual([(t["name"], t["configured"]) for t in told],
                         [("south", True), ("north", False)])

    def test_what_a_person_asks_for_is_fetched_nevertheless_and_stays_due(self):
        self.crawl_then_lose_north()

        self.cabled("fetch", self.url())

        self.assertIn("/1", self.north.asked)
        self.assertNotIn("/2", self.north.asked)
        self.assertIsNotNone(self.json("why", self.url())["due_at"])

    def test_two_daemons_fetch_what_each_has_configured(self):
        self.configure("north", file="one.toml")
        self.configure("south", file="two.toml")

        self.cabled("run", "--once", file="one.toml")
        self.assertEqual(self.south.asked, [])
        asked = len(self.north.asked)
        self.cluster.psql(self.name, ALL)
        self.cabled("run", "--once", file="two.toml")

        self.assertEqual(len(self.north.asked), asked)
        self.assertIn("/2", self.south.asked)

    def test_a_reload_drops_what_the_running_daemon_held_of_it(self):
        with open(self.folder / "log", "wb") as log:
            process = subprocess.Popen(self.command("run"), stdout=log, stderr=log)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        done = "SELECT count(*) FROM url WHERE fetched_at IS NOT NULL"
        self.wait_until(lambda: self.cluster.ask(self.name, done) == "6", "the first crawl")

        self.configure("south")
        process.send_signal(signal.SIGHUP)
        self.wait_until(lambda: "configuration read" in (self.folder / "log").read_text(), "reload")
        self.wait_until(lambda: "source not configured" in (self.folder / "log").read_text(), "start")
        asked = len(self.north.asked)
        self.south.asked.clear()
        self.cluster.psql(self.name, ALL)
        self.wait_until(lambda: "/2" in self.south.asked, "the second crawl")

        self.assertEqual(len(self.north.asked), asked)


if __name__ == "__main__":
    unittest.main()
