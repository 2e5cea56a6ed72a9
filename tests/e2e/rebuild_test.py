#!/usr/bin/env python3
"""A database that was lost is made again out of the archive, and the crawl goes on as if nothing had been."""

import json
import os
import pathlib
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

from answering_site import AnsweringSite, versioned  # noqa: E402
from cabled_program import Program  # noqa: E402
from corpus_dump import DUMP  # noqa: E402
from fault_server import reply  # noqa: E402
from lisbon_page import PAGE  # noqa: E402
from postgres_cluster import Cluster  # noqa: E402
from waiting import until  # noqa: E402

# What the frontier, the captures and the rejections hold, but for times that the archive has by the second.
KEPT = """
SELECT u.url, h.origin, s.name, u.kind, u.verdict, u.reason, u.detail, u.priority, u.depth, u.hops, u.attempts,
       u.story, u.etag, u.last_modified, encode(u.payload_digest, 'hex'), u.redirect_to, u.due_at IS NULL
  FROM url u JOIN host h ON h.id = u.host_id LEFT JOIN source s ON s.id = u.source_id ORDER BY u.url COLLATE "C";
SELECT c.url, encode(c.payload_digest, 'hex'), s.name, c.origin, c.status, date_trunc('second', c.fetched_at),
       date_trunc('second', c.last_seen_at), c.content_type, c.charset, c.payload_bytes, c.segment, c.segment_offset,
       c.segment_length, c.outcome, c.flags, c.parser_version, c.row_facts, c.fetched
  FROM capture c LEFT JOIN source s ON s.id = c.source_id ORDER BY c.url COLLATE "C", 2;
SELECT c.url, r.stage, r.reason, r.detail FROM rejection r JOIN capture c ON c.id = r.capture_id ORDER BY 1, 2, 3;
SELECT r.cable_id, s.url, date_trunc('second', s.first_seen_at), date_trunc('second', s.last_seen_at), c.url
  FROM sighting s JOIN rendition r ON r.id = s.rendition_id JOIN capture c ON c.id = s.capture_id
 ORDER BY 1, 2, encode(r.content_key, 'hex');
SELECT name FROM source ORDER BY 1;
"""
# Of what was fetched, cables are known since the first page that gave them, and URLs were visited when that was stored.
DATED = """
SELECT bool_and(c.first_seen_at = s.first) FROM cable c JOIN
  (SELECT r.cable_id, min(t.first_seen_at) AS first FROM sighting t JOIN rendition r ON r.id = t.rendition_id
     JOIN capture p ON p.id = t.capture_id AND p.fetched GROUP BY 1) s ON s.cable_id = c.id;
SELECT bool_and(u.fetched_at = c.last) FROM url u JOIN
  (SELECT url, max(last_seen_at) AS last FROM capture GROUP BY 1) c ON c.url = u.url;
"""


def page(serial, text="Nets are dear."):
    return PAGE.format(serial=serial, subject=f"NETS {serial}", text=text).encode()


def links(*paths):
    return "".join(f'<a href="{path}">{path}</a>\n' for path in paths).encode()


class Rebuild(unittest.TestCase):
    """A site is crawled twice, while one page changes; then a page is fetched, and others are imported."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="cabled-rebuild-")
        cls.addClassCleanup(folder.cleanup)
        cls.place = pathlib.Path(folder.name)
        cls.place.chmod(0o755)
        cls.cluster = Cluster.passing("rebuild")
        cls.addClassCleanup(cls.cluster.remove)
        moved = lambda to: reply(b"", f"Location: {to}", status="302 Found")  # noqa: E731
        cls.site = AnsweringSite({
            "/": reply(links("/cable/1", "/cable/2", "/cable/3", "/cable/4", "/cable/old", "/cable/gone", "/cable/none",
                             "/more/1")),
            "/more/1": reply(links("/cable/5", "/cable/copy")),
            "/cable/1": versioned(page(1), '"one"'), "/cable/2": reply(page(2)), "/cable/3": reply(page(3)),
            "/cable/4": reply(page(4) + b"<hr>"), "/cable/5": reply(page(5)), "/cable/copy": reply(page(3)),
            "/cable/old": moved("/cable/new"), "/cable/new": reply(page(6)),
            "/cable/none": reply(b"<html><body><p>The harbour office is closed today.</p></body></html>"),
            "/single": reply(page(8)),
            "/walk": moved("/walk/2"), "/walk/2": reply(links("/walk/cable/9")), "/walk/cable/9": reply(page(9))})
        cls.addClassCleanup(cls.site.stop)
        cls.origin = f"http://127.0.0.1:{cls.site.port}"
        cls.config = cls.place / "cabled.toml"
        cls.configure('"north"', '"walk"')
        cls.program = cls.with_database("first")
        cls.program.output("run", "--once")
        cls.site.answers["/cable/2"] = reply(page(2, "Nets are cheap."))
        cls.cluster.ask("first", "UPDATE url SET due_at = now() WHERE verdict IN ('stored', 'read')")
        cls.program.output("run", "--once")
        cls.program.output("fetch", cls.origin + "/single")
        (cls.place / "saved.html").write_bytes(page(21))
        (cls.place / "dump.csv").write_text(
            '"1","2010-02-03 12:00","10TOKYO9","Embassy Tokyo","CONFIDENTIAL","","HEADER",'
            '"1. (C) The nets were hauled in before the storm came up from the south.\n\n'
            '2. (C) Nobody was hurt. ROOS"\n')
        cls.program.output("import", "--base-url", "http://saved.example/", cls.place / "saved.html")
        cls.program.run("import", cls.place / "dump.csv")

    @classmethod
    def configure(cls, *names):
        cls.config.write_text(
            f'contact = "test@example.org"\n[fetch]\nattempts = 1\nallow_private = ["127.0.0.1:{cls.site.port}"]\n'
            + "".join(f'[[source]]\nname = {name}\nseeds = ["{cls.origin}{seed}"]\nindex = ["{index}"]\n'
                      f'include = ["{pages}"]\ndelay = "0s"\n'
                      for name, (seed, index, pages) in zip(names, (("/", "/more/*", "/cable/*"),
                                                                    ("/walk", "/walk/2", "/walk/cable/*")))))

    @classmethod
    def with_database(cls, name, state="state"):
        program = Program(cls.place / state, cls.config, cls.cluster.create(name))
        program.output("migrate")
        return program

    def copy_of_archive(self, name):
        shutil.copytree(self.place / "state/archive", self.place / name / "archive")
        return self.with_database(name, name)

    def tables(self, name):
        return self.cluster.psql(name, DUMP + KEPT).splitlines()

    def test_everything_comes_back_and_no_page_is_fetched_twice(self):
        again = self.with_database("again")
        told = again.ask("rebuild")
        self.assertEqual(told["damaged"], 0, told)
        self.assertGreater(told["unchanged"], 0)

        self.assertEqual(self.tables("again"), self.tables("first"))
        self.assertEqual(self.cluster.psql("again", DATED).split(), ["t", "t"])
        self.site.asked.clear()
        again.output("run", "--once")
        self.assertEqual(self.site.asked, [])
        self.assertEqual(again.run("archive", "verify").returncode, 0)

        for path in ("/cable/7",):  # and it goes on
            self.site.answers[path] = reply(page(7))
        self.site.answers["/"] = reply(links("/cable/1", "/cable/7"))
        self.cluster.ask("again", "UPDATE url SET due_at = now() WHERE depth = 0 AND kind = 'index'")
        again.output("run", "--once")
        self.assertIn("/cable/7", self.site.asked)
        self.assertNotIn("/cable/1", self.site.asked)

    def test_pages_of_a_source_that_is_no_longer_configured_keep_it(self):
        self.addCleanup(self.configure, '"north"', '"walk"')
        self.configure('"north"')
        fewer = self.with_database("fewer")
        fewer.ask("rebuild")
        self.assertEqual(self.cluster.ask("fewer", "SELECT string_agg(DISTINCT c.url, ' ') FROM capture c"
                                                   " JOIN source s ON s.id = c.source_id AND s.name = 'walk'"
                                                   " WHERE outcome = 'cable'"), f"{self.origin}/walk/cable/9")

    def test_a_database_that_holds_pages_is_refused(self):
        done = self.program.run("rebuild")
        self.assertEqual(done.returncode, 1, done.told)
        self.assertIn("the database holds pages already; hint:", done.stderr)

    def test_without_an_archive_no_database_is_made(self):
        done = Program(self.place / "nowhere", self.config).run("rebuild")
        self.assertEqual(done.returncode, 1, done.told)
        self.assertIn(f"no archive at '{self.place}/nowhere/archive': No such file or directory; hint:", done.stderr)
        self.assertFalse((self.place / "nowhere").exists())

    def test_a_damaged_record_is_counted_and_the_others_come_back(self):
        damaged = self.copy_of_archive("damaged")
        segment = max((self.place / "damaged/archive").iterdir(), key=lambda path: path.stat().st_size)
        place = json.loads(self.cluster.ask("first", "SELECT json_build_array(segment, segment_offset) FROM capture"
                                                     f" WHERE url = '{self.origin}/cable/3'"))
        segment = self.place / "damaged/archive" / place[0]
        segment.chmod(0o640)
        with segment.open("r+b") as file:
            file.seek(place[1] + 40)
            file.write(os.urandom(60))
        segment.chmod(0o440)
        told = damaged.ask("rebuild", code=1)
        self.assertGreater(told["damaged"], 0)
        self.assertEqual(self.cluster.ask("damaged", "SELECT count(*) FROM capture"),
                         str(int(self.cluster.ask("first", "SELECT count(*) FROM capture")) - 1))


class Killed(unittest.TestCase):
    """A rebuild that is killed goes on, and comes to the same."""

    def test_it_goes_on_where_it_was_killed(self):
        folder = tempfile.TemporaryDirectory(prefix="cabled-rebuild-")
        self.addCleanup(folder.cleanup)
        place = pathlib.Path(folder.name)
        place.chmod(0o755)
        cluster = Cluster.passing("rebuild")
        self.addCleanup(cluster.remove)
        pages = place / "pages"
        pages.mkdir()
        for number in range(900):
            (pages / f"{number}.html").write_bytes(page(number + 1))
        first = Program(place / "state", database=cluster.create("first"))
        first.output("migrate")
        first.output("import", pages)
        again = Program(place / "state", database=cluster.create("again"))
        again.output("migrate")

        running = again.start("rebuild")
        self.addCleanup(running.end)
        until("its first group", lambda: cluster.ask("again", "SELECT coalesce(max(pages), 0) > 0 FROM rebuild") == "t",
              process=running)
        running.end()
        stored = int(cluster.ask("again", "SELECT pages FROM rebuild"))
        self.assertIn(stored, range(1, 900))
        done = again.run("fetch", "http://127.0.0.1:9/")
        self.assertEqual(done.returncode, 75, done.told)
        self.assertIn("`cabled rebuild` goes on", done.stderr)

        self.assertEqual(again.ask("rebuild")["pages"], 900)
        # Which of many texts that are alike are compared hangs on the order in which they came.
        texts = ";".join(DUMP.split(";")[:3]) + ";"
        self.assertEqual(cluster.psql("again", texts), cluster.psql("first", texts))
        self.assertEqual(again.run("rebuild").returncode, 1, "a database that is whole was taken for an empty one")


if __name__ == "__main__":
    unittest.main()
