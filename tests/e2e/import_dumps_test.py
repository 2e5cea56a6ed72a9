#!/usr/bin/env python3
"""Imports dumps as people make them of cables: tables, JSON and mail of many makes. What is not understood is refused
by its name, and nothing is ever one page of two telegrams."""

import csv
import io
import json
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

from import_fixture import Importer, page, tar_of, telegram, zip_of  # noqa: E402

NAMES = ["id", "date", "reference", "origin", "classification", "references", "header", "body"]


def row(serial, date="1/25/2010 12:00"):
    head, body = telegram(serial).split("UNCLAS", 1)
    return [str(serial), date, f"10TOKYO{serial}", "Embassy Tokyo", "UNCLASSIFIED", "", head, "UNCLAS" + body]


def table(serials, names=(), order=range(8), **form):
    out = io.StringIO()
    writer = csv.writer(out, **{"quoting": csv.QUOTE_ALL, **form})
    if names:
        writer.writerow([names[i] for i in order])
    for serial in serials:
        writer.writerow([row(serial)[i] for i in order])
    return out.getvalue()


class Dumps(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory(prefix="cabled-dumps-")
        cls.addClassCleanup(cls.temporary.cleanup)
        cls.program = Importer(cls.temporary.name)
        cls.serials = iter(range(100, 9000, 2))

    def imports(self, name, data, *options):
        file = self.program.file(name, data if isinstance(data, bytes) else data.encode())
        done = self.program.run("--json", "import", file, *options)
        return done, json.loads(done.stdout) if done.stdout else {}

    def both(self):
        first = next(self.serials)
        return first, first + 1

    def takes_both(self, makes, *options):
        """Each dump of two telegrams becomes two cables with a text of their own."""
        folder = self.program.folder / f"makes{next(self.serials)}"
        folder.mkdir()
        made = {}
        for name, make in makes.items():
            made[name] = self.both()
            data = make(made[name])
            (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
        done = self.program.run("--json", "import", folder, *options)
        report = json.loads(done.stdout)
        texts = {cable["id"]: cable["text"] for cable in map(json.loads, self.program.export().splitlines())}
        for name, serials in made.items():
            for serial in serials:
                text = texts.get(f"10TOKYO{serial}", "")
                self.assertIn(f"COUNTED {serial} SHIPS", text, (name, done.told))
                self.assertNotIn(f"COUNTED {sum(serials) - serial} SHIPS", text, name)
        self.assertEqual((done.returncode, report["cables"], report["damaged"]), (0, 2 * len(makes), 0), done.told)

    def refuses(self, name, data, *words, options=()):
        """Nothing is stored, and the file is named with the reason."""
        before = self.program.export()
        done, report = self.imports(name, data, *options)
        self.assertEqual((done.returncode, report["cables"], report["not_cables"]), (1, 0, 0), (name, done.told))
        for word in (name, *words):
            self.assertIn(word, done.stderr)
        self.assertEqual(self.program.export(), before)

    def test_tables_of_every_make(self):
        self.takes_both({
            "named.csv": lambda s: table(s, NAMES),
            "semicolons.csv": lambda s: table(s, delimiter=";"),
            "tabs.tsv": lambda s: table(s, NAMES, delimiter="\t"),
            "pipes.txt": lambda s: table(s, delimiter="|"),
            "excel.csv": lambda s: "sep=;\r\n" + table(s, delimiter=";"),
            "order.csv": lambda s: table(s, NAMES, order=[7, 2, 6, 4], quoting=csv.QUOTE_MINIMAL),
            "marked.csv": lambda s: "\ufeff" + table(s),
            "little.csv": lambda s: table(s).encode("utf-16"),
            "big.csv": lambda s: ("\ufeff" + table(s, NAMES)).encode("utf-16-be"),
            "spaces.csv": lambda s: table(s).replace('","', '", "'),
            "iso.csv": lambda s: table(s).replace("1/25/2010 12:00", "2010-01-25T12:00:00Z"),
        })

    def test_a_second_import_in_another_make_changes_no_text(self):
        serials = self.both()
        self.imports("one.csv", table(serials, doublequote=False, escapechar="\\"))
        before = self.program.run("show", f"10TOKYO{serials[0]}").stdout.split("\n\n", 1)[1]
        self.imports("other.csv", table(serials, NAMES))
        self.assertEqual(self.program.run("show", f"10TOKYO{serials[0]}").stdout.split("\n\n", 1)[1], before)

    def test_a_table_that_is_not_understood_is_refused_until_its_columns_are_said(self):
        serials = self.both()
        data = table(serials, order=[2, 7, 0], delimiter=";")
        self.refuses("unnamed.csv", data, "line 1", "--columns")
        done, report = self.imports("unnamed.csv", data, "--columns", "reference,body,skip")
        self.assertEqual((done.returncode, report["cables"]), (0, 2), "the same file again")
        done, _ = self.imports("unnamed.csv", data, "--columns", "reference,colour")
        self.assertEqual(done.returncode, 2)
        self.assertIn("colour", done.stderr)

    def test_rows_that_do_not_fit_are_named_and_the_others_kept(self):
        serials = self.both()
        good = table(serials, NAMES).split("\r\n\"" + str(serials[1]))
        done, report = self.imports("bad-row.csv", good[0] + '\r\n"5","1/25/2010 12:00"\r\n"' + str(serials[1]) + good[1])
        self.assertEqual((done.returncode, report["cables"], report["damaged"]), (1, 2, 1), done.told)
        self.assertIn("bad-row.csv", done.stderr)
        self.assertIn(f"line {good[0].count(chr(10)) + 2}: row has 2 columns instead of 8", done.stderr)

    def test_json_of_every_make(self):
        def objects(serials):
            return [{"url": f"http://json.example/{s}", "html": page(s).decode()} for s in serials]

        def cables(serials):
            return [{"_id": {"$oid": f"{s:024x}"}, "reference": f"10TOKYO{s}", "date": {"$date": "2010-01-25T12:00:00Z"},
                     "header": row(s)[6], "body": row(s)[7]} for s in serials]

        def lines(values):
            return "\n".join(map(json.dumps, values)) + "\n"
        self.takes_both({
            "lines.jsonl": lambda s: lines(objects(s)),
            "array.json": lambda s: json.dumps(objects(s)),
            "array-lines.json": lambda s: "[\n" + ",\n".join(map(json.dumps, objects(s))) + "\n]\n",
            "pretty.json": lambda s: json.dumps(objects(s), indent=2),
            "pretty-objects.json": lambda s: "\n".join(json.dumps(o, indent=4) for o in objects(s)),
            "meta.jsonl": lambda s: lines([{"count": 2}, *objects(s)]),
            "far.jsonl": lambda s: lines([{"html": "<!--" + "x" * 300000 + "-->" + o["html"], "url": o["url"]}
                                          for o in objects(s)]),
            "mongo.json": lambda s: lines(cables(s)),
            "scrapy.json": lambda s: json.dumps([{"url": [o["url"]], "body": [o["html"]]} for o in objects(s)]),
            "wide.json": lambda s: json.dumps(objects(s), indent=1).encode("utf-16"),
        })
        self.takes_both({"mapped.jsonl": lambda s: lines({"k": f"10TOKYO{n}", "t": telegram(n)} for n in s)},
                        "--map", "text=t,id=k")
        self.refuses("unmapped.jsonl", lines({"k": f"10TOKYO{n}", "t": telegram(n)} for n in self.both()),
                     "JSON", "line 1", "--map")

    def test_mail(self):
        def mailbox(serials):
            return "".join(f"From a@b.example Mon Nov 29 20:45:41 2010\nFrom: a@b.example\nSubject: {s}\n\n{telegram(s)}\n"
                           for s in serials)
        self.takes_both({"list.mbox": mailbox})
        serial = self.both()[0]
        html = page(serial).decode().replace("=", "=3D").replace("COUNTED", "COUN=\r\nTED")
        self.imports("page.mht", "Snapshot-Content-Location: http://saved.example/p\r\nMIME-Version: 1.0\r\n"
                     "Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n"
                     f"Content-Transfer-Encoding: quoted-printable\r\n\r\n{html}\r\n--b--\r\n")
        shown = self.program.run("show", f"10TOKYO{serial}").stdout
        self.assertIn(f"COUNTED {serial} SHIPS", shown)
        self.assertIn("http://saved.example/p", shown)

    def test_text_of_two_telegrams_is_no_page(self):
        first, second = self.both()
        two = telegram(first) + telegram(second).replace("251200Z", "251300Z")
        inserts = "INSERT INTO cable VALUES (1, '" + two.replace("\n", "\\n") + "');\n"
        folder = self.program.folder / "two"
        folder.mkdir()
        for name, data in {"two.txt": two.encode(), "dump.sql": inserts.encode(),
                           "dump.xml": f"<?xml version='1.0'?>\n<all>{two}</all>".encode(),
                           "wide.txt": two.encode("utf-16"),
                           "in.zip": zip_of([("dump.sql", inserts.encode())])}.items():
            (folder / name).write_bytes(data)
        done = self.program.run("--json", "import", folder)
        report = json.loads(done.stdout)
        self.assertEqual((done.returncode, report["pages"], report["damaged"]), (1, 0, 5), done.told)
        self.assertEqual(done.stderr.count("text of 2 telegrams in one"), 5, done.told)

    def test_what_lies_in_containers_is_read_in_the_same_way(self):
        self.takes_both({name: lambda s, pack=pack: pack([("cables.csv", table(s, NAMES).encode("utf-16"))])
                         for name, pack in {"a.zip": zip_of, "a.tar": tar_of}.items()})


if __name__ == "__main__":
    unittest.main(verbosity=1)
