#!/usr/bin/env python3
"""How long a stop takes, once and twice signalled, in every state that a command can be in.

Prints a table. The exit code is 1 when a bar was missed or a command ended with another code than it
should: 0 for the daemon, 143 for what had an end of its own.
"""

import argparse
import concurrent.futures
import contextlib
import fcntl
import os
import pathlib
import signal
import struct
import subprocess
import sys
import termios
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "harness"))
import commands  # noqa: E402
from fault_server import reply  # noqa: E402
from stopped_command import Ground, Silence, State, big_page  # noqa: E402

PIPE_BYTES = 4096  # of the pipe that nobody reads
BY_ITSELF = 143    # the code of a command that has an end of its own


class Idle(State):
    """idle"""

    between = 0.05  # later the first signal may have done its work, and the second hits what is ending

    def prepare(self):
        self.serve({"/": reply(b'<a href="/pages/1">x</a>')})

    def has_come(self):
        return self.count("url WHERE verdict = 'stored'") == 1


class HangingTransfers(State):
    """transfers hang"""

    def prepare(self):
        self.serve({f"/pages/{n}": lambda connection: connection.recv(1) for n in range(1, 2000)})

    def has_come(self):
        return sum(path.startswith("/pages/") for path in self.server.asked) >= 8


class FullParseQueue(State):
    """parse queue full of 3 MB pages"""

    delay = 0

    def prepare(self):
        body = reply(big_page(1))
        self.serve({f"/pages/{n}": body for n in range(1, 2000)})

    # The pipeline holds 128 MiB, so that more than some forty pages are not asked for at once.
    def has_come(self):
        return sum(path.startswith("/pages/") for path in self.server.asked) >= 40


class DatabaseHangs(State):
    """database server stopped (SIGSTOP)"""

    breaks_server = True

    def has_come(self):
        if self.count("capture") < 5:
            return False
        server = int(pathlib.Path(self.cluster.data, "postmaster.pid").read_text().split("\n")[0])
        found = commands.run(["pgrep", "-P", server])
        processes = [server, *map(int, found.stdout.split())]
        for process in processes:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGSTOP)
        self.undo.callback(self.go_on, processes)
        time.sleep(1)  # the scheduler asks five times a second: it waits for an answer by now
        return True

    @staticmethod
    def go_on(processes):
        for process in reversed(processes):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGCONT)


class DatabaseLocked(State):
    """tables locked by somebody else"""

    locker = None

    def has_come(self):
        if self.locker is None:
            if self.count("capture") < 5:
                return False
            self.locker = commands.Running(["psql", "-Xq", self.program.database], stdin=subprocess.PIPE)
            self.undo.callback(self.unlock)
            self.locker.stdin.write(b"BEGIN; LOCK TABLE host, url, capture; SELECT pg_sleep(600);\n")
            self.locker.stdin.flush()
        return self.count("pg_locks l JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()"
                          " WHERE NOT granted") >= 1

    def unlock(self):
        self.locker.end()
        self.cluster.ask("postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                     " WHERE query LIKE '%pg_sleep(600)%' AND pid <> pg_backend_pid()")


class DatabaseGone(State):
    """database server gone"""

    breaks_server = True
    gone = False

    def has_come(self):
        if not self.gone and self.count("capture") >= 5:
            self.cluster.stop("immediate")
            self.gone = True
        return self.gone and "frontier delayed" in self.log()


class ConnectHangs(State):
    """connecting to a database that says nothing"""

    def prepare(self):
        super().prepare()
        self.silence = Silence()
        self.undo.callback(self.silence.close)
        self.program.database = f"postgres://nobody@127.0.0.1:{self.silence.port}/none?sslmode=disable"

    def has_come(self):
        return bool(self.silence.taken)


class DiskFull(State):
    """disk full"""

    floor = "1TiB"

    def has_come(self):
        return "archive paused" in self.log()


class Filled(State):
    """A command that reads pages that are in the database."""

    code = BY_ITSELF
    archive = "small.warc.gz"

    def prepare(self):
        pass


class SilentWebhook(Filled):
    """feed to a webhook that says nothing"""

    def prepare(self):
        self.silence = Silence()
        self.undo.callback(self.silence.close)
        secret = self.folder / "secret"
        secret.write_text("open sesame\n")
        secret.chmod(0o600)
        self.arguments = ("feed", "--to", f"http://127.0.0.1:{self.silence.port}/",
                          "--secret-file", secret, "--give-up-after", "0s")
        # A webhook is told of what comes after it was first named.
        self.cabled(*self.arguments)
        self.cabled("import", self.ground.folder / "more.warc.gz")

    def has_come(self):
        return bool(self.silence.taken)

    # That the answer was not waited for is no failure of the receiver's.
    def fault(self):
        return self.count("feed_dead_letter") != 0


class HangingFollower(Filled):
    """feed to a PostgreSQL that says nothing"""

    def prepare(self):
        self.silence = Silence()
        self.undo.callback(self.silence.close)
        self.arguments = ("feed", "--to", f"postgres://nobody@127.0.0.1:{self.silence.port}/none"
                                          "?sslmode=disable")

    def has_come(self):
        return bool(self.silence.taken)


class LargeImport(State):
    """import of a large file"""

    code = BY_ITSELF

    def prepare(self):
        self.arguments = ("import", self.ground.folder / "large.warc.gz")

    def has_come(self):
        return self.count("capture") >= 1


class Reparse(Filled):
    """reparse"""

    archive = "some.warc.gz"
    arguments = ("reparse", "--all")

    # The group is read right after the run is written down.
    def has_come(self):
        return self.count("reparse") >= 1


class UnreadPipe(Filled):
    """export to a pipe that nobody reads"""

    arguments = ("export",)

    def output(self):
        self.reader, writer = os.pipe()
        fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
        self.undo.callback(os.close, self.reader)
        self.undo.callback(os.close, writer)
        return writer

    def has_come(self):
        waiting = struct.unpack("i", fcntl.ioctl(self.reader, termios.FIONREAD, b"\0" * 4))[0]
        return waiting >= PIPE_BYTES


STATES = [Idle, HangingTransfers, FullParseQueue, DatabaseHangs, DatabaseLocked, DatabaseGone,
          ConnectHangs, DiskFull, SilentWebhook, HangingFollower, LargeImport, Reparse, UnreadPipe]


def time_of(kind, ground, signals):
    state = kind(ground)
    with state.undo:
        state.start()
        return state.stop(signals)


def row_of(kind, ground, options):
    """Its line of the table, and whether it is as it should be."""
    (once, code), (twice, code_twice) = (time_of(kind, ground, n) for n in (1, 2))
    good = once <= options.once and twice <= options.twice and code == code_twice == kind.code
    codes = code if code == code_twice else f"{code}, {code_twice}"
    return f"| {kind.__doc__} | {once:.1f} | {twice:.2f} | {codes} |" + ("" if good else " MISSED"), good


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--once", type=float, default=10, help="seconds that a stop may take")
    parser.add_argument("--twice", type=float, default=1, help="seconds after the second signal")
    parser.add_argument("--big-pages", type=int, default=80, help="pages of the large file")
    parser.add_argument("--at-once", type=int, default=1,
                        help="states that are tried at the same time, which is quicker and less exact")
    parser.add_argument("--only", nargs="*", help="names of states")
    options = parser.parse_args()
    states = [kind for kind in STATES if not options.only or kind.__name__ in options.only]
    ground = Ground(options.big_pages)
    missed = 0
    try:
        print("| state | once, s | twice, s | code |\n|---|---|---|---|")
        with concurrent.futures.ThreadPoolExecutor(options.at_once) as pool:
            for row, good in pool.map(lambda kind: row_of(kind, ground, options), states):
                missed += not good
                print(row, flush=True)
    finally:
        ground.close()
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
