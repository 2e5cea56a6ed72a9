"""Commands with a limit, whose words are kept in files: no pipe fills up, or is held open by what they leave."""

import contextlib
import io
import os
import signal
import subprocess
import tempfile
import threading
from typing import NamedTuple

from waiting import TAIL, TimedOut, patience, until

LONGEST_COMMAND = 240  # seconds; far beyond what an instrumented build on a busy machine takes


class UnexpectedEnd(AssertionError):
    """A command ended with another exit code than it should."""


def shown(command):
    return " ".join(map(str, command))


class Running(subprocess.Popen):
    """A command in the background. `log` is the file its words are appended to, by default one without a name;
    its standard output is kept apart, unless `stdout` says where it goes."""

    def __init__(self, command, log=None, stdout=None, seconds=LONGEST_COMMAND, **how):
        self.longest = seconds
        self.output = tempfile.TemporaryFile() if stdout is None else None
        self.words = open(log, "ab+") if log else tempfile.TemporaryFile()
        self.begun_at = os.fstat(self.words.fileno()).st_size
        super().__init__([str(part) for part in command], **{
            "stdout": self.output if stdout is None else stdout, "stderr": self.words, **how})

    def __del__(self, **how):
        for file in (self.output, self.words):
            if file:
                file.close()
        super().__del__(**how)

    @staticmethod
    def _bytes(file, begin=0):
        # Not by seek(): the command writes where the shared offset is.
        size = os.fstat(file.fileno()).st_size
        return os.pread(file.fileno(), max(0, size - begin), begin)

    @staticmethod
    def _text(data, errors):
        return io.TextIOWrapper(io.BytesIO(data), encoding="utf-8", errors=errors).read()

    def printed_bytes(self):
        """Its standard output up to now."""
        return self._bytes(self.output) if self.output else b""

    def printed(self, errors="strict"):
        return self._text(self.printed_bytes(), errors)

    def said(self, errors="strict"):
        """What it has logged since it was started."""
        return self._text(self._bytes(self.words, self.begun_at), errors)

    def told(self):
        """All about it, for a failure."""
        state = "runs" if self.poll() is None else f"ended with {self.returncode}"
        return (f"\n--- {shown(self.args)}\n--- {state}; standard output:\n{self.printed('replace')[-TAIL:]}"
                f"\n--- standard error:\n{self.said('replace')[-TAIL:]}")

    def line(self, number=0, seconds=60):
        """A whole line of its output, by number, once it is there."""
        def whole_line():
            lines = self.printed("replace").split("\n")
            return len(lines) > number + 1 and lines[number] + "\n"

        return until(f"line {number + 1} of its output", whole_line, seconds, process=self)

    def code(self, seconds=None, given=None):
        """Its exit code, once it has read what is `given`. One that does not end in time is killed, and that is a
        failure."""
        seconds = patience(seconds or self.longest)
        try:
            if given is not None:
                self.communicate(given.encode() if isinstance(given, str) else given, timeout=seconds)
            return self.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            told = self.told()
            self.end()
            raise TimedOut(f"waited {seconds:.0f} s for its end in vain{told}") from None

    def expect(self, code=0, seconds=None):
        """Its standard output, once it has ended with this exit code."""
        if self.code(seconds) != code:
            raise UnexpectedEnd(f"exit code {code} expected{self.told()}")
        return self.printed()

    @contextlib.contextmanager
    def within(self, seconds=None):
        """Ends it when the work with its pipes that is done meanwhile takes longer, and that is a failure."""
        late = threading.Event()

        def end():
            late.set()
            self.kill()

        seconds = patience(seconds or self.longest)
        timer = threading.Timer(seconds, end)
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            if late.is_set():
                raise TimedOut(f"waited {seconds:.0f} s for its words in vain{self.told()}")

    def stop(self, number=signal.SIGTERM, seconds=None):
        """Signals it and waits for its end; the exit code."""
        self.send_signal(number)
        return self.code(seconds)

    def end(self):
        """Kills it, if it has not ended; for cleaning up."""
        if self.poll() is None:
            self.kill()
        with contextlib.suppress(subprocess.TimeoutExpired, OSError):
            self.wait(timeout=60)
            if self.stdin:
                self.stdin.close()


class Done(NamedTuple):
    """A command that has ended."""
    returncode: int
    stdout: str
    stderr: str
    data: bytes  # standard output as it is
    told: str    # all about it, for a failure


def run(command, given=None, code=None, seconds=LONGEST_COMMAND, **how):
    """Runs a command to its end, with `given` as its input; `code` is the only exit code that will do, None: any."""
    if given is not None:
        how["stdin"] = subprocess.PIPE
    running = Running(command, seconds=seconds, **how)
    try:
        running.code(given=given)
        if code is not None:
            running.expect(code)
        return Done(running.returncode, running.printed(), running.said(), running.printed_bytes(),
                    running.told())
    finally:
        running.end()
