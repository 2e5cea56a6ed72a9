#!/usr/bin/env python3
"""The embedded database through the program: shared, killed, rebooted, by root and a plain user."""

import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import unittest

EXPORTS = "FROM pg_stat_activity WHERE application_name = 'cabled export'"

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

import cable_pages  # noqa: E402
import commands  # noqa: E402
from cabled_program import Program  # noqa: E402
from waiting import until  # noqa: E402


class EmbeddedDatabase(unittest.TestCase):
    """As whoever runs the tests."""

    as_user = []

    @classmethod
    def setUpClass(cls):
        cls.make_place(cls, cls.addClassCleanup)
        cls.filled = cls.state
        cls.program.output("import", cls.page)

    def setUp(self):
        self.make_place(self, self.addCleanup)
        self.addCleanup(self.stop_server)

    @classmethod
    def make_place(cls, owner, add_cleanup):
        """A folder for a state that is not there yet, a page and the program."""
        folder = tempfile.TemporaryDirectory(prefix="cabled-embedded-")
        add_cleanup(folder.cleanup)
        owner.place = pathlib.Path(folder.name)
        owner.place.chmod(0o777)
        owner.state = owner.place / "state"
        owner.page = owner.place / "story.html"
        owner.page.write_bytes(cable_pages.story_page(1))
        owner.page.chmod(0o644)
        config = owner.place / "cabled.toml"
        config.write_text('contact = "operator@example.org"\n[archive]\ndisk_floor = "16MiB"\n')
        config.chmod(0o644)
        owner.program = Program(owner.state, config, prefix=cls.as_user, cwd="/")

    def begin_filled(self):
        """With a database that has the page: a copy, which is made in a tenth of the time."""
        if (self.filled / "db.location").exists():  # the database lies elsewhere
            self.program.output("import", self.page)
        else:
            commands.run(["cp", "-a", self.filled, self.state], code=0)

    def background(self, *arguments, **how):
        process = self.program.start(*arguments, **how)
        self.addCleanup(self.kill, process)
        return process

    def cables(self):
        return self.program.ask("status")["corpus"]["cables"]

    def cluster(self):
        location = self.state / "db.location"
        base = pathlib.Path(location.read_text().strip()) if location.exists() else self.state
        return base / "db"

    def server(self):
        """The server's process; None when none has written its number."""
        try:
            return int((self.cluster() / "postmaster.pid").read_text().split()[0])
        except (OSError, ValueError, IndexError):
            return None

    def is_alive(self, pid):
        try:
            return pathlib.Path(f"/proc/{pid}/cwd").samefile(self.cluster())
        except OSError:
            return False

    def stop_server(self):
        """A server that a killed command left behind; a command that ends well stops it."""
        if self.state.exists():
            self.program.run("migrate")

    def wait_for_server(self, process):
        def ready():
            pid = self.server()
            if pid and self.is_alive(pid) and "ready" in (
                    self.cluster() / "postmaster.pid").read_text():
                return pid
            return None

        return until("a server", ready, log=self.server_log, process=process)

    def server_log(self):
        log = self.cluster().parent / "db.log"
        return log.read_text(errors="replace") if log.exists() else "(no server has logged anything)"

    def psql_command(self, *arguments):
        socket = (self.cluster() / "postmaster.pid").read_text().splitlines()[4]
        return ["psql", "-XqAt", "-h", socket, "-p", "5432", "-U", "cabled", "-d", "postgres",
                *arguments]

    def psql(self, statement):
        return commands.run(self.psql_command("-c", statement), code=0).stdout.strip()

    def wait_for_count(self, count, what, *processes):
        """Until so many rows are there, as long as the processes run."""
        def told():
            return "".join(process.told() for process in processes) + self.server_log()

        until(f"{count} rows {what}", lambda: self.psql(f"SELECT count(*) {what}") == str(count),
              log=told, pause=0.05)

    def test_commands_that_begin_together_share_one_server(self):
        for process in [self.background("migrate") for _ in range(4)]:
            process.expect(0)

    def test_the_last_command_stops_the_server(self):
        self.program.output("import", self.page)
        self.assertIsNone(self.server())
        self.assertEqual(self.cables(), 1)

    def test_a_killed_command_leaves_the_server_to_the_next(self):
        self.begin_filled()
        daemon = self.background("run")
        server = self.wait_for_server(daemon)
        self.kill(daemon)

        self.assertTrue(self.is_alive(server))
        self.assertEqual(self.cables(), 1)
        self.assertFalse(self.is_alive(server), "its last user stops it")

    def test_a_command_killed_at_any_moment_of_the_making_is_made_up_for(self):
        for moment in (0.05, 0.3, 0.8, 1.5):
            first = self.background("migrate")
            time.sleep(moment)
            self.kill(first)
        self.program.output("import", self.page)
        self.assertEqual(self.cables(), 1)

    def test_a_database_that_a_killed_command_is_still_creating_is_taken(self):
        daemon = self.background("run")
        self.wait_for_server(daemon)
        self.program.output("migrate")
        self.kill(daemon)
        self.psql("DROP DATABASE cabled WITH (FORCE)")
        (self.cluster().parent / "db.named").unlink()
        # Two statements that create it wait for one lock; whichever gets it first.
        holder = commands.Running(self.psql_command(), stdin=subprocess.PIPE)
        self.addCleanup(holder.end)
        holder.stdin.write(b"BEGIN; LOCK pg_database IN SHARE ROW EXCLUSIVE MODE;\n")
        holder.stdin.flush()
        self.wait_for_count(1, "FROM pg_locks WHERE mode = 'ShareRowExclusiveLock' AND granted", holder)
        left = commands.Running(self.psql_command("-c", "CREATE DATABASE cabled"))
        self.addCleanup(left.end)
        self.wait_for_count(1, "FROM pg_locks WHERE NOT granted", left)
        command = self.background("migrate")
        self.wait_for_count(2, "FROM pg_locks WHERE NOT granted", left, command)
        holder.communicate(b"ROLLBACK;\n", timeout=60)

        command.expect(0)

    def blocked_export(self):
        """An export that is to write into a pipe that is full, and its other end."""
        reader, writer = os.pipe()
        self.addCleanup(os.close, reader)
        os.set_blocking(writer, False)
        try:
            while True:
                os.write(writer, b" " * 4096)
        except BlockingIOError:
            os.set_blocking(writer, True)
        process = self.background("export", stdout=writer)
        os.close(writer)
        return process

    def servers(self):
        """All processes that work in the cluster."""
        return [pid for pid in filter(str.isdigit, os.listdir("/proc")) if self.is_alive(pid)]

    def assert_no_server_soon(self, why=""):
        """Work that had to be cut ends with its process, which does not wait for the server."""
        until(f"the end of the server {why}", lambda: not self.servers(), 5, self.server_log)

    def signal(self, process, number):
        """Signals the program, not the command that changed its user."""
        if not self.as_user:
            process.send_signal(number)
            return
        children = pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children")
        for child in children.read_text().split():
            os.kill(int(child), number)

    def test_a_command_that_is_interrupted_stops_its_server(self):
        self.begin_filled()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(signal=number.name):
                process = self.blocked_export()
                self.wait_for_server(process)
                self.wait_for_count(1, EXPORTS, process)
                self.signal(process, number)
                process.code()

                self.assert_no_server_soon()
                if not self.as_user:
                    self.assertEqual(process.returncode, 128 + number)

    def test_a_command_that_is_interrupted_at_any_moment_stops_its_server(self):
        self.begin_filled()
        for moment in (0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 1):
            process = self.blocked_export()
            time.sleep(moment)
            self.signal(process, signal.SIGINT)
            process.code()
            self.assert_no_server_soon(f"interrupted after {moment} s")
        self.assertEqual(self.cables(), 1)

    def test_a_command_whose_reader_has_gone_stops_its_server(self):
        self.begin_filled()
        reader, writer = os.pipe()
        os.close(reader)
        done = self.program.run("export", stdout=writer)
        os.close(writer)

        self.assertNotEqual(done.returncode, 0)
        self.assertEqual(self.servers(), [])

    def test_an_interrupted_command_leaves_the_server_to_others(self):
        self.begin_filled()
        other = self.blocked_export()
        server = self.wait_for_server(other)
        self.wait_for_count(1, EXPORTS, other)
        process = self.blocked_export()
        self.wait_for_count(2, EXPORTS, other, process)
        self.signal(process, signal.SIGINT)
        process.code()

        self.assertTrue(self.is_alive(server))
        self.signal(other, signal.SIGTERM)
        other.code()
        self.assert_no_server_soon()

    def test_after_a_power_cut_all_is_there(self):
        self.begin_filled()
        daemon = self.background("run")
        server = self.wait_for_server(daemon)
        os.kill(server, signal.SIGKILL)
        self.kill(daemon)

        # As after a boot: the file names a process that is gone, or is another's by now.
        self.assertIsNotNone(self.server())
        self.assertEqual(self.cables(), 1)

    def kill(self, process):
        """Kills the program, not the command that changed its user."""
        pid = process.pid
        if self.as_user:
            children = pathlib.Path(f"/proc/{pid}/task/{pid}/children")
            ours = children.read_text().split() if children.exists() else []
            for child in ours:
                os.kill(int(child), signal.SIGKILL)
        if process.poll() is None and not self.as_user:
            process.send_signal(signal.SIGKILL)
        process.code()


@unittest.skipUnless(os.geteuid() == 0, "only root can run it as another user")
class EmbeddedDatabaseOfAPlainUser(EmbeddedDatabase):
    as_user = ["runuser", "-u", "nobody", "--"]


if __name__ == "__main__":
    unittest.main()
