#!/usr/bin/env python3
"""The embedded database from one PostgreSQL to the next: upgrade_database.py [--cables N].

Needs root and two versions of PostgreSQL; exits 77 (skipped) without. The newest is hidden while the older makes the
database. Then cables, archive and followers must be what they were, and an upgrade that is killed anywhere must leave
a database that works."""

import argparse
import glob
import os
import pathlib
import pwd
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from cabled_program import ROOT, Program  # noqa: E402
from lisbon_page import PAGE  # noqa: E402

LONGEST = 900


def versions():
    return sorted(int(path.split("/")[4]) for path in glob.glob("/usr/lib/postgresql/*/bin/postgres"))


def hiding(version):
    """A command under this sees a machine without that version."""
    return ["unshare", "--mount", "bash", "-c",
            f'mount --make-rprivate / && mount -t tmpfs none /usr/lib/postgresql/{version} && exec "$@"', "-"]


class Trial:
    def __init__(self, folder, cables):
        self.folder, self.cables = folder, cables
        self.old, self.new = versions()[-2:]
        state = folder / "state"
        state.mkdir()
        owner = pwd.getpwnam("postgres")
        os.chown(state, owner.pw_uid, owner.pw_gid)
        self.state = state
        self.program = Program(state, options=["--quiet"])
        self.older = Program(state, options=["--quiet"], prefix=hiding(self.new))
        self.follower = f"sqlite:{folder / 'down.sqlite'}"
        self.times = {}

    def timed(self, what, program, *arguments, **how):
        began = time.monotonic()
        done = program.output(*arguments, seconds=LONGEST, **how)
        self.times[what] = time.monotonic() - began
        return done

    def version(self):
        return int((self.state / "db/PG_VERSION").read_text())

    def fill(self):
        dump = self.folder / "dump.csv"
        with open(dump, "w", encoding="utf-8") as out:
            subprocess.run([sys.executable, ROOT / "tests/bench/dump_rows.py", str(self.cables)], stdout=out, check=True)
        self.timed("import", self.older, "import", dump)
        self.timed("follow", self.older, "feed", "--to", self.follower)
        assert self.version() == self.old, self.version()
        return self.older.output("export", seconds=LONGEST)

    def interrupt(self, delay):
        """An upgrade that is killed leaves one of the two databases under its name."""
        running = self.program.start("migrate", "--upgrade-database")
        time.sleep(delay)
        running.send_signal(signal.SIGKILL)
        running.wait(60)
        self.program.output("status", seconds=LONGEST)
        return self.version()

    def run(self):
        before = self.fill()
        assert before.count("\n") >= self.cables, before.count("\n")
        left = [self.interrupt(delay) for delay in (0.5, 1.5, 2.4, 3)]
        said = self.timed("upgrade", self.program, "migrate", "--upgrade-database")
        assert self.version() == self.new, said
        kept = self.state / f"db.postgresql-{self.old}"
        if self.new not in left:
            assert "are the same in both" in said, said
        assert int((kept / "PG_VERSION").read_text()) == self.old
        assert self.program.output("export", seconds=LONGEST) == before, "other cables"
        self.timed("verify", self.program, "archive", "verify")
        self.follow_on()
        again = self.program.output("migrate", "--upgrade-database")
        assert "nothing to do" in again, again
        assert not list(self.state.glob("db.making.*"))
        print(said, "killed attempts left version", left, {what: round(s, 1) for what, s in self.times.items()})

    def follow_on(self):
        """The follower goes on where it was, and has what is new."""
        page = self.folder / "new.html"
        page.write_text(PAGE.format(serial=9999, subject="AFTER", text="The ferry left."))
        self.program.output("import", page)
        self.program.output("feed", "--to", self.follower)
        self.program.output("feed", "--to", self.follower, "--check", seconds=LONGEST)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cables", type=int, default=10000)
    options = parser.parse_args()
    if os.geteuid() != 0 or len(versions()) < 2:
        print("skipped: needs root and two versions of PostgreSQL")
        sys.exit(77)
    with tempfile.TemporaryDirectory(prefix="cabled-upgrade-") as folder:
        os.chmod(folder, 0o755)
        Trial(pathlib.Path(folder), options.cables).run()


main()
