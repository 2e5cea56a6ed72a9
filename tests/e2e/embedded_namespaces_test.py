#!/usr/bin/env python3
"""One state folder, commands in several namespaces of process numbers, as containers have them."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("CABLED_BINARY", str(ROOT / "build/dev/daemon/cabled"))
LONGEST_COMMAND = 240  # seconds
APART = ["unshare", "--pid", "--ipc", "--fork", "--kill-child", "--mount-proc"]
TRY_AGAIN_LATER = 75

sys.path.insert(0, str(ROOT / "tests" / "harness"))

import cable_pages  # noqa: E402


def can_live_apart():
    return os.geteuid() == 0 and shutil.which("unshare") and subprocess.run(
        [*APART, "true"], stderr=subprocess.DEVNULL).returncode == 0


@unittest.skipUnless(can_live_apart(), "only root can make namespaces, and not everywhere")
class EmbeddedNamespaces(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="cabled-apart-")
        self.addCleanup(folder.cleanup)
        self.place = pathlib.Path(folder.name)
        self.place.chmod(0o755)
        self.state = self.place / "state"
        self.cluster = self.state / "db"
        (self.place / "cabled.toml").write_text(
            'contact = "operator@example.org"\n[archive]\ndisk_floor = "16MiB"\n')
        for number in (1, 2):
            self.page(number).write_bytes(cable_pages.story_page(number))
        # The namespace that each test's daemon begins with has made its database by then.
        self.apart("import", self.page(1))

    def page(self, number):
        return self.place / f"story{number}.html"

    def command(self, *arguments):
        return [BINARY, "--config", self.place / "cabled.toml", "--state-dir", self.state, *arguments]

    def run_apart(self, *arguments):
        return subprocess.run([*APART, *self.command(*arguments)], capture_output=True, text=True,
                              timeout=LONGEST_COMMAND, cwd="/")

    def apart(self, *arguments):
        done = self.run_apart(*arguments)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def cables(self):
        return json.loads(self.apart("--json", "status"))["corpus"]["cables"]

    def start_apart(self, *command):
        process = subprocess.Popen([*APART, *command], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, cwd="/")
        self.addCleanup(self.end, process, signal.SIGKILL)
        return process

    def first_of(self, process):
        """The first process of the namespace that unshare made."""
        return int(pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
                   .split()[0])

    def end(self, process, number):
        if process.poll() is None:
            os.kill(self.first_of(process), number)
        process.wait(timeout=60)

    def works_in_cluster(self, pid):
        try:
            return os.path.samefile(f"/proc/{pid}/cwd", self.cluster)
        except OSError:
            return False

    def servers(self):
        """Postmasters of the cluster: what works in it and was started by nothing that does."""
        found = []
        for pid in filter(str.isdigit, os.listdir("/proc")):
            if not self.works_in_cluster(pid):
                continue
            try:
                parent = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1]
            except OSError:
                continue
            if not self.works_in_cluster(parent):
                found.append(int(pid))
        return found

    def wait_for_server(self):
        end = time.monotonic() + 60
        while time.monotonic() < end:
            file = self.cluster / "postmaster.pid"
            if self.servers() and file.exists() and "ready" in file.read_text():
                return self.servers()
            time.sleep(0.02)
        self.fail("no server came up")

    def wait_for_session(self, name):
        end = time.monotonic() + 60
        while time.monotonic() < end:
            found = subprocess.run(
                ["psql", "-XqAt", "-h", self.cluster, "-p", "5432", "-U", "cabled", "-d", "cabled", "-c",
                 f"SELECT count(*) FROM pg_stat_activity WHERE application_name = '{name}'"],
                capture_output=True, text=True)
            if found.stdout.strip() == "1":
                return
            time.sleep(0.05)
        self.fail(f"no session {name}")

    def test_commands_at_the_same_time_share_one_server(self):
        daemon = self.start_apart(*self.command("run"))
        server = self.wait_for_server()

        self.apart("import", self.page(2))

        self.assertEqual(self.servers(), server)
        self.assertEqual(self.cables(), 2)
        self.end(daemon, signal.SIGTERM)
        self.assertEqual(self.servers(), [])
        self.assertEqual(self.cables(), 2)

    def test_commands_one_after_another_have_one_database(self):
        self.apart("import", self.page(2))

        self.assertEqual(self.cables(), 2)
        self.assertEqual(self.servers(), [])

    def test_a_killed_namespace_takes_its_server_along_and_nothing_else(self):
        daemon = self.start_apart(*self.command("run"))
        self.wait_for_server()
        self.end(daemon, signal.SIGKILL)

        self.assertEqual(self.cables(), 1)
        self.apart("import", self.page(2))
        self.assertEqual(self.cables(), 2)

    def test_the_server_of_a_killed_command_is_used_by_another_namespace(self):
        keeper = self.start_apart(
            "sh", "-c", '"$@" & echo $! > "$0"; wait; sleep 600', self.place / "pid",
            *self.command("run"))
        server = self.wait_for_server()
        inside = (self.place / "pid").read_text().strip()
        subprocess.run(["nsenter", "-t", str(self.first_of(keeper)), "-p", "-m", "kill", "-9", inside],
                       check=True)

        self.apart("import", self.page(2))

        self.assertEqual(self.servers(), server, "it cannot be seen from there, so it stays")
        self.end(keeper, signal.SIGKILL)
        self.assertEqual(self.cables(), 2)

    def test_a_server_that_cannot_be_reached_is_named_and_left_alone(self):
        self.start_apart(*self.command("run"))
        server = self.wait_for_server()
        self.wait_for_session("cabled scheduler")
        before = (self.cluster / "postmaster.pid").read_text()
        (self.cluster / ".s.PGSQL.5432").unlink()

        refused = self.run_apart("status")

        self.assertEqual(refused.returncode, TRY_AGAIN_LATER, refused.stderr)
        self.assertIn("cannot be reached from here", refused.stderr)
        self.assertIn("hint:", refused.stderr)
        self.assertEqual(self.servers(), server)
        self.assertEqual((self.cluster / "postmaster.pid").read_text(), before)

    def test_what_another_machine_may_still_use_is_left_alone(self):
        starter = self.state / "db.starter"
        starter.write_text("elsewhere\nanother-boot\npid:[1]\n")
        left = self.cluster / "postmaster.pid"
        left.write_text(f"1\n{self.cluster}\n0\n5432\n{self.cluster}\n\n  0 0\nready   \n")
        user = subprocess.Popen(["flock", "--shared", self.state / "db.users.lock", "sleep", "600"])
        self.addCleanup(user.wait)
        self.addCleanup(user.kill)
        time.sleep(0.5)

        refused = self.run_apart("status")

        self.assertEqual(refused.returncode, TRY_AGAIN_LATER, refused.stderr)
        self.assertIn("'elsewhere'", refused.stderr)
        self.assertTrue(left.exists())
        user.kill()
        user.wait()
        for child in self.holders(self.state / "db.users.lock"):
            os.kill(child, signal.SIGKILL)
        self.assertEqual(self.cables(), 1, "nobody uses it any more")

    def holders(self, file):
        """Processes that have `file` open: the command that flock(1) ran inherits it."""
        found = []
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                opened = [os.readlink(f"/proc/{pid}/fd/{fd}") for fd in os.listdir(f"/proc/{pid}/fd")]
            except OSError:
                continue
            if str(file) in opened:
                found.append(int(pid))
        return found


if __name__ == "__main__":
    unittest.main()
