"""Waits that have a limit: one that runs out says for what it waited, how long, and what was logged."""

import os
import pathlib
import sys
import time

TAIL = 6000  # characters of a log that a failure shows
MOST_PATIENCE = 10


def patience(seconds):
    """So many seconds of a machine with nothing else to do, on this one as busy as it is: with twenty processes on two
    cores, what takes a second takes ten."""
    load = os.getloadavg()[0] / (os.cpu_count() or 1)
    return seconds * min(max(1.0, load), MOST_PATIENCE)


class TimedOut(AssertionError):
    """Said at once as well: whoever runs the test may end it before its failures are listed."""

    def __init__(self, words):
        super().__init__(words)
        print(words, file=sys.stderr, flush=True)


def tail(log):
    """The end of a log, which is a file's path, a text, or a function that gives the text."""
    if log is None:
        return ""
    if callable(log):
        log = log()
    elif isinstance(log, pathlib.Path):
        log = log.read_text(errors="replace") if log.exists() else f"(no file {log})"
    return f"\n--- log:\n{log[-TAIL:] or '(nothing)'}"


def until(what, check, seconds=60, log=None, process=None, pause=0.02):
    """What `check` gives as soon as it is true. Fails as soon as `process`, a Running, has ended without it."""
    begin = time.monotonic()
    seconds = patience(seconds)
    while True:
        has_ended = process is not None and process.poll() is not None
        if answer := check():
            return answer
        waited = time.monotonic() - begin
        if has_ended or waited > seconds:
            why = "the program ended before" if has_ended else "in vain"
            said = tail(log) + (process.told() if process is not None else "")
            raise TimedOut(f"waited {waited:.1f} s for {what}: {why}{said}")
        time.sleep(pause)
