"""A command in a state of the test's choice, which is then told to stop, and the ground it stands on."""

import contextlib
import gzip
import html
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "e2e"))
from crawl_trial import BINARY  # noqa: E402
from fault_server import FaultServer, reply  # noqa: E402
from import_fixture import gzip_record, page, telegram, warc_of  # noqa: E402
from postgres_cluster import Cluster  # noqa: E402

PATIENCE = 180        # seconds that a state may take to come about
GIVEN_UP = 90         # seconds after which a command that was told to stop is killed
BETWEEN = 0.3         # seconds from the first signal to the second

CONFIG = """
contact = "operator@example.org"
[archive]
disk_floor = "{floor}"
[parse]
threads = 1
[[source]]
name = "stopped"
seeds = [{seeds}]
index = ["/list-*"]
include = ["/pages/**"]
allow_private = ["127.0.0.0/8"]
delay = "{delay}ms"
per_host = 8
"""


def big_page(number, size=3 << 20):
    """A telegram and then crossing tags, which only a full parser reads."""
    crossing = "<p><b>The <i>harbour</b> was</i> quiet that night, as harbours are.</p>\n"
    return (f"<html><body><pre>{html.escape(telegram(number))}</pre>" + crossing * (size // len(crossing))
            + "</body></html>").encode()


class Silence:
    """Takes connections and says nothing."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.taken = []
        threading.Thread(target=self.take, daemon=True).start()

    def take(self):
        with contextlib.suppress(OSError):
            while True:
                self.taken.append(self.listener.accept()[0])

    def close(self):
        self.listener.close()
        for connection in self.taken:
            connection.close()


class Ground:
    """A server, a database with pages in it, and a folder, for one state after the other."""

    def __init__(self, large_pages):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="cabled-stop-"))
        self.folder.chmod(0o755)  # PostgreSQL's user has to pass through
        self.cluster = Cluster(self.folder / "postgres", ["max_connections = 50"], durable=False)
        self.number = 0
        pages = [(f"http://kept.example/{n}", page(n)) for n in range(1, 301)]
        (self.folder / "small.warc.gz").write_bytes(warc_of(pages, gzip_record))
        (self.folder / "more.warc.gz").write_bytes(
            warc_of([("http://kept.example/more", page(400))], gzip_record))
        self.pack_big_pages("large.warc.gz", large_pages)
        self.pack_big_pages("some.warc.gz", max(4, large_pages // 6))

    def pack_big_pages(self, name, count):
        with gzip.open(self.folder / name, "wb", compresslevel=1) as archive:
            for n in range(1, count + 1):
                archive.write(warc_of([(f"http://large.example/{n}", big_page(n))]))

    def close(self):
        self.cluster.remove()
        subprocess.run(["rm", "-rf", self.folder], check=True)


class State:
    """One command in one state. Made anew for each signal that is tried."""

    code = 0
    arguments = ("run",)
    delay = 20
    floor = "1MiB"

    def __init__(self, ground):
        self.ground, self.cluster = ground, ground.cluster
        ground.number += 1
        self.database = f"stop{ground.number}"
        self.folder = ground.folder / self.database
        self.folder.mkdir()
        self.undo = contextlib.ExitStack()
        self.url = self.cluster.create(self.database)
        self.cabled("migrate")
        self.process = None

    # Each state says what it needs and when it has come about.
    def prepare(self):
        self.serve({})

    def has_come(self):
        raise NotImplementedError

    def serve(self, answers):
        links = "".join(f'<a href="/pages/{n}">x</a>' for n in range(1, 2000)).encode()
        small = {f"/pages/{n}": reply(page(n)) for n in range(1, 2000)}
        self.server = FaultServer({"/": reply(links), **small, **answers})
        self.undo.callback(self.server.stop)

    def configure(self):
        seeds = f'"http://127.0.0.1:{self.server.port}/"' if hasattr(self, "server") else '"http://127.0.0.1:9/"'
        file = self.folder / "cabled.toml"
        file.write_text(CONFIG.format(seeds=seeds, delay=self.delay, floor=self.floor))
        return file

    def command(self, *arguments):
        return [BINARY, "--config", self.configure(), "--database", self.url, "--state-dir",
                self.folder / "state", *arguments]

    def cabled(self, *arguments):
        done = subprocess.run(self.command(*arguments), capture_output=True, text=True,
                              timeout=PATIENCE * 3)
        if done.returncode != 0 and arguments[0] == "migrate":
            sys.exit(f"{arguments} ended with {done.returncode}: {done.stderr}")

    def log(self):
        return (self.folder / "log").read_text()

    def start(self):
        self.prepare()
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen(self.command(*self.arguments), stderr=log,
                                            stdout=self.output())
        self.undo.callback(self.end)
        self.wait_for(self.has_come, type(self).__doc__)

    def output(self):
        return subprocess.DEVNULL

    def end(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def wait_for(self, is_so, what):
        end = time.monotonic() + PATIENCE
        while not is_so():
            if self.process.poll() is not None:
                sys.exit(f"{what}: ended with {self.process.returncode} before: {self.log()}")
            if time.monotonic() > end:
                sys.exit(f"{what}: did not come about in {PATIENCE} s: {self.log()[-2000:]}")
            time.sleep(0.02)

    def fault(self):
        """Whether the stop left what it must not."""
        return False

    def stop(self, signals):
        """Seconds from the last signal to the end, and the code."""
        for n in range(signals):
            if n > 0:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self.process.wait(BETWEEN)
            told = time.monotonic()
            self.process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(GIVEN_UP)
        seconds = time.monotonic() - told
        return seconds, "fault" if self.fault() else self.process.poll()

    def count(self, query):
        return int(self.cluster.ask(self.database, f"SELECT count(*) FROM {query}"))
