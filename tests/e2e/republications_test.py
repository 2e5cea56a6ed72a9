#!/usr/bin/env python3
"""Crawls five invented sites that republish the same telegrams, and compares the tables.

Once by one `cabled fetch` after another, and once by several at the same time: the tables must be
the ones that were written down by hand, and the same both times.
"""

import http.server
import json
import pathlib
import random
import re
import sys
import tempfile
import threading
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

import republications as kit  # noqa: E402
from cabled_program import Program  # noqa: E402
from corpus_dump import DUMP  # noqa: E402
from postgres_cluster import Cluster  # noqa: E402

PAGES = kit.all_pages()


def with_short_ids(rows):
    """No one can write down by hand the id that is made of a content."""
    return re.sub(r"sha256:[0-9a-f]{64}", kit.HEADLESS, rows)


class Site(http.server.BaseHTTPRequestHandler):
    def do_GET(self):  # noqa: N802
        page = PAGES.get((self.server.server_address[0], self.path))
        self.send_response(200 if page else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page or b"")

    def log_message(self, *_):
        pass


class Republications(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster.passing("republications")
        cls.addClassCleanup(cls.cluster.remove)
        folder = tempfile.TemporaryDirectory(prefix="cabled-republications-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.ports = {}
        for site in (kit.LANTERN, kit.HARBOUR, kit.QUILL, kit.BEACON, kit.ORCHARD):
            server = http.server.ThreadingHTTPServer((site, 0), Site)
            cls.ports[site] = server.server_port
            threading.Thread(target=server.serve_forever, daemon=True).start()
            cls.addClassCleanup(server.server_close)
            cls.addClassCleanup(server.shutdown)
        config = cls.folder / "cabled.toml"
        config.write_text("contact = 'operator@example.org'\n[log]\nlevel = 'warning'\n"
                          "[fetch]\ndelay = '0s'\nper_host = 4\n"
                          "allow_private = ['127.0.0.0/29']\n")
        cls.programs = {name: Program(cls.folder / name, config, cls.cluster.url(name)) for name in ("one", "many")}
        cls.urls = [f"http://{site}:{cls.ports[site]}{path}" for site, path in PAGES]
        for database in ("one", "many"):
            cls.cluster.psql("postgres", f"CREATE DATABASE {database}")
            cls.cabled(database, "migrate")
        for start in range(0, len(cls.urls), 20):
            cls.cabled("one", "fetch", *cls.urls[start:start + 20])
        cls.fetch_at_once()

    @classmethod
    def fetch_at_once(cls):
        shuffled = list(cls.urls)
        random.Random(7).shuffle(shuffled)
        for process in [cls.programs["many"].start("fetch", *shuffled[n::3], state=cls.folder / f"many{n}")
                        for n in range(3)]:
            cls.addClassCleanup(process.end)
            process.expect(0, seconds=400)

    @classmethod
    def cabled(cls, database, *arguments):
        return cls.programs[database].output(*arguments, seconds=400)

    def show(self, cable_id):
        return json.loads(self.cabled("one", "--json", "show", cable_id))

    def differences(self, cable_id):
        lines = self.cabled("one", "--json", "show", cable_id, "--diff").splitlines()
        return [change for line in lines for change in json.loads(line)["changes"]]

    def test_each_cable_has_its_renditions_and_sightings(self):
        rows = self.cluster.psql("one", """
            SELECT c.id, count(DISTINCT r.id), count(*), coalesce(c.twin_of, '') FROM cable c
            JOIN rendition r ON r.cable_id = c.id JOIN sighting s ON s.rendition_id = r.id
            GROUP BY c.id""")
        found = {row[0]: (int(row[1]), int(row[2]), row[3])
                 for row in (line.split("|") for line in with_short_ids(rows).splitlines())}
        self.maxDiff = None
        self.assertEqual(found, kit.EXPECTED_CABLES)

    def test_each_link_is_there_and_no_other(self):
        rows = self.cluster.psql("one", "SELECT from_id, kind, to_id FROM cable_link")
        found = sorted(tuple(line.split("|")) for line in with_short_ids(rows).splitlines())
        self.assertEqual(found, sorted(kit.EXPECTED_LINKS))

    def test_several_at_the_same_time_give_the_same_tables(self):
        self.maxDiff = None
        self.assertEqual(self.cluster.psql("many", DUMP), self.cluster.psql("one", DUMP))

    def test_the_name_that_one_site_blacked_out_is_published(self):
        self.assertIn("Harald Brekke-Lund", self.show("09OSLO201")["cable"]["text"])
        self.assertEqual({change["kind"] for change in self.differences("09OSLO201")}, {"restored"})

    def test_the_end_that_one_site_lost_is_told_of(self):
        self.assertEqual([change["kind"] for change in self.differences("09OSLO202")], ["added"])
        back = json.loads(self.cabled("one", "--json", "show", "09OSLO202", "--between", "1", "2"))
        self.assertEqual([change["kind"] for change in back["changes"]], ["truncated"])

    def test_the_corrected_copy_is_published(self):
        shown = self.show("09OSLO207")
        self.assertIn("5550199", shown["cable"]["text"])
        self.assertIn("corrected", {change["kind"] for change in self.differences("09OSLO207")})

    def test_a_twin_is_shown_under_the_good_id(self):
        shown = self.show("09QXZVRPT204")
        self.assertEqual(shown["id"], "09OSLO204")
        self.assertEqual([r["cable_id"] for r in shown["renditions"]], ["09OSLO204", "09QXZVRPT204"])
        self.assertNotIn("QXZVRPT204", self.cabled("one", "export"))

    def test_sections_that_were_published_apart_are_one_text(self):
        shown = self.show("09OSLO211")
        text = shown["cable"]["text"]
        places = [text.index(f"SECTION 0{n} OF 03") for n in (1, 2, 3)]
        self.assertTrue(shown["assembled"])
        self.assertEqual(places, sorted(places))

    def test_links_are_seen_from_both_ends(self):
        def ends(cable_id):
            return {(link["kind"], link["id"], link["direction"], link["known"])
                    for link in self.show(cable_id)["links"]}

        self.assertIn(("reference", "09OSLO210", "from", True), ends("09OSLO101"))
        self.assertIn(("reference", "09OSLO99", "to", False), ends("09OSLO210"))
        self.assertIn(("cancels", "09OSLO206", "from", True), ends("09OSLO205"))
        self.assertIn(("replaced_by", "09OSLO205", "from", True), ends("09OSLO206"))


if __name__ == "__main__":
    unittest.main()
