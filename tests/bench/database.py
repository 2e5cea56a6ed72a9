#!/usr/bin/env python3
"""What storing costs the server, apart from any client: record once, play back in a minute.

  database.py record CABLED RECORDING [--rows N]      an import of a dump of N rows, written down
  database.py play RECORDING [--rounds N] [--setting 'name = value'] [--sql FILE]

`record` stands between an import and its server and keeps what the client sends, message by message.
`play` sends it again to a fresh database of the same schema, over as many connections and in the same
order, and prints the server's processor per row: its backends and what works behind them. What is
asked of the server stays the same, so a setting, an index (--sql runs before) or another version of
the server is all that differs. Values that the server draws (ids) come out as recorded, because the
import has one writer and the database is new.
"""

import argparse
import pathlib
import pickle
import select
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time

BENCH = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(BENCH.parents[1] / "tests" / "harness"))
from postgres_cluster import Cluster, programs  # noqa: E402
from server_processor import processor_of  # noqa: E402

CONFIG = "[write]\nconnections = 1\n"
PATIENCE = 120  # seconds


def complete_messages(buffer, has_type=True):
    """The whole messages at the beginning of `buffer`, and what is left."""
    messages, at = [], 0
    while True:
        head = at + (1 if has_type else 0)
        if len(buffer) < head + 4:
            return messages, buffer[at:]
        end = head + struct.unpack_from(">I", buffer, head)[0]
        if len(buffer) < end:
            return messages, buffer[at:]
        messages.append(buffer[at:end])
        at = end
        if not has_type:
            return messages, buffer[at:]


class Recorder:
    """A socket that passes everything on and keeps what clients ask, up to each end of a request."""

    def __init__(self, folder, server):
        self.server, self.requests, self.lock = server, [], threading.Lock()
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(folder / ".s.PGSQL.5432"))
        self.listener.listen()
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        number = 0
        while True:
            client, _ = self.listener.accept()
            threading.Thread(target=self.pass_on, args=(number, client), daemon=True).start()
            number += 1

    def pass_on(self, number, client):
        server = socket.socket(socket.AF_UNIX)
        server.connect(self.server)
        started, buffer, request = False, b"", b""
        while True:
            ready, _, _ = select.select([client, server], [], [])
            if server in ready:
                answer = server.recv(1 << 20)
                if not answer:
                    break
                client.sendall(answer)
            if client not in ready:
                continue
            asked = client.recv(1 << 20)
            if not asked:
                break
            server.sendall(asked)
            buffer += asked
            messages, buffer = complete_messages(buffer, started)
            if messages and not started:
                started = True
                more, buffer = complete_messages(buffer)
                messages = more
            for message in messages:
                request += message
                if message[:1] in (b"S", b"Q"):
                    with self.lock:
                        self.requests.append((number, request))
                    request = b""
        client.close()
        server.close()


class Player:
    """One connection; a request is sent when the answer to the one before has come."""

    def __init__(self, path, database):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(PATIENCE)
        self.socket.connect(path)
        words = b"".join(w.encode() + b"\0" for w in ("user", "cabled", "database", database)) + b"\0"
        self.socket.sendall(struct.pack(">II", len(words) + 8, 196608) + words)
        self.buffer, self.waits, self.failed = b"", True, []

    def finish(self):
        while self.waits:
            self.buffer += self.socket.recv(1 << 20)
            messages, self.buffer = complete_messages(self.buffer)
            for message in messages:
                if message[:1] == b"E":
                    self.failed.append(message[5:200])
                self.waits = self.waits and message[:1] != b"Z"

    def send(self, request):
        self.finish()
        self.socket.sendall(request)
        self.waits = True


def make_schema(cabled, cluster, database, folder):
    subprocess.run([cabled, "--config", folder / "cabled.toml", "--state-dir", folder / "state", "--database",
                    cluster.create(database), "migrate"], check=True, stdout=subprocess.DEVNULL)


def record(asked, cluster, folder):
    (folder / "cabled.toml").write_text(CONFIG, encoding="utf-8")
    with open(folder / "dump.csv", "w", encoding="utf-8") as dump:
        subprocess.run([sys.executable, BENCH / "dump_rows.py", str(asked.rows)], stdout=dump, check=True)
    make_schema(asked.cabled.resolve(), cluster, "bench", folder)
    schema = subprocess.run([programs() / "pg_dump", cluster.url("bench")], check=True, capture_output=True).stdout
    between = folder / "between"
    between.mkdir()
    recorder = Recorder(between, f"{cluster.folder}/.s.PGSQL.5432")
    subprocess.run([asked.cabled.resolve(), "--config", folder / "cabled.toml", "--state-dir", folder / "state",
                    "--database", f"host={between} port=5432 user=cabled dbname=bench", "import",
                    folder / "dump.csv"], check=True, stdout=subprocess.DEVNULL)
    with open(asked.recording, "wb") as out:
        pickle.dump({"rows": asked.rows, "schema": schema, "requests": recorder.requests}, out)
    print(f"{len(recorder.requests)} requests of {1 + max(n for n, _ in recorder.requests)} connections,"
          f" {sum(len(r) for _, r in recorder.requests) / 1e6:.1f} MB")


def play(asked, cluster, folder):
    recording = pickle.loads(asked.recording.read_bytes())
    (folder / "schema.sql").write_bytes(recording["schema"])
    postmaster = int(pathlib.Path(cluster.data, "postmaster.pid").read_text(encoding="utf-8").split()[0])
    for number in range(asked.rounds):
        name = f"played_{number}"
        url = cluster.create(name)
        for script in [folder / "schema.sql", *([asked.sql] if asked.sql else [])]:
            subprocess.run([programs() / "psql", "-Xqf", script, url], check=True, stdout=subprocess.DEVNULL)
        cluster.ask(name, "CHECKPOINT")
        before, begun, players = processor_of(postmaster), time.monotonic(), {}
        for connection, request in recording["requests"]:
            if connection not in players:
                players[connection] = Player(f"{cluster.folder}/.s.PGSQL.5432", name)
            players[connection].send(request)
        for player in players.values():
            player.finish()
        took = time.monotonic() - begun
        failed = [line for player in players.values() for line in player.failed]
        for player in players.values():
            player.socket.close()
        time.sleep(1)  # for what the server does behind it
        spent = processor_of(postmaster) - before
        cables = cluster.ask(name, "SELECT count(*) FROM cable")
        print(f"{1000 * spent / recording['rows']:.3f} ms of the server a row, {recording['rows'] / took:.0f} rows/s,"
              f" {cables} cables{f', {len(failed)} requests failed: {failed[0]}' if failed else ''}", flush=True)
        cluster.ask("postgres", f"DROP DATABASE {name}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    commands = arguments.add_subparsers(dest="command", required=True)
    recording = commands.add_parser("record")
    recording.add_argument("cabled", type=pathlib.Path)
    recording.add_argument("recording", type=pathlib.Path)
    recording.add_argument("--rows", type=int, default=5000)
    playing = commands.add_parser("play")
    playing.add_argument("recording", type=pathlib.Path)
    playing.add_argument("--rounds", type=int, default=3)
    playing.add_argument("--setting", action="append", default=[])
    playing.add_argument("--sql", type=pathlib.Path)
    asked = arguments.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="cabled-database-"))
    folder.chmod(0o755)
    cluster = Cluster(folder / "postgres", getattr(asked, "setting", ()))
    try:
        (record if asked.command == "record" else play)(asked, cluster, folder)
    finally:
        cluster.stop("fast")
        shutil.rmtree(folder)


main()
