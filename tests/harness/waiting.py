"""Waits that have a limit: one that runs out says for what it waited, how long, and what was logged."""

import pathlib
import sys
import time

TAIL = 6000  # characters of a log that a failure shows


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
