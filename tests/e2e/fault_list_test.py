#!/usr/bin/env python3
"""Meets every kind of bad answer with the program; each must get the verdict of docs/verdicts.md."""

import gzip
import html
import json
import os
import pathlib
import resource
import socket
import sys
import tempfile
import unittest
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

import cable_pages  # noqa: E402
import fault_server  # noqa: E402
import commands  # noqa: E402
import postgres_cluster  # noqa: E402
from cabled_program import BINARY, ROOT, Program  # noqa: E402
from fault_server import reply  # noqa: E402

MAX_BODY = 1 << 20     # fetch.max_body of the test

CONFIG = """
contact = "operator@example.org"
[log]
level = "warning"
[fetch]
max_body = "1MiB"
total_timeout = "15s"
low_speed_time = "5s"
max_redirects = 3
allow_private = ["127.0.0.0/8"]
[robots]
respect = false  # else a robots.txt that cannot be had speaks for its host
[archive]
disk_floor = "16MiB"
[[source]]
name = "faults"
seeds = ["http://127.0.0.1:{port}/list"]
include = ["/**"]
aliases = [{aliases}]
allow_private = ["127.0.0.0/8"]
delay = "0s"
depth = 1
"""

STORY = cable_pages.story_page(1)


def chunked(body):
    return b"%x\r\n%s\r\n" % (len(body), body)


def hang(connection):
    """Says nothing until the other side gives up."""
    connection.recv(1)


def drip(connection):
    """Starts a page and leaves it at that."""
    connection.sendall(reply(b"<p>begun", length=5000))
    connection.recv(1)


def endless(connection):
    """Chunks without end; the program has to hang up."""
    head = reply(b"", "Transfer-Encoding: chunked", length="")
    connection.sendall(head)
    while True:
        connection.sendall(chunked(b"x" * 65536))


def reset(connection):
    """Half of a page, then a connection that is reset."""
    connection.sendall(reply(STORY[:300], length=len(STORY)))
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


def moved(path):
    return reply(b"", f"Location: {path}", status="302 Found")


BOMB = zlib.compressobj(9, wbits=31)
BOMB = BOMB.compress(b"a" * (64 << 20)) + BOMB.flush()
ZIPPED = gzip.compress(STORY)
TELEGRAM = html.unescape(STORY.split(b"<pre>")[1].split(b"</pre>")[0].decode()).encode()
BROKEN_TEXT = TELEGRAM.replace(b"SUBJECT: ", b"SUBJECT: NUL\0HERE \xff\xfe ").replace(b"(U)", b"(U)\xc3\x28")

# What the server says, and what the URL must get: verdict, reason, a word of the detail.
# "pending" is a URL that is tried again, so it must have a time; the others must have none.
TABLE = {
    "/not-found": (reply(b"gone", status="404 Not Found"), "failed", "http_404", ""),
    "/gone": (reply(b"gone", status="410 Gone"), "failed", "http_410", ""),
    "/forbidden": (reply(b"no", status="403 Forbidden"), "refused", "http_403", ""),
    "/broken": (reply(b"oops", status="500 Internal Server Error"), "pending", "http_500", ""),
    "/busy": (reply(b"later", "Retry-After: 7", status="503 Service Unavailable"),
              "pending", "http_503", ""),
    "/loop-a": (moved("/loop-b"), "failed", "redirect_loop", ""),
    "/loop-b": (moved("/loop-a"), "failed", "redirect_loop", ""),
    "/self": (moved("/self"), "failed", "redirect_loop", ""),
    "/hop-1": (moved("/hop-2"), "duplicate", "redirect", ""),
    "/to-file": (moved("file:///etc/passwd"), "refused", "redirect_target", ""),
    "/to-nowhere": (reply(b"", status="302 Found"), "failed", "http_302", ""),
    "/oversize": (reply(b"x" * (2 * MAX_BODY)), "refused", "too_large", ""),
    "/endless": (endless, "refused", "too_large", ""),
    "/truncated": (reply(STORY[:400], length=len(STORY)), "pending", "truncated", ""),
    "/reset": (reset, "pending", "truncated", ""),
    "/cut-chunk": (reply(b"ff\r\nabc", "Transfer-Encoding: chunked", length=""),
                   "pending", "truncated", ""),
    "/cut-gzip": (reply(ZIPPED[:-9], "Content-Encoding: gzip", length=""),
                  "pending", "content_coding", ""),
    "/bad-gzip": (reply(b"\x1f\x8b\x08\x00" + b"\xff" * 60, "Content-Encoding: gzip"),
                  "failed", "content_coding", ""),
    "/no-gzip": (reply(STORY, "Content-Encoding: gzip"), "stored", None, ""),
    "/bomb": (reply(BOMB, "Content-Encoding: gzip"), "failed", "content_coding", ""),
    "/strange-coding": (reply(bytes(range(256)) * 4, "Content-Encoding: rot13"),
                        "failed", "content_coding", ""),
    "/short-length": (reply(STORY, length=40), "refused", "not_a_cable", ""),
    "/bad-length": (reply(STORY, length="many"), "failed", "protocol", ""),
    "/two-lengths": (reply(STORY, "Content-Length: 50", length=5), "failed", "protocol", ""),
    "/length-and-chunks": (reply(chunked(STORY) + chunked(b""), "Transfer-Encoding: chunked"),
                           "failed", "protocol", ""),
    "/no-http": (b"220 mail.example ESMTP\r\n" * 3, "failed", "protocol", ""),
    "/nothing": (b"", "pending", None, ""),
    "/hang": (hang, "pending", None, ""),
    "/drip": (drip, "pending", None, ""),
    "/nul-and-bad-utf8": (reply(b"<pre>" + BROKEN_TEXT + b"</pre>"), "stored", None, ""),
    "/deep": (reply(b"<div>" * 50000 + b"x"), "refused", "not_a_cable", "no_telegram_lines"),
    "/empty": (reply(b""), "refused", "not_a_cable", "empty_page"),
    "/blank": (reply(b"<html><body> \n </body></html>"), "refused", "not_a_cable", "empty_page"),
    "/binary": (reply(bytes(range(256)) * 64), "refused", "not_a_cable", "binary"),
    "/picture": (reply(b"\x89PNG\r\n\x1a\n" + bytes(4000), "Content-Type: image/png"),
                 "refused", "not_a_cable", "binary"),
    "/good": (reply(cable_pages.story_page(2)), "stored", None, ""),
    "/good-zipped": (reply(gzip.compress(cable_pages.story_page(3)), "Content-Encoding: gzip"),
                     "stored", None, ""),
}
REDIRECTED = {"/hop-2": moved("/hop-3"), "/hop-3": moved("/hop-4"),
              "/hop-4": moved("/hop-5"), "/hop-5": reply(cable_pages.story_page(4))}


class FaultList(unittest.TestCase):
    """The faults are met once, before the first test; tests only ask what became of them."""

    @classmethod
    def setUpClass(cls):
        # What is freed counts as free here too: a sanitizer keeps up to 256 MB of it to find its users.
        os.environ["ASAN_OPTIONS"] = "quarantine_size_mb=8"
        folder = tempfile.TemporaryDirectory(prefix="cabled-faults-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.folder.chmod(0o755)  # PostgreSQL's user has to pass through
        cluster = postgres_cluster.Cluster(cls.folder / "postgres")
        cls.addClassCleanup(cluster.remove)
        cls.database = cluster.create("faults")
        answers = {path: row[0] for path, row in TABLE.items()} | REDIRECTED
        cls.server = fault_server.FaultServer(answers)
        cls.addClassCleanup(cls.server.stop)
        cls.secure = fault_server.FaultServer(answers, fault_server.self_signed(cls.folder))
        cls.addClassCleanup(cls.secure.stop)
        cls.plan_urls()
        answers["/list"] = reply("".join(f"<a href='{url}'>x</a>" for url in cls.urls).encode())
        aliases = ", ".join(f'"127.0.1.{n}"' for n in range(1, len(cls.urls) + 1))
        cls.config = cls.folder / "cabled.toml"
        cls.config.write_text(CONFIG.format(port=cls.server.port, aliases=aliases))
        cls.program = Program(cls.folder / "state", cls.config, cls.database)
        cls.program.output("migrate")
        cls.run_of = cls.program.run("--json", "run", "--once")
        cls.account = json.loads(cls.run_of.stdout)
        cls.told = {url: cls.why(url) for url in cls.urls}

    @classmethod
    def plan_urls(cls):
        """A host for each fault, so that none is left alone because of another's failures."""
        cls.urls = {}
        for number, (path, row) in enumerate(TABLE.items(), start=1):
            host = "127.0.1.1" if path.startswith(("/loop", "/hop")) else f"127.0.1.{number + 1}"
            cls.urls[f"http://{host}:{cls.server.port}{path}"] = row[1:]
        last = len(TABLE)
        cls.urls[f"http://127.0.1.{last + 1}:{fault_server.unused_port()}/unreachable"] = (
            "pending", "connect", "")
        cls.urls[f"https://127.0.1.{last + 2}:{cls.secure.port}/good"] = ("refused", "tls", "")
        cls.urls[f"https://127.0.1.{last + 3}:{cls.server.port}/no-tls-here"] = ("pending", "tls", "")

    @classmethod
    def why(cls, url):
        return json.loads(cls.program.run("--json", "why", url).stdout)

    def test_the_run_ends_well_and_accounts_for_every_page(self):
        self.assertEqual(self.run_of.returncode, 0, self.run_of.stderr)
        self.assertTrue(self.account["balanced"])
        # The list's links, and those behind redirections that were not in it: /hop-2 to /hop-4.
        self.assertEqual(self.account["discovered"], len(self.urls) + 3)

    def test_a_chain_of_redirections_ends_where_it_is_too_long(self):
        first = next(url for url in self.urls if url.endswith("/hop-1"))
        told = self.why(first.replace("/hop-1", "/hop-4"))
        self.assertEqual((told["verdict"], told["reason"]), ("failed", "too_many_redirects"))

    def test_each_fault_gets_its_documented_verdict_and_reason(self):
        for url, (verdict, reason, detail) in self.urls.items():
            with self.subTest(url=url):
                told = self.told[url]
                self.assertEqual((told["verdict"], told["reason"]),
                                 (verdict, reason or told["reason"]), told)
                self.assertIn(detail, told["detail"] or "")

    def test_what_is_tried_again_has_a_time_and_a_reason(self):
        for url, (verdict, _, _) in self.urls.items():
            with self.subTest(url=url):
                told = self.told[url]
                if verdict == "pending":
                    self.assertIsNotNone(told["due_at"])
                    self.assertIsNotNone(told["reason"])
                    self.assertEqual(told["attempts"], 1)
                elif verdict in ("failed", "refused"):
                    self.assertIsNone(told["due_at"])

    def test_reasons_are_documented(self):
        documented = (ROOT / "docs" / "verdicts.md").read_text()
        for url in self.urls:
            reason = self.told[url]["reason"]
            if reason and not reason.startswith("http_"):
                self.assertIn(f"`{reason}`", documented)

    def test_a_silent_server_is_left_in_time(self):
        for path in ("/hang", "/drip"):
            url = next(url for url in self.urls if url.endswith(path))
            self.assertIn(self.told[url]["reason"], ("timeout", "stalled"))

    def test_a_broken_text_is_stored_without_its_nul(self):
        cable = next(json.loads(line) for line in self.program.run("export").stdout.splitlines()
                     if "HERE" in json.loads(line)["text"])
        self.assertIn("NULHERE", cable["text"])
        self.assertNotIn("\0", cable["text"])

    def test_fetch_names_the_fault_and_answers_with_its_exit_code(self):
        codes = {"/not-found": 1, "/oversize": 1, "/broken": 75, "/truncated": 75, "/good": 0}
        for path, code in codes.items():
            with self.subTest(path=path):
                url = next(url for url in self.urls if url.endswith(path))
                done = self.program.run("--json", "fetch", url)
                self.assertEqual(done.returncode, code, done.stdout + done.stderr)
                self.assertEqual(json.loads(done.stdout)["url"], url)

    def test_a_dry_fetch_of_a_fault_stores_nothing_and_ends_the_same(self):
        url = next(url for url in self.urls if url.endswith("/bomb"))
        done = self.program.run("--json", "fetch", "--dry-run", url)
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)

    def test_memory_stays_bounded(self):
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss  # KiB
        self.assertLess(peak, 128 << 10)


if __name__ == "__main__":
    unittest.main()
