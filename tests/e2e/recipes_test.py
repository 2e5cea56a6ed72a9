#!/usr/bin/env python3
"""Runs the statements of docs/recipes.md on exports, with the tools that are there; says which are not."""

import json
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "harness"))

import import_fixture as fixture  # noqa: E402
from cabled_program import Program  # noqa: E402
from import_fixture import page  # noqa: E402
from postgres_cluster import Cluster  # noqa: E402

PACKAGES = ROOT / "tests" / "recipes"
CABLES = 5


def recipes(tool):
    """The statements of the boxes that the document says are for this tool."""
    boxes = re.findall(rf"^```sql {tool}\n(.*?)^```$", (ROOT / "docs" / "recipes.md").read_text(),
                       re.DOTALL | re.MULTILINE)
    assert boxes, tool
    return boxes


class Recipes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster.passing("recipes")
        cls.addClassCleanup(cls.cluster.remove)
        folder = tempfile.TemporaryDirectory(prefix="cabled-recipes-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        config = cls.folder / "cabled.toml"
        config.write_text('contact = "test@example.org"\n')
        cls.program = Program(cls.folder / "state", config, cls.cluster.create("recipes"))
        cls.cabled("migrate")
        warc = cls.folder / "pages.warc"
        warc.write_bytes(fixture.warc_of(
            [(f"http://old.example/{n}.html", page(n)) for n in range(1, CABLES + 1)]))
        cls.cabled("import", warc)

    @classmethod
    def cabled(cls, *arguments, code=0):
        return cls.program.output("--quiet", *arguments, code=code)

    def exported(self, *arguments):
        return self.cabled("export", *arguments)

    def test_duckdb_makes_parquet(self):
        if not shutil.which("node") or not (PACKAGES / "node_modules" / "@duckdb").is_dir():
            self.skipTest(f"node or DuckDB is absent; `npm ci` in {PACKAGES} installs it")
        (self.folder / "cables.jsonl").write_text(self.exported("--format", "jsonl"))
        for recipe in recipes("duckdb"):
            done = subprocess.run(["node", PACKAGES / "duckdb.mjs"], input=recipe, text=True, cwd=self.folder,
                                  capture_output=True, timeout=120, check=False)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual({count for _, count in json.loads(done.stdout)}, {str(CABLES)})
        self.assertEqual((self.folder / "cables.parquet").read_bytes()[:4], b"PAR1")

    def test_sqlite_reads_and_searches(self):
        file = self.folder / "cables.db"
        self.exported("--format", "sqlite", "--output", str(file))
        word = json.loads(self.exported("--format", "jsonl").splitlines()[0])["subject"].split()[0]
        station = json.loads(self.exported("--format", "jsonl").splitlines()[0])["station"]
        database = sqlite3.connect(file)
        self.addCleanup(database.close)
        for recipe in recipes("sqlite"):
            recipe = recipe.replace("'QUITO'", f"'{station}'").replace("'harbour'", f"'{word}'")
            self.assertGreater(len(database.execute(recipe).fetchall()), 0, recipe)

    def test_psql_counts(self):
        for recipe in recipes("psql"):
            self.assertIn(f"|{CABLES}|", self.cluster.psql("recipes", recipe))

    def test_ftm_and_bulk_name_each_cable_once(self):
        ids = [json.loads(line)["id"] for line in self.exported("--format", "jsonl").splitlines()]
        entities = [json.loads(line) for line in self.exported("--format", "ftm").splitlines()]
        self.assertEqual([e["id"] for e in entities if e["schema"] == "Message"],
                         [f"cabled-cable-{name}" for name in ids])
        known = {e["id"] for e in entities}
        self.assertEqual(len(known), len(entities))
        for entity in entities:
            for key in ("sender", "recipients", "document"):
                self.assertLessEqual(set(entity["properties"].get(key, [])), known)
        lines = [json.loads(line) for line in self.exported("--format", "bulk").splitlines()]
        self.assertEqual([line["index"]["_id"] for line in lines[::2]], ids)
        self.assertEqual([line["id"] for line in lines[1::2]], ids)

    def test_the_feed_tells_of_what_matches(self):
        station = json.loads(self.exported("--format", "jsonl").splitlines()[0])["station"]
        everything = self.cabled("feed", "--since", "0")
        self.assertEqual(self.cabled("feed", "--since", "0", "--station", station), everything)
        self.assertEqual(self.cabled("feed", "--since", "0", "--match", "nobodywrotethis"), "")
        self.cabled("feed", "--to", f"sqlite:{self.folder / 'copy.db'}", "--tag", "PREL", code=2)

    def test_csv_begins_with_a_mark_on_request(self):
        plain = self.exported("--format", "csv")
        self.assertEqual(self.exported("--format", "csv", "--bom"), "\ufeff" + plain)
        self.cabled("export", "--format", "jsonl", "--bom", code=2)


if __name__ == "__main__":
    unittest.main()
