"""A PostgreSQL of the test's own: made in a folder, reached by a socket in it, stopped at will."""

import functools
import glob
import json
import os
import pathlib
import pwd
import shutil
import sys
import tempfile

import commands
from waiting import tail, until

LONGEST_STATEMENT = 240  # seconds


@functools.lru_cache
def programs():
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda p: int(p.split("/")[4]))
    return pathlib.Path(found[-1])


class Cluster:
    """The cluster in `folder`, made and started where it is not there yet or does not run.

    Durable as PostgreSQL is by default: what a stop at once loses here is what users lose. One that
    is not is faster, and loses nothing either as long as the machine does not crash."""

    def __init__(self, folder, settings=(), durable=True):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.as_owner = []
        if os.geteuid() == 0:  # PostgreSQL does not run as root
            owner = pwd.getpwnam("postgres")
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
            self.folder.chmod(0o755)
            self.as_owner = ["runuser", "-u", "postgres", "--"]
        if not os.path.exists(self.data):
            self.make()
            # The port too, or PGPORT of whoever runs the test would be it.
            lines = ["listen_addresses = ''", f"unix_socket_directories = '{self.folder}'", "port = 5432",
                     f"fsync = {'on' if durable else 'off'}", *settings]
            with open(f"{self.data}/postgresql.conf", "a", encoding="utf-8") as conf:
                conf.writelines(f"{line}\n" for line in lines)
        if not os.path.exists(f"{self.data}/postmaster.pid"):
            self.start()

    @classmethod
    def passing(cls, name, settings=()):
        """One that is not durable, in a folder of its own that goes with it."""
        return cls(tempfile.mkdtemp(prefix=f"cabled-{name}-"), settings, durable=False)

    @property
    def data(self):
        return str(self.folder / "data")

    def url(self, database, user="cabled"):
        return f"postgres:///{database}?host={self.folder}&port=5432&user={user}"

    def make(self):
        # Copies are one server to those who ask for its identity, so a test has one at most.
        made = os.environ.pop("CABLED_EMPTY_CLUSTER", None)
        if made:
            self.run_as_owner("cp", "-a", made, self.data)
        else:
            self.run("initdb", "-D", self.data, "-U", "cabled", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8",
                     "--no-instructions", "--no-sync")

    def run(self, program, *arguments):
        self.run_as_owner(programs() / program, *arguments)

    def run_as_owner(self, program, *arguments):
        done = commands.run([*self.as_owner, program, *arguments], cwd="/")
        if done.returncode != 0:
            raise RuntimeError(f"{program} failed{done.told}{tail(self.folder / 'log')}")

    def start(self):
        self.run("pg_ctl", "start", "-w", "-s", "-D", self.data, "-l", str(self.folder / "log"))

    def stop(self, mode="immediate"):
        self.run("pg_ctl", "stop", "-w", "-D", self.data, "-m", mode)

    def create(self, database):
        self.ask("postgres", f"CREATE DATABASE {database}")
        return self.url(database)

    def psql(self, database, statements):
        """What psql prints of the rows, unaligned; raises with the server's words on a failure."""
        done = commands.run([programs() / "psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-f", "-",
                             self.url(database)], given=statements, seconds=LONGEST_STATEMENT)
        if done.returncode != 0:
            raise RuntimeError(f"{statements}: {done.stderr.strip()}")
        return done.stdout

    def ask(self, database, statement):
        """The first value of what `statement` gives."""
        return self.psql(database, statement).strip()

    def wait_for(self, database, statement, answer, seconds=60, log=None, process=None):
        """Asks until the answer is this one."""
        answers = [None]

        def check():
            answers[0] = self.ask(database, statement)
            return answers[0] == answer

        def said():
            return f"the last answer: {answers[0]}" + tail(log) + tail(self.folder / "log")

        until(f"the answer {answer} to: {statement}", check, seconds, said, process, pause=0.05)

    def rows(self, database, query):
        """The rows of a query, a dict each."""
        text = self.ask(database, f"SELECT coalesce(json_agg(q), '[]') FROM ({query}) AS q")
        return json.loads(text)

    def remove(self):
        try:
            self.stop()
        except RuntimeError:
            pass  # it was stopped by the test
        shutil.rmtree(self.folder)


if __name__ == "__main__":  # FOLDER: makes the cluster in FOLDER/data that CABLED_EMPTY_CLUSTER is to name
    Cluster(sys.argv[1], durable=False).stop("fast")
