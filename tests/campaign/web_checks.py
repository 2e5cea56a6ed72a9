#!/usr/bin/env python3
"""The shared checks of the web reader against a database, by a reader that is started here.

web_checks.py [--checks FOLDER] [--state STATE] [--base-path PATH] [--only NAME,…] DATABASE ID…
              [-- OPTIONS]

FOLDER is CABLED_SHARED/web or a copy of it, in which ./setup.sh has run. STATE has the archive,
without which no raw page is shown. ID… are two or three cables: the first with TAGS, references and a
second text. OPTIONS are those of check_web.mjs. Prints what each check prints, and ends with 1 when
one of them failed.
"""

import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "harness"))
from cabled_program import SHARED, Program  # noqa: E402

CHECKS = ("check_web", "hostile_web", "metrics_check", "load_web")


def command_lines(place, process, program, ids, further):
    """The command line of each check."""
    return {
        "check_web": ["node", "check_web.mjs", "--cabled", " ".join(program.command()), *further, place, *ids],
        "hostile_web": ["./hostile_web.py", place, "--id", ids[0], "--pid", str(process)],
        "metrics_check": ["./metrics_check.py", place],
        "load_web": ["./load_web.sh", place, str(process), ids[0]],
    }


def main():
    end = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    parser = argparse.ArgumentParser()
    parser.add_argument("--state")
    parser.add_argument("--base-path", default="")
    parser.add_argument("--only", default=",".join(CHECKS[:3]))
    parser.add_argument("--checks", type=pathlib.Path, default=SHARED / "web")
    parser.add_argument("database")
    parser.add_argument("ids", nargs="+")
    options = parser.parse_args(sys.argv[1:end])
    with tempfile.TemporaryDirectory(prefix="cabled-web-checks-") as folder:
        config = pathlib.Path(folder) / "cabled.toml"
        config.write_text(f"[serve]\nlisten = '127.0.0.1:0'\nbase_path = '{options.base_path}'\n")
        program = Program(options.state or pathlib.Path(folder) / "state", config, options.database)
        server = program.start("serve")
        try:
            place = re.search(r"http://\S+", server.line()).group(0).rstrip("/")
            lines = command_lines(place, server.pid, program, options.ids, sys.argv[end + 1:])
            failed = [name for name in options.only.split(",")
                      if subprocess.run(lines[name], cwd=options.checks).returncode]
        finally:
            server.end()
    print("failed: " + ", ".join(failed) if failed else "all passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
