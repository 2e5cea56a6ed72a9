#!/usr/bin/env python3
"""Stored pages of a crawl and of an import, made to look as an older parser read them, read again."""

import http.server
import json
import pathlib
import sys
import tempfile
import threading
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

import commands  # noqa: E402
import import_fixture as fixture  # noqa: E402
from cabled_program import Program  # noqa: E402
from import_fixture import page  # noqa: E402
from outbox import CHANGES  # noqa: E402
from postgres_cluster import Cluster  # noqa: E402
from waiting import until  # noqa: E402

CRAWLED = range(1, 6)
IMPORTED = range(11, 15)
CLASSES = ("same", "corrected", "new_text", "other_id", "found", "lost", "other_reason",
           "unreadable")


class Site(http.server.BaseHTTPRequestHandler):
    """Five telegrams, a page without one, and their index."""

    def do_GET(self):
        name = self.path.strip("/")
        if self.path == "/":
            links = "".join(f'<a href="/story/{n}">Story {n}</a>\n' for n in [*CRAWLED, 99])
            body = f"<html><body>{links}</body></html>".encode()
        elif name == "story/99":
            body = b"<html><body><p>The harbour is closed on Sundays.</p></body></html>"
        elif name.startswith("story/"):
            body = page(int(name.partition("/")[2]))
        else:
            body = None
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_):
        pass


def dump_row(number):
    """A row of a dump whose text says neither who sent it nor what it is called."""
    def column(text):
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f"{number}," + ",".join(map(column, [
        "1/25/2010 12:00", f"10TOKYO{number}", "Embassy Tokyo", "CONFIDENTIAL", "",
        "R 251200Z JAN 10\nTO SECSTATE WASHDC\n",
        f"SUBJECT: LANTERN {number}\n\n1. SUMMARY: LANTERN {number} IS LIT.\n\n2. IT BURNS.\n\n"
        "ROOS\n"])) + "\n"


class Reparse(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster.passing("reparse")
        cls.addClassCleanup(cls.cluster.remove)
        cls.site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
        threading.Thread(target=cls.site.serve_forever, daemon=True).start()
        cls.address = f"127.0.0.1:{cls.site.server_port}"
        folder = tempfile.TemporaryDirectory(prefix="cabled-reparse-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.config = cls.folder / "cabled.toml"
        cls.config.write_text(
            f'contact = "test@example.org"\n[fetch]\nallow_private = ["{cls.address}"]\n'
            f'[[source]]\nname = "harbour"\nseeds = ["http://{cls.address}/"]\nindex = ["/"]\n'
            'include = ["/story/**"]\ndelay = "0s"\n')
        cls.program = Program(cls.folder / "state", cls.config, cls.cluster.create("filled"))
        cls.cabled("migrate")
        cls.cabled("run", "--once")
        warc = cls.folder / "pages.warc"
        warc.write_bytes(fixture.warc_of(
            [(f"http://old.example/{n}.html", page(n)) for n in IMPORTED]))
        dump = cls.folder / "dump.csv"
        dump.write_text(dump_row(41) + dump_row(42))
        cls.cabled("import", warc, dump)
        # From here on nothing may be fetched any more.
        cls.site.shutdown()
        cls.site.server_close()

    def setUp(self):
        type(self).program = Program(self.folder / "state", self.config, self.cluster.url("reparse_test"))
        self.cluster.psql("postgres", "DROP DATABASE IF EXISTS reparse_test;\n"
                          "CREATE DATABASE reparse_test TEMPLATE filled;")

    @classmethod
    def cabled(cls, *arguments, code=0):
        return cls.program.output("--quiet", *arguments, code=code)

    def sql(self, statement):
        return self.cluster.psql("reparse_test", statement).strip()

    def reparse(self, *arguments, code=0):
        report = json.loads(self.cabled("--json", "reparse", *arguments, code=code))
        self.assertEqual(report["captures"], sum(report[name] for name in CLASSES), report)
        return report

    def tables(self):
        """All that a reading may change but the times of the changes."""
        return self.sql(
            "SELECT id, fields, best_key, twin_of FROM cable ORDER BY 1;\n"
            "SELECT id, cable_id, content_key, fields, superseded_at IS NULL FROM rendition ORDER BY 1;\n"
            "SELECT rendition_id, url, superseded_at IS NULL FROM sighting ORDER BY 1, 2;\n"
            "SELECT id, outcome, parser_version FROM capture ORDER BY 1;\n"
            "SELECT capture_id, reason FROM rejection ORDER BY 1;\n"
            "SELECT count(*) FROM change;\nSELECT count(*) FROM correction;")

    def make_older(self, where="true"):
        self.sql(f"UPDATE capture SET parser_version = 0 WHERE {where}")

    def misread_subject(self, cable_id):
        """As if an older parser had read only half of the subject."""
        self.sql("UPDATE rendition SET fields = jsonb_set(fields, '{subject}', '\"HARBOUR\"'), "
                 f"parser_version = 0 WHERE cable_id = '{cable_id}';\n"
                 "UPDATE cable SET fields = jsonb_set(fields, '{subject}', '\"HARBOUR\"'), "
                 f"subject = 'HARBOUR' WHERE id = '{cable_id}'")

    def misread_as_other(self, cable_id, wrong_id):
        """As if an older parser had made out another number."""
        self.sql(f"INSERT INTO cable SELECT (jsonb_populate_record(c, '{{\"id\": \"{wrong_id}\"}}')).*"
                 f" FROM cable c WHERE id = '{cable_id}';\n"
                 f"UPDATE rendition SET cable_id = '{wrong_id}' WHERE cable_id = '{cable_id}';\n"
                 f"DELETE FROM cable_link WHERE '{cable_id}' IN (from_id, to_id);\n"
                 f"DELETE FROM cable WHERE id = '{cable_id}'")

    def misread_as_none(self, cable_id):
        """As if an older parser had found no cable in the page."""
        self.sql(
            "INSERT INTO rejection (capture_id, stage, reason, parser_version) SELECT s.capture_id,"
            " 'locate', 'no_telegram_lines', 0 FROM sighting s JOIN rendition r ON r.id ="
            f" s.rendition_id WHERE r.cable_id = '{cable_id}';\n"
            "UPDATE capture SET outcome = 'not_a_cable' WHERE id IN (SELECT capture_id FROM rejection);\n"
            "UPDATE url SET verdict = 'refused', reason = 'not_a_cable' WHERE url IN"
            " (SELECT c.url FROM capture c JOIN rejection j ON j.capture_id = c.id);\n"
            f"DELETE FROM sighting WHERE rendition_id IN (SELECT id FROM rendition WHERE cable_id = '{cable_id}');\n"
            f"DELETE FROM cable_link WHERE '{cable_id}' IN (from_id, to_id);\n"
            f"DELETE FROM rendition WHERE cable_id = '{cable_id}';\n"
            f"DELETE FROM cable WHERE id = '{cable_id}'")

    def misread_as_cable(self):
        """As if an older parser had taken the page without a telegram for one."""
        self.sql(
            "INSERT INTO cable SELECT (jsonb_populate_record(c, '{\"id\": \"10TOKYO777\"}')).*"
            " FROM cable c WHERE id = '10TOKYO1';\n"
            "INSERT INTO rendition (cable_id, content_key, text, fields, fingerprint, completeness,"
            " parser_version, first_url) SELECT '10TOKYO777', r.content_key, r.text, r.fields,"
            " r.fingerprint, r.completeness, 0, c.url FROM rendition r, capture c"
            " WHERE r.cable_id = '10TOKYO1' AND c.url LIKE '%story/99';\n"
            "INSERT INTO sighting SELECT r.id, c.url, 'x', c.id, now(), now() FROM rendition r,"
            " capture c WHERE r.cable_id = '10TOKYO777' AND c.url LIKE '%story/99';\n"
            "DELETE FROM rejection WHERE capture_id IN (SELECT id FROM capture WHERE url LIKE '%story/99');\n"
            "UPDATE capture SET outcome = 'cable' WHERE url LIKE '%story/99';\n"
            "UPDATE url SET verdict = 'stored' WHERE url LIKE '%story/99'")

    def misread_all(self):
        self.misread_subject("10TOKYO2")
        self.misread_as_other("10TOKYO11", "10TOKIO11")
        self.misread_as_none("10TOKYO4")
        self.misread_as_cable()
        self.make_older()

    def test_what_is_right_already_is_left_as_it_is(self):
        before = self.tables()

        report = self.reparse()

        self.assertEqual((report["captures"], report["same"]), (12, 12), report)
        self.assertEqual(self.tables(), before)

    def test_a_row_of_a_dump_is_named_by_its_reference_also_when_read_again(self):
        self.assertEqual(self.sql("SELECT id, classification FROM cable WHERE id LIKE '%TOKYO4_'"
                                  " ORDER BY id"), "10TOKYO41|CONFIDENTIAL\n10TOKYO42|CONFIDENTIAL")

    def test_a_dry_run_says_what_would_change_and_changes_nothing(self):
        self.misread_all()
        before = self.tables()

        report = self.reparse("--dry-run")

        self.assertEqual({name: report[name] for name in CLASSES if report[name]},
                         {"same": 8, "corrected": 1, "other_id": 1, "found": 1, "lost": 1})
        self.assertEqual(report["first"]["corrected"], ["10TOKYO2"])
        self.assertEqual(report["first"]["other_id"], ["10TOKIO11 -> 10TOKYO11"])
        self.assertEqual(report["first"]["found"], ["10TOKYO4"])
        self.assertEqual(report["fields"].get("subject"), 1)
        self.assertEqual(report["outcomes"]["not_a_cable: no_telegram_lines -> cable"], 1)
        self.assertEqual(self.tables(), before)

    def test_readings_are_corrected_with_their_history_and_told_to_followers(self):
        self.misread_all()
        last = int(self.sql("SELECT max(seq) FROM change"))

        planned = self.reparse("--dry-run")
        done = self.reparse()

        self.assertEqual({name: done[name] for name in CLASSES},
                         {name: planned[name] for name in CLASSES})
        self.assertEqual(self.sql("SELECT subject FROM cable WHERE id = '10TOKYO2'"),
                         "HARBOUR REPORT NUMBER 2")
        self.assertEqual(self.sql("SELECT twin_of FROM cable WHERE id = '10TOKIO11'"), "10TOKYO11")
        self.assertEqual(self.sql("SELECT superseded_at IS NOT NULL FROM rendition"
                                  " WHERE cable_id = '10TOKIO11'"), "t")
        self.assertEqual(self.sql("SELECT verdict FROM url WHERE url LIKE '%story/4'"), "stored")
        self.assertEqual(self.sql("SELECT verdict, detail FROM url WHERE url LIKE '%story/99'"),
                         "refused|no_telegram_lines")
        self.assertEqual(self.sql("SELECT outcome, fields ->> 'subject' FROM correction ORDER BY"
                                  " outcome, fields IS NULL, capture_id"),
                         "cable|HARBOUR\ncable|\ncable|\nnot_a_cable|")
        told = self.sql(f"SELECT DISTINCT kind, cable_id FROM {CHANGES} WHERE seq > {last} ORDER BY 2, 1")
        for change in ("cable|10TOKIO11", "cable|10TOKYO11", "rendition|10TOKYO11",
                       "sighting|10TOKYO11", "cable|10TOKYO2", "rendition|10TOKYO2",
                       "cable|10TOKYO4", "cable|10TOKYO777"):
            self.assertIn(change, told.splitlines())
        exported = [json.loads(line)["id"] for line in self.cabled("export").splitlines()]
        self.assertEqual(sorted(exported), sorted(
            f"10TOKYO{n}" for n in [*CRAWLED, *IMPORTED, 41, 42]))
        shown = json.loads(self.cabled("--json", "show", "10TOKIO11"))
        self.assertEqual((shown["id"], len(shown["renditions"])), ("10TOKYO11", 2))

    def test_done_twice_it_is_done_once(self):
        self.misread_all()
        self.reparse()
        before = self.tables()

        again = self.reparse()

        self.assertEqual(again["same"], 12, again)
        self.assertEqual(self.tables(), before)

    def test_what_was_misread_once_comes_back_when_it_is_read_so_again(self):
        self.misread_as_other("10TOKYO11", "10TOKIO11")
        self.reparse()
        self.sql("UPDATE sighting SET superseded_at = now() WHERE rendition_id IN"
                 " (SELECT id FROM rendition WHERE cable_id = '10TOKYO11');\n"
                 "UPDATE rendition SET superseded_at = now() WHERE cable_id = '10TOKYO11';\n"
                 "UPDATE cable SET twin_of = id WHERE id = '10TOKYO11'")

        report = self.reparse()

        self.assertEqual(report["found"], 1, report)
        self.assertEqual(self.sql("SELECT twin_of IS NULL FROM cable WHERE id = '10TOKYO11'"), "t")
        self.assertEqual(self.sql("SELECT count(*) FROM rendition WHERE superseded_at IS NOT NULL"),
                         "1")

    def test_each_selection_takes_its_pages_alone(self):
        self.make_older("url LIKE '%/11.html'")
        for selection, count in [(["--all"], 12), (["--source", "harbour"], 6),
                                 (["--older-parser"], 1), (["--rejected"], 1),
                                 (["--until", "2011-01-01"], 4), (["--since", "2011-01-01"], 8),
                                 (["--source", "harbour", "--rejected"], 1)]:
            self.assertEqual(self.reparse("--dry-run", *selection)["captures"], count, selection)
        self.assertEqual(self.reparse("--older-parser")["captures"], 1)
        self.assertEqual(self.reparse("--older-parser")["captures"], 0)

    def test_wrong_use_is_told_apart(self):
        self.cabled("reparse", "--source", "nobody", code=1)
        self.cabled("reparse", "--since", "when it rained", code=2)
        self.cabled("reparse", "--all", "--rejected", code=2)

    def test_a_page_whose_raw_bytes_are_gone_is_named_and_stays_as_it_was(self):
        self.misread_subject("10TOKYO2")
        self.sql("UPDATE capture SET segment_offset = segment_offset + 1 WHERE url LIKE '%story/3'")

        done = self.program.run("--json", "reparse")

        report = json.loads(done.stdout)
        self.assertEqual((done.returncode, report["unreadable"], report["corrected"]), (1, 1, 1))
        self.assertIn("story/3", done.stderr)
        self.assertIn(self.sql("SELECT segment FROM capture WHERE url LIKE '%story/3'"), done.stderr)
        self.assertEqual(self.sql("SELECT count(*) FROM cable WHERE id = '10TOKYO3'"), "1")

    def test_doctor_names_the_cables_that_no_export_has_and_reparse_puts_them_back(self):
        def corpus(code):
            judged = json.loads(self.cabled("--json", "doctor", code=code))["findings"]
            return next(finding for finding in judged if finding["subject"] == "corpus")
        self.assertEqual(corpus(0)["verdict"], "ok")
        self.sql("UPDATE cable SET twin_of = '10TOKYO2' WHERE id = '10TOKYO1';\n"
                 "UPDATE cable SET twin_of = id WHERE id = '10TOKYO2'")

        self.assertEqual(corpus(1)["words"], "in no export: 10TOKYO1, 10TOKYO2; hint:"
                         " `cabled reparse --older-parser` puts them in their place")
        self.reparse("--older-parser")

        self.assertEqual(corpus(0)["verdict"], "ok")
        self.assertEqual(self.sql("SELECT id FROM cable WHERE twin_of IS NOT NULL"), "")

    def test_it_goes_on_where_it_was_killed(self):
        pages = self.folder / "many.warc"
        pages.write_bytes(fixture.warc_of(
            [(f"http://many.example/{n}.html", page(n)) for n in range(1000, 1600)]))
        self.cabled("import", pages)
        self.sql("UPDATE rendition SET fields = jsonb_set(fields, '{subject}', '\"HARBOUR\"')")
        self.make_older()
        captures = int(self.sql("SELECT count(*) FROM capture WHERE outcome <> 'index'"))

        running = self.program.start("--json", "--quiet", "reparse")
        self.addCleanup(running.end)
        until("a group that is settled", lambda: self.sql("SELECT max(last_capture_id) FROM reparse") > "0",
              process=running, pause=0)
        running.end()
        settled = int(self.sql("SELECT coalesce(sum((summary ->> 'captures')::int), 0) FROM reparse"
                               " WHERE finished_at IS NULL"))
        report = self.reparse()

        self.assertLess(settled, captures)
        self.assertEqual(report["captures"], captures, report)
        self.assertEqual(report["corrected"], int(self.sql("SELECT count(*) FROM correction")))
        self.assertEqual(self.sql("SELECT count(*) FROM correction GROUP BY capture_id"
                                  " HAVING count(*) > 1"), "")
        self.assertEqual(self.sql("SELECT count(*) FROM rendition WHERE fields ->> 'subject' ="
                                  " 'HARBOUR'"), "0")

    def test_no_network_is_used(self):
        isolated = ["unshare", "--net", "--"]
        if commands.run([*isolated, "true"]).returncode != 0:
            self.skipTest("no network namespace can be made here")
        self.misread_all()
        done = commands.run([*isolated, *self.program.command("--json", "--quiet", "reparse")])
        self.assertEqual(json.loads(done.stdout)["found"], 1, done.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=1)
