#!/usr/bin/env python3
"""The situations of RFC 9309 on the way to a robots.txt, each on a host of its own, in one crawl.

The list of situations is shared data; what a server does in each is here.
"""

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
from cabled_program import SHARED, Program  # noqa: E402
from fault_server import reply  # noqa: E402

SITUATIONS = SHARED / "cases" / "robots" / "rfc9309_protocol.jsonl"

CONFIG = """
contact = "operator@example.org"
[log]
level = "warning"
[fetch]
delay = "0s"
[archive]
disk_floor = "16MiB"
"""
SOURCE = """
[[source]]
name = "host{number}"
seeds = ["http://{host}:{port}/private", "http://{host}:{port}/open"]
allow_private = ["127.0.0.0/8"]
"""

RULES = b"User-agent: *\nDisallow: /private\n"
OBEYED, ALL, NOTHING = {"/open"}, {"/open", "/private"}, set()


def text(body, *headers, status="200 OK"):
    return reply(body, "Content-Type: text/plain", *headers, status=status)


def chain(*statuses):
    """A redirection for each status, to the host after this one and back, then the rules."""
    answers = {}
    for hop, status in enumerate(statuses):
        path = f"/hop{hop}" if hop else "/robots.txt"
        other = "{other}" if hop % 2 == 0 else "{host}"
        answers[path] = f"HTTP/1.1 {status} Moved\r\nLocation: http://{other}:{{port}}/hop{hop + 1}\r\n" \
                        "Content-Length: 0\r\nConnection: close\r\n\r\n"
    answers[f"/hop{len(statuses)}"] = text(RULES)
    return answers


def cut(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


def plain(answer):
    return {"/robots.txt": answer}


# By situation: what the host says, and which of its two pages may be asked for.
SERVERS = {
    "200 body>500KiB": (plain(text(RULES + b"# filler\n" * 70000 + b"Disallow: /open\n")), OBEYED),
    "301..308 chain of 5": (chain(301, 302, 303, 307, 308), OBEYED),
    "redirect chain of 6+": (chain(301, 302, 303, 307, 308, 301), ALL),
    "400-499": (plain(text(b"no", status="403 Forbidden")), ALL),
    "429": (plain(text(b"later", "Retry-After: 7200", status="429 Too Many Requests")), NOTHING),
    "500-599": (plain(text(b"oops", status="500 Internal Server Error")), NOTHING),
    "network error/timeout/DNS/TLS": (plain(cut), NOTHING),
    "200 text/html soft-404": (
        plain(reply(b"<html><body><h1>Not found</h1>Disallowed: nothing</body></html>")), ALL),
    "200 with UTF-8 BOM": (plain(text(b"\xef\xbb\xbf" + RULES)), OBEYED),
    "200 invalid UTF-8": (plain(text(b"\xff\xfe\x80: \xc3\x28\n" + RULES)), OBEYED),
    "cache": (plain(text(RULES, "Cache-Control: max-age=8640000")), OBEYED),
    "parse errors": (plain(text(b"Disallow\n: :\nno line\nUser-agent *\n\0\n" + RULES)), OBEYED),
}


class Server(fault_server.FaultServer):
    """A site for each loopback address: the table is asked with the address that was called."""

    def __init__(self, answers_of):
        self.answers_of = answers_of
        self.asked_of = []
        super().__init__({})

    def answer(self, connection):
        head = connection.recv(65536)
        host, path = connection.getsockname()[0], head.split(b" ")[1].decode()
        self.asked_of.append((host, path))
        answer = self.answers_of(host).get(path, reply(cable_pages.story_page(1)))
        if callable(answer):
            return answer(connection)
        connection.sendall(answer)
        connection.shutdown(socket.SHUT_WR)


@unittest.skipUnless(SITUATIONS.exists(), f"shared data absent: {SITUATIONS}; set CABLED_SHARED")
class RobotsProtocol(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.situations = [json.loads(line)["situation"]
                          for line in SITUATIONS.read_text().splitlines()]
        cls.hosts = {name: f"127.0.2.{number}" for number, name in enumerate(SERVERS, start=1)}
        folder = tempfile.TemporaryDirectory(prefix="cabled-robots-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.folder.chmod(0o755)  # PostgreSQL's user has to pass through
        cls.cluster = postgres_cluster.Cluster(cls.folder / "postgres")
        cls.addClassCleanup(cls.cluster.remove)
        cls.database = cls.cluster.create("robots")
        cls.server = Server(cls.answers_of)
        cls.addClassCleanup(cls.server.stop)
        cls.config = cls.folder / "cabled.toml"
        cls.config.write_text(CONFIG + "".join(
            SOURCE.format(number=number, host=host, port=cls.server.port)
            for number, host in enumerate(cls.hosts.values())))
        program = Program(cls.folder / "state", cls.config, cls.database)
        program.output("migrate")
        program.output("run", "--once")
        cls.first = list(cls.server.asked_of)
        # Every time that may have passed has: robots.txt is old, rests are over, pages are due.
        cls.cluster.ask("robots", "UPDATE host SET robots_until = now(), blocked_until = now();"
                                  "UPDATE url SET due_at = now()")
        program.output("run", "--once")
        cls.second = cls.server.asked_of[len(cls.first):]

    @classmethod
    def answers_of(cls, host):
        name = next((name for name, own in cls.hosts.items() if own == host), None)
        if name is None:  # where chains of redirections go in between
            name = next(name for name, own in cls.hosts.items() if cls.other(own) == host)
        own, answers = cls.hosts[name], SERVERS[name][0]
        return {path: answer if not isinstance(answer, str) else answer.format(
            host=own, other=cls.other(own), port=cls.server.port).encode()
            for path, answer in answers.items()}

    @staticmethod
    def other(host):
        return host.replace("127.0.2.", "127.0.3.")

    def pages(self, requests, situation):
        return {path for host, path in requests
                if host == self.hosts[situation] and path in ALL}

    def rows(self, situation):
        return self.cluster.rows("robots", "SELECT extract(epoch FROM robots_until - now()) AS"
                                           " holds, extract(epoch FROM greatest(blocked_until,"
                                           " now()) - now()) AS rests FROM host WHERE origin LIKE"
                                           f" 'http://{self.hosts[situation]}:%'")[0]

    def test_every_situation_is_served(self):
        self.assertEqual(sorted(self.situations), sorted(SERVERS))

    def test_each_situation_allows_what_the_rfc_allows(self):
        for situation in self.situations:
            with self.subTest(situation):
                self.assertEqual(self.pages(self.first, situation), SERVERS[situation][1])

    def test_a_robots_file_is_asked_for_again_after_a_day_whatever_its_headers_say(self):
        self.assertLessEqual(self.rows("cache")["holds"], 24 * 3600)
        self.assertIn((self.hosts["cache"], "/robots.txt"), self.second)

    def test_an_unreachable_robots_file_is_asked_for_again_and_its_pages_wait(self):
        for situation in ("429", "500-599", "network error/timeout/DNS/TLS"):
            with self.subTest(situation):
                host = self.hosts[situation]
                self.assertIn((host, "/robots.txt"), self.second)
                self.assertEqual(self.pages(self.second, situation), NOTHING)
                waiting = self.cluster.ask(
                    "robots", "SELECT count(*) FROM url WHERE verdict = 'pending' AND due_at <="
                              f" now() AND url LIKE 'http://{host}:%'")
                self.assertEqual(waiting, "2")
                self.assertGreater(self.rows(situation)["rests"], 1500)

    def test_retry_after_of_an_unreachable_robots_file_is_kept(self):
        self.assertGreater(self.rows("429")["rests"], 7000)


if __name__ == "__main__":
    unittest.main()
