#!/usr/bin/env python3
"""Waits and commands that fail: what they waited for, how long, and what the command said."""

import contextlib
import io
import os
import pathlib
import subprocess
import tempfile
import time
import unittest
import unittest.mock

import commands
from waiting import patience, TimedOut, until

SHORT = 0.3  # seconds


class Quiet(unittest.TestCase):
    def setUp(self):
        self.shown = io.StringIO()
        self.enterContext(contextlib.redirect_stderr(self.shown))


class Patience(unittest.TestCase):
    def test_it_grows_with_what_else_the_machine_does_and_has_an_end(self):
        cores = os.cpu_count() or 1
        for load, seconds in ((0.0, 2), (cores * 1.0, 2), (cores * 4.0, 8), (cores * 100.0, 20)):
            with unittest.mock.patch("os.getloadavg", return_value=(load, 0, 0)):
                self.assertEqual(patience(2), seconds, load)


class Waits(Quiet):
    def test_one_that_runs_out_names_what_did_not_come_and_shows_the_log(self):
        with tempfile.TemporaryDirectory() as folder:
            log = pathlib.Path(folder) / "log"
            log.write_text("lamp lit\n")
            with self.assertRaisesRegex(TimedOut, r"(?s)\d\.\d s for the ferry: in vain.*lamp lit"):
                until("the ferry", lambda: False, SHORT, log)
            self.assertIn("the ferry", self.shown.getvalue(), "said before the failures are listed")

    def test_one_for_a_process_fails_as_soon_as_that_has_ended(self):
        process = commands.Running(["sh", "-c", "echo out; echo words >&2; exit 3"])
        self.addCleanup(process.end)
        begin = time.monotonic()
        with self.assertRaisesRegex(TimedOut, "(?s)ended before.*sh -c.*ended with 3.*out.*words"):
            until("the ferry", lambda: False, 60, process=process)
        self.assertLess(time.monotonic() - begin, patience(30))

    def test_the_answer_is_given_even_if_the_process_has_ended(self):
        process = commands.Running(["true"])
        process.code()
        self.assertEqual(until("an answer", lambda: 7, process=process), 7)


class Commands(Quiet):
    def test_one_that_does_not_end_is_killed_and_told_of(self):
        process = commands.Running(["sh", "-c", "echo out; echo words >&2; exec sleep 60"])
        process.line()
        with self.assertRaisesRegex(TimedOut, r"(?s)\d+ s for its end in vain.*sh -c.*out.*words"):
            process.code(SHORT)
        self.assertEqual(process.returncode, -9)

    def test_one_that_leaves_a_child_with_its_output_is_not_waited_for(self):
        begin = time.monotonic()
        done = commands.run(["sh", "-c", "sleep 20 & echo $!"], code=0)
        subprocess.run(["kill", done.stdout.strip()], check=True, timeout=10)
        self.assertLess(time.monotonic() - begin, patience(15))

    def test_another_exit_code_than_the_expected_is_told_with_what_was_said(self):
        with self.assertRaisesRegex(commands.UnexpectedEnd, "(?s)exit code 0 expected.*ended with 4.*words"):
            commands.run(["sh", "-c", "echo words >&2; exit 4"], code=0)

    def test_input_output_and_words_are_kept_apart(self):
        done = commands.run(["sh", "-c", "cat; echo words >&2; exit 4"], given="given\n")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (4, "given\n", "words\n"))

    def test_one_that_does_not_read_its_input_is_ended_in_time(self):
        with self.assertRaises(TimedOut):
            commands.run(["sleep", "60"], given="x" * 10_000_000, seconds=SHORT)

    def test_work_with_pipes_ends_with_its_limit(self):
        process = commands.Running(["sleep", "60"], stdout=subprocess.PIPE)
        with self.assertRaisesRegex(TimedOut, "sleep 60"), process.within(SHORT):
            process.stdout.read()
        process.stdout.close()

    def test_words_are_appended_to_a_log_and_each_has_its_own(self):
        with tempfile.TemporaryDirectory() as folder:
            log = pathlib.Path(folder) / "log"
            for word in ("first", "second"):
                process = commands.Running(["sh", "-c", f"echo {word} >&2"], log)
                process.expect(0)
                self.assertEqual(process.said(), f"{word}\n")
            self.assertEqual(log.read_text(), "first\nsecond\n")


if __name__ == "__main__":
    unittest.main()
