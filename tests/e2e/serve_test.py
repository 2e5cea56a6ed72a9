#!/usr/bin/env python3
"""The web reader and its API over HTTP, on invented telegrams, with the rights of the role `cabled_reader` alone."""

import html
import http.client
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

from cabled_program import Program  # noqa: E402
from postgres_cluster import Cluster, programs  # noqa: E402

POLICY = ("default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
          "frame-ancestors 'none'")
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"

HEAD = """VZCZCXRO{serial}
PP RUEHAG
DE RUEHLI #{serial:04}/01 {day:03}1030
ZNY CCCCC ZZH
P {date}
FM AMEMBASSY LISBON
TO RUEHC/SECSTATE WASHDC PRIORITY 4410
INFO RUEHMD/AMEMBASSY MADRID 1204
C O N F I D E N T I A L SECTION 01 OF 02 LISBON {serial:06}

SIPDIS

E.O. 12958: DECL: 02/14/2017
TAGS: EFIS, PREL, PO
SUBJECT: {subject}

"""


def telegram(serial, date, subject, body, refs=""):
    head = HEAD.format(serial=serial, day=serial, date=date, subject=subject)
    return head + (f"REF: {refs}\n\n" if refs else "") + body + "\nALMEIDA\n"


TELEGRAMS = {
    "first": telegram(41, "141030Z FEB 07", "TRAWLERS PRESS FOR A LARGER SARDINE QUOTA",
                      "1. (C) SUMMARY: The owners of trawlers told Econoff on February 12 that\n"
                      "the sardine quota leaves half of the fleet in port.  END SUMMARY.\n\n"
                      "LISBON 00000041  002 OF 002\n\n"
                      "2. (C) The ministry will look at the sardine quota again in the spring,\n"
                      "as 06 LISBON 977 foresaw.\n"),
    "second": telegram(57, "011530Z MAR 07", "MINISTRY DEFENDS THE SARDINE QUOTA",
                       "1. (C) The ministry holds that the quota follows from the counts of\n"
                       "its own vessels.  It named 07LISBON41 as a fair account.\n\n"
                       "2. (U) The owners will meet again on March 20.\n",
                       "A. LISBON 41 B. 06 LISBON 977"),
    "hostile": telegram(63, "021530Z MAR 07", f"A NOTE ON {HOSTILE}",
                        f"1. (C) The paper reads: {HOSTILE} and nothing\nmore was said of it.\n\n"
                        "2. (U) Its editor laughed and left.\n")
    .replace("TAGS: EFIS, PREL, PO", 'TAGS: EFIS, PREL, A"B, <I>X'),
}


class Answer:
    def __init__(self, answer):
        self.status, self.headers, self.body = answer.status, answer.headers, answer.read()

    @property
    def text(self):
        return self.body.decode()

    @property
    def words(self):
        """What a reader sees."""
        return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", self.text)).split())

    @property
    def json(self):
        return json.loads(self.body)


class Serve(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster.passing("serve")
        cls.addClassCleanup(cls.cluster.remove)
        folder = tempfile.TemporaryDirectory(prefix="cabled-serve-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.cluster.create("corpus")
        config = cls.folder / "cabled.toml"
        config.write_text("contact = 'operator@example.org'\n[log]\nlevel = 'error'\n[serve]\n"
                          "listen = '127.0.0.1:0'\nbase_path = '/room'\ntitle = 'The Lisbon Room'\n"
                          "contact = 'reader@example.org'\n")
        cls.owner = Program(cls.folder / "state", config, cls.cluster.url("corpus"))
        cls.owner.output("migrate", "--roles")
        pages = cls.folder / "pages"
        pages.mkdir()
        for name, text in TELEGRAMS.items():
            (pages / f"{name}.html").write_text(f"<html><body><pre>{html.escape(text)}</pre></body></html>")
        cls.owner.output("import", "--base-url", "https://lantern.example/", pages)
        cls.cluster.psql("corpus", "CREATE ROLE web LOGIN IN ROLE cabled_reader")
        server = Program(cls.folder / "state", config, cls.cluster.url("corpus", user="web")).start("serve")
        cls.addClassCleanup(server.end)
        cls.place = re.search(r"http://(\S+?)/", server.line()).group(1)

    def get(self, path, method="GET", base="/room", **headers):
        connection = http.client.HTTPConnection(self.place, timeout=60)
        self.addCleanup(connection.close)
        connection.request(method, base + path, headers={k.replace("_", "-"): v for k, v in headers.items()})
        return Answer(connection.getresponse())

    def links(self, answer):
        return [html.unescape(link) for link in re.findall(r'href="([^"]*)"', answer.text)]

    def test_every_page_is_whole_and_has_the_policy(self):
        for path in ("/", "/search", "/search?q=sardine", "/cable/07LISBON41", "/cable/07LISBON41?view=sent",
                     "/browse/stations", "/browse/stations/LISBON", "/browse/tags", "/browse/tags/EFIS",
                     "/browse/dates", "/browse/dates/2007", "/browse/dates/2007/02", "/help"):
            with self.subTest(path):
                answer = self.get(path)
                self.assertEqual(answer.status, 200)
                self.assertEqual(answer.headers["Content-Type"], "text/html; charset=utf-8")
                self.assertEqual(answer.headers["Content-Security-Policy"], POLICY)
                self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
                self.assertEqual(answer.text.count("<h1>"), 1)
                self.assertIn("The Lisbon Room", answer.text)
                self.assertIn('href="mailto:reader@example.org"', answer.text)

    def test_what_there_is_not_is_told_in_a_page_without_insides(self):
        for path, status in (("/cable/99NOSUCH1", 404), ("/nothing", 404), ("/browse/tags/ZZZZ", 404),
                             ("/browse/dates/2007/13", 404), ("/cable/07LISBON41?view=bogus", 400),
                             ("/search?q=before:never", 400), ("/search?page=0", 400), ("/cable/%ff%00", 400)):
            with self.subTest(path):
                answer = self.get(path)
                self.assertEqual(answer.status, status)
                self.assertEqual(answer.text.count("<h1>"), 1)
                self.assertEqual(answer.headers["Content-Security-Policy"], POLICY)
                self.assertNotRegex(answer.text, "ERROR|SQLSTATE|\\.cpp")

    def test_a_base_path_stands_before_every_link(self):
        for path in ("/", "/search?q=sardine", "/cable/07LISBON57", "/browse/stations/LISBON", "/help"):
            for link in self.links(self.get(path)):
                self.assertRegex(link, "^(/room/|#|mailto:|https?:)", path)
        self.assertEqual(self.get("", base="/room").headers["Location"], "/room/")
        self.assertEqual(self.get("/", base="").status, 404)

    def test_hostile_text_is_text_in_every_place(self):
        words = urllib.parse.quote(HOSTILE)
        for path in ("/cable/07LISBON63", "/cable/07LISBON63?view=sent", "/search?q=editor", "/",
                     "/cable/07LISBON63?q=editor", "/browse/stations/LISBON", f"/search?q={words}",
                     f"/cable/{words}", f"/search?q=a&station={words}&tag={words}",
                     f"/cable/07LISBON41?q={words}"):
            with self.subTest(path):
                text = self.get(path).text
                self.assertNotIn("<script", text)
                self.assertNotIn("<img", text)
        self.assertIn(HOSTILE, self.get("/cable/07LISBON63").words.replace("\n", " "))

    def test_a_cable_is_shown_to_be_read_and_as_it_was_sent(self):
        read, sent = self.get("/cable/07LISBON41"), self.get("/cable/07LISBON41?view=sent")

        self.assertNotIn("00000041  002 OF 002", read.text)
        self.assertIn("LISBON 00000041  002 OF 002", sent.text)
        for name in ("p1", "p2", "l19"):
            self.assertIn(f'id="{name}"', read.text)
            self.assertIn(f'id="{name}"', sent.text)

    def test_what_is_held_is_linked_and_what_is_not_is_named(self):
        answer = self.get("/cable/07LISBON57")

        self.assertIn("/room/cable/07LISBON41", self.links(answer))
        self.assertNotIn("/room/cable/06LISBON977", self.links(answer))
        self.assertIn("06LISBON977 (not held here", answer.words)
        self.assertIn("/room/cable/07LISBON57", self.links(self.get("/cable/07LISBON41")))

    def test_what_a_cable_has_is_linked_only_where_it_can_be_asked_for(self):
        for path in ("/browse/tags", "/cable/07LISBON63", "/search?q=editor"):
            answer = self.get(path)
            self.assertIn('A"B', answer.words)
            for link in self.links(answer):
                if "browse" in link or "/search?" in link:
                    self.assertEqual(self.get(link, base="").status, 200, link)

    def test_a_month_leads_to_those_before_and_after_it(self):
        answer = self.get("/browse/dates/2007/02")

        self.assertIn("/room/browse/dates/2007/03", self.links(answer))
        self.assertIn("/room/browse/dates/2007", self.links(answer))
        self.assertIn("/room/browse/dates/2007/02", self.links(self.get("/browse/dates/2007/03")))

    def test_a_cable_tells_where_it_was_read_and_its_own_address(self):
        answer = self.get("/cable/07LISBON41")

        self.assertTrue([link for link in self.links(answer)
                         if link.startswith("https://lantern.example/") and link.endswith("first.html")])
        self.assertIn(f"http://{self.place}/room/cable/07LISBON41", answer.words)

    def test_what_may_have_been_meant_is_asked_in_one_question(self):
        answer = self.get("/search?q=sardune+sailed")

        self.assertIn("No cable has “sardune”. Did you mean sardine ?", answer.words)
        self.assertEqual(answer.words.count("sardune”."), 1)

    def test_nothing_that_is_asked_of_the_database_takes_longer_than_it_may(self):
        config = self.folder / "hasty.toml"
        config.write_text("contact = 'operator@example.org'\n[log]\nlevel = 'error'\n[serve]\n"
                          "listen = '127.0.0.1:0'\nquery_timeout = '1s'\n")
        server = Program(self.folder / "state", config, self.cluster.url("corpus", user="web")).start("serve")
        self.addCleanup(server.end)
        connection = http.client.HTTPConnection(re.search(r"http://(\S+?)/", server.line()).group(1), timeout=30)
        self.addCleanup(connection.close)
        with subprocess.Popen([programs() / "psql", "-Xqc", "BEGIN; LOCK TABLE source, url, host, capture, change;"
                               " SELECT pg_sleep(120)", self.cluster.url("corpus")], stderr=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL) as locking:
            try:
                self.cluster.wait_for("corpus", "SELECT count(*) FROM pg_locks WHERE granted AND relation ="
                                      " 'change'::regclass AND mode = 'AccessExclusiveLock'", "1")
                for path in ("/status", "/sources", "/why?url=http%3A%2F%2Fa.example%2F", "/api/v1/status",
                             "/api/v1/sources", "/api/v1/why?url=http%3A%2F%2Fa.example%2F",
                             "/api/v1/changes?since=0"):
                    with self.subTest(path):
                        connection.request("GET", path)
                        answer = Answer(connection.getresponse())
                        self.assertEqual(answer.status, 503, answer.text)
            finally:
                self.cluster.ask("corpus", "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                                 " WHERE query LIKE '%LOCK TABLE source%' AND pid <> pg_backend_pid()")

    def test_other_spellings_of_a_number_lead_to_the_one_address(self):
        answer = self.get("/cable/07lisbon00041?view=sent")

        self.assertEqual(answer.status, 308)
        self.assertEqual(answer.headers["Location"], "/room/cable/07LISBON41?view=sent")

    def test_a_search_shows_and_marks_what_it_found(self):
        answer = self.get("/search?q=sardine")

        self.assertIn("2 cables", answer.words)
        self.assertIn("<mark>sardine</mark>", answer.text)
        self.assertIn("/room/cable/07LISBON41?q=sardine", self.links(answer))
        cable = self.get("/cable/07LISBON41?q=sardine")
        self.assertIn('<mark id="m1">', cable.text)
        self.assertIn("#m2", self.links(cable))

    def test_where_no_cable_has_a_number_those_near_to_it_are_named(self):
        answer = self.get("/search?q=07LISBON4788")

        self.assertIn("No cable matches", answer.words)
        self.assertIn("/room/cable/07LISBON63", self.links(answer))

    def test_a_filter_is_a_chip_that_takes_it_away(self):
        answer = self.get("/search?q=quota&station=LISBON&tag=EFIS")

        self.assertIn("/room/search?q=quota&tag=EFIS", self.links(answer))
        self.assertIn('aria-label="Remove station LISBON"', answer.text)

    def test_a_cable_that_is_unchanged_is_not_sent_again(self):
        for path in ("/cable/07LISBON41", "/api/v1/cables/07LISBON41", "/cable/07LISBON41.json"):
            first = self.get(path)
            again = self.get(path, If_None_Match=first.headers["ETag"])
            self.assertEqual((again.status, again.body), (304, b""))
            self.assertEqual(again.headers["ETag"], first.headers["ETag"])

    def test_the_style_sheet_is_kept_by_its_name(self):
        link = re.search(r'rel="stylesheet" href="/room([^"]*)"', self.get("/").text).group(1)
        answer = self.get(link)

        self.assertEqual(answer.headers["Content-Type"], "text/css; charset=utf-8")
        self.assertIn("immutable", answer.headers["Cache-Control"])
        self.assertEqual(self.get("/static/style-0123456789abcdef.css").status, 404)

    def test_the_api_answers_as_the_commands_do(self):
        self.assertEqual(self.get("/api/v1/cables/07LISBON41").json, self.owner.ask("show", "07LISBON41"))
        hits = [json.loads(line) for line in self.owner.output("--json", "search", "sardine").splitlines()]
        self.assertEqual(self.get("/api/v1/search?q=sardine").json["hits"], hits)
        changes = [json.loads(line) for line in self.owner.output("feed", "--since", "0").splitlines()]
        self.assertEqual(self.get("/api/v1/changes?since=0").json["changes"], changes)

    def test_the_api_may_be_read_from_any_page_and_pages_may_not(self):
        self.assertEqual(self.get("/api/v1/status").headers["Access-Control-Allow-Origin"], "*")
        self.assertIsNone(self.get("/cable/07LISBON41").headers["Access-Control-Allow-Origin"])

    def test_a_program_is_told_of_its_mistake_as_a_problem(self):
        for path, status in (("/api/v1/cables/NOSUCH", 404), ("/api/v1/nothing", 404), ("/api/v1/why", 400),
                             ("/api/v1/search?limit=0", 400), ("/api/v1/changes?since=garbage", 400),
                             ("/api/v1/cables/07LISBON41/renditions/none", 404), ("/cable/NOSUCH.json", 404)):
            with self.subTest(path):
                answer = self.get(path)
                self.assertEqual(answer.headers["Content-Type"], "application/problem+json")
                self.assertEqual((answer.status, answer.json["status"]), (status, status))

    def test_a_list_goes_on_by_its_cursor(self):
        seen, path = [], "/api/v1/search?q=quota&limit=1"
        while path:
            answer = self.get(path).json
            seen += [hit["id"] for hit in answer["hits"]]
            path = answer["next"] and f"/api/v1/search?q=quota&limit=1&cursor={answer['next']}"
        self.assertEqual(sorted(seen), ["07LISBON41", "07LISBON57"])

    def test_the_description_names_every_route_of_the_api(self):
        paths = self.get("/api/v1/openapi.json").json["paths"]
        for path in ("search", "facets", "cables/{id}", "cables/{id}/renditions", "cables/{id}/renditions/{key}",
                     "cables/{id}/links", "changes", "sources", "status", "why"):
            self.assertIn("/api/v1/" + path, paths)

    def test_nothing_was_written_by_the_reader(self):
        self.assertEqual(self.cluster.ask("corpus", "SELECT has_table_privilege('web', 'cable', 'INSERT')"), "f")


if __name__ == "__main__":
    unittest.main()
