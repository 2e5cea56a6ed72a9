#!/usr/bin/env python3
"""Crawls through a proxy: plain requests and tunnels, a proxy that says no, names it must not see."""

import base64
import gzip
import json
import os
import pathlib
import socket
import sys
import tempfile
import threading
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

import cable_pages  # noqa: E402
import fault_server  # noqa: E402
import listener  # noqa: E402
import postgres_cluster  # noqa: E402
from cabled_program import Program  # noqa: E402
from fault_server import reply  # noqa: E402


CONFIG = """
contact = "operator@example.org"
[log]
level = "warning"
[fetch]
proxy = "http://127.0.0.1:{proxy}"
proxy_credentials_file = "{credentials}"
delay = "0s"
[archive]
disk_floor = "16MiB"
[[source]]
name = "plain"
seeds = ["http://cables.example/list"]
include = ["/**"]
[[source]]
name = "secure"
seeds = ["https://secure.example/list"]
include = ["/**"]
verify_tls = false
[[source]]
name = "forbidden"
seeds = ["https://forbidden.example/list"]
[[source]]
name = "inside"
seeds = ["http://router.localhost/list", "http://10.0.0.1/list", "http://cables.example:22/list"]
allow_private = ["192.168.0.0/16"]
"""


class Proxy(listener.Listener):
    """An HTTP proxy that knows three names and leads them to two ports of this machine."""

    def __init__(self, ports):
        self.ports = ports
        self.asked = []  # request lines
        self.heads = []
        super().__init__()

    def handle(self, client):
        with client:
            head = b""
            while b"\r\n\r\n" not in head:
                data = client.recv(65536)
                if not data:
                    return
                head += data
            line = head.split(b"\r\n")[0].decode()
            self.asked.append(line)
            self.heads.append(head)
            method, target, _ = line.split(" ")
            place = target if method == "CONNECT" else target.split("/")[2]
            port = self.ports.get(place.partition(":")[0])
            if port is None:
                client.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
                return
            with socket.create_connection(("127.0.0.1", port)) as server:
                if method == "CONNECT":
                    client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                else:
                    path = "/" + target.split("/", 3)[3]
                    server.sendall(head.replace(target.encode(), path.encode(), 1))
                back = threading.Thread(target=self.pump, args=(server, client))
                back.start()
                self.pump(client, server)
                back.join()

    @staticmethod
    def pump(source, target):
        try:
            while data := source.recv(65536):
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # the other side has gone


class ThroughAProxy(unittest.TestCase):
    """One crawl before the first test; tests ask what became of it."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="cabled-proxy-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.folder.chmod(0o755)  # PostgreSQL's user has to pass through
        cluster = postgres_cluster.Cluster(cls.folder / "postgres")
        cls.addClassCleanup(cluster.remove)
        cls.database = cluster.create("proxied")
        answers = {"/list": reply(b"<a href=/1>1</a> <a href=/2>2</a>")}
        plain = fault_server.FaultServer(
            answers | {f"/{n}": reply(cable_pages.story_page(n)) for n in (1, 2)})
        secure = fault_server.FaultServer(
            answers | {f"/{n}": reply(cable_pages.story_page(n + 2)) for n in (1, 2)},
            fault_server.self_signed(cls.folder))
        cls.addClassCleanup(plain.stop)
        cls.addClassCleanup(secure.stop)
        cls.proxy = Proxy({"cables.example": plain.port, "secure.example": secure.port})
        cls.addClassCleanup(cls.proxy.stop)
        cls.config = cls.folder / "cabled.toml"
        credentials = cls.folder / "credentials"
        credentials.write_text("operator:s3cret\n")
        credentials.chmod(0o600)
        cls.config.write_text(CONFIG.format(proxy=cls.proxy.port, credentials=credentials))
        # What the environment says of proxies counts for nothing.
        cls.program = Program(cls.folder / "state", cls.config, cls.database,
                              env=os.environ | {"no_proxy": "*", "http_proxy": "http://127.0.0.1:1"})
        cls.said = ""
        cls.cabled("migrate")
        cls.account = json.loads(cls.cabled("--json", "run", "--once"))

    @classmethod
    def cabled(cls, *arguments):
        done = cls.program.run(*arguments, code=0)
        cls.said += done.stdout + done.stderr
        return done.stdout

    def why(self, url):
        return json.loads(self.cabled("--json", "why", url))

    def test_plain_pages_come_through_it(self):
        self.assertEqual(self.why("http://cables.example/1")["verdict"], "stored")
        self.assertIn("GET http://cables.example/1 HTTP/1.1", self.proxy.asked)

    def test_secure_pages_come_through_a_tunnel(self):
        self.assertEqual(self.why("https://secure.example/2")["verdict"], "stored")
        self.assertIn("CONNECT secure.example:443 HTTP/1.1", self.proxy.asked)

    def test_every_page_of_both_is_stored(self):
        self.assertEqual((self.account["stored"], self.account["pending"]), (4, 0))

    def test_a_tunnel_that_the_proxy_refuses_is_the_proxys_fault(self):
        told = self.why("https://forbidden.example/list")

        self.assertEqual(told["verdict"], "pending")
        self.assertIn("proxy:", told["host"]["last_error"])

    def test_the_proxy_alone_is_told_the_credentials(self):
        secret = base64.b64encode(b"operator:s3cret")
        for head in self.proxy.heads:
            self.assertIn(b"Proxy-Authorization: Basic " + secret, head)
        self.cabled("check", "--settings")
        self.assertNotIn("s3cret", self.said)
        self.assertNotIn(secret.decode(), self.said)
        segments = list((self.folder / "state" / "archive").glob("*.warc.gz*"))
        self.assertTrue(segments)
        for segment in segments:
            records = gzip.decompress(segment.read_bytes()).lower()
            self.assertIn(b"get /1", records.replace(b"http://cables.example", b""))
            self.assertNotIn(b"proxy-", records)
            self.assertNotIn(secret.lower(), records)

    def test_names_and_addresses_of_the_own_network_are_not_passed_on(self):
        for url in ("http://router.localhost/list", "http://10.0.0.1/list",
                    "http://cables.example:22/list"):
            told = self.why(url)
            self.assertNotEqual(told["verdict"], "read", url)
        self.assertEqual([], [line for line in self.proxy.asked
                              if "localhost" in line or "10.0.0.1" in line or ":22" in line])


if __name__ == "__main__":
    unittest.main()
