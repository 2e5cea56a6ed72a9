#!/usr/bin/env python3
"""The embedded database through the program: shared, killed, rebooted, by root and a plain user."""

import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("CABLED_BINARY", str(ROOT / "build/dev/daemon/cabled"))
EXPORTS = "FROM pg_stat_activity WHERE application_name = 'cabled export'"
LONGEST_COMMAND = 240  # seconds

sys.path.insert(0, str(ROOT / "tests" / "harness"))

import cable_pages  # noqa: E402


class EmbeddedDatabase(unittest.TestCase):
    """As whoever runs the tests."""

    as_user = []

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="cabled-embedded-")
        self.addCleanup(folder.cleanup)
        self.place = pathlib.Path(folder.name)
        self.place.chmod(0o777)
        self.state = self.place / "state"
        self.page = self.place / "story.html"
        self.page.write_bytes(cable_pages.story_page(1))
        self.page.chmod(0o644)
        config = self.place / "cabled.toml"
        config.write_text('contact = "operator@example.org"\n[archive]\ndisk_floor = "16MiB"\n')
        config.chmod(0o644)
        self.addCleanup(self.stop_server)

    def command(self, *arguments):
        return [*self.as_user, BINARY, "--config", self.place / "cabled.toml", "--state-dir",
                self.state, *arguments]

    def cabled(self, *arguments):
        done = subprocess.run(self.command(*arguments), capture_output=True, text=True,
                              timeout=LONGEST_COMMAND, cwd="/")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def background(self, *arguments):
        process = subprocess.Popen(self.command(*arguments), stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, cwd="/")
        self.addCleanup(process.wait)
        return process

    def cables(self):
        return json.loads(self.cabled("--json", "status"))["corpus"]["cables"]

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
            subprocess.run(self.command("status"), capture_output=True, cwd="/")

    def wait_for_server(self):
        end = time.monotonic() + 60
        while time.monotonic() < end:
            pid = self.server()
            if pid and self.is_alive(pid) and "ready" in (
                    self.cluster() / "postmaster.pid").read_text():
                return pid
            time.sleep(0.02)
        self.fail("no server came up")

    def psql_command(self, *arguments):
        socket = (self.cluster() / "postmaster.pid").read_text().splitlines()[4]
        return ["psql", "-XqAt", "-h", socket, "-p", "5432", "-U", "cabled", "-d", "postgres",
                *arguments]

    def psql(self, statement):
        return subprocess.check_output(self.psql_command("-c", statement), text=True).strip()

    def wait_for_count(self, count, what):
        end = time.monotonic() + 60
        while time.monotonic() < end:
            if self.psql(f"SELECT count(*) {what}") == str(count):
                return
            time.sleep(0.05)
        self.fail(f"never {count}: {what}")

    def test_commands_that_begin_together_share_one_server(self):
        commands = [self.background("status") for _ in range(4)]
        self.assertEqual([command.wait(timeout=LONGEST_COMMAND) for command in commands], [0] * 4)

    def test_the_last_command_stops_the_server(self):
        self.cabled("import", self.page)
        self.assertIsNone(self.server())
        self.assertEqual(self.cables(), 1)

    def test_a_killed_command_leaves_the_server_to_the_next(self):
        self.cabled("import", self.page)
        daemon = self.background("run")
        server = self.wait_for_server()
        self.kill(daemon)

        self.assertTrue(self.is_alive(server))
        self.assertEqual(self.cables(), 1)
        self.assertFalse(self.is_alive(server), "its last user stops it")

    def test_a_command_killed_at_any_moment_of_the_making_is_made_up_for(self):
        for moment in (0.05, 0.3, 0.8, 1.5):
            first = self.background("status")
            time.sleep(moment)
            self.kill(first)
        self.cabled("import", self.page)
        self.assertEqual(self.cables(), 1)

    def test_a_database_that_a_killed_command_is_still_creating_is_taken(self):
        daemon = self.background("run")
        self.wait_for_server()
        self.cabled("status")
        self.kill(daemon)
        self.psql("DROP DATABASE cabled WITH (FORCE)")
        (self.cluster().parent / "db.named").unlink()
        # Two statements that create it wait for one lock; whichever gets it first.
        holder = subprocess.Popen(self.psql_command(), stdin=subprocess.PIPE, text=True,
                                  stdout=subprocess.DEVNULL)
        self.addCleanup(holder.wait)
        self.addCleanup(holder.stdin.close)
        print("BEGIN; LOCK pg_database IN SHARE ROW EXCLUSIVE MODE;", file=holder.stdin, flush=True)
        self.wait_for_count(1, "FROM pg_locks WHERE mode = 'ShareRowExclusiveLock' AND granted")
        left = subprocess.Popen(self.psql_command("-c", "CREATE DATABASE cabled"),
                                stderr=subprocess.DEVNULL)
        self.addCleanup(left.wait)
        self.wait_for_count(1, "FROM pg_locks WHERE NOT granted")
        command = self.background("status")
        self.wait_for_count(2, "FROM pg_locks WHERE NOT granted")
        print("ROLLBACK;", file=holder.stdin, flush=True)

        self.assertEqual(command.wait(timeout=LONGEST_COMMAND), 0)

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
        process = subprocess.Popen(self.command("export"), stdout=writer,
                                   stderr=subprocess.DEVNULL, cwd="/")
        os.close(writer)
        self.addCleanup(process.wait)
        self.addCleanup(self.kill, process)
        return process

    def servers(self):
        """All processes that work in the cluster."""
        return [pid for pid in filter(str.isdigit, os.listdir("/proc")) if self.is_alive(pid)]

    def assert_no_server_soon(self, why=None):
        """Work that had to be cut ends with its process, which does not wait for the server."""
        end = time.monotonic() + 5
        while self.servers() and time.monotonic() < end:
            time.sleep(0.02)
        self.assertEqual(self.servers(), [], why)

    def signal(self, process, number):
        """Signals the program, not the command that changed its user."""
        if not self.as_user:
            process.send_signal(number)
            return
        children = pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children")
        for child in children.read_text().split():
            os.kill(int(child), number)

    def test_a_command_that_is_interrupted_stops_its_server(self):
        self.cabled("import", self.page)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(signal=number.name):
                process = self.blocked_export()
                self.wait_for_server()
                self.wait_for_count(1, EXPORTS)
                self.signal(process, number)
                process.wait(timeout=LONGEST_COMMAND)

                self.assert_no_server_soon()
                if not self.as_user:
                    self.assertEqual(process.returncode, 128 + number)

    def test_a_command_that_is_interrupted_at_any_moment_stops_its_server(self):
        self.cabled("import", self.page)
        for moment in (0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 1):
            process = self.blocked_export()
            time.sleep(moment)
            self.signal(process, signal.SIGINT)
            process.wait(timeout=LONGEST_COMMAND)
            self.assert_no_server_soon(f"interrupted after {moment} s")
        self.assertEqual(self.cables(), 1)

    def test_a_command_whose_reader_has_gone_stops_its_server(self):
        self.cabled("import", self.page)
        reader, writer = os.pipe()
        os.close(reader)
        done = subprocess.run(self.command("export"), stdout=writer, stderr=subprocess.DEVNULL,
                              cwd="/", timeout=LONGEST_COMMAND)
        os.close(writer)

        self.assertNotEqual(done.returncode, 0)
        self.assertEqual(self.servers(), [])

    def test_an_interrupted_command_leaves_the_server_to_others(self):
        self.cabled("import", self.page)
        other = self.blocked_export()
        server = self.wait_for_server()
        self.wait_for_count(1, EXPORTS)
        process = self.blocked_export()
        self.wait_for_count(2, EXPORTS)
        self.signal(process, signal.SIGINT)
        process.wait(timeout=LONGEST_COMMAND)

        self.assertTrue(self.is_alive(server))
        self.signal(other, signal.SIGTERM)
        other.wait(timeout=LONGEST_COMMAND)
        self.assert_no_server_soon()

    def test_after_a_power_cut_all_is_there(self):
        self.cabled("import", self.page)
        daemon = self.background("run")
        server = self.wait_for_server()
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
        process.wait()


@unittest.skipUnless(os.geteuid() == 0, "only root can run it as another user")
class EmbeddedDatabaseOfAPlainUser(EmbeddedDatabase):
    as_user = ["runuser", "-u", "nobody", "--"]


if __name__ == "__main__":
    unittest.main()
