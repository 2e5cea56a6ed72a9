"""A PostgreSQL cluster of a test's own: Unix socket only, removed at the end unless it has a folder."""

import os
import pathlib
import pwd
import shutil
import subprocess
import tempfile

PROGRAMS = pathlib.Path(os.environ.get("CABLED_PG_BIN", "/usr/lib/postgresql/15/bin"))


class Cluster:
    def __init__(self, name, settings=(), folder=None):
        self.kept = folder is not None
        self.folder = pathlib.Path(folder or tempfile.mkdtemp(prefix=f"cabled-{name}-", dir="/tmp"))
        self.folder.mkdir(exist_ok=True)
        self.data = self.folder / "data"
        # PostgreSQL does not run as root.
        self.account = "postgres" if os.geteuid() == 0 else None
        if self.account:
            entry = pwd.getpwnam(self.account)
            os.chown(self.folder, entry.pw_uid, entry.pw_gid)
            self.folder.chmod(0o755)
        if self.data.exists():
            if not (self.data / "postmaster.pid").exists():
                self.start()
            return
        self._run("initdb", "-D", self.data, "-U", "tester", "-A", "trust", "-E", "UTF8",
                  "--locale=C.UTF-8", "--no-sync")
        with open(self.data / "postgresql.conf", "a", encoding="utf-8") as conf:
            conf.write(f"listen_addresses = ''\nunix_socket_directories = '{self.folder}'\n"
                       "fsync = off\n")  # the machine does not crash, processes do
            conf.writelines(f"{line}\n" for line in settings)
        self.start()

    def _run(self, program, *arguments):
        command = [str(PROGRAMS / program), *map(str, arguments)]
        if self.account:
            command = ["runuser", "-u", self.account, "--", *command]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd="/")
        if done.returncode != 0:
            raise RuntimeError(f"{program}: {done.stdout}{done.stderr}")

    def start(self):
        self._run("pg_ctl", "-D", self.data, "-w", "-s", "-l", self.folder / "log", "start")

    def stop(self, mode="fast"):
        self._run("pg_ctl", "-D", self.data, "-w", "-s", "-m", mode, "stop")

    def remove(self):
        if self.kept:
            return
        self.stop("immediate")
        shutil.rmtree(self.folder)

    def url(self, database, user="tester"):
        return f"postgres:///{database}?host={self.folder}&user={user}"

    def psql(self, database, sql, user="tester"):
        """The answer of a statement, unaligned; raises with the server's words when it fails."""
        done = subprocess.run(
            [str(PROGRAMS / "psql"), "-XAtq", "-v", "ON_ERROR_STOP=1", "-h", str(self.folder),
             "-U", user, "-d", database, "-f", "-"],
            input=sql, capture_output=True, text=True, timeout=300)
        if done.returncode != 0:
            raise RuntimeError(done.stderr.strip())
        return done.stdout
