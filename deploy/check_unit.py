#!/usr/bin/env python3
"""Checks units with systemd's own tools. Usage: check_unit.py SYSTEMD_ANALYZE UNIT=LIMIT…

Each must verify without a word, and a service scores at most LIMIT in the exposure rating (0 is best); a socket, which
has none, is given as UNIT alone. What the rating praises and `cabled run` cannot do with is refused. Exits 77 (skipped) when systemd-analyze is not installed.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile


# The unit says why.
HARMS_THE_DAEMON = ("ProcSubset=pid", "RemoveIPC=yes")


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "SYSTEMD_COLORS": "0"})
    return done.returncode, done.stdout + done.stderr


def copied(unit, folder):
    """The unit as systemd-analyze can judge it on a machine where nothing is installed."""
    # Verification insists that the program exists, and manual pages are looked up too.
    program = folder / "cabled"
    program.write_text("#!/bin/sh\n", encoding="ascii")
    program.chmod(0o755)
    text = unit.read_text(encoding="utf-8").replace("/usr/bin/cabled", str(program))
    copy = folder / unit.name
    copy.write_text(text.replace("Documentation=man:cabled(1)\n", ""), encoding="utf-8")
    return copy


def is_sound(analyze, copy, limit):
    code, words = run(analyze, "verify", "--recursive-errors=no", str(copy))
    if code != 0 or words.strip():
        print(f"{copy.name}: verify failed ({code}): {words}")
        return False
    if not limit:
        return True
    lines = copy.read_text(encoding="utf-8").splitlines()
    harmful = [line for line in lines if line in HARMS_THE_DAEMON]
    if harmful and any(line.startswith("ExecStart=") and line.endswith(" run") for line in lines):
        print(f"{copy.name}: not for the daemon: {' '.join(harmful)}")
        return False
    _, words = run(analyze, "security", "--offline=true", str(copy))
    score = re.search(r"Overall exposure level for [\w.-]+: ([0-9.]+)", words)
    print(f"{score.group(0)}, at most {limit}" if score else words)
    return score is not None and float(score.group(1)) <= float(limit)


def main():
    analyze, *units = sys.argv[1:]
    if not os.access(analyze, os.X_OK):
        print("skipped: systemd-analyze is not installed")
        return 77
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        limits = {copied(pathlib.Path(unit.partition("=")[0]), folder): unit.partition("=")[2] for unit in units}
        return 0 if all([is_sound(analyze, copy, limit) for copy, limit in limits.items()]) else 1


sys.exit(main())
