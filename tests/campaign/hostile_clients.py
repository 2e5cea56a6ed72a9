#!/usr/bin/env python3
"""Clients that mean no good against `cabled serve`; others are served meanwhile, and memory stays bounded.

  hostile_clients.py [--connections N] [--slow N] [--memory MB]

Each attack stands alone: what is sent, what may come back, and then that a plain page comes within two seconds.
"""

import argparse
import contextlib
import pathlib
import re
import resource
import socket
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

from import_fixture import Importer, page  # noqa: E402
from waiting import until  # noqa: E402

PATIENCE = 10       # seconds that the server gives a client
SERVED_WITHIN = 2   # seconds
OVER = 5            # seconds that a busy machine may add


class Site:
    """A server with a few cables, and what an attack needs of it."""

    def __init__(self, folder, memory):
        self.memory = memory
        self.importer = Importer(folder)
        self.importer.config.write_text('[serve]\nlisten = "127.0.0.1:0"\n')
        pages = self.importer.folder / "pages"
        pages.mkdir()
        for serial in range(20):
            (pages / f"{serial}.html").write_bytes(page(serial))
        self.importer.output("import", pages)
        self.process = self.importer.start("serve")
        self.port = int(re.search(r":(\d+)/", self.process.line())[1])
        self.wrong = []

    def connect(self, receives=None):
        client = socket.socket()
        if receives:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receives)
        client.settimeout(PATIENCE + OVER)
        client.connect(("127.0.0.1", self.port))
        return client

    def head(self, path="/", host="localhost", method="GET", more=""):
        return f"{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{more}\r\n".encode()

    def answer(self, data):
        """All that comes back for these bytes; b"" for a connection that is broken off."""
        got = b""
        with contextlib.suppress(OSError), self.connect() as client:
            with contextlib.suppress(OSError):
                client.sendall(data)
            while piece := client.recv(65536):
                got += piece
        return got

    def status(self, data):
        answer = self.answer(data)
        return int(answer[9:12]) if answer.startswith(b"HTTP/1.1 ") else 0

    def check(self, what, is_right, seen=""):
        if not is_right:
            self.wrong.append(f"{what}: {seen}")

    def still_serves(self, what):
        begin = time.monotonic()
        self.check(f"a page after {what}", self.status(self.head()) == 200)
        took = time.monotonic() - begin
        self.check(f"its time after {what}", took < SERVED_WITHIN + OVER, f"{took:.1f} s")
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        used = int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024
        self.check(f"memory after {what}", used <= self.memory, f"{used:.0f} MB")
        return used


def odd_requests(site, _):
    """Whole requests that are wrong each in a way of its own."""
    for path, wanted in (("/../../etc/passwd", 400), ("/%2e%2e/%2E%2e/etc/passwd", 400), ("/x/..%2f..%2fetc", 400),
                         ("/%ff%fe", 400), ("/%c0%ae%c0%ae/", 400), ("/%00", 400), ("/%g1", 400),
                         ("/" + "a" * 9000, 414), ("/?q=" + "%20" * 4000, 414), ("/nowhere", 404)):
        site.check(path[:40], site.status(site.head(path)) == wanted, wanted)
    for host, wanted in (("attacker.example", 421), ("localhost.attacker.example", 421), ("", 421), ("a@localhost", 421)):
        site.check(f"Host {host!r}", site.status(site.head(host=host)) == wanted, wanted)
    for method in ("POST", "DELETE", "OPTIONS", "TRACE", "BREW"):
        site.check(method, b"Allow: GET, HEAD" in site.answer(site.head(method=method)))
    for more, wanted in (("X: " + "b" * 20_000 + "\r\n", 431), ("no colon\r\n", 400), ("X: 1\r\n folded\r\n", 400),
                         ("Content-Length: 9\r\n", 400), ("Transfer-Encoding: chunked\r\n", 400)):
        site.check(more[:30], site.status(site.head(more=more)) == wanted, wanted)
    for data in (b"\x16\x03\x01\x02\x00\x01", b"\r\n\r\n\x01\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET /\r\n\r\n"):
        site.check(repr(data), 400 <= site.status(data) <= 505)


def floods(site, _):
    """Requests without end, and many in one go."""
    for data in (b"GET /" + b"a" * 3_000_000, b"GET / HTTP/1.1\r\nX: " + b"a" * 3_000_000,
                 b"GET / HTTP/1.1\r\n" + b"X: 1\r\n" * 300_000):
        site.check("a flood", site.status(data) in (0, 414, 431))
    one = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
    answers = len(re.findall(rb"HTTP/1\.1 200", site.answer(one * 20 + site.head("/healthz"))))
    site.check("requests in one go", answers == 21, answers)
    begin = time.monotonic()
    site.answer(one * 20_000)
    site.check("20,000 in one go end", time.monotonic() - begin < PATIENCE + OVER)


def resets(site, _):
    """Clients that are gone before their answer."""
    for _ in range(300):
        with contextlib.suppress(OSError), site.connect() as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
            client.sendall(site.head())


def crowd(site, _):
    """More at once than may wait."""
    codes = []
    threads = [threading.Thread(target=lambda: codes.append(site.status(site.head()))) for _ in range(200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    site.check("a crowd", set(codes) <= {200, 503} and 200 in codes, sorted(set(codes)))


def slow_clients(site, options):
    """Some send a byte now and then, some nothing, some do not read."""
    slow = [site.connect() for _ in range(options.slow)]
    for number, client in enumerate(slow):
        if number % 3:
            client.sendall(b"GET / HTTP/1.1\r\nX-A: " if number % 3 == 1 else b"G")
    deaf = [site.connect(receives=4096) for _ in range(20)]
    for client in deaf:
        client.sendall(site.head("/metrics") * 100)
    begin = time.monotonic()
    open_ones = set(slow)
    while open_ones and time.monotonic() - begin < PATIENCE + OVER:
        site.check("a page meanwhile", site.status(site.head()) == 200)
        for client in list(open_ones):
            client.setblocking(False)
            try:
                client.send(b"a")
                if client.recv(4096) == b"":
                    open_ones.discard(client)
            except BlockingIOError:
                pass
            except OSError:
                open_ones.discard(client)
        time.sleep(0.3)
    site.check("slow clients are cut", not open_ones, f"{len(open_ones)} of {len(slow)} are still there")
    for client in slow + deaf:
        client.close()


def many(site, options):
    """As many connections as there are descriptors for."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    clients = []
    with contextlib.suppress(OSError):
        for _ in range(min(options.connections, hard - 200)):
            clients.append(site.connect())
    used = site.still_serves(f"{len(clients)} connections, which are open")
    print(f"{len(clients)} connections: {used:.0f} MB")
    for client in clients:
        client.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--connections", type=int, default=12_000)
    parser.add_argument("--slow", type=int, default=500)
    parser.add_argument("--memory", type=int, default=128, help="MB that the server may take")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cabled-hostile-clients-") as folder:
        site = Site(folder, options.memory)
        try:
            until("a first page", lambda: site.status(site.head()) == 200, process=site.process)
            for attack in (odd_requests, floods, resets, crowd, slow_clients, many):
                begin = time.monotonic()
                attack(site, options)
                used = site.still_serves(attack.__name__)
                print(f"{attack.__name__}: {time.monotonic() - begin:.1f} s, {used:.0f} MB", flush=True)
            site.check("a stop in order", site.process.stop() == 0)
        finally:
            site.process.end()
    print("\n".join(site.wrong) or "nothing wrong")
    return 1 if site.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
