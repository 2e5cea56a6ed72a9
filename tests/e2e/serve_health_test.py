#!/usr/bin/env python3
"""How `cabled serve` and the daemon tell whether they are well, and how they listen."""

import http.client
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

import crawl_trial  # noqa: E402
import notify_socket  # noqa: E402
import postgres_cluster  # noqa: E402
from cabled_program import BINARY, ROOT, Program  # noqa: E402
from waiting import patience, until  # noqa: E402

AT_ONCE = 2       # seconds from a fault of the database to its report
A_SECOND = 3      # seconds that a stop takes, on a busy machine


class UnixConnection(http.client.HTTPConnection):
    """One to a socket file."""

    def __init__(self, path):
        super().__init__("localhost", timeout=10)
        self.path = str(path)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


def got(connection, path, **fields):
    """Status, type and text of an answer; nobody there is status 0."""
    try:
        connection.request("GET", path, headers=fields)
        answer = connection.getresponse()
        return answer.status, answer.getheader("Content-Type"), answer.read().decode()
    except OSError:
        return 0, "", ""
    finally:
        connection.close()


def names_of(text):
    """The names of series in a text of figures, as queries name them."""
    return set(re.findall(r"^(\w+)", text, re.M)) | set(re.findall(r"^# TYPE (\w+)", text, re.M))


class Health(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="cabled-health-")
        cls.addClassCleanup(folder.cleanup)
        cls.place = pathlib.Path(folder.name)
        cls.place.chmod(0o755)  # PostgreSQL's user has to pass through
        cls.cluster = postgres_cluster.Cluster(cls.place / "postgres", durable=False)
        cls.addClassCleanup(cls.cluster.remove)
        cls.site = crawl_trial.SiteProcess(cls.place, 10)
        cls.addClassCleanup(cls.site.stop)

    def setUp(self):
        self.name = self.id().rpartition(".")[2][:45]  # a part of its sockets' paths
        self.folder = self.place / self.name
        self.folder.mkdir()
        self.trial = crawl_trial.Trial(self.folder, self.cluster, self.name, self.site)

    def configure(self, **tables):
        """Adds tables to the configuration."""
        with open(self.trial.config, "a", encoding="utf-8") as file:
            for table, settings in tables.items():
                lines = [f"{key} = {json.dumps(value)}" for key, value in settings.items()]
                file.write("\n".join([f"[{table}]", *lines]) + "\n")

    def serve(self, listen="127.0.0.1:0", database=None, **how):
        self.configure(serve={"listen": listen})
        program = Program(self.folder / "serve", self.trial.config, database or self.trial.url)
        process = program.start("serve", log=self.folder / "serve.log", **how)
        self.addCleanup(process.end)
        self.address = re.search(r"at (?:http://)?(\S+?)/?\n", process.line())[1]
        return process

    def ask(self, path, **fields):
        return got(http.client.HTTPConnection(self.address, timeout=10), path, **fields)

    def assert_heals(self, ask, process):
        """/readyz follows the database, within the time that is promised."""
        until("readiness", lambda: ask("/readyz")[0] == 200, process=process)
        self.cluster.stop("immediate")
        try:
            stopped = time.monotonic()
            until("the report of a stop", lambda: ask("/readyz")[0] == 503, process=process)
            self.assertLess(time.monotonic() - stopped, patience(AT_ONCE))
            self.assertIn("database", ask("/readyz")[2])
            self.assertEqual(200, ask("/healthz")[0])
            self.assertEqual(200, ask("/metrics")[0])
        finally:
            self.cluster.start()
        until("readiness again", lambda: ask("/readyz")[0] == 200, 30, process=process)


class Serve(Health):
    def test_it_is_ready_when_the_database_is_and_by_the_role_of_readers(self):
        self.trial.cabled("migrate", "--roles")
        self.cluster.ask(self.name, "CREATE ROLE reading LOGIN IN ROLE cabled_reader")
        process = self.serve(database=self.cluster.url(self.name, "reading"))
        self.assert_heals(self.ask, process)
        text = until("counts", lambda: (t := self.ask("/metrics")[2]) and "cabled_cables 0" in t and t)
        self.assertIn("cabled_renditions 0\n", text)
        self.assertRegex(text, r'cabled_http_request_duration_seconds_count\{route="front"\} ')

    def test_it_names_a_schema_that_does_not_fit(self):
        process = self.serve()
        until("readiness", lambda: self.ask("/readyz")[0] == 200, process=process)
        self.cluster.ask(self.name, "INSERT INTO schema_migration (version, name, sha256) VALUES (9999, 'x', '')")
        until("the report", lambda: self.ask("/readyz")[0] == 503, process=process)
        self.assertIn("newer", self.ask("/readyz")[2])

    def test_figures_come_as_openmetrics_to_whoever_asks(self):
        self.serve()
        _, kind, text = self.ask("/metrics", Accept="application/openmetrics-text; version=1.0.0")
        self.assertTrue(kind.startswith("application/openmetrics-text"), kind)
        self.assertTrue(text.endswith("# EOF\n"))
        _, kind, _ = self.ask("/metrics")
        self.assertTrue(kind.startswith("text/plain; version=0.0.4"), kind)

    def test_no_address_that_is_asked_for_becomes_a_label(self):
        self.serve()
        before = names_of(self.ask("/metrics")[2])
        for serial in range(20):
            self.ask(f"/nowhere{serial}")
        text = self.ask("/metrics")[2]
        self.assertNotIn("nowhere", text)
        self.assertEqual(before, names_of(text))
        self.assertIn('_count{route="none"} 20\n', text)

    def test_it_listens_at_a_socket_file_and_takes_it_along(self):
        path = self.folder / "http.sock"
        left = socket.socket(socket.AF_UNIX)
        left.bind(str(path))
        left.close()  # its file stays behind
        process = self.serve(f"unix:{path}")
        self.assertEqual(200, got(UnixConnection(path), "/healthz")[0])
        self.assertEqual(0o660, path.stat().st_mode & 0o777)
        self.assertEqual(0, process.stop())
        self.assertFalse(path.exists())

    def test_it_takes_the_socket_that_a_service_manager_opened(self):
        listening = socket.create_server(("127.0.0.1", 0))
        self.configure(serve={"listen": "127.0.0.1:1"})
        bus = notify_socket.NotifySocket(self.folder / "notify")
        self.addCleanup(bus.close)
        self.addCleanup(listening.close)
        line = [BINARY, "--config", self.trial.config, "--database", self.trial.url,
                "--state-dir", self.folder / "serve", "serve"]
        process = subprocess.Popen(
            ["sh", "-c", 'exec 3<&"$1"; shift; LISTEN_PID=$$ LISTEN_FDS=1 exec "$@"', "sh",
             str(listening.fileno()), *map(str, line)],
            pass_fds=[listening.fileno()], env={**os.environ, **bus.environment(5)}, stdout=subprocess.DEVNULL)
        self.addCleanup(process.wait, 60)
        self.addCleanup(process.kill)
        self.assertEqual(bus.wait_for("READY=1"), "READY=1")
        self.address = f"127.0.0.1:{listening.getsockname()[1]}"
        self.assertEqual(200, self.ask("/healthz")[0])

    def test_a_stop_takes_no_longer_than_a_second_whoever_is_connected(self):
        process = self.serve()
        host, _, port = self.address.partition(":")
        idle = [socket.create_connection((host, int(port))) for _ in range(20)]
        idle[0].sendall(b"GET / HT")
        until("an answer", lambda: self.ask("/healthz")[0] == 200, process=process)
        begin = time.monotonic()
        self.assertEqual(0, process.stop())
        self.assertLess(time.monotonic() - begin, patience(A_SECOND))
        for client in idle:
            client.close()


class Daemon(Health):
    def run_daemon(self):
        self.configure(metrics={"listen": "127.0.0.1:0"})
        process = self.trial.start("run")
        self.addCleanup(process.end)

        def address():
            told = self.trial.log_lines("metrics served")
            return told and re.search(r"at=http://(\S+)", told[0])[1]

        self.address = until("an address", address, process=process)
        return process

    def test_figures_tell_of_what_was_crawled(self):
        process = self.run_daemon()
        # A page counts before the stage that stored it is idle again.
        lines = ['cabled_pages_total{outcome="stored"} 10\n', 'cabled_stage_queue{stage="write"} 0\n']

        def settled():
            text = self.ask("/metrics")[2]
            return text if all(line in text for line in lines) else None

        text = until("ten pages", settled, process=process)
        self.assertRegex(text, r'cabled_fetches_total\{status_class="2xx"\} [1-9]')
        self.assertRegex(text, r"cabled_fetch_duration_seconds_count [1-9]")
        self.assertRegex(text, r"cabled_write_duration_seconds_count [1-9]")
        self.assertIn("cabled_archive_paused 0\n", text)
        until("what the database knows", lambda: 'cabled_source_drift_alarm{source="trial"} 0\n'
              in self.ask("/metrics")[2], process=process)

    def test_it_is_ready_when_the_database_is(self):
        self.assert_heals(self.ask, self.run_daemon())

    def test_it_is_not_ready_when_the_archive_takes_no_pages(self):
        if shutil.disk_usage(self.folder).free > 1 << 40:
            self.skipTest("the disk has more room than archive.disk_floor can ask for")
        text = self.trial.config.read_text()
        self.trial.config.write_text(text.replace('"16MiB"', '"1TiB"'))
        process = self.run_daemon()
        until("the report", lambda: "archive" in self.ask("/readyz")[2], process=process)
        self.assertEqual(503, self.ask("/readyz")[0])
        until("a pause", lambda: "cabled_archive_paused 1\n" in self.ask("/metrics")[2], process=process)

    def test_alerts_and_dashboard_name_figures_that_exist(self):
        process = self.run_daemon()
        known = names_of(until("figures", lambda: self.ask("/metrics")[2], process=process))
        self.serve()
        known |= names_of(self.ask("/metrics")[2])
        for file in ("prometheus/alerts.yml", "grafana/cabled.json"):
            named = set(re.findall(r"cabled_\w+", (ROOT / "deploy" / file).read_text()))
            named = {name for name in named if not name.startswith("cabled_serve")}
            self.assertEqual(set(), named - known, file)


if __name__ == "__main__":
    unittest.main()
