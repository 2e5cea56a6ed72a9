"""A PostgreSQL of the test's own: made in a folder, reached by a socket in it, stopped at will."""

import functools
import glob
import json
import os
import pathlib
import pwd
import shutil
import subprocess


@functools.lru_cache
def programs():
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda p: int(p.split("/")[4]))
    return pathlib.Path(found[-1])


class Cluster:
    """Durable as PostgreSQL is by default: what a stop at once loses here is what users lose."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True)
        self.as_owner = []
        if os.geteuid() == 0:  # PostgreSQL does not run as root
            owner = pwd.getpwnam("postgres")
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
            self.as_owner = ["runuser", "-u", "postgres", "--"]
        self.run("initdb", "-D", self.data, "-U", "cabled", "--auth=trust", "--encoding=UTF8",
                 "--locale=C.UTF-8", "--no-instructions", "--no-sync")
        self.start()

    @property
    def data(self):
        return str(self.folder / "data")

    def url(self, database):
        return f"host={self.folder} port=5432 dbname={database} user=cabled"

    def run(self, program, *arguments):
        done = subprocess.run([*self.as_owner, programs() / program, *arguments], cwd="/",
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"{program} ended with {done.returncode}: {done.stdout}")

    def start(self):
        self.run("pg_ctl", "start", "-w", "-D", self.data, "-l", str(self.folder / "log"), "-o",
                 f"-c listen_addresses= -c unix_socket_directories={self.folder}")

    def stop(self, mode="immediate"):
        self.run("pg_ctl", "stop", "-w", "-D", self.data, "-m", mode)

    def create(self, database):
        self.ask("postgres", f"CREATE DATABASE {database}")
        return self.url(database)

    def ask(self, database, statement):
        """The first value of what `statement` gives."""
        done = subprocess.run([programs() / "psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-c",
                               statement, self.url(database)], capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"{statement}: {done.stderr}")
        return done.stdout.strip()

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
