#!/usr/bin/env python3
"""Leads the crawl by every way there is to a server that it must not connect to; counts who came.

The situations are shared data. Those of names and their addresses, of ports, cookies and Alt-Svc are
tests of the fetcher (tests/daemon/net/fetch), that of archives one of the import.
"""

import os
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
contact = "operator@example.org"
[log]
level = "warning"
[fetch]
delay = "0s"
[archive]
disk_floor = "16MiB"
[[source]]
name = "site"
seeds = ["http://127.0.0.1:{port}/list"]
sitemaps = ["http://127.0.0.1:{port}/map.xml"]
include = ["/**"]
allow_private = ["127.0.0.1:{port}"]
[[source]]
name = "led-away"
seeds = ["http://127.0.0.2:{port}/page"]
allow_private = ["127.0.0.2:{port}"]
"""


def moved(target, status="302 Found"):
    return reply(b"", f"Location: {target}", status=status)


def page_with(markup, *headers):
    return reply(cable_pages.story_page(1).replace(b"</head>", markup.encode() + b"</head>"), *headers)


# By situation: path, answer, and what must have become of the path; {secret} is where nobody may go.
WAYS = {
    "redirect 302": ("/found", lambda s: moved(f"{s}/secret"), "redirect"),
    "redirect 307 chain": ("/chain", lambda s: moved("/chain2", "307 Temporary Redirect"),
                           "redirect"),
    "second of the chain": ("/chain2", lambda s: moved(s + "/x", "307 Temporary Redirect"),
                            "redirect"),
    "redirect file": ("/file", lambda s: moved("file:///etc/passwd"), "redirect_target"),
    "redirect gopher": ("/gopher", lambda s: moved("gopher://127.0.0.1/x"), "redirect_target"),
    "redirect without scheme": ("/slashes", lambda s: moved(s[5:] + "/y"), "redirect"),
    "redirect with backslash": ("/backslash", lambda s: moved("/\\" + s[7:] + "/z"), "redirect"),
    "meta refresh": ("/meta", lambda s: page_with(
        f"<meta http-equiv=refresh content='0;url={s}/m'><script>location='{s}/j'</script>"), None),
    "refresh header": ("/refresh", lambda s: page_with("", f"Refresh: 0; url={s}/r"), None),
    "base": ("/base", lambda s: page_with(f"<base href='{s}/'>"), None),
    "canonical": ("/canonical", lambda s: page_with(f"<link rel=canonical href='{s}/c'>"), None),
}
# What the list and the sitemap name as well: the guard alone keeps the crawl from them.
NAMED = ["/linked", "/in-the-map"]


class CountingServer(fault_server.FaultServer):
    """Remembers who came, even if nothing was said, and what each said."""

    def __init__(self, answers):
        self.connections = 0
        self.heads = []
        super().__init__(answers)

    def answer(self, connection):
        self.connections += 1
        self.heads.append(connection.recv(65536, socket.MSG_PEEK))
        super().answer(connection)


class RefusedAddresses(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="cabled-refused-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.folder.chmod(0o755)  # PostgreSQL's user has to pass through
        (cls.folder / ".netrc").write_text("default login me password netrc-password\n")
        cls.cluster = postgres_cluster.Cluster(cls.folder / "postgres")
        cls.addClassCleanup(cls.cluster.remove)
        cls.database = cls.cluster.create("refused")
        cls.secret = CountingServer({})
        cls.addClassCleanup(cls.secret.stop)
        there = f"http://127.0.0.1:{cls.secret.port}"
        cls.server = CountingServer(cls.answers(there))
        cls.addClassCleanup(cls.server.stop)
        cls.config = cls.folder / "cabled.toml"
        cls.config.write_text(CONFIG.format(port=cls.server.port))
        program = Program(cls.folder / "state", cls.config, cls.database,
                          env=os.environ | {"HOME": str(cls.folder)})
        program.output("migrate")
        program.output("run", "--once")
        cls.told = {row["url"]: row for row in
                    cls.cluster.rows("refused", "SELECT url, verdict, reason FROM url")}

    @classmethod
    def answers(cls, there):
        answers = {path: answer(there) for path, answer, _ in WAYS.values()}
        links = [path for path, _, _ in WAYS.values()] + [there + NAMED[0]]
        answers["/list"] = reply("".join(f"<a href='{link}'>x</a>" for link in links).encode())
        answers["/map.xml"] = reply(f"<urlset><url><loc>{there}{NAMED[1]}</loc></url></urlset>".encode(),
                                    "Content-Type: application/xml")

        def robots(connection):
            led_away = connection.getsockname()[0] == "127.0.0.2"
            answer = moved(f"{there}/robots.txt") if led_away else reply(
                b"Sitemap: http://169.254.169.254/latest\nSitemap: " + f"{there}/s.xml\n".encode(),
                "Content-Type: text/plain")
            connection.sendall(answer)
        answers["/robots.txt"] = robots
        return answers

    def test_nobody_connects_to_the_refused_address(self):
        self.assertEqual((self.secret.connections, self.secret.heads), (0, []))

    def test_each_way_was_gone(self):
        for name, (path, _, reason) in WAYS.items():
            with self.subTest(name):
                row = self.told[f"http://127.0.0.1:{self.server.port}{path}"]
                self.assertIn(path, self.server.asked)
                self.assertEqual(row["reason"], reason, row)

    def test_what_leads_there_is_refused_for_its_address(self):
        there = [row for url, row in self.told.items()
                 if url.startswith(f"http://127.0.0.1:{self.secret.port}/")]

        self.assertEqual({(row["verdict"], row["reason"]) for row in there},
                         {("refused", "refused_address")})
        self.assertGreaterEqual(len(there), 6, there)

    def test_a_robots_file_that_lies_there_keeps_the_crawl_from_its_host(self):
        self.assertEqual(self.told[f"http://127.0.0.2:{self.server.port}/page"]["verdict"], "pending")
        self.assertNotIn("/page", self.server.asked)

    def test_no_password_of_a_netrc_is_sent(self):
        self.assertEqual([], [head for head in self.server.heads if b"uthorization" in head])


if __name__ == "__main__":
    unittest.main()
