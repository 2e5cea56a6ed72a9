#!/usr/bin/env python3
"""What every command does when its output cannot be written, when nobody reads it, and on a terminal."""

import contextlib
import http.server
import json
import os
import pathlib
import pty
import re
import subprocess
import sys
import tempfile
import threading
import tty
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

import commands  # noqa: E402
import import_fixture as fixture  # noqa: E402
from cabled_program import BINARY, Program  # noqa: E402
from postgres_cluster import Cluster  # noqa: E402

FAILED = 1
READER_GONE = 141
# What a terminal obeys or a reader is misled by: ESC, C1, DEL, overrides, isolates, marks.
HOSTILE = "\x1b]0;x\x07\x9b31m\x7f\u202egnp\u202c\u2066x\u2069\u200e\u200f\u061c"
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
ROBOTS = f"User-agent: *\nDisallow: /no{HOSTILE}\n".encode()
OUR_COLORS = re.compile(r"\x1b\[(?:0|1|31|32|33)m")


def hostile_telegram(serial, words):
    text = fixture.telegram(serial).replace("HARBOUR REPORT", f"HARBOUR{HOSTILE} REPORT")
    return text.replace("LANTERNS.", f"LANTERNS{HOSTILE} {words}.")


def hostile_page(serial, words=""):
    return (f"<html><head><meta charset=utf-8><title>t{HOSTILE}</title></head><body><pre>\n"
            f"{hostile_telegram(serial, words)}</pre></body></html>").encode()


class Site(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        robots = self.path == "/robots.txt"
        body = ROBOTS if robots else hostile_page(7)
        self.send_response(200)
        self.send_header("Content-Type", "text/plain" if robots else "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def commands_of(*path):
    """The commands that --help names, those below a command too."""
    text = commands.run([BINARY, *path, "--help"], code=0).stdout
    found = {" ".join(path)} if path and "[OPTIONS] SUBCOMMAND" not in text else set()
    for name in re.findall(r"^  ([a-z]+)  ", text.partition("\nSubcommands:\n")[2], re.M):
        found |= commands_of(*path, name)
    return found


class Output(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster.passing("output")
        cls.addClassCleanup(cls.cluster.remove)
        site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
        threading.Thread(target=site.serve_forever, daemon=True).start()
        cls.addClassCleanup(site.server_close)
        cls.addClassCleanup(site.shutdown)
        folder = tempfile.TemporaryDirectory(prefix="cabled-output-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        address = f"127.0.0.1:{site.server_port}"
        cls.url = f"http://{address}/story/7"
        (cls.folder / "cabled.toml").write_text(
            f'contact = "test@example.org"\n[fetch]\nallow_private = ["{address}"]\n'
            f'[[source]]\nname = "harbour"\nseeds = ["{cls.url}"]\ndelay = "0s"\n')
        pages = [(f"http://old.example/{n}.html", hostile_page(n)) for n in (1, 2)]
        pages += [("http://new.example/1.html", hostile_page(1, "again"))]
        warc = fixture.warc_of(pages)
        for name, data in {"page": hostile_page(1), "warc": warc, "robots": ROBOTS,
                           "damaged": warc + warc[:-700]}.items():
            (cls.folder / name).write_bytes(data)
        cls.program = Program(cls.file("state"), cls.file("cabled.toml"), cls.cluster.create("filled"))
        for arguments in (["migrate"], ["import", cls.file("warc")], ["run", "--once"]):
            cls.program.output(*arguments)

    @classmethod
    def file(cls, name):
        return str(cls.folder / name)

    @classmethod
    def lines(cls):
        """Command lines that print something, by the command; each with its standard input."""
        page, warc, robots = cls.file("page"), cls.file("warc"), cls.file("robots")
        request = json.dumps({"id": HOSTILE, "html": hostile_page(1).decode()}) + "\n"
        return {
            "run": [["--once"]],
            "fetch": [[cls.url], ["--dry-run", cls.url]],
            "import": [[warc]],
            "reparse": [[]],
            "rebuild": [],
            "parse": [[page], ["--text", page], ["--explain", page], (["--jsonl"], request * 3)],
            "id": [["05RIO123", "09OSLO1"]],
            "codes": [["PREL", "rio"]],
            "show": [["10TOKYO1"], ["10TOKYO1", "--diff"]],
            "search": [["harbour"], ["harbour", "--facets"], ["lanterns"]],
            "export": [[], ["--format", "csv"]],
            "feed": [["--since", "0"], ["--now"], ["--list"]],
            "status": [[]],
            "sources": [[]],
            "serve": [],
            "sources pause": [],
            "sources resume": [],
            "sources add": [[]],
            "sources check": [["harbour"], ["harbour", cls.url]],
            "why": [[cls.url]],
            "url": [["http://a.example/" + HOSTILE, "ftp:" + HOSTILE],
                    (["--jsonl"], json.dumps({"id": HOSTILE, "url": "http://" + HOSTILE}) + "\n")],
            "robots": [[robots, "http://a.example/yes", "http://a.example/no" + HOSTILE],
                       (["--jsonl"], json.dumps({"id": HOSTILE, "robots": "", "agent": "a",
                                                 "url": "/"}) + "\n")],
            "migrate": [[]],
            "archive index": [[warc]],
            "archive verify": [[warc], [cls.file("damaged")]],
            "warc": [[warc]],
            "check": [[], ["--settings"], ["--try", "harbour"]],
            "doctor": [[]],
            "completion": [["bash"], ["zsh"], ["fish"]],
        }

    @classmethod
    def each_line(cls):
        for command, lines in cls.lines().items():
            for line in lines:
                arguments, given = line if isinstance(line, tuple) else (line, "")
                yield [*command.split(), *arguments], given

    @classmethod
    def cabled(cls, *arguments, given="", **streams):
        return cls.program.run(*arguments, given=given, **streams)

    def expect_failure(self, done, reason):
        self.assertEqual([FAILED, f"cabled: output could not be written: {reason}"],
                         [done.returncode, *done.stderr.splitlines()[-1:]])

    def test_every_command_is_tried(self):
        self.assertEqual(commands_of(), set(self.lines()))

    def test_a_full_disk_is_named_and_ends_with_1(self):
        for arguments, given in self.each_line():
            for looks in ([], ["--json"]):
                with self.subTest(arguments=looks + arguments), open("/dev/full", "wb") as full:
                    done = self.cabled(*looks, *arguments, given=given, stdout=full)
                    self.expect_failure(done, "No space left on device")

    def test_help_and_version_are_output_too(self):
        for arguments in (["--help"], ["--version"], ["parse", "--help"]):
            with self.subTest(arguments=arguments), open("/dev/full", "wb") as full:
                self.expect_failure(self.cabled(*arguments, stdout=full), "No space left on device")

    def test_a_closed_output_is_named_and_ends_with_1(self):
        for arguments, given in self.each_line():
            with self.subTest(arguments=arguments):
                shell = ["sh", "-c", 'exec "$@" >&-', "sh", *self.program.command(*arguments)]
                done = commands.run(shell, given=given)

                self.expect_failure(done, "Bad file descriptor")

    def test_a_reader_that_is_gone_ends_it_quietly_with_141(self):
        for arguments, given in self.each_line():
            with self.subTest(arguments=arguments):
                reader, writer = os.pipe()
                os.close(reader)
                done = self.cabled(*arguments, given=given, stdout=writer)
                os.close(writer)
                self.assertEqual(READER_GONE, done.returncode, done.stderr)
                self.assertNotIn("output could not", done.stderr)
                self.assertNotIn("next time --since", done.stderr)

    def test_the_first_line_can_be_had_by_head(self):
        for arguments, given in self.each_line():
            whole = self.cabled(*arguments, given=given)
            if whole.data.count(b"\n") < 2:
                continue
            with self.subTest(arguments=arguments):
                shell = ["bash", "-c", 'set -o pipefail; "$@" | head -1', "", *self.program.command(*arguments)]
                done = commands.run(shell, given=given)

                self.assertEqual(whole.data.partition(b"\n")[0] + b"\n", done.data)
                self.assertIn(done.returncode, (whole.returncode, READER_GONE), done.stderr)
                self.assertNotIn("output could not", done.stderr)

    def test_a_long_answer_ends_when_its_reader_does(self):
        request = json.dumps({"id": "1", "html": fixture.page(1).decode()}) + "\n"
        process = self.program.start("parse", "--jsonl", stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.addCleanup(process.end)
        with process.within():
            process.stdin.write(request.encode())
            process.stdin.flush()
            process.stdout.readline()
            process.stdout.close()
            with self.assertRaises(BrokenPipeError, msg="it read all requests"):
                for _ in range(10000):
                    process.stdin.write(request.encode())
                    process.stdin.flush()
            with contextlib.suppress(BrokenPipeError):
                process.stdin.close()
        self.assertEqual(READER_GONE, process.code())
        self.assertNotIn("output could not", process.said())

    @unittest.skipIf(os.geteuid() != 0, "only root may mount")
    def test_a_file_system_that_fills_up_is_named(self):
        room = self.folder / "room"
        room.mkdir()
        mounted = commands.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", room])
        if mounted.returncode != 0:
            self.skipTest("no file system may be mounted here")
        self.addCleanup(commands.run, ["umount", room], code=0)
        request = json.dumps({"id": "1", "html": fixture.page(1).decode()}) + "\n"
        with open(room / "answers", "wb") as answers:
            done = self.cabled("parse", "--jsonl", given=request * 200, stdout=answers)

        self.expect_failure(done, "No space left on device")
        self.assertEqual(64 << 10, (room / "answers").stat().st_size)

    def on_terminal(self, arguments, given, kind):
        """What a terminal gets, standard error too."""
        master, slave = pty.openpty()
        tty.setraw(slave)
        process = self.program.start("--quiet", *arguments, stdin=subprocess.PIPE, stdout=slave, stderr=slave,
                                     env={**os.environ, "TERM": kind})
        os.close(slave)
        writer = threading.Thread(target=self.give, args=(process, given))
        writer.start()
        seen = b""
        with process.within(), contextlib.suppress(OSError):  # the end of a terminal is an error
            while piece := os.read(master, 1 << 16):
                seen += piece
        writer.join(timeout=60)
        os.close(master)
        process.code()
        return seen.decode()

    @staticmethod
    def give(process, given):
        with contextlib.suppress(BrokenPipeError), process.stdin:
            process.stdin.write(given.encode())

    def test_a_terminal_gets_nothing_that_it_would_obey(self):
        for arguments, given in self.each_line():
            for looks in ([], ["--json"]):
                with self.subTest(arguments=looks + arguments):
                    seen = self.on_terminal(looks + arguments, given, "dumb")

                    self.assertTrue(seen.endswith("\n"), seen[-200:])
                    self.assertEqual([], UNSAFE.findall(seen))

    def test_colors_are_all_that_a_terminal_obeys(self):
        for arguments, given in self.each_line():
            with self.subTest(arguments=arguments):
                seen = self.on_terminal(arguments, given, "xterm")
                self.assertEqual([], UNSAFE.findall(OUR_COLORS.sub("", seen)))
        self.assertIn("\x1b[32m", self.on_terminal(["show", "10TOKYO1", "--diff"], "", "xterm"))
        self.assertIn("\x1b[1mLANTERNS", self.on_terminal(["search", "lanterns"], "", "xterm"))

    def test_json_on_a_terminal_reads_as_it_does_in_a_file(self):
        for arguments in (["parse", self.file("page")], ["export"]):
            with self.subTest(arguments=arguments):
                in_file = self.cabled(*arguments, "--quiet").stdout
                seen = self.on_terminal(arguments, "", "xterm")

                self.assertTrue(UNSAFE.search(in_file), "a page without anything hostile")
                self.assertEqual([json.loads(line) for line in in_file.splitlines()],
                                 [json.loads(line) for line in seen.splitlines()])

    def test_files_get_the_text_byte_for_byte(self):
        for arguments in (["parse", "--text", self.file("page")], ["export", "--format", "csv"]):
            with self.subTest(arguments=arguments):
                text = self.cabled(*arguments).data.decode()

                self.assertIn("LANTERNS", text)
                self.assertTrue(UNSAFE.search(text.replace("\r\n", "\n")))


if __name__ == "__main__":
    unittest.main()
