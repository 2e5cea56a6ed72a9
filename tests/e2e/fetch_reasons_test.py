#!/usr/bin/env python3
"""What `fetch` says of pages that it cannot have, and what a person's word changes; the reasons of robots.txt."""

import json
import pathlib
import socket
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
{contact}
[log]
level = "warning"
[fetch]
delay = "0s"
total_timeout = "1s"
connect_timeout = "1s"
max_body = "64KiB"
allow_private = ["127.0.0.0/8"]
[archive]
disk_floor = "16MiB"
"""


def hang(connection):
    connection.recv(1)


def cut(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


class Fetch(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="cabled-reasons-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.cluster = postgres_cluster.Cluster.passing("reasons")
        cls.addClassCleanup(cls.cluster.remove)
        cls.answers = {"/good": reply(cable_pages.story_page(1))}
        cls.server = fault_server.FaultServer(cls.answers)
        cls.addClassCleanup(cls.server.stop)
        config = cls.folder / "cabled.toml"
        config.write_text(CONFIG.format(contact='contact = "operator@example.org"'))
        cls.program = Program(cls.folder / "state", config, cls.cluster.create("reasons"))
        cls.program.output("migrate")

    hosts = iter(range(2, 250))

    def url(self, path, robots=None):
        """A URL of a host of its own; `robots` is what that host answers for its robots.txt."""
        self.answers["/robots.txt"] = robots or reply(b"", status="404 Not Found")
        return f"http://127.0.0.{next(self.hosts)}:{self.server.port}{path}"

    def fetch(self, url):
        done = self.program.run("--json", "fetch", url)
        return json.loads(done.stdout), done.returncode

    def answer(self, path, answer):
        self.answers[path] = answer
        return self.url(path)

    def sql(self, statement):
        return self.cluster.ask("reasons", statement)

    def test_each_failure_is_named_with_its_next_try(self):
        again = {
            "dns": "http://no-such-host.invalid/page",
            "connect": f"http://127.0.0.250:{fault_server.unused_port()}/page",
            "timeout": self.answer("/hang", hang),
            "truncated": self.answer("/cut", cut),
            "http_500": self.answer("/broken", reply(b"oops", status="500 Oops")),
            "http_503": self.answer("/busy", reply(b"later", status="503 Busy")),
        }
        for reason, url in again.items():
            with self.subTest(reason=reason):
                told, code = self.fetch(url)
                # Of a host without a name, or that nobody answers at, its robots.txt says so first.
                self.assertEqual((told["result"], code), ("pending", 75), told)
                self.assertIn(reason, f"{told['reason']} {told['detail']}")
                self.assertRegex(told["tried_again_at"] or "", r"^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
                words = self.program.run("fetch", url).stdout
                self.assertIn(reason, words)
                self.assertIn("; tried again from 20", words)

    def test_what_is_not_tried_again_says_why_and_no_time(self):
        never = {
            "http_404": self.url("/nowhere"),
            "too_large": self.answer("/big", reply(b"x" * 100000)),
            "robots": self.url("/closed", reply(b"User-agent: *\nDisallow: /closed\n")),
        }
        for reason, url in never.items():
            with self.subTest(reason=reason):
                self.answers["/robots.txt"] = reply(b"User-agent: *\nDisallow: /closed\n")
                told, code = self.fetch(url)
                self.assertEqual((told["reason"], told["tried_again_at"], code), (reason, None, 1), told)

    def test_a_host_that_rests_after_errors_is_asked_at_once(self):
        for trouble in ("connect: nobody there", "http_500 (http://x/)", "http_503 (http://x/)", "tls: cut"):
            url = self.url("/good")
            self.fetch(url)
            self.sql(f"UPDATE host SET blocked_until = now() + interval '1 hour', failures = 9, "
                     f"last_error = '{trouble}' WHERE '{url}' LIKE origin || '/%'")
            told, code = self.fetch(url)
            self.assertEqual((told["result"], code), ("unchanged", 0), (trouble, told))

    def test_a_host_that_said_too_many_requests_is_left_alone(self):
        url = self.url("/good")
        self.fetch(url)
        self.sql("UPDATE host SET blocked_until = now() + interval '1 hour', failures = 1, "
                 f"last_error = 'http_429 (http://x/)' WHERE '{url}' LIKE origin || '/%'")
        asked = len(self.server.asked)
        told, code = self.fetch(url)
        self.assertEqual(len(self.server.asked), asked)
        self.assertEqual(code, 0, "what it gave before still stands")
        self.assertIn("http_429", self.program.output("why", url))

    def test_robots_that_cannot_be_had_say_why_everywhere(self):
        bomb = reply(b"\x1f\x8b\x08\x00" + b"\xff" * 60, "Content-Encoding: gzip")
        cases = {
            "http_503": reply(b"later", status="503 Busy"),
            "http_429": reply(b"later", status="429 Slowly"),
            "http_500": reply(b"oops", status="500 Oops"),
            "http_304": reply(b"", status="304 Not Modified"),
            "scheme": reply(b"", "Location: file:///etc/passwd", status="302 Found"),
            "truncated": cut,
            "timeout": hang,
            "gzip": bomb,
        }
        shut = {}
        for word, robots in cases.items():
            with self.subTest(robots=word):
                url = self.url("/good", robots)
                done = self.program.run("--json", "fetch", url)
                told = json.loads(done.stdout)
                self.assertEqual((told["result"], told["reason"], done.returncode), ("pending", "robots", 75), told)
                self.assertIn(word, told["detail"])
                self.assertIsNotNone(told["tried_again_at"])
                self.assertIn("robots.txt cannot be had", done.stderr)
                self.assertIn(word, done.stderr)
                why = self.program.ask("why", url)
                self.assertEqual(why["robots"]["rule"], "disallow_all")
                self.assertIn(word, why["robots"]["trouble"])
                self.assertIn("robots.txt", why["next"])
                shut[url.removesuffix("/good")] = word
        hosts = {host["host"]: host for host in self.program.ask("status")["hosts"]}
        for host, word in shut.items():
            self.assertIn(word, hosts[host]["last_error"])
        dry = self.program.run("--json", "fetch", "--dry-run", self.url("/good", bomb))
        self.assertIn("gzip", json.loads(dry.stdout)["detail"])

    def test_robots_that_could_not_be_had_are_asked_for_again_when_a_person_asks(self):
        url = self.url("/good", reply(b"oops", status="500 Oops"))
        self.fetch(url)
        self.answers["/robots.txt"] = reply(b"User-agent: *\nDisallow: /good\n")
        self.assertEqual(self.fetch(url)[0]["reason"], "robots", "they are obeyed")
        other = self.url("/good", reply(b"oops", status="500 Oops"))
        self.fetch(other)
        self.answers["/robots.txt"] = reply(b"", status="404 Not Found")
        self.assertEqual(self.fetch(other)[1], 0)

    def test_status_says_paused_and_by_what(self):
        config = self.folder / "paused.toml"
        config.write_text(CONFIG.format(contact="") + '[[source]]\nname = "resting"\n'
                          f'seeds = ["http://127.0.0.1:{self.server.port}/good"]\n')
        self.program.output("sources", "pause", "resting", config=config)
        self.assertIn("PAUSED: source 'resting' by an operator since 20",
                      self.program.output("status", config=config))
        full = self.folder / "full.toml"
        full.write_text('[archive]\ndisk_floor = "1TiB"\n')
        self.assertRegex(self.program.output("status", config=full), "PAUSED: only .* free")
        causes = {pause["cause"] for pause in self.program.ask("status", config=full)["paused"]}
        self.assertEqual(causes, {"disk", "operator"})
        away = self.program.run("status", database="postgres://127.0.0.1:1/none?connect_timeout=2")
        self.assertEqual(away.returncode, 75)
        self.assertIn("PAUSED: the database is away", away.stdout)
        self.program.output("sources", "resume", "resting", config=config)
        self.assertNotIn("PAUSED", self.program.output("status", config=config))

    def test_strangers_are_not_visited_without_a_contact(self):
        nameless = self.folder / "nameless.toml"
        nameless.write_text(CONFIG.format(contact=""))
        for options in ((), ("--dry-run",)):
            done = self.program.run("fetch", *options, "http://192.0.2.7/", config=nameless)
            self.assertEqual(done.returncode, 3, done.stderr)
            self.assertIn("set contact", done.stderr)
        done = self.program.run("fetch", self.url("/good"), config=nameless)
        self.assertEqual(done.returncode, 0, done.stderr)


if __name__ == "__main__":
    unittest.main()
