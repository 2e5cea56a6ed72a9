"""A command in a state of the test's choice, which is then told to stop, and the ground it stands on."""

import contextlib
import gzip
import html
import itertools
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time

from cabled_program import Program
from fault_server import FaultServer, reply
from import_fixture import gzip_record, page, telegram, warc_of
from postgres_cluster import Cluster
from waiting import until

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
    """A server, databases with pages in them, and a folder, for all the states, also at the same time."""

    def __init__(self, large_pages):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="cabled-stop-"))
        self.folder.chmod(0o755)  # PostgreSQL's user has to pass through
        self.cluster = Cluster(self.folder / "postgres", ["max_connections = 50"], durable=False)
        self.numbers = itertools.count(1)
        self.lock = threading.Lock()
        self.begun = {}  # archive -> what a state begins with that has its pages
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

    def with_pages_of(self, archive):
        """The program with a database that has the pages of the archive, None: that has none; made once."""
        with self.lock:
            if archive not in self.begun:
                name = f"begun{len(self.begun)}"
                program = Program(self.folder / name, database=self.cluster.create(name), options=["--quiet"])
                self.begun[archive] = name, program
                program.output("migrate")
                if archive:
                    program.output("import", self.folder / archive, seconds=PATIENCE * 3)
            return self.begun[archive]

    def close(self):
        self.cluster.remove()
        shutil.rmtree(self.folder)


class State:
    """One command in one state. Made anew for each signal that is tried."""

    code = 0
    arguments = ("run",)
    delay = 20
    floor = "1MiB"
    archive = None  # whose pages the database has
    breaks_server = False
    between = BETWEEN

    def __init__(self, ground):
        self.ground = ground
        self.database = f"stop{next(ground.numbers)}"
        self.folder = ground.folder / self.database
        self.folder.mkdir()
        self.undo = contextlib.ExitStack()
        with self.undo:  # what is there already goes when the rest cannot be made
            self.cluster = self.server_of_its_own() if self.breaks_server else ground.cluster
            self.program = Program(self.folder / "state", self.folder / "cabled.toml", options=["--quiet"])
            self.begin()
            self.undo = self.undo.pop_all()
        self.process = None

    def server_of_its_own(self):
        cluster = Cluster(self.folder / "postgres", durable=False)
        self.undo.callback(cluster.remove)
        return cluster

    def begin(self):
        if self.breaks_server:
            self.program.database = self.cluster.create(self.database)
            self.program.config.touch()
            self.program.output("migrate")
            return
        begun, filler = self.ground.with_pages_of(self.archive)
        self.cluster.psql("postgres", f"CREATE DATABASE {self.database} TEMPLATE {begun}")
        self.program.database = self.cluster.url(self.database)
        shutil.copytree(filler.state, self.program.state)

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
        self.program.config.write_text(CONFIG.format(seeds=seeds, delay=self.delay, floor=self.floor))

    def cabled(self, *arguments):
        self.configure()
        self.program.run(*arguments, seconds=PATIENCE * 3)

    def log(self):
        return self.process.said("replace")

    def start(self):
        self.prepare()
        self.configure()
        self.program.options = []
        self.process = self.program.start(*self.arguments, stdout=self.output())
        self.undo.callback(self.process.end)
        until(f"the state '{type(self).__doc__}'", self.has_come, PATIENCE, process=self.process)

    def output(self):
        return subprocess.DEVNULL

    def fault(self):
        """Whether the stop left what it must not."""
        return False

    def stop(self, signals):
        """Seconds from the last signal to the end, and the code."""
        for n in range(signals):
            if n > 0:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self.process.wait(self.between)
            told = time.monotonic()
            self.process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(GIVEN_UP)
        seconds = time.monotonic() - told
        return seconds, "fault" if self.fault() else self.process.poll()

    def count(self, query):
        return int(self.cluster.ask(self.database, f"SELECT count(*) FROM {query}"))
