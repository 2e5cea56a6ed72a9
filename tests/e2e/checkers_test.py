#!/usr/bin/env python3
"""Asks the checkers `cabled url` and `cabled robots` as scripts do: a request a line."""

import base64
import json
import os
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

import commands  # noqa: E402
from cabled_program import BINARY  # noqa: E402

SHARED = os.environ.get("CABLED_SHARED")


def ask(command, requests):
    """The answers to requests, given as objects or as lines."""
    lines = "".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in requests)
    done = commands.run([BINARY, command, "--jsonl"], given=lines, code=0)
    return [json.loads(line) for line in done.stdout.splitlines()]


def shared_rows(name):
    if not SHARED:
        raise unittest.SkipTest("no shared data: set CABLED_SHARED")
    text = (pathlib.Path(SHARED) / "cases" / name).read_text()
    return [json.loads(line) for line in text.splitlines()]


class UrlChecker(unittest.TestCase):
    def test_tells_canonical_form_host_and_key(self):
        answer, = ask("url", [{"id": "a", "url": "HTTP://WWW.Site.Example:80/b/../c?utm_source=x#d"}])

        self.assertEqual({"id": "a", "canonical": "http://www.site.example/c",
                          "host": "www.site.example", "key": "site.example/c", "refused": None},
                         answer)

    def test_resolves_against_a_base(self):
        answer, = ask("url", [{"id": 1, "url": "../x?y=1", "base": "https://a.example/b/c/d"}])

        self.assertEqual((1, "https://a.example/b/x?y=1"), (answer["id"], answer["canonical"]))

    def test_says_why_a_url_is_refused(self):
        urls = {"ftp://a.example/": "scheme", "http://u:p@a.example/": "credentials",
                "http:///x": "malformed", "http://127.0.0.1/": "refused range",
                "http://0x7f.1/": "refused range", "http://[::1]/": "refused range",
                "http://localhost/": "refused range", "http://a.example:25/": "refused port"}

        answers = ask("url", [{"id": url, "url": url} for url in urls])

        self.assertEqual(urls, {answer["id"]: answer["refused"] for answer in answers})
        self.assertEqual({None}, {answer["canonical"] for answer in answers})

    def test_goes_on_after_a_line_that_is_no_request(self):
        answers = ask("url", ["no json", {"id": 2, "url": "http://a.example"}])

        self.assertIn("line 1", answers[0]["error"])
        self.assertEqual("http://a.example/", answers[1]["canonical"])

    def test_refuses_all_that_must_never_be_connected_to(self):
        rows = shared_rows("ssrf/ssrf_urls.jsonl")
        must = [row["url"] for row in rows if row["expected"] == "refuse"]

        answers = ask("url", [{"id": url, "url": url} for url in must])

        self.assertEqual([], [a["id"] for a in answers if a["refused"] is None])


class RobotsChecker(unittest.TestCase):
    def test_tells_the_decision_and_the_line_that_made_it(self):
        robots = "User-agent: *\nDisallow: /private\nAllow: /private/open\n"
        requests = [{"id": path, "robots": robots, "agent": "cabled",
                     "url": f"http://a.example{path}"} for path in
                    ("/", "/private/x", "/private/open/y")]

        answers = ask("robots", requests)

        self.assertEqual([(True, None), (False, 2), (True, 3)],
                         [(a["allowed"], a["line"]) for a in answers])

    def test_takes_bytes_in_base64(self):
        robots = base64.b64encode(b"\xef\xbb\xbfUser-agent: cabled\ndisallow: /\xff\n").decode()

        answer, = ask("robots", [{"id": 1, "robots_base64": robots, "agent": "cabled",
                                  "url": "http://a.example/%FF"}])

        self.assertEqual((False, 2), (answer["allowed"], answer["line"]))

    def test_reads_a_file_and_fails_when_a_url_is_disallowed(self):
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
            file.write("User-agent: *\nDisallow: /no\n")
            file.flush()
            command = [BINARY, "robots", file.name, "--agent", "cabled"]

            good = commands.run([*command, "http://a.example/yes"])
            bad = commands.run([*command, "http://a.example/no"])

        self.assertEqual((0, 1), (good.returncode, bad.returncode), good.stderr + bad.stderr)
        self.assertIn("line 2: Disallow: /no", bad.stdout)

    def test_agrees_with_the_examples_of_the_rfc(self):
        rows = shared_rows("robots/rfc9309_examples.jsonl")
        requests = [{"id": i, "agent": row["agent_latin1"], "url": row["url_latin1"],
                     "robots_base64": base64.b64encode(
                         row["robots_latin1"].encode("latin-1")).decode()}
                    for i, row in enumerate(rows)]

        answers = ask("robots", requests)

        self.assertEqual([row["allowed"] for row in rows], [a["allowed"] for a in answers])


if __name__ == "__main__":
    unittest.main()
