"""A crawl that things happen to: site, database and program, and what has to be true in the end."""

import json
import pathlib
import subprocess
import sys
import time

import cable_pages
import commands
from cabled_program import Program
from waiting import tail

HERE = pathlib.Path(__file__).resolve().parent
# Seconds. A hung crawl fails the trial, long before whoever runs the trial ends it without a word.
LONGEST_RUN = 240

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
        self.process = commands.Running(
            [sys.executable, "-B", HERE / "site_server.py", "--pages", pages, "--hosts", hosts,
             "--latency", latency, "--log", self.log, "--end-with-stdin"], stdin=subprocess.PIPE)
        self.port = int(self.process.line())
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
        self.process.end()


class Trial:
    """One site crawled into one database, by any number of processes, each in a state of its own."""

    def __init__(self, folder, cluster, database, site, delay=0, per_host=1, longest=LONGEST_RUN):
        self.longest = longest
        self.folder = pathlib.Path(folder)
        self.cluster, self.database, self.site = cluster, database, site
        self.url = cluster.create(database)
        seeds = ", ".join(f'"http://{host}:{site.port}/"' for host in site.site.hosts)
        self.config = self.folder / "cabled.toml"
        self.config.write_text(CONFIG.format(seeds=seeds, delay=delay, per_host=per_host))
        self.started = []  # moments
        self.peak_kib = 0
        self.cabled("migrate")

    def program(self, state=0):
        return Program(self.folder / f"state{state}", self.config, self.url)

    def cabled(self, *arguments, state=0):
        return self.program(state).output(*arguments, seconds=self.longest, stdin=subprocess.DEVNULL)

    def log(self, state=0):
        return self.folder / f"log{state}"

    def start(self, *arguments, state=0, **how):
        """A crawl in the background; its words go to a file beside the state."""
        self.started.append(time.monotonic())
        return self.program(state).start(*(arguments or ["run", "--once"]), log=self.log(state),
                                         seconds=self.longest, **how)

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
        process.end()

    def finish(self, state=0):
        """Runs to the end; the account."""
        process = self.program(state).start("--json", "run", "--once", log=f"{self.log(state)}.finish",
                                            seconds=self.longest)
        try:
            return json.loads(process.expect(0))
        finally:
            process.end()

    def log_lines(self, words, state=0):
        return [line for line in self.log(state).read_text().splitlines() if words in line]

    def told(self):
        """What all the processes logged, for a failure."""
        return "".join(tail(log) for log in sorted(self.folder.glob("log*")))
