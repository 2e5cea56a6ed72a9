#!/usr/bin/env python3
"""A crawl with hardly any file descriptors: slow, but no host suffers for it and no page is lost."""

import pathlib
import resource
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

import cable_pages  # noqa: E402
import fault_server  # noqa: E402
import postgres_cluster  # noqa: E402
from cabled_program import Program  # noqa: E402
from fault_server import reply  # noqa: E402

HOSTS, PAGES = 12, 5
CONFIG = """
contact = "operator@example.org"
[log]
level = "warning"
[fetch]
connections = 64
allow_private = ["127.0.0.0/8"]
[archive]
disk_floor = "16MiB"
[robots]
respect = false
"""
SOURCE = """
[[source]]
name = "host{number}"
seeds = ["http://{host}:{port}/list{number}"]
allow_private = ["127.0.0.0/8", "localhost:{port}"]
delay = "0s"
per_host = 4
include = ["/s*"]
"""


def limited(descriptors):
    return lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors, descriptors))


class FewDescriptors(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="cabled-few-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.cluster = postgres_cluster.Cluster.passing("few")
        self.addCleanup(self.cluster.remove)
        answers = {}
        self.server = fault_server.FaultServer(answers)
        self.addCleanup(self.server.stop)
        config = CONFIG
        for number in range(HOSTS):
            # One of them has a name, whose look-up needs descriptors too.
            host = "localhost" if number == 0 else f"127.0.2.{number}"
            stories = range(number * PAGES, (number + 1) * PAGES)
            answers[f"/list{number}"] = reply("".join(f"<a href=/s{n}>x</a>" for n in stories).encode())
            answers.update({f"/s{n}": reply(cable_pages.story_page(n)) for n in stories})
            config += SOURCE.format(number=number, host=host, port=self.server.port)
        (self.folder / "cabled.toml").write_text(config)
        self.program = Program(self.folder / "state", self.folder / "cabled.toml", self.cluster.create("few"))
        self.program.output("migrate")

    def crawled(self):
        """What became of the pages, and how many failures were held against their hosts."""
        counts = self.cluster.rows("few", "SELECT verdict::text, count(*) AS n FROM url WHERE kind = 'page' GROUP BY 1")
        return ({row["verdict"]: row["n"] for row in counts},
                self.cluster.ask("few", "SELECT coalesce(sum(failures), 0) FROM host"))

    def test_every_page_is_stored_and_no_host_is_blamed(self):
        for descriptors in (40, 32):
            self.cluster.psql("few", "TRUNCATE url, capture, cable, host CASCADE")
            done = self.program.run("run", "--once", preexec_fn=limited(descriptors))
            self.assertEqual(done.returncode, 0, done.stderr)
            verdicts, failures = self.crawled()
            self.assertEqual(sum(verdicts.values()), HOSTS * PAGES, verdicts)
            self.assertFalse({"pending", "failed"} & set(verdicts), verdicts)
            self.assertEqual(failures, "0")
            self.assertIn("too few file descriptors", done.stderr)

    def test_check_compares_connections_with_descriptors(self):
        few = self.program.run("check", preexec_fn=limited(40)).stdout
        self.assertRegex(few, r"file descriptors.*40: of 64 connections \(fetch.connections\) \d+ will be used")
        self.assertIn("enough for 64 connections", self.program.run("check", preexec_fn=limited(1024)).stdout)


if __name__ == "__main__":
    unittest.main()
