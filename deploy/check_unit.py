#!/usr/bin/env python3
"""Checks the unit with systemd's own tools. Usage: check_unit.py UNIT SYSTEMD_ANALYZE

The unit must verify without a word and score at most LIMIT in the exposure rating (0 is best).
Exits 77 (skipped) when systemd-analyze is not installed.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

LIMIT = 2.0


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "SYSTEMD_COLORS": "0"})
    return done.returncode, done.stdout + done.stderr


def main():
    unit = pathlib.Path(sys.argv[1])
    analyze = sys.argv[2] if len(sys.argv) > 2 else ""
    if not os.access(analyze, os.X_OK):
        print("skipped: systemd-analyze is not installed")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        # Verification insists that the program exists, which it does only once installed.
        program = pathlib.Path(folder) / "cabled"
        program.write_text("#!/bin/sh\n", encoding="ascii")
        program.chmod(0o755)
        copy = pathlib.Path(folder) / "cabled.service"
        text = unit.read_text(encoding="utf-8").replace("/usr/bin/cabled", str(program))
        # Manual pages are looked up too, and are not installed yet.
        copy.write_text(text.replace("Documentation=man:cabled(1)\n", ""), encoding="utf-8")
        code, words = run(analyze, "verify", "--recursive-errors=no", str(copy))
        if code != 0 or words.strip():
            print(f"verify failed ({code}): {words}")
            return 1
        code, words = run(analyze, "security", "--offline=true", f"--threshold={int(LIMIT * 10)}", str(copy))
    score = re.search(r"Overall exposure level for cabled\.service: ([0-9.]+)", words)
    print(score.group(0) if score else words)
    return 0 if score and float(score.group(1)) <= LIMIT else 1


sys.exit(main())
