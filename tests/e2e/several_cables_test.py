#!/usr/bin/env python3
"""A page that holds several telegrams gives a cable each, wherever cables are told of."""

import json
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

import import_fixture as fixture  # noqa: E402
from cabled_program import Program  # noqa: E402
from postgres_cluster import Cluster  # noqa: E402

PLACE = "http://harbour.example/two.html"


def telegram(station, routing, serial, subject):
    return (f"VZCZCXRO55{serial:02}\nRR RUEHAG\nDE {routing} #{serial:04}/01 0511200\nZNR UUUUU ZZH\n"
            f"R 201200Z FEB 07\nFM AMEMBASSY {station}\nTO RUEHC/SECSTATE WASHDC 1100\n"
            f"UNCLAS {station} {serial:06}\n\nSIPDIS\n\nE.O. 12958: N/A\nTAGS: ECON, PREL\n"
            f"SUBJECT: {subject}\n\n1. (U) The {subject.lower()} have come to the harbour.\n\n"
            "2. (U) They stay until the last ferry.\n\n3. (U) Nobody counts them.\nVELD\n")


QUITO = telegram("QUITO", "RUEHQT", 41, "TERNS")
LIMA = telegram("LIMA", "RUEHPE", 42, "GULLS")
OSLO = telegram("OSLO", "RUEHNY", 43, "EIDERS")


class SeveralCables(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cluster = Cluster.passing("several")
        cls.addClassCleanup(cluster.remove)
        folder = tempfile.TemporaryDirectory(prefix="cabled-several-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        config = cls.folder / "cabled.toml"
        config.write_text('contact = "test@example.org"\n')
        cls.program = Program(cls.folder / "state", config, cluster.create("several"))
        cls.program.output("--quiet", "migrate")

    def cabled(self, *arguments, code=0):
        return self.program.output("--quiet", *arguments, code=code)

    def imported(self, name, *telegrams):
        body = "".join(f"<pre>{text}</pre>\n<p>And then:</p>\n" for text in telegrams)
        warc = self.folder / name
        warc.write_bytes(fixture.warc_of(
            [(PLACE + "?" + name, f"<html><body><h1>Ferries</h1>{body}</body></html>".encode())]))
        return json.loads(self.cabled("--json", "import", warc))

    def ids(self):
        return sorted(json.loads(line)["id"]
                      for line in self.cabled("export", "--format", "jsonl").splitlines())

    def test_each_is_stored_shown_and_taken_back(self):
        report = self.imported("two.warc", QUITO, LIMA, QUITO)
        self.assertEqual((report["pages"], report["cables"], report["further_cables"],
                          report["new_cables"], report["known"]), (1, 1, 1, 2, 0))
        self.assertEqual(self.ids(), ["07LIMA42", "07QUITO41"])
        for cable, subject in (("07QUITO41", "TERNS"), ("07LIMA42", "GULLS")):
            self.assertIn(f"The {subject.lower()} have come", self.cabled("show", cable))

        again = json.loads(self.cabled("--json", "reparse"))
        self.assertEqual((again["same"], again["captures"]), (1, 1), again)

        # One of the second page's is known: that one alone stays when the first import goes.
        report = self.imported("more.warc", LIMA, OSLO)
        self.assertEqual((report["new_cables"], report["known"]), (1, 1))
        first = min(entry["id"] for entry in map(
            json.loads, self.cabled("--json", "import", "--list").splitlines()))
        self.cabled("import", "--undo", str(first))
        self.assertEqual(self.ids(), ["07LIMA42", "07OSLO43"])


if __name__ == "__main__":
    unittest.main()
