#!/usr/bin/env python3
"""Imports archives that mean harm, without a network, and looks at what the program did.

Usage: hostile_archives.py [--together] [--memory MIB]

Each archive has to end in exit code 0 or 1, with a balanced report, in bounded memory and time; what is wrong is
named by its file; nothing is written outside the state directory, and no connection is opened but to the database.
WARC and ARC files go through `cabled warc` too. --together imports each set in one command, which takes seconds.
The archives are made by the shared generators ($CABLED_SHARED, else ../shared beside the checkout); without them
nothing is tested (exit 77).
"""

import argparse
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

import commands  # noqa: E402
import postgres_cluster  # noqa: E402
from cabled_program import BINARY, SHARED  # noqa: E402
from waiting import TAIL, patience  # noqa: E402

MOST_SECONDS = 120  # far beyond what any needs, also by an instrumented build, if it has the machine to itself
CALLS = "open,openat,creat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,mkdir,mkdirat,unlink,unlinkat,connect"
WRITES = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TMPFILE")
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
# What the generators expect of these, and what is right too.
READ_OTHERWISE = {
    "digest_collision_claim.warc": "no page: neither payload has the digest that both claim, and such records are skipped",
    "zlib_dict.zz": "no archive of a kind that is read, and no text: passed over as such",
}


class Watched:
    """Runs the program in a network of its own and keeps what it asked of the system."""

    def __init__(self, folder):
        self.state = folder / "state"
        self.state.mkdir()
        self.config = folder / "cabled.toml"
        self.config.touch()
        self.trace = folder / "trace"
        self.place = folder / "place"  # where the program stands: a relative name would land here
        self.place.mkdir()
        self.output = folder / "output"
        # A leak checker cannot work under a tracer.
        self.environment = {**os.environ, "ASAN_OPTIONS": "detect_leaks=0:quarantine_size_mb=16"}
        self.prefix = []
        if commands.run(["unshare", "--net", "true"]).returncode == 0:
            self.prefix += ["unshare", "--net"]
        if commands.run(["strace", "-V"]).returncode == 0:
            self.prefix += ["strace", "-f", "-qq", "--seccomp-bpf", "-s", "4096", "-e", f"trace={CALLS}", "-o", self.trace]

    def run(self, *arguments):
        """Exit code, output, words and the greatest memory in MiB."""
        command = [*self.prefix, BINARY, "--config", self.config, "--state-dir", self.state, *arguments]
        with open(self.output, "wb+") as out, open(str(self.output) + "2", "wb+") as words:
            process = subprocess.Popen([str(part) for part in command], stdout=out, stderr=words, cwd=self.place,
                                       env=self.environment, start_new_session=True)
            most = patience(MOST_SECONDS)
            end = time.monotonic() + most
            while True:
                pid, status, usage = os.wait4(process.pid, os.WNOHANG)
                if pid:
                    break
                if time.monotonic() > end:
                    print(f"waited {most:.0f} s for the end of {commands.shown(command)}:\n"
                          f"{self.read(words)[-TAIL:]}", flush=True)
                    os.killpg(process.pid, signal.SIGKILL)  # a tracer alone would leave the program behind
                    end = float("inf")
                time.sleep(0.005)
            process.returncode = os.waitstatus_to_exitcode(status)
            return process.returncode, self.read(out), self.read(words), usage.ru_maxrss / 1024

    @staticmethod
    def read(file):
        file.seek(0)
        return file.read().decode(errors="surrogateescape")

    def breaches(self):
        """Calls that touch what is not the program's to touch."""
        if not self.trace.exists():
            return []
        allowed = (str(self.state), os.devnull)
        found = []
        for line in self.trace.read_text(errors="replace").splitlines():
            call = line.split(" ", 1)[-1].lstrip()
            if call.startswith("connect("):
                if "AF_UNIX" not in call:
                    found.append(call)
            elif not call.startswith("open") or WRITES.search(call):
                found += [call for path in re.findall(r'"((?:[^"\\]|\\.)*)"', call) if not path.startswith(allowed)]
        self.trace.unlink()
        return found + [f"file in the working folder: {path}" for path in self.place.rglob("*")]


def faults_of_import(watched, database, paths, memory):
    code, out, words, used = watched.run("--json", "--database", database, "import", *paths)
    faults = watched.breaches()
    if code not in (0, 1):
        faults.append(f"exit code {code}")
    if used > memory:
        faults.append(f"{used:.0f} MiB")
    if UNSAFE.search(words):
        faults.append("control characters in the log")
    try:
        report = json.loads(out)
    except ValueError:
        return None, used, [*faults, f"no report: {words[-300:]}"]
    if report["records"] != report["pages"] + report["other"] + report["damaged"] or \
            report["pages"] != report["cables"] + report["not_cables"] + report["rejected"]:
        faults.append(f"does not balance: {report}")
    if code == 1 and not all(path.name in words for path in paths if path.is_file()):
        faults.append("the file is not named")
    return report, used, faults


def faults_of_listing(watched, path, memory):
    code, out, words, used = watched.run("--json", "warc", path)
    faults = watched.breaches()
    if code not in (0, 1):
        faults.append(f"warc: exit code {code}: {words[-300:]}")
    if used > memory:
        faults.append(f"warc: {used:.0f} MiB")
    for line in out.splitlines():
        json.loads(line)
    return used, faults


def archives(folder):
    """The generated archives: path, how many pages it has, and whether it is damaged; None: a matter of taste."""
    found = []
    for script, place in (("make_archives_and_urls.py", "archive"), ("make_warc.py", "warc")):
        out = folder / place
        commands.run([sys.executable, SHARED / "cases/hostile" / script, out], code=0)
        for line in (out / place / "hostile_manifest.jsonl").read_text().splitlines():
            entry = json.loads(line)
            word = entry["expected"].split(":")[0]
            damaged = {"refuse": True, "refuse member": True, "accept": False}.get(word)
            found.append((out / place / "hostile" / entry["file"], entry.get("records_stored"), damaged))
    return found


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--together", action="store_true")
    options.add_argument("--memory", type=int, default=256)
    options = options.parse_args()
    if not (SHARED / "cases/hostile/make_warc.py").exists():
        print(f"no shared data at {SHARED}: no hostile archives are tried")
        return 77
    bad, highest = 0, 0
    with tempfile.TemporaryDirectory(prefix="cabled-hostile-") as temporary:
        folder = pathlib.Path(temporary)
        folder.chmod(0o755)  # PostgreSQL's user has to pass through
        cluster = postgres_cluster.Cluster(folder / "postgres")
        try:
            database = cluster.create("hostile")
            watched = Watched(folder)
            watched.run("--database", database, "migrate")
            watched.breaches()
            found = archives(folder)
            sets = sorted({path.parent for path, _, _ in found}) if options.together else []
            for path, pages, damaged in [(path, None, None) for path in sets] or found:
                report, used, faults = faults_of_import(watched, database, [path], options.memory)
                if path.name not in READ_OTHERWISE and report:
                    if pages is not None and report["pages"] != pages:
                        faults.append(f"{report['pages']} pages where {pages} are expected: {report}")
                    if damaged is not None and (report["damaged"] > 0) != damaged:
                        faults.append(f"{report['damaged']} damaged: {report}")
                if path.suffix in (".warc", ".arc") or path.name.endswith(".warc.gz"):
                    listing_used, listing_faults = faults_of_listing(watched, path, options.memory)
                    used, faults = max(used, listing_used), faults + listing_faults
                highest = max(highest, used)
                bad += bool(faults)
                for fault in faults:
                    print(f"{path.name}: {fault}")
        finally:
            cluster.remove()
    print(f"{len(found)} archives, {bad} with faults, {highest:.0f} MiB at most; "
          f"watched by {' '.join(map(str, watched.prefix[:2])) or 'nobody'}, {'strace' if 'strace' in watched.prefix else 'no strace'}")
    return 1 if bad else 0


sys.exit(main())
