#!/usr/bin/env python3
"""Kills an import again and again and compares what is there at the end with an import left alone.

Usage: kill_import.py [KILLS] [PAGES]; exits 1 when the two differ."""

import pathlib
import random
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from import_fixture import Importer, gzip_record, page, tar_of, warc_of  # noqa: E402


def archive(pages):
    """A tar with a WARC and loose pages in it: both ways of counting are killed."""
    half = pages // 2
    warc = warc_of([(f"http://kill.example/{n}.html", page(n)) for n in range(1, half)], gzip_record)
    loose = [(f"www.kill.example/{n}.html", page(n)) for n in range(half, pages)]
    return tar_of([("a.warc.gz", warc), *loose])


def timed(action):
    """What the action gives, and how many seconds it took."""
    begin = time.monotonic()
    answer = action()
    return answer, time.monotonic() - begin


def kill_at_random(program, path, most):
    """Starts an import and kills it within `most` seconds; whether it was killed in its work."""
    running = program.start("--quiet", "import", path)
    time.sleep(random.uniform(0, most))
    at_work = running.poll() is None
    running.end()
    return at_work


def main():
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    pages = int(sys.argv[2]) if len(sys.argv) > 2 else 4000
    with tempfile.TemporaryDirectory(prefix="cabled-kill-") as left, \
            tempfile.TemporaryDirectory(prefix="cabled-kill-") as hurt:
        alone, killed = Importer(left), Importer(hurt)
        data = archive(pages)
        whole = alone.file("all.tar", data)
        expected, takes = timed(lambda: alone.imported(whole))
        _, idle = timed(lambda: alone.imported(whole))
        # Each run gets as far as its share of the work, so that every kill finds some left.
        most = idle + (takes - idle) / kills
        path = killed.file("all.tar", data)
        hits = sum(kill_at_random(killed, path, most) for _ in range(kills))
        report = killed.imported(path)
        same = all(report[key] == expected[key] for key in
                   ("records", "pages", "other", "damaged", "cables", "not_cables", "rejected"))
        same_cables = alone.export().count("\n") == killed.export().count("\n") == pages - 1
        print(f"{hits} of {kills} runs killed at work; account {'equal' if same else 'DIFFERS'}: "
              f"{report}; cables {'equal' if same_cables else 'DIFFER'}")
        return 0 if same and same_cables else 1


sys.exit(main())
