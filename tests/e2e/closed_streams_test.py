#!/usr/bin/env python3
"""Standard streams that the parent has closed: no socket or file takes their place."""

import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import threading
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

import import_fixture  # noqa: E402
from cabled_program import Program  # noqa: E402
from postgres_cluster import Cluster  # noqa: E402

CONFIG = """
contact = "operator@example.org"
[log]
level = "trace"
[[source]]
name = "closed"
seeds = ["http://127.0.0.1:{port}/"]
include = ["/pages/**"]
allow_private = ["127.0.0.0/8"]
delay = "1ms"
"""


class Recorder:
    """Answers every request with one body, and keeps every byte of every connection."""

    def __init__(self, body):
        self.answer = (f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}"
                       "\r\n\r\n").encode() + body
        self.heard = []  # a list of bytes a connection
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return  # closed by stop()
            threading.Thread(target=self.keep, args=(connection,), daemon=True).start()

    def keep(self, connection):
        heard = bytearray()
        self.heard.append(heard)
        answered = 0
        with connection:
            while data := connection.recv(65536):
                heard += data
                while answered < len(messages(bytes(heard))[0]):
                    answered += 1
                    connection.sendall(self.answer)

    def stop(self):
        self.listener.close()


def messages(heard):
    """The whole HTTP requests at the beginning, and what is left."""
    found = []
    while b"\r\n\r\n" in heard:
        head, _, rest = heard.partition(b"\r\n\r\n")
        length = 0
        for line in head.lower().split(b"\r\n"):
            if line.startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        if len(rest) < length:
            break
        found.append((head, rest[:length]))
        heard = rest[length:]
    return found, heard


class ClosedStreams(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="cabled-closed-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.cluster = Cluster.passing("closed")
        self.addCleanup(self.cluster.remove)
        self.url = self.cluster.create("closed")
        self.recorder = Recorder(import_fixture.page(1))
        self.addCleanup(self.recorder.stop)
        config = self.folder / "cabled.toml"
        config.write_text(CONFIG.format(port=self.recorder.port))
        self.program = Program(self.folder / "state", config, self.url)
        self.assertEqual(self.cabled("migrate").returncode, 0)

    def cabled(self, *arguments, closed=()):
        return self.program.run(*arguments, stdin=subprocess.DEVNULL,
                                preexec_fn=lambda: [os.close(stream) for stream in closed])

    def assert_nothing_but_requests(self, begin):
        self.assertTrue(self.recorder.heard)
        for heard in self.recorder.heard:
            found, left = messages(bytes(heard))
            self.assertEqual(left, b"")
            for head, _ in found:
                self.assertRegex(head, begin)

    def test_a_fetch_sends_nothing_but_its_requests(self):
        for n, closed in enumerate([(2,), (0, 2), (0, 1, 2)]):
            with self.subTest(closed=closed):
                page = f"http://127.0.0.1:{self.recorder.port}/pages/{n}"
                done = self.cabled("fetch", page, closed=closed)
                # Without standard output its result cannot be told, which is a failure.
                self.assertEqual(done.returncode, 1 if 1 in closed else 0, done.stderr)
                self.assert_nothing_but_requests(rb"^GET /(pages/[0-9]|robots.txt) HTTP/1.1\r\n")
                self.assertEqual(self.cluster.ask(
                    "closed", f"SELECT verdict <> 'pending' FROM url WHERE url = '{page}'"), "t")

    def test_a_feed_sends_nothing_but_its_batches(self):
        secret = self.folder / "secret"
        secret.write_text("open sesame\n")
        secret.chmod(0o600)
        feed = ["feed", "--to", f"http://127.0.0.1:{self.recorder.port}/", "--secret-file", secret]
        self.assertEqual(self.cabled(*feed).returncode, 0)
        file = self.folder / "page.html"
        file.write_bytes(import_fixture.page(2))
        self.assertEqual(self.cabled("import", file, "--base-url", "http://a.example/").returncode, 0)
        done = self.cabled(*feed, closed=(2,))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assert_nothing_but_requests(rb"^POST / HTTP/1.1\r\n")

    def test_a_result_that_nobody_can_take_is_a_failure(self):
        file = self.folder / "page.html"
        file.write_bytes(import_fixture.page(3))
        self.assertEqual(self.cabled("import", file, "--base-url", "http://a.example/").returncode, 0)
        done = self.cabled("export", closed=(1,))
        self.assertEqual(done.returncode, 1)
        self.assertIn("output could not be written", done.stderr)


if __name__ == "__main__":
    unittest.main()
