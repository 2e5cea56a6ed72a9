#!/usr/bin/env python3
"""The daemon as a service manager sees it: signals, notices, watchdog, reload, exit codes."""

import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

import crawl_trial  # noqa: E402
import fault_server  # noqa: E402
import notify_socket  # noqa: E402
import postgres_cluster  # noqa: E402
from cabled_program import Program  # noqa: E402
from waiting import patience, until  # noqa: E402

WATCHDOG = 1.0        # seconds that the service manager allows between two signs of life
ORDERLY = 10          # seconds that an orderly stop may take
HARDLY_ANYTHING = 3   # seconds that a cut may take on a busy machine


def hang(connection):
    connection.recv(1)


class Service(unittest.TestCase):
    """A database of a test's own on a server of the class's, and a server that never answers."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="cabled-service-")
        cls.addClassCleanup(folder.cleanup)
        cls.place = pathlib.Path(folder.name)
        cls.place.chmod(0o755)  # PostgreSQL's user has to pass through
        cls.cluster = postgres_cluster.Cluster(cls.place / "postgres")
        cls.addClassCleanup(cls.cluster.remove)
        cls.site = crawl_trial.SiteProcess(cls.place, 20, hosts=2)
        cls.addClassCleanup(cls.site.stop)
        slow = '<a href="/stories/slow.htm">x</a>'.encode()
        cls.slow = fault_server.FaultServer(
            {"/": fault_server.reply(slow), "/stories/slow.htm": hang})
        cls.addClassCleanup(cls.slow.stop)

    def setUp(self):
        self.name = self.id().rpartition(".")[2][:45]  # a part of its sockets' paths
        folder = self.place / self.name
        folder.mkdir()
        self.trial = crawl_trial.Trial(folder, self.cluster, self.name, self.site)
        self.bus = notify_socket.NotifySocket(folder / "notify")
        self.addCleanup(self.bus.close)

    def start(self, *arguments):
        process = self.trial.start(*arguments, env={**os.environ, **self.bus.environment(WATCHDOG)})
        self.addCleanup(process.end)
        return process

    def start_with_a_hanging_transfer(self, *arguments):
        text = self.trial.config.read_text().replace(f', "http://127.0.0.2:{self.site.port}/"', "")
        self.trial.config.write_text(text.replace(str(self.site.port), str(self.slow.port)))
        self.slow.asked.clear()
        process = self.start(*arguments)
        until("a transfer that hangs", lambda: "/stories/slow.htm" in self.slow.asked, process=process)
        return process

    def wait_for_log(self, words, process):
        return until(f"'{words}' in the log", lambda: self.trial.log_lines(words), process=process)

    def stop_and_time(self, process, *signals):
        start = time.monotonic()
        for number in signals:
            process.send_signal(number)
            time.sleep(0.2)  # two signals of one kind that wait together are one
        process.code(60)
        return time.monotonic() - start, process.printed()


class Signals(Service):
    def test_terminate_ends_a_daemon_in_order(self):
        process = self.start_with_a_hanging_transfer("run")
        seconds, _ = self.stop_and_time(process, signal.SIGTERM)
        self.assertLess(seconds, patience(ORDERLY))
        self.assertEqual(process.returncode, 0)
        leases = self.cluster.rows(self.name, "SELECT 1 FROM host WHERE lease_until > now()")
        self.assertEqual(leases, [])
        slow = self.cluster.rows(self.name, "SELECT attempts FROM url WHERE verdict = 'pending'"
                                            " AND due_at <= now() AND url LIKE '%slow%'")
        self.assertEqual(slow, [{"attempts": 0}])

    def test_interrupt_ends_a_daemon_in_order(self):
        process = self.start("run")
        self.bus.wait_for("READY=1", process=process)
        seconds, _ = self.stop_and_time(process, signal.SIGINT)
        self.assertLess(seconds, patience(ORDERLY))
        self.assertEqual(process.returncode, 0)

    def test_a_second_signal_cuts_at_once(self):
        process = self.start_with_a_hanging_transfer("run")
        seconds, _ = self.stop_and_time(process, signal.SIGTERM, signal.SIGTERM)
        self.assertLess(seconds, patience(HARDLY_ANYTHING))
        self.assertEqual(process.returncode, 0)

    def test_a_stop_without_a_database_is_orderly_too(self):
        process = self.start_with_a_hanging_transfer("run")
        self.cluster.stop("immediate")
        try:
            seconds, _ = self.stop_and_time(process, signal.SIGTERM)
        finally:
            self.cluster.start()
        self.assertLess(seconds, patience(ORDERLY))
        self.assertEqual(process.returncode, 0)

    def test_a_run_that_is_stopped_before_its_end_says_so(self):
        for number, name, code in ((signal.SIGTERM, "SIGTERM", 143), (signal.SIGINT, "SIGINT", 130)):
            with self.subTest(name=name):
                process = self.start_with_a_hanging_transfer("--json", "run", "--once")
                _, out = self.stop_and_time(process, number)
                self.assertEqual(process.returncode, code)
                account = json.loads(out)
                self.assertEqual(account["stopped_by"], name)
                self.assertEqual(account["pending"], 1)

    def test_a_run_that_is_stopped_says_so_to_people(self):
        process = self.start_with_a_hanging_transfer("run", "--once")
        _, out = self.stop_and_time(process, signal.SIGTERM)
        self.assertIn("stopped by SIGTERM before the end", out)

    def test_a_run_that_ends_by_itself_was_stopped_by_nothing(self):
        account = self.trial.finish()
        self.assertIsNone(account["stopped_by"])
        self.assertEqual(account["pending"], 0)

    def test_a_row_that_is_no_url_does_not_keep_a_run_from_its_end(self):
        self.trial.finish()
        self.cluster.ask(self.name, "UPDATE url SET url = 'http://no host/', due_at = now(),"
                                    " verdict = 'pending' WHERE id = (SELECT max(id) FROM url)")
        process = self.start("--json", "run", "--once")
        self.assertEqual(json.loads(process.expect(0, 120))["pending"], 0)
        self.assertEqual(self.cluster.rows(
            self.name, "SELECT verdict, reason, due_at FROM url WHERE url = 'http://no host/'"),
            [{"verdict": "failed", "reason": "not_a_url", "due_at": None}])
        self.assertEqual(len(self.trial.log_lines("frontier url unreadable")), 1)

    def test_a_fetch_that_is_stopped_says_so(self):
        process = self.start_with_a_hanging_transfer(
            "--json", "fetch", f"http://127.0.0.1:{self.slow.port}/stories/slow.htm")
        _, out = self.stop_and_time(process, signal.SIGTERM)
        self.assertEqual(process.returncode, 143)
        self.assertEqual(json.loads(out)["result"], "pending")


class Terminals(Service):
    """SIGHUP to a command that works for a terminal."""

    def test_a_fetch_whose_terminal_closes_ends_in_order(self):
        process = self.start_with_a_hanging_transfer(
            "--json", "fetch", f"http://127.0.0.1:{self.slow.port}/stories/slow.htm")
        # The kernel tells it, and then the shell does.
        seconds, out = self.stop_and_time(process, signal.SIGHUP, signal.SIGHUP)
        self.assertLess(seconds, patience(ORDERLY))
        self.assertEqual(process.returncode, 129)
        self.assertEqual(json.loads(out)["result"], "pending")
        leases = self.cluster.rows(self.name, "SELECT 1 FROM host WHERE lease_until > now()")
        self.assertEqual(leases, [])

    def test_a_fetch_under_nohup_goes_on(self):
        before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
        try:
            process = self.start_with_a_hanging_transfer(
                "fetch", f"http://127.0.0.1:{self.slow.port}/stories/slow.htm")
        finally:
            signal.signal(signal.SIGHUP, before)
        process.send_signal(signal.SIGHUP)
        with self.assertRaises(subprocess.TimeoutExpired):
            process.wait(1)
        self.assertEqual(self.trial.log_lines("stop requested"), [])

    def test_a_follower_ends_in_order(self):
        for number, code in ((signal.SIGHUP, 0), (signal.SIGTERM, 0), (signal.SIGINT, 0)):
            with self.subTest(number=number):
                process = self.start("feed", "--follow", "--consumer", "reader")
                known = "SELECT count(*) FROM feed_consumer WHERE name = 'reader'"
                self.cluster.wait_for(self.name, known, "1", process=process)
                seconds, _ = self.stop_and_time(process, number)
                self.assertLess(seconds, patience(ORDERLY))
                self.assertEqual(process.returncode, code)
                self.trial.cabled("feed", "--forget", "reader")


class Notices(Service):
    def test_the_life_of_a_daemon_in_notices(self):
        process = self.start("run")
        self.assertEqual(self.bus.wait_for("READY=1", process=process), "READY=1")
        process.send_signal(signal.SIGHUP)
        reloading = self.bus.wait_for("RELOADING=1", process=process)
        self.assertRegex(reloading, r"^RELOADING=1\nMONOTONIC_USEC=[0-9]+$")
        told = int(reloading.rpartition("=")[2]) / 1_000_000
        self.assertLess(abs(told - time.monotonic()), 5)
        self.assertEqual(self.bus.wait_for("READY=1", process=process), "READY=1")
        process.send_signal(signal.SIGTERM)
        self.assertEqual(self.bus.wait_for("STOPPING=1", process=process), "STOPPING=1")

    def test_the_watchdog_is_fed_while_all_is_well(self):
        process = self.start("run")
        self.bus.wait_for("READY=1", process=process)
        self.bus.wait_for("WATCHDOG=1", process=process)
        moments = [moment for moment, words in self.bus.heard if words == "WATCHDOG=1"]
        for _ in range(4):
            self.bus.wait_for("WATCHDOG=1", WATCHDOG, process)
        self.assertTrue(moments)

    def test_the_watchdog_is_fed_while_the_database_is_away(self):
        process = self.start("run")
        self.bus.wait_for("WATCHDOG=1", process=process)
        self.cluster.stop("immediate")
        try:
            self.bus.listen(WATCHDOG / 2)  # one may have been on its way
            self.assertIn("WATCHDOG=1", self.bus.listen(2 * WATCHDOG))
        finally:
            self.cluster.start()


class Reload(Service):
    def replace(self, old, new):
        text = self.trial.config.read_text()
        self.assertIn(old, text)
        self.trial.config.write_text(text.replace(old, new))

    def test_sources_and_log_take_effect_without_a_restart(self):
        both = f'"http://127.0.0.1:{self.site.port}/", "http://127.0.0.2:{self.site.port}/"'
        self.replace(both, both.partition(",")[0])
        process = self.start("run")
        self.wait_for_verdicts(10, process)
        self.replace(both.partition(",")[0], both)
        self.replace('level = "info"', 'level = "info"\nformat = "json"')
        process.send_signal(signal.SIGHUP)
        line = json.loads(self.wait_for_log("configuration read", process)[0])
        self.assertEqual(line["file"], str(self.trial.config))
        self.wait_for_verdicts(20, process)
        self.assertIsNone(process.poll())

    def test_a_hang_up_during_a_reload_is_followed_by_another(self):
        process = self.start_with_a_hanging_transfer("run")
        process.send_signal(signal.SIGHUP)
        self.wait_for_log("configuration read", process)
        # The transfer that hangs keeps the first crawl for four seconds more.
        process.send_signal(signal.SIGHUP)
        until("a second reload", lambda: len(self.trial.log_lines("configuration read")) >= 2, process=process)
        self.assertEqual(len(self.trial.log_lines("configuration read")), 2)
        self.assertIsNone(process.poll())

    def wait_for_verdicts(self, count, process):
        query = "SELECT count(*) FROM url WHERE kind = 'page' AND verdict <> 'pending'"
        self.cluster.wait_for(self.name, query, str(count), process=process)

    def test_what_needs_a_restart_is_named_and_left_as_it_is(self):
        program = Program(self.trial.folder / "state0", self.trial.config)
        text = f'[database]\nurl = "{self.trial.url}"\n' + self.trial.config.read_text()
        # Tables come after the plain keys.
        contact = 'contact = "operator@example.org"\n'
        self.trial.config.write_text(contact + text.replace(contact, ""))
        process = program.start("run", log=self.trial.log(),
                                env={**os.environ, **self.bus.environment(WATCHDOG)})
        self.addCleanup(process.end)
        self.bus.wait_for("READY=1", process=process)
        self.replace(f"///{self.name}?", "///another?")
        process.send_signal(signal.SIGHUP)
        self.wait_for_log("restart needed", process)
        self.bus.wait_for("WATCHDOG=1", process=process)

    def test_a_broken_configuration_changes_nothing(self):
        process = self.start("run")
        self.bus.wait_for("READY=1", process=process)
        self.replace("[log]", "[log]\ncolour = true")
        process.send_signal(signal.SIGHUP)
        self.assertIn("colour", self.wait_for_log("configuration kept", process)[0])
        self.bus.wait_for("READY=1", process=process)
        self.assertIsNone(process.poll())


if __name__ == "__main__":
    unittest.main()
