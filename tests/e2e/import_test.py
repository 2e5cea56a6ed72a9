#!/usr/bin/env python3
"""Imports archives of every form, whole, damaged and hostile, as a user would."""

import base64
import gzip
import json
import lzma
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

import commands  # noqa: E402
import import_fixture as fixture  # noqa: E402
from import_fixture import (Importer, page, response, tar_of, telegram, warc_of,  # noqa: E402
                            warc_record, zip_of)
from postgres_cluster import Cluster, programs  # noqa: E402


def is_balanced(report):
    return (report["records"] == report["pages"] + report["other"] + report["damaged"] and
            report["pages"] == report["cables"] + report["not_cables"] + report["rejected"])


class ImportCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory(prefix="cabled-import-")
        cls.addClassCleanup(cls.temporary.cleanup)
        cls.program = Importer(cls.temporary.name)

    def imports(self, name, data, **expected):
        report = self.program.imported(self.program.file(name, data))
        self.assertTrue(is_balanced(report), report)
        for key, value in expected.items():
            self.assertEqual(report[key], value, (name, key, report))
        return report


class Forms(ImportCase):
    def test_warc_of_each_packing_is_told_by_its_content(self):
        pages = [(f"http://forms.example/{n}.html", page(n)) for n in (1, 2)]
        self.imports("plain.txt", warc_of(pages), records=2, cables=2)
        self.imports("records.html", warc_of([(u + "?g", b) for u, b in pages], fixture.gzip_record),
                     records=2, cables=2, new_cables=0)
        whole = gzip.compress(warc_of([(u + "?w", b) for u, b in pages]), mtime=0)
        self.imports("whole.bin", whole, records=2, cables=2)

    def test_arc(self):
        body = b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(3)
        version = b"1 0 test\nURL IP-address Archive-date Content-type Archive-length\n\n"
        arc = (b"filedesc://a.arc 0.0.0.0 20101128180000 text/plain %d\n" % len(version) + version +
               b"\nhttp://arc.example/3.html 1.2.3.4 20101128180000 text/html %d\n" % len(body) +
               body + b"\n")
        self.imports("some.arc", arc, records=2, other=1, cables=1)

    def test_containers_and_what_lies_in_them(self):
        member = [("www.tree.example/a/4.html", page(4))]
        for name, data in [("a.zip", zip_of(member)), ("b.tar", tar_of(member)),
                           ("c.tgz", tar_of(member, "w:gz")), ("d.txz", tar_of(member, "w:xz"))]:
            self.imports(name, data, records=1, cables=1)
        self.assertEqual([p["url"] for p in self.sightings("10TOKYO4")],
                         ["http://www.tree.example/a/4.html"])

    def test_wacz_with_warc_and_indexes(self):
        warc = warc_of([("http://wacz.example/5.html", page(5))], fixture.gzip_record)
        lines = b'{"format": "json-pages-1.0"}\n{"url": "http://wacz.example/5.html"}\n'
        data = zip_of([("archive/data.warc.gz", warc), ("pages/pages.jsonl", lines)])
        report = self.imports("x.wacz", data, damaged=0, cables=1)
        self.assertGreaterEqual(report["records"], 2)

    def test_archives_in_archives_end_at_a_depth(self):
        inner = zip_of([("6.html", page(6))])
        for _ in range(2):
            inner = tar_of([("in.tar", inner)])
        self.imports("deep.tar", inner, cables=1)
        for _ in range(4):
            inner = zip_of([("in", inner)])
        self.imports("too-deep.zip", inner, damaged=1, pages=0)

    def test_json_lines(self):
        lines = [{"url": "http://jsonl.example/7", "html": page(7).decode()},
                 {"url": "http://jsonl.example/8",
                  "html_base64": base64.b64encode(page(8)).decode()}]
        data = "\n".join(map(json.dumps, lines)) + "\nno json\n"
        self.imports("pages.jsonl", data.encode(), records=3, cables=2, damaged=1)

    def test_csv_dump(self):
        def column(text):
            return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
        rows = ""
        for n in (9, 10):
            header, body = telegram(n).split("UNCLAS", 1)
            rows += f"{n}," + ",".join(map(column, [
                "1/25/2010 12:00", f"10TOKYO{n}", "Embassy Tokyo", "UNCLASSIFIED", "", header,
                "UNCLAS" + body])) + "\n"
        # The text of this one says neither its number nor its level, and no other test has it.
        rows += "41," + ",".join(map(column, [
            "1/25/2010 12:00", "10TOKYO41", "Embassy Tokyo", "CONFIDENTIAL", "",
            "R 251200Z JAN 10\nFM AMEMBASSY TOKYO\nTO SECSTATE WASHDC\n",
            "SUBJECT: LANTERNS\n\n1. SUMMARY: THE LANTERNS ARE LIT.\n\n2. THE AMBASSADOR SAW THEM.\n"
            "\nROOS\n"])) + "\n"
        self.imports("cables.csv", rows.encode(), records=3, cables=3)
        self.assertIn("COUNTED 9 SHIPS", self.program.run("show", "10TOKYO9").stdout)
        by_row = self.program.shown("10TOKYO41")["cable"]
        self.assertEqual((by_row["classification"], by_row["from"]),
                         ("CONFIDENTIAL", "AMEMBASSY TOKYO"))
        by_text = self.program.shown("10TOKYO9")["cable"]
        self.assertEqual((by_text["classification"], by_text["from"]),
                         ("UNCLASSIFIED", "AMEMBASSY TOKYO"))

    def test_a_mirror_takes_the_address_of_its_base_url_or_its_pages(self):
        tree = self.program.folder / "mirror"
        tree.mkdir()
        mark = b"<!-- Mirrored from www.copied.example/x/11.html by HTTrack Website Copier/3.x -->\n"
        (tree / "11.html").write_bytes(mark + page(11))
        (tree / "12.html").write_bytes(page(12))
        self.program.imported(tree, "--base-url", "http://given.example/tree/")
        self.assertEqual(self.sightings("10TOKYO11")[0]["url"], "http://www.copied.example/x/11.html")
        self.assertEqual(self.sightings("10TOKYO12")[0]["url"], "http://given.example/tree/12.html")

    def sightings(self, cable_id):
        found = self.program.shown(cable_id)
        return [s for r in found["renditions"] for s in r["sightings"]]


class Exactness(ImportCase):
    def test_a_second_import_changes_nothing_whatever_the_name(self):
        pages = [(f"http://again.example/{n}.html", page(n)) for n in range(20, 30)]
        data = warc_of(pages, fixture.gzip_record)
        first = self.imports("one.warc.gz", data, new_cables=10, known=0)
        before = self.program.export()
        second = self.imports("another name.warc", data, new_cables=0, known=10)
        self.assertEqual(first["records"], second["records"])
        self.assertEqual(before, self.program.export())

    def test_damaged_records_are_named_and_the_rest_goes_in(self):
        wrong = response("http://bad.example/31", page(31),
                         extra="WARC-Block-Digest: sha1:" + "A" * 32 + "\r\n")
        data = (response("http://bad.example/30", page(30)) + wrong +
                warc_record("request", "http://bad.example/32", b"GET / HTTP/1.0\r\n\r\n") +
                response("http://bad.example/33", b"gone", "404 Not Found") +
                response("http://bad.example/34", page(34)) +
                response("http://bad.example/35", page(35))[:-200])
        done = self.program.run("--json", "import", self.program.file("damaged.warc", data))
        report = json.loads(done.stdout)
        self.assertTrue(is_balanced(report), report)
        self.assertEqual((report["cables"], report["other"], report["damaged"]), (2, 2, 2), report)
        self.assertIn("wrong digest", done.stderr)
        self.assertIn("damaged.warc", done.stderr)
        self.assertIn(f"offset {len(response('http://bad.example/30', page(30)))}", done.stderr)
        self.assertEqual(done.returncode, 1)


class Writers(ImportCase):
    def test_as_many_transactions_store_at_a_time_as_are_configured(self):
        cluster = Cluster.passing("writers")
        self.addCleanup(cluster.remove)
        url = cluster.create("corpus")
        self.program.config.write_text(f'[database]\nurl = "{url}"\n[write]\nconnections = 3\n')
        self.addCleanup(self.program.config.write_text, "")
        self.program.run("migrate")
        archive = self.program.file("many.warc", warc_of(
            (f"http://www.many.example/{n}.html", page(n)) for n in range(1, 201)))
        holder = commands.Running([programs() / "psql", "-Xq", url], stdin=subprocess.PIPE)
        self.addCleanup(holder.end)
        holder.stdin.write(b"BEGIN; LOCK cable IN EXCLUSIVE MODE;\n")
        holder.stdin.flush()
        held = "SELECT count(*) FROM pg_locks WHERE mode = 'ExclusiveLock' AND relation = 'cable'::regclass"
        cluster.wait_for("corpus", held, "1", process=holder)
        importing = self.program.start("--json", "import", archive)
        self.addCleanup(importing.end)
        waiting = ("SELECT count(*) FROM pg_stat_activity"
                   " WHERE application_name = 'cabled writer' AND wait_event_type = 'Lock'")
        cluster.wait_for("corpus", waiting, "3", process=importing)
        holder.communicate(b"ROLLBACK;", timeout=60)
        report = json.loads(importing.expect(seconds=400))

        self.assertEqual((report["new_cables"], report["known"]), (200, 0))
        self.assertEqual(cluster.ask("corpus", "SELECT count(*) FROM cable"), "200")


class Hostile(ImportCase):
    def test_bombs_end_at_a_cap(self):
        zeros = bytes(64 << 20)
        for name, data in [("b.zip", zip_of([("a.html", zeros)])),
                           ("b.gz", gzip.compress(zeros, mtime=0)), ("b.xz", lzma.compress(zeros))]:
            report = self.imports(name, data, cables=0)
            self.assertGreaterEqual(report["damaged"], 1, name)

    def test_many_small_bombs_in_each_other_are_one(self):
        small = zip_of([("a.html", bytes(8 << 20))])
        many = zip_of([(f"{n}.zip", small) for n in range(40)])
        report = self.imports("many.zip", many, cables=0)
        self.assertGreaterEqual(report["damaged"], 1)
        self.assertLess(report["records"], 10)

    def test_names_and_links_of_members_touch_no_file(self):
        evil = self.program.folder / "evil.html"
        self.imports("names.zip", zip_of([("../../evil.html", page(40)), (str(evil), page(41))]),
                     records=2)
        self.assertFalse(evil.exists())

    def test_no_connection_is_opened_but_to_the_database(self):
        isolated = ["unshare", "--net", "--"]
        if commands.run([*isolated, "true"]).returncode != 0:
            self.skipTest("no network namespace can be made here")
        self.program.prefix = isolated
        self.addCleanup(setattr, self.program, "prefix", [])
        self.imports("apart.warc", warc_of([("http://apart.example/42", page(42))]), new_cables=1)


if __name__ == "__main__":
    unittest.main(verbosity=1)
