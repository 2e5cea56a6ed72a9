#!/usr/bin/env python3
"""One state folder, commands in several namespaces of process numbers, as containers have them."""

import os
import pathlib
import shutil
import signal
import sys
import tempfile
import unittest

APART = ["unshare", "--pid", "--ipc", "--fork", "--kill-child", "--mount-proc"]
TRY_AGAIN_LATER = 75

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

import cable_pages  # noqa: E402
import commands  # noqa: E402
from cabled_program import Program  # noqa: E402
from waiting import until  # noqa: E402


NOBODY = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
# As a service with ProtectProc=invisible and PrivateUsers=: of its user's processes outside it sees nothing.
SERVICE = ["unshare", "--mount", "sh", "-c", 'mount -t proc -o hidepid=invisible proc /proc && exec "$@"', "sh",
           *NOBODY, "unshare", "--user", "--map-current-user"]


def can_live_apart():
    return os.geteuid() == 0 and shutil.which("unshare") and commands.run([*APART, "true"]).returncode == 0


@unittest.skipUnless(can_live_apart(), "only root can make namespaces, and not everywhere")
class EmbeddedNamespaces(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="cabled-apart-")
        cls.addClassCleanup(folder.cleanup)
        cls.common = pathlib.Path(folder.name)
        cls.common.chmod(0o755)
        cls.config = cls.common / "cabled.toml"
        cls.config.write_text('contact = "operator@example.org"\n[archive]\ndisk_floor = "16MiB"\n')
        for number in (1, 2):
            cls.page(number).write_bytes(cable_pages.story_page(number))
        # Made once, in a namespace that has ended; each test has a copy.
        cls.filled = cls.common / "filled"
        Program(cls.filled, cls.config, prefix=APART, cwd="/").output("import", cls.page(1))

    def setUp(self):
        self.place = pathlib.Path(tempfile.mkdtemp(prefix="", dir=self.common))  # a part of a socket's path
        self.place.chmod(0o755)
        self.state = self.place / "state"
        self.cluster = self.state / "db"
        commands.run(["cp", "-a", self.filled, self.state], code=0)
        self.program = Program(self.state, self.config, cwd="/")
        self.apart = Program(self.state, self.config, prefix=APART, cwd="/")

    @classmethod
    def page(cls, number):
        return cls.common / f"story{number}.html"

    def cables(self):
        return self.apart.ask("status")["corpus"]["cables"]

    def start_apart(self, *command):
        process = commands.Running([*APART, *command], cwd="/")
        self.addCleanup(self.end, process, signal.SIGKILL)
        return process

    def first_of(self, process):
        """The first process of the namespace that unshare made."""
        return int(pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
                   .split()[0])

    def end(self, process, number):
        if process.poll() is None:
            os.kill(self.first_of(process), number)
        process.code(60)

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

    def wait_for_server(self, process):
        file = self.cluster / "postmaster.pid"
        return until("a server", lambda: file.exists() and "ready" in file.read_text() and self.servers(),
                     process=process)

    def wait_for_session(self, name, process):
        asked = ["psql", "-XqAt", "-h", self.cluster, "-p", "5432", "-U", "cabled", "-d", "cabled", "-c",
                 f"SELECT count(*) FROM pg_stat_activity WHERE application_name = '{name}'"]
        until(f"the session {name}", lambda: commands.run(asked).stdout.strip() == "1", process=process,
              pause=0.05)

    def test_commands_at_the_same_time_share_one_server(self):
        daemon = self.start_apart(*self.program.command("run"))
        server = self.wait_for_server(daemon)

        self.apart.output("import", self.page(2))

        self.assertEqual(self.servers(), server)
        self.assertEqual(self.cables(), 2)
        self.end(daemon, signal.SIGTERM)
        self.assertEqual(self.servers(), [])
        self.assertEqual(self.cables(), 2)

    def test_commands_one_after_another_have_one_database(self):
        self.apart.output("import", self.page(2))

        self.assertEqual(self.cables(), 2)
        self.assertEqual(self.servers(), [])

    def test_a_killed_namespace_takes_its_server_along_and_nothing_else(self):
        daemon = self.start_apart(*self.program.command("run"))
        self.wait_for_server(daemon)
        self.end(daemon, signal.SIGKILL)

        self.assertEqual(self.cables(), 1)
        self.apart.output("import", self.page(2))
        self.assertEqual(self.cables(), 2)

    def test_the_server_of_a_killed_command_is_used_by_another_namespace(self):
        keeper = self.start_apart(
            "sh", "-c", '"$@" & echo $! > "$0"; wait; sleep 600', self.place / "pid",
            *self.program.command("run"))
        server = self.wait_for_server(keeper)
        inside = (self.place / "pid").read_text().strip()
        commands.run(["nsenter", "-t", self.first_of(keeper), "-p", "-m", "kill", "-9", inside], code=0)

        self.apart.output("import", self.page(2))

        self.assertEqual(self.servers(), server, "it cannot be seen from there, so it stays")
        self.end(keeper, signal.SIGKILL)
        self.assertEqual(self.cables(), 2)

    def test_a_service_stops_the_server_that_a_command_beside_it_started(self):
        if commands.run([*SERVICE, "true"]).returncode != 0:
            self.skipTest("plain users can make no namespaces here")
        commands.run(["chown", "-R", "nobody:nogroup", self.state], code=0)
        beside = self.start_as(NOBODY)
        server = self.wait_for_server(beside)
        service = self.start_as(SERVICE)
        until("the service", lambda: "cabled started" in service.said(), process=service)

        beside.send_signal(signal.SIGTERM)
        beside.code(60)
        self.assertEqual(self.servers(), server, "the service still uses it")
        service.send_signal(signal.SIGTERM)
        service.code(60)

        self.assertEqual(self.servers(), [])

    def start_as(self, prefix):
        process = Program(self.state, self.config, prefix=prefix, cwd="/").start("run")
        self.addCleanup(process.end)
        return process

    def test_a_server_that_cannot_be_reached_is_named_and_left_alone(self):
        daemon = self.start_apart(*self.program.command("run"))
        server = self.wait_for_server(daemon)
        self.wait_for_session("cabled scheduler", daemon)
        before = (self.cluster / "postmaster.pid").read_text()
        (self.cluster / ".s.PGSQL.5432").unlink()

        refused = self.apart.run("status")

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
        lock = self.state / "db.users.lock"
        user = commands.Running(["flock", "--shared", lock, "sh", "-c", "echo held; exec sleep 600"])
        self.addCleanup(user.end)
        user.line()

        refused = self.apart.run("status")

        self.assertEqual(refused.returncode, TRY_AGAIN_LATER, refused.stderr)
        self.assertIn("'elsewhere'", refused.stderr)
        self.assertTrue(left.exists())
        user.end()
        for child in self.holders(lock):
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
