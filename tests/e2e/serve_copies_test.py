#!/usr/bin/env python3
"""The web reader's pages about copies, their comparison, raw pages and the health of the crawl.

Telegrams are imported, and the server reads with the rights of the role `cabled_reader` alone.
"""

import gzip
import html
import pathlib
import re
import sys
import tempfile
import unittest
import urllib.error
import urllib.parse
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

import republications as kit  # noqa: E402
from cabled_program import Program  # noqa: E402
from postgres_cluster import Cluster  # noqa: E402

HEAVIEST = 30_000  # bytes of a page as it is sent, compressed
HOSTILE = "<script>alert(1)</script> \"'&<img src=x onerror=alert(2)>"


def page(lines):
    return "<html><body><pre>" + html.escape("\n".join(lines)) + "</pre></body></html>"


def telegrams():
    named = kit.prose(201)
    named[1] = "The visitor was Harald Brekke-Lund of the ferry line. " + named[1]
    hidden = [text.replace("Harald Brekke-Lund", "XXXXXXXXXXXX") for text in named]
    cut = kit.whole(202)
    evil = kit.prose(203)
    evil[1] = HOSTILE + " " + evil[1]
    tame = [text.replace(HOSTILE, "XXXXXXXXXX") for text in evil]
    long = [" ".join(kit.words(f"long {n}", 120)) + "." for n in range(160)]
    other = [text if n % 2 else f"XXXXXXX {text}" for n, text in enumerate(long)]
    return {
        "lantern/201.html": kit.whole(201, named), "quill/201.html": kit.whole(201, hidden),
        "lantern/202.html": cut, "harbour/202.html": cut[:-16],
        "lantern/203.html": kit.whole(203, evil, subject=f"NOTE {HOSTILE}"),
        "quill/203.html": kit.whole(203, tame, subject=f"NOTE {HOSTILE}"),
        "lantern/204.html": kit.whole(204, long), "quill/204.html": kit.whole(204, other),
        "lantern/205.html": kit.whole(205),
    }


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def text(self):
        return self.body.decode()

    @property
    def words(self):
        """What a reader sees."""
        return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", self.text)).split())


class ServeCopies(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster.passing("serve-copies")
        cls.addClassCleanup(cls.cluster.remove)
        folder = tempfile.TemporaryDirectory(prefix="cabled-serve-copies-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.cluster.create("corpus")
        cls.config = cls.folder / "cabled.toml"
        cls.config.write_text(
            "contact = 'operator@example.org'\n[log]\nlevel = 'error'\n"
            "[serve]\nlisten = '127.0.0.1:0'\n"
            "[[source]]\nname = 'oslo'\nseeds = ['https://lantern.example/list']\n")
        cls.state = cls.folder / "state"
        owner = Program(cls.state, cls.config, cls.cluster.url("corpus"))
        owner.output("migrate", "--roles")
        for site in ("lantern", "quill", "harbour"):
            for name, lines in telegrams().items():
                if name.startswith(site):
                    file = cls.folder / "pages" / name
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_text(page(lines))
            owner.output("import", "--base-url", f"https://{site}.example/", cls.folder / "pages" / site)
        owner.output("sources")
        cls.cluster.psql("corpus", "CREATE ROLE web LOGIN IN ROLE cabled_reader")
        server = Program(cls.state, cls.config, cls.cluster.url("corpus", user="web")).start("serve")
        cls.addClassCleanup(server.end)
        cls.origin = re.search(r"http://\S+?(?=/?\s*$)", server.line()).group(0)

    def get(self, path, **headers):
        request = urllib.request.Request(self.origin + path, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return Answer(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.headers, error.read())

    def shown(self, cable_id):
        program = Program(self.state, self.config, self.cluster.url("corpus"))
        return program.ask("show", cable_id)

    def raw_links(self, cable_id):
        return re.findall(r'href="([^"]*/raw/\d+)"', self.get(f"/cable/{cable_id}/copies").text)

    def test_copies_name_each_address_and_what_is_withheld(self):
        answer = self.get("/cable/09OSLO201/copies")

        self.assertEqual(answer.status, 200)
        self.assertIn("https://lantern.example/201.html", answer.words)
        self.assertIn("https://quill.example/201.html", answer.words)
        self.assertIn("Withholds 1 passage; another copy tells it.", answer.words)

    def test_copies_say_which_was_cut_short(self):
        self.assertRegex(self.get("/cable/09OSLO202/copies").words,
                         r"Lacks [\d,]+ words that other copies have, among them the end")

    def test_a_comparison_labels_a_redaction_on_both_sides(self):
        keys = [rendition["content_key"] for rendition in self.shown("09OSLO201")["renditions"]]

        answer = self.get(f"/cable/09OSLO201/compare?a={keys[0]}&b={keys[1]}")

        self.assertIn('redacted</b> Harald Brekke-Lund</del>', answer.text)
        self.assertIn('redacted</b> XXXXXXXXXXXX</ins>', answer.text)
        self.assertEqual(len(re.findall(r'<th scope="col">', answer.text)), 3)

    def test_a_comparison_has_the_published_copy_on_the_right_unless_asked(self):
        self.assertIn('restored</b> Harald Brekke-Lund</ins>',
                      self.get("/cable/09OSLO201/compare").text)

    def test_a_lone_copy_is_compared_with_nothing(self):
        answer = self.get("/cable/09OSLO205/compare")

        self.assertEqual(answer.status, 200)
        self.assertIn("nothing to compare it with", answer.words)

    def test_keys_that_name_no_copy_are_refused(self):
        wrong = {"a=nope": 400, "a=%3Cscript%3E": 400, "b=" + "0" * 64: 404, "a=0123456789": 404,
                 "a=%00&b=": 400}
        for query, status in wrong.items():
            with self.subTest(query):
                self.assertEqual(self.get(f"/cable/09OSLO201/compare?{query}").status, status)

    def test_a_long_comparison_stays_light_and_says_what_it_left_out(self):
        answer = self.get("/cable/09OSLO204/compare")

        self.assertLess(len(gzip.compress(answer.body)), HEAVIEST)
        self.assertIn("more passages differ and would not fit on this page", answer.words)

    def test_a_raw_page_is_its_bytes_as_text_that_runs_nowhere(self):
        links = self.raw_links("09OSLO203")
        self.assertEqual(len(links), 2)
        for link in links:
            answer = self.get(link)

            self.assertEqual(answer.status, 200)
            self.assertTrue(answer.headers["Content-Type"].startswith("text/plain"))
            self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
            self.assertIn("sandbox", answer.headers["Content-Security-Policy"])
            self.assertTrue(answer.headers["Content-Disposition"].startswith("inline"))
            self.assertIn(answer.body, [(self.folder / "pages" / name).read_bytes()
                                        for name in ("lantern/203.html", "quill/203.html")])

    def test_captures_that_gave_no_copy_are_not_found(self):
        theirs = self.raw_links("09OSLO205")[0].rsplit("/", 1)[1]
        for capture in (theirs, "0", "-1", "abc", "99999999999999999999", "4711"):
            with self.subTest(capture):
                self.assertEqual(self.get(f"/cable/09OSLO201/raw/{capture}").status, 404)

    def test_a_raw_page_whose_file_is_away_says_so(self):
        link = self.raw_links("09OSLO201")[0]
        archive, away = self.state / "archive", self.state / "archive-away"
        archive.rename(away)
        try:
            answer = self.get(link)
        finally:
            away.rename(archive)

        self.assertEqual(answer.status, 404)
        self.assertIn("is not in the archive on this machine", answer.words)

    def test_a_raw_page_that_retention_deleted_says_so(self):
        link = self.raw_links("09OSLO202")[0]
        self.cluster.psql("corpus", "INSERT INTO deleted_segment (segment, captures)"
                                    " SELECT DISTINCT segment, 1 FROM capture")
        try:
            answer = self.get(link)
            copies = self.get("/cable/09OSLO202/copies")
        finally:
            self.cluster.psql("corpus", "DELETE FROM deleted_segment")

        self.assertEqual(answer.status, 410)
        self.assertIn("deleted to keep the archive small", copies.words)
        self.assertNotIn("/raw/", copies.text)

    def test_hostile_text_is_text(self):
        for path in ("/cable/09OSLO203/copies", "/cable/09OSLO203/compare",
                     f"/why?url={urllib.parse.quote('https://lantern.example/' + HOSTILE)}",
                     f"/cable/09OSLO203/compare?a={urllib.parse.quote(HOSTILE)}"):
            with self.subTest(path):
                answer = self.get(path)
                self.assertLess(answer.status, 500)
                self.assertNotIn("<script>alert", answer.text)
                self.assertNotIn("<img src=x", answer.text)

    def test_cables_that_are_not_held_are_not_found(self):
        for path in ("copies", "compare", "raw/1"):
            self.assertEqual(self.get(f"/cable/09OSLO999/{path}").status, 404)

    def test_other_spellings_of_a_number_lead_to_its_page(self):
        self.assertEqual(self.get("/cable/09oslo201/copies").status, 200)

    def test_status_tells_people_what_the_command_tells(self):
        words = self.get("/status").words

        self.assertIn("5 cables", words)
        self.assertIn("Nothing is paused.", words)
        self.assertIn("Free on the disk of the archive", words)

    def test_sources_are_listed_and_have_pages_of_their_own(self):
        self.assertIn('href="/sources/oslo"', self.get("/sources").text)
        self.assertIn("https://lantern.example/list", self.get("/sources/oslo").words)
        self.assertEqual(self.get("/sources/nosuchsource").status, 404)

    def test_why_explains_an_address(self):
        url = "https://lantern.example/x.html"
        said = Program(self.state, self.config, self.cluster.url("corpus")).ask("why", url)

        answer = self.get(f"/why?url={urllib.parse.quote(url)}")

        self.assertIn(said["rule"], answer.words)
        self.assertIn(said["next"], answer.words)
        self.assertEqual(self.get("/why").status, 200)
        self.assertEqual(self.get("/why?url=nonsense").status, 400)


if __name__ == "__main__":
    unittest.main()
