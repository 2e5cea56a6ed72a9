#!/usr/bin/env python3
"""What the commands say to words of another kind than they want, to files that are not there, and to idle keyboards."""

import contextlib
import json
import os
import pathlib
import pty
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

import exit_codes_test  # noqa: E402
from cabled_program import Program  # noqa: E402


@contextlib.contextmanager
def open_folder(path):
    """A folder as a file, as a shell gives it with `< folder`."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


class Slips(exit_codes_test.Commands):
    def test_2_is_a_word_that_is_no_url(self):
        nowhere = Program(self.place / "nourl", self.place / "good.toml")
        (self.place / "robots.txt").write_text("User-agent: *\nDisallow: /no\n")
        meant, shown = "did you mean 'https://a.example/no/1'?", "`cabled show 09LISBON7`"
        for command in (["why"], ["fetch"], ["fetch", "--dry-run"], ["url", "x", "--base"], ["sources", "check", "x"],
                        ["robots", self.place / "robots.txt"]):
            for word, told in (("a.example/no/1", meant), ("09LISBON7", shown), ("harbour", "begins with http://")):
                self.expect(nowhere.run(*command, word), 2, f"'{word}'", told)
        self.expect(nowhere.run("why", "ftp://a.example/"), 1, "never fetched: scheme 'ftp'")
        self.expect(nowhere.run("why", "localhost:8088/a"), 2, "did you mean 'http://localhost:8088/a'?")
        refused = nowhere.run("url", "a.example/no/1")
        self.assertEqual((refused.returncode, refused.stdout),
                         (1, f"refused (malformed): no scheme in URL 'a.example/no/1'; hint: {meant}\n"))
        self.assertFalse(nowhere.state.exists())

    def test_what_cannot_be_read_is_named_with_what_was_meant(self):
        nowhere = Program(self.place / "unread", self.place / "good.toml")
        files = self.place / "files"
        (files / "pages").mkdir(parents=True)
        (files / "empty").mkdir()
        (files / "notes.txt").write_text("Nets are dear.\n")
        (files / "none.warc.gz").touch()
        wrong = ((files / "note.txt", f"did you mean '{files}/notes.txt'?"), ("http://a.example/x", "`cabled fetch http://"),
                 ("09LISBON7", "`cabled show 09LISBON7`"), ("/no/such/file", "No such file or directory"))
        for command in (["parse"], ["parse", "--text"], ["warc"], ["archive", "index"], ["archive", "verify"], ["import"]):
            for word, told in wrong:
                done = nowhere.run("--json", *command, word)
                error = json.loads(done.stderr.splitlines()[-1])["error"]
                self.assertEqual((done.returncode, error["exit_code"]), (1, 1), done.told)
                self.assertIn(f"cannot read '{word}': ", error["message"])
                self.assertIn(told, f"{error['message']}; {error['hint']}")
        for command in (["warc"], ["archive", "index"], ["archive", "verify"]):
            self.expect(nowhere.run(*command, files / "pages"), 1, "is not a file; hint: name the files in it")
            self.expect(nowhere.run(*command, "-"), 1, "standard input is not read here")
            self.expect(nowhere.run(*command, files / "none.warc.gz"), 1, "is empty")
            self.expect(nowhere.run(*command, files / "notes.txt"), 1, "does not begin as a WARC", "`cabled import ")
        self.expect(nowhere.run("robots", files / "note.txt", "/x"), 1, f"did you mean '{files}/notes.txt'?")
        self.expect(nowhere.run("robots", "a.example", "/x"), 1, "did you mean 'https://a.example/robots.txt'?")
        self.expect(nowhere.run("parse", files / "empty"), 1, "there is no file in")
        self.expect(nowhere.run("parse", "--text", files / "notes.txt"), 1, "no cable in", "it is an ordinary page")
        self.assertFalse(nowhere.state.exists())

    def test_a_folder_on_standard_input_is_no_empty_file(self):
        for command in (["parse", "-"], ["robots", "-", "/x"], ["fetch", "--dry-run", "--list", "-"]):
            with open_folder(self.place) as folder:
                self.expect(self.program.run(*command, stdin=folder), 1, "cannot read standard input: Is a directory")

    def test_what_waits_for_the_keyboard_says_so(self):
        for command in (["parse"], ["url", "--jsonl"], ["robots", "-", "/x"]):
            keyboard, terminal = pty.openpty()
            self.addCleanup(os.close, keyboard)
            self.addCleanup(os.close, terminal)
            os.write(keyboard, b"\x04")
            self.expect(self.program.run(*command, stdin=terminal), 0, "what is typed is read; Ctrl-D ends it")

    def test_2_is_a_word_beside_requests(self):
        for command in ("parse", "url", "robots"):
            self.expect(self.cabled(command, "--jsonl", "http://a.example/"), 2, f"cabled {command} takes either")
        self.expect(self.cabled("parse", "--jsonl", "--text"), 2, "either", "--jsonl", "--text")
        self.expect(self.cabled("robots", "http://a.example/x"), 2,
                    "needs URL", "`cabled robots http://a.example/robots.txt http://a.example/x`")
        self.expect(self.cabled("archive", "list"), 2, "no command 'list'; hint: it has index, verify")
        self.expect(self.cabled("warc", "--digest", "x"), 2, "no option '--digest'; hint: cabled warc --help")

    def test_an_archive_that_is_not_there_is_told_with_where_it_may_be(self):
        nowhere, strange = self.place / "noarchive", self.place / "strange"
        (strange / "archive").mkdir(parents=True)
        (strange / "archive" / "notes.txt").write_text("Nets are dear.\n")
        inside = self.place / "kept" / "archive"
        inside.mkdir(parents=True)
        (inside / "cabled-20091130075701-0001-pier-7.warc.gz").touch()
        for command in (["archive", "index"], ["archive", "verify"], ["rebuild"]):
            done = Program(nowhere, self.place / "good.toml").run(*command)
            self.expect(done, 1, f"no archive at '{nowhere}/archive': No such file", "--state-dir")
            self.assertEqual(done.stdout, "")
            self.expect(Program(inside, self.place / "good.toml").run(*command), 1,
                        f"did you mean --state-dir {self.place}/kept?")
        self.expect(Program(strange, self.place / "good.toml").run("rebuild"), 1, "has no file of cabled's")
        self.assertFalse(nowhere.exists())
        self.assertEqual([path.name for path in strange.iterdir()], ["archive"])

    def test_ids_are_one_a_word(self):
        self.expect(self.cabled("id", "09LISBON7,09LISBON8"), 1, "holds 2 ids")
        self.expect(self.cabled("id", "05", "RIO", "123"), 1, "in quotes: '05 RIO 123'")
        self.expect(self.cabled("id", "http://a.example/09LISBON7.html"), 1, "did you mean '09LISBON7'?")
        self.expect(self.cabled("id", "LISBON7"), 1, "such as 10TOKYO153")
        self.expect(self.cabled("id", "05NOWHERE123"), 0, "'NOWHERE' is no station that is known")

    def test_3_is_a_pattern_of_a_source(self):
        (self.place / "patterns.toml").write_text('contact = "operator@example.org"\n[[source]]\nname = "north"\n'
                                                  'seeds = ["http://a.example/"]\ninclude = ["^http", "cable/*"]\n')
        database = self.cluster.create("patterns")
        self.expect(self.cabled("migrate", database=database), 0)
        for command in (["why", "http://a.example/"], ["run", "--once"]):
            self.expect(self.cabled(*command, config="patterns.toml", database=database), 3,
                        "source 'north': include: URL pattern '^http'", "source 'north': include: URL pattern 'cable/*'")

    def test_a_host_that_no_source_has_is_told_with_the_near_one(self):
        database = self.cluster.create("hosts")
        self.expect(self.cabled("migrate", database=database), 0)
        for host in ("cables.exampel.org", "www.cables.example.org"):
            self.expect(self.cabled("why", f"http://{host}/", config="nobody.toml", database=database), 0,
                        f"no source has the host '{host}'; hint: did you mean 'cables.example.org'?")
        seed = self.cabled("why", "http://cables.example.org/", config="nobody.toml", database=database)
        self.assertIn("once `cabled run` begins", seed.stdout)


if __name__ == "__main__":
    unittest.main()
