#!/usr/bin/env python3
"""Crawls the sample site twice with the program, as a user would, and compares what it says."""

import json
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

import commands  # noqa: E402
from cabled_program import ROOT, Program  # noqa: E402

SITE = ROOT / "deploy" / "sample-site"


class SampleSite(unittest.TestCase):
    """The site is crawled twice before the first test; tests only ask."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="cabled-e2e-")
        cls.addClassCleanup(cls.folder.cleanup)
        pathlib.Path(cls.folder.name).chmod(0o755)  # PostgreSQL's user has to pass through
        server = commands.Running([sys.executable, "-B", SITE / "serve.py", "--port", "0"])
        cls.addClassCleanup(server.end)
        cls.origin = f"http://127.0.0.1:{int(server.line())}"
        template = (SITE / "cabled.toml.in").read_text()
        config = pathlib.Path(cls.folder.name) / "cabled.toml"
        config.write_text(template.replace("@PORT@", cls.origin.rsplit(":", 1)[1]))
        cls.program = Program(f"{cls.folder.name}/state", config)
        cls.first_account = cls.program.ask("run", "--once")
        cls.first_export = cls.program.output("export")
        cables = map(json.loads, cls.first_export.splitlines())
        cls.cables = {cable["id"]: cable for cable in cables}
        cls.first_corpus = cls.program.ask("status")["corpus"]
        cls.second_account = cls.program.ask("run", "--once")

    def why(self, path):
        return self.program.ask("why", self.origin + path)

    def text_of(self, cable_id):
        return self.cables[cable_id]["text"]

    def test_every_page_ends_in_one_state(self):
        expected = {"discovered": 27, "stored": 21, "duplicate": 3, "refused": 2, "failed": 1,
                    "pending": 0, "indexes": 5, "balanced": True}

        self.assertEqual(expected, {key: self.first_account[key] for key in expected})

    def test_a_second_run_changes_nothing(self):
        self.assertEqual(self.first_account, self.second_account)
        self.assertEqual(self.first_export, self.program.output("export"))
        self.assertEqual(self.first_corpus | {"database_bytes": 0},
                         self.program.ask("status")["corpus"] | {"database_bytes": 0})

    def test_export_has_each_cable_once_in_order(self):
        ids = [json.loads(line)["id"] for line in self.first_export.splitlines()]

        numbered = [cable_id for cable_id in ids if cable_id]
        self.assertEqual(20, len(ids))
        self.assertEqual(19, len(numbered))
        self.assertEqual(sorted(set(numbered)), numbered)

    def test_an_exact_copy_is_a_duplicate_in_any_layout(self):
        for original, copy in [("S00001", "S00020"), ("S00002", "S00021")]:
            verdicts = {self.why(f"/stories/{name}.htm")["verdict"] for name in (original, copy)}
            self.assertEqual({"stored", "duplicate"}, verdicts)

    def test_a_copy_is_seen_in_both_places(self):
        cable = self.program.ask("show", "07LISBON214")

        self.assertEqual(1, len(cable["renditions"]))
        self.assertEqual(2, len(cable["renditions"][0]["sightings"]))

    def test_a_redacted_copy_is_another_rendition(self):
        cable = self.program.ask("show", "07NAIROBI1307")

        self.assertEqual(2, len(cable["renditions"]))

    def test_a_missing_page_has_failed(self):
        answer = self.why("/stories/S00990.htm")

        self.assertEqual(("failed", "http_404"), (answer["verdict"], answer["reason"]))

    def test_a_moved_page_is_told_apart(self):
        answer = self.why("/stories/S00991.htm")

        self.assertEqual("duplicate", answer["verdict"])
        self.assertEqual(self.origin + "/stories/S00003.htm", answer["redirect_to"])

    def test_robots_are_obeyed(self):
        answer = self.why("/stories/drafts/S00992.htm")

        self.assertEqual(("refused", "robots"), (answer["verdict"], answer["reason"]))
        self.assertIsNone(answer["fetched_at"])

    def test_news_is_no_cable(self):
        answer = self.why("/stories/S00023.htm")

        self.assertEqual(("refused", "not_a_cable"), (answer["verdict"], answer["reason"]))

    def test_an_advertisement_amid_a_sentence_is_gone(self):
        text = self.text_of("07TALLINN655")

        self.assertNotIn("dvertisement", text)
        self.assertNotIn("Lantern", text)
        self.assertIn("than glass ever kept the sea out, and that", " ".join(text.split()))

    def test_nothing_of_any_page_is_in_any_cable(self):
        for furniture in ["dvertisement", "newsletter", "Lantern", "More>>"]:
            self.assertNotIn(furniture, self.first_export)

    def test_a_mislabelled_page_keeps_its_letters(self):
        cable = self.cables["07LISBON1377"]

        self.assertIn("reject a plan for larger cups \u2013 they", " ".join(cable["text"].split()))
        self.assertIn("Jo\u00e3o", cable["text"])

    def test_a_cancelled_cable_and_its_successor_are_both_kept(self):
        self.assertTrue(self.cables["07OSLO931"]["cancelled"])
        self.assertFalse(self.cables["07OSLO934"]["cancelled"])
        self.assertIn("ZFR", self.cables["07OSLO931"]["operating_signals"])

    def test_sections_are_joined_without_their_page_marks(self):
        cable = self.cables["07WELLINGTON488"]

        self.assertEqual((1, 3), (cable["section"], cable["sections"]))
        self.assertEqual([1, 2, 3, 4], [part["number"] for part in cable["paragraphs"]])
        self.assertEqual(["MCKELLAN"], cable["signers"])

    def test_a_partial_extract_says_so(self):
        # Without a date its number lacks the year, so it has no id.
        partial = self.cables[None]
        self.assertTrue(partial["partial_extract"])
        self.assertEqual(("NAPLES", 311), (partial["station"], partial["serial"]))

    def test_search_finds_the_one_cable_of_a_word(self):
        hits = self.program.output("--json", "search", "gramophones")

        self.assertIn("07WELLINGTON488", hits)
        self.assertNotIn("07LISBON", hits)


if __name__ == "__main__":
    unittest.main()
