"""A crawl that things happen to: site, database and program, and what has to be true in the end."""

import json
import os
import pathlib
import signal
import subprocess
import sys
import time

import cable_pages

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BINARY = os.environ.get("CABLED_BINARY", str(ROOT / "build/dev/daemon/cabled"))
LONGEST_RUN = 900  # seconds; a hung crawl fails the trial, it does not hang it

CONFIG = """
contact = "operator@example.org"
[log]
level = "info"
[archive]
disk_floor = "16MiB"
[[source]]
name = "trial"
seeds = [{seeds}]
index = ["/index-*.htm"]
include = ["/stories/**"]
allow_private = ["127.0.0.0/8"]
delay = "{delay}ms"
per_host = {per_host}
"""


class SiteProcess:
    """The site in a process of its own, with its request log."""

    def __init__(self, folder, pages, hosts=1, latency=0.01):
        self.site = cable_pages.Site(pages, hosts)
        self.log = pathlib.Path(folder) / "requests.log"
        self.process = subprocess.Popen(
            [sys.executable, "-B", HERE / "site_server.py", "--pages", str(pages), "--hosts",
             str(hosts), "--latency", str(latency), "--log", self.log, "--end-with-stdin"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())
        self.lines_read = 0
        self.requests = []  # (time, host, path)

    def new_requests(self):
        """What was asked since the last call."""
        with open(self.log, "rb") as log:
            log.seek(self.lines_read)
            data = log.read()
        data = data[:data.rfind(b"\n") + 1]
        self.lines_read += len(data)
        fresh = []
        for line in data.decode().splitlines():
            moment, host, path = line.split("\t")
            fresh.append((float(moment), host, path))
        self.requests += fresh
        return fresh

    def wait_for_requests(self, count, patience, still=lambda: True):
        """Waits until `count` more came; False when `patience` ended or `still` did before."""
        seen, end = 0, time.monotonic() + patience
        while time.monotonic() < end:
            seen += len(self.new_requests())
            if seen >= count:
                return True
            if not still():
                return False
            time.sleep(0.002)
        return False

    def stop(self):
        self.process.terminate()
        self.process.communicate()


class Trial:
    """One site crawled into one database, by any number of processes, each in a state of its own."""

    def __init__(self, folder, cluster, database, site, delay=0, per_host=1):
        self.folder = pathlib.Path(folder)
        self.cluster, self.database, self.site = cluster, database, site
        self.url = cluster.create(database)
        seeds = ", ".join(f'"http://{host}:{site.port}/"' for host in site.site.hosts)
        self.config = self.folder / "cabled.toml"
        self.config.write_text(CONFIG.format(seeds=seeds, delay=delay, per_host=per_host))
        self.started = []  # moments
        self.peak_kib = 0
        self.cabled("migrate")

    def command(self, *arguments, state=0):
        return [BINARY, "--config", str(self.config), "--database", self.url, "--state-dir",
                str(self.folder / f"state{state}"), *arguments]

    def cabled(self, *arguments, state=0):
        done = subprocess.run(self.command(*arguments, state=state), capture_output=True,
                              text=True, timeout=LONGEST_RUN)
        if done.returncode != 0:
            raise AssertionError(f"{arguments} ended with {done.returncode}: {done.stderr}")
        return done.stdout

    def start(self, *arguments, state=0):
        """A crawl in the background; its words go to a file beside the state."""
        words = open(self.folder / f"log{state}", "ab")
        self.started.append(time.monotonic())
        process = subprocess.Popen(self.command(*(arguments or ["run", "--once"]), state=state),
                                   stdout=words, stderr=words)
        words.close()
        return process

    def watch_memory(self, process):
        """Keeps the greatest resident size that any process of the trial had."""
        try:
            status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
        except OSError:
            return
        for line in status.splitlines():
            if line.startswith("VmHWM:"):
                self.peak_kib = max(self.peak_kib, int(line.split()[1]))

    def kill(self, process):
        self.watch_memory(process)
        process.send_signal(signal.SIGKILL)
        process.wait()

    def finish(self, state=0):
        """Runs to the end; the account."""
        return json.loads(self.cabled("--json", "run", "--once", state=state))

    def log_lines(self, words, state=0):
        log = self.folder / f"log{state}"
        return [line for line in log.read_text().splitlines() if words in line]
