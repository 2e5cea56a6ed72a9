#!/usr/bin/env python3
"""Crawls a site that is found by sitemaps, feeds, number templates and a web archive's index."""

import gzip
import http.server
import json
import pathlib
import sys
import tempfile
import threading
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "harness"), str(ROOT / "deploy" / "sample-site")]

import site_pages  # noqa: E402
import telegrams  # noqa: E402
from cabled_program import Program  # noqa: E402
from postgres_cluster import Cluster  # noqa: E402

DAY = (2008, 4, 3, 9, 15)


def cable_page(serial):
    """A page with a telegram of its own for each number."""
    cable = telegrams.telegram(
        "OSLO", serial, DAY, ["PREL", "NO"], f"LIGHTHOUSE NUMBER {serial} KEEPS ITS LAMP",
        [f"Summary: The keeper of lighthouse {serial} asked for {serial} new wicks. End summary.",
         f"He has counted {serial * 3} ships since Friday and means to go on counting."])
    return site_pages.pre_layout(cable).encode()


class Site:
    """Answers from a table of path to (status, type, body, headers); keeps a log of requests."""

    def __init__(self):
        self.answers = {}
        self.requests = []
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                site.requests.append((time.monotonic(), self.path, dict(self.headers)))
                answer = site.answers.get(self.path, (404, "text/html", b"<p>Not here.</p>", {}))
                if callable(answer):
                    answer = answer(self)
                status, content_type, body, headers = answer
                self.send_response(status)
                self.send_header("Content-Type", content_type)
                self.send_header("Content-Length", str(len(body)))
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def add(self, path, body, content_type="text/html", status=200, headers=None):
        self.answers[path] = (status, content_type, body, headers or {})

    def paths(self):
        return [path for _, path, _ in self.requests]


class Discovery(unittest.TestCase):
    """A site and a database for each test."""

    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster.passing("discovery")
        cls.addClassCleanup(cls.cluster.remove)

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="cabled-e2e-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.site = Site()
        self.addCleanup(self.site.close)
        name = self.id().rpartition(".")[2][:60]
        self.program = Program(self.folder / "state", self.folder / "cabled.toml", self.cluster.create(name))
        self.program.config.touch()
        self.program.output("migrate")

    def configure(self, settings, top=""):
        self.program.config.write_text(f"""{top}
[log]
level = "warning"
[[source]]
name = "site"
allow_private = ["127.0.0.1"]
delay = "0s"
{settings}
""")

    def cables(self):
        return sorted(json.loads(line)["id"] for line in self.program.output("export").splitlines())

    def test_sitemaps_of_robots_txt_lead_to_pages(self):
        origin = self.site.origin
        self.site.add("/robots.txt", f"Sitemap: {origin}/maps.xml\n".encode(), "text/plain")
        self.site.add("/maps.xml", f"""<?xml version="1.0"?>
            <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
            <sitemap><loc>{origin}/map-1.xml.gz</loc></sitemap>
            <sitemap><loc>{origin}/map-2.txt</loc></sitemap></sitemapindex>""".encode(),
                      "application/xml")
        self.site.add("/map-1.xml.gz", gzip.compress(f"""<?xml version="1.0"?>
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
            <url><loc>{origin}/cables/1.html</loc><lastmod>2020-01-01</lastmod></url>
            </urlset>""".encode()), "application/gzip")
        self.site.add("/map-2.txt", f"{origin}/cables/2.html\n{origin}/about\n".encode(),
                      "text/plain")
        self.site.add("/", b"<p>Nothing links anywhere.</p>")
        for number in (1, 2):
            self.site.add(f"/cables/{number}.html", cable_page(number))
        self.configure(f'seeds = ["{origin}/"]\ninclude = ["/cables/**"]')

        account = self.program.ask("run", "--once")

        self.assertEqual(["08OSLO1", "08OSLO2"], self.cables())
        self.assertEqual(4, account["indexes"])
        self.assertNotIn("/about", self.site.paths())

    def test_feeds_lead_to_pages_and_to_older_pages_of_themselves(self):
        origin = self.site.origin
        self.site.add("/atom.xml", f"""<feed xmlns="http://www.w3.org/2005/Atom">
            <link rel="next" href="/atom-2.xml"/>
            <entry><link href="/cables/1.html"/><updated>2020-01-01T00:00:00Z</updated></entry>
            </feed>""".encode(), "application/atom+xml")
        self.site.add("/atom-2.xml", b"""<feed xmlns="http://www.w3.org/2005/Atom">
            <entry><link href="/cables/2.html"/></entry></feed>""", "application/atom+xml")
        for number in (1, 2):
            self.site.add(f"/cables/{number}.html", cable_page(number))
        self.configure(f'feeds = ["{origin}/atom.xml"]\ninclude = ["/cables/**"]')

        self.program.output("run", "--once")

        self.assertEqual(["08OSLO1", "08OSLO2"], self.cables())

    def test_a_template_stops_after_a_run_of_misses_and_begins_anew_with_the_next_month(self):
        origin = self.site.origin
        for path, number in (("/WL0801/S00001.htm", 1), ("/WL0801/S00003.htm", 3),
                             ("/WL0802/S00002.htm", 12)):
            self.site.add(path, cable_page(number))
        self.configure(f'templates = ["{origin}/WL{{yymm:0801..0802}}/S{{00001..00900}}.htm"]\n'
                       'template_misses = 5')

        self.program.output("run", "--once")

        self.assertEqual(["08OSLO1", "08OSLO12", "08OSLO3"], self.cables())
        numbers = [path for path in self.site.paths() if path.startswith("/WL")]
        self.assertEqual(len(set(numbers)), len(numbers))
        self.assertLessEqual(len(numbers), 2 * 15)

    def test_an_archives_index_leads_to_raw_captures_page_by_page(self):
        def answer(request):
            more = "resumeKey=" in request.path
            lines = ("20110902102031 http://old.example/cables/2.html\n" if more else
                     "20110902102030 http://old.example/cables/1.html\n"
                     "20110902102030 http://old.example/about\n\nexample%2Cold%29%2F+2011\n")
            return 200, "text/plain", lines.encode(), {}

        origin = self.site.origin
        self.configure(f'archives = ["{origin}/cdx/search/cdx?url=old.example/*"]\n'
                       'include = ["/cables/**"]')
        for path in ("/cdx/search/cdx?url=old.example/*",):
            full = (f"{path}&limit=5000&filter=statuscode:200&collapse=digest&output=text"
                    "&fl=timestamp,original&showResumeKey=true")
            self.site.answers[full] = answer
            self.site.answers[f"{full}&resumeKey=example%2Cold%29%2F+2011"] = answer
        self.site.add("/web/20110902102030id_/http://old.example/cables/1.html", cable_page(1))
        self.site.add("/web/20110902102031id_/http://old.example/cables/2.html", cable_page(2))

        self.program.output("run", "--once")

        self.assertEqual(["08OSLO1", "08OSLO2"], self.cables(), self.site.paths())

    def test_the_urls_of_one_story_are_fetched_once_and_stand_in_for_each_other(self):
        origin = self.site.origin
        self.site.add("/", b"""<a href="/stories/WL0804/S00001.htm">1</a>
            <a href="/stories/WL0804/S00001/lighthouse.htm">1 again</a>
            <a href="/stories/WL0804/S00002.htm">2, gone</a>
            <a href="/stories/WL0804/S00002/lamp.htm">2</a>""")
        self.site.add("/stories/WL0804/S00001.htm", cable_page(1))
        self.site.add("/stories/WL0804/S00001/lighthouse.htm", cable_page(1))
        self.site.add("/stories/WL0804/S00002/lamp.htm", cable_page(2))
        self.configure(f'seeds = ["{origin}/"]\naliases = ["m.site.example"]')

        account = self.program.ask("run", "--once")

        self.assertEqual(["08OSLO1", "08OSLO2"], self.cables())
        fetched = [path for path in self.site.paths() if "S00001" in path]
        self.assertEqual(1, len(fetched))
        # The page that all cables link to is not there either.
        self.assertEqual({"discovered": 5, "stored": 2, "duplicate": 1, "failed": 2},
                         {key: account[key] for key in
                          ("discovered", "stored", "duplicate", "failed")})

    def test_a_gate_in_the_pages_place_is_not_stored_and_tried_again(self):
        origin = self.site.origin
        self.site.add("/", b'<a href="/cables/1.html">1</a>')
        self.site.add("/cables/1.html", b"<html><title>Just a moment...</title><body>"
                      b"<h1>Verify you are human</h1><p>Complete the captcha below to continue."
                      b"</p></body></html>")
        self.configure(f'seeds = ["{origin}/"]')

        self.program.output("run", "--once")

        why = self.program.ask("why", f"{origin}/cables/1.html")
        self.assertEqual(("pending", "block_page"), (why["verdict"], why["reason"]))
        self.assertEqual([], self.cables())

    def test_a_list_of_urls_comes_from_standard_input(self):
        self.site.add("/cables/1.html", cable_page(1))
        self.site.add("/cables/2.html", cable_page(2))
        self.configure(f'seeds = ["{self.site.origin}/"]')

        self.program.output("fetch", "--list", "-",
                        given=f"# two\n{self.site.origin}/cables/1.html\n\n"
                              f"{self.site.origin}/cables/2.html\n")

        self.assertEqual(["08OSLO1", "08OSLO2"], self.cables())

    def test_an_unchanged_page_is_asked_for_by_its_etag_and_not_stored_again(self):
        def page(request):
            if request.headers.get("If-None-Match") == '"v1"':
                return 304, "text/html", b"", {"ETag": '"v1"'}
            return 200, "text/html", cable_page(1), {"ETag": '"v1"'}

        self.site.answers["/cables/1.html"] = page
        self.configure(f'seeds = ["{self.site.origin}/"]')
        url = f"{self.site.origin}/cables/1.html"

        self.program.output("fetch", url)
        before = self.program.ask("status")["corpus"]
        self.program.output("fetch", url)

        self.assertEqual("unchanged", self.program.ask("why", url)["reason"])
        after = self.program.ask("status")["corpus"]
        self.assertEqual((before["captures"], before["renditions"]),
                         (after["captures"], after["renditions"]))

    def test_a_list_whose_bytes_are_the_same_is_read_anew_by_other_patterns(self):
        def cables_list(request):
            if request.headers.get("If-None-Match") == '"same"':
                return 304, "text/html", b"", {}
            body = b"<a href=/cables/1.html>1</a> <a href=/more/2.html>2</a>"
            return 200, "text/html", body, {"ETag": '"same"'}

        self.site.answers["/"] = cables_list
        self.site.add("/cables/1.html", cable_page(1))
        self.site.add("/more/2.html", cable_page(2))
        seeds = f'seeds = ["{self.site.origin}/"]\n'

        self.configure(seeds + 'include = ["/cables/**"]')
        self.program.output("run", "--once")
        self.assertEqual(["08OSLO1"], self.cables())
        self.configure(seeds + 'include = ["/**"]')
        self.program.output("run", "--once")
        self.program.output("run", "--once")

        self.assertEqual(["08OSLO1", "08OSLO2"], self.cables())
        self.assertEqual(2, self.site.paths().count("/"))

    def test_retry_after_and_the_delay_hold_for_the_next_process(self):
        origin = self.site.origin
        answers = iter([(503, "text/plain", b"", {"Retry-After": "3"})])
        self.site.answers["/cables/1.html"] = lambda _: next(
            answers, (200, "text/html", cable_page(1), {}))
        self.site.add("/cables/2.html", cable_page(2))
        self.configure(f'seeds = ["{origin}/"]', top='[fetch]\nrest = "1s"\n')

        self.program.output("fetch", f"{origin}/cables/1.html", code=75)
        refused_at = self.site.requests[-1][0]
        self.program.output("fetch", f"{origin}/cables/2.html")

        asked_at = [when for when, path, _ in self.site.requests if path == "/cables/2.html"][0]
        self.assertGreaterEqual(asked_at - refused_at, 2.9)
        host = self.program.ask("status")["hosts"][0]
        self.assertIn("http_503", host["last_error"])


if __name__ == "__main__":
    unittest.main()
