#!/usr/bin/env python3
"""Pages of the web reader in a browser: for everyone (axe, WCAG 2.2 AA), without scripts, by keyboard, dark, narrow.

It needs Debian's chromium, node, and the packages of tests/web (`npm ci` there), or WEB_PAGES names a folder that has
them.
"""

import json
import os
import pathlib
import re
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

import cable_pages  # noqa: E402
import commands  # noqa: E402
from cabled_program import ROOT, Program  # noqa: E402
from postgres_cluster import Cluster  # noqa: E402

PACKAGES = pathlib.Path(os.environ.get("WEB_PAGES", ROOT / "tests" / "web"))
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
STORIES = range(1, 40)
PATHS = {
    "front": "/", "search": "/search?q=harbour", "filtered": "/search?q=harbour&tag=ECON",
    "nothing found": "/search?q=zzqx", "wrong": "/search?q=before:never", "cable": "/cable/{id}",
    "as sent": "/cable/{id}?view=sent", "marked": "/cable/{id}?q={word}", "copies": "/cable/{id}/copies",
    "stations": "/browse/stations", "station": "/browse/stations/{station}", "tags": "/browse/tags",
    "tag": "/browse/tags/ECON", "dates": "/browse/dates", "month": "/browse/dates/2007/01",
    "sources": "/sources", "status": "/status", "why": "/why?url=https%3A%2F%2Fexample.org%2F",
    "help": "/help", "missing": "/cable/99NOSUCH1",
}


class WebPages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster.passing("web-pages")
        cls.addClassCleanup(cls.cluster.remove)
        folder = tempfile.TemporaryDirectory(prefix="cabled-web-pages-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        config = cls.folder / "cabled.toml"
        config.write_text("contact = 'operator@example.org'\n[log]\nlevel = 'error'\n[serve]\nlisten = '127.0.0.1:0'\n")
        program = Program(cls.folder / "state", config, cls.cluster.create("corpus"))
        program.output("migrate")
        pages = cls.folder / "pages"
        pages.mkdir()
        for number in STORIES:
            (pages / f"{number}.htm").write_bytes(cable_pages.story_page(number))
        program.output("import", "--base-url", "https://harbour.example/", pages)
        hit = json.loads(program.output("--json", "search", "harbour").splitlines()[0])
        server = program.start("serve")
        cls.addClassCleanup(server.end)
        base = re.search(r"http://\S+?(?=/?\s*$)", server.line()).group(0)
        names = {"id": hit["id"], "station": re.match(r"\d+([A-Z]+)", hit["id"]).group(1), "word": "harbour"}
        cls.paths = {name: path.format(**names) for name, path in PATHS.items()}
        cls.told = cls.look(base)

    @classmethod
    def look(cls, base):
        # Node looks for packages beside the script that asks for them.
        script = cls.folder / "look.mjs"
        shutil.copy(ROOT / "tests" / "web" / "look.mjs", script)
        os.symlink(PACKAGES / "node_modules", cls.folder / "node_modules")
        done = commands.run(["node", script, base, *cls.paths.values()], code=0,
                            env={**os.environ, "CHROMIUM": CHROMIUM})
        return {told["path"]: told for told in map(json.loads, done.stdout.splitlines())}

    def wrong(self, key, is_wrong=bool):
        """What pages tell under a key, of those where it is wrong."""
        told = {name: self.told[path][key] for name, path in self.paths.items()}
        return {name: value for name, value in told.items() if is_wrong(value)}

    def test_nothing_keeps_anyone_out(self):
        self.assertEqual(self.wrong("violations"), {})

    def test_nothing_is_wider_than_a_narrow_screen(self):
        self.assertEqual(self.wrong("sideways", lambda pixels: pixels > 0), {})

    def test_the_keyboard_reaches_what_is_in_sight(self):
        self.assertEqual(self.wrong("keys"), {})

    def test_the_dark_has_a_paper_of_its_own(self):
        self.assertEqual(self.wrong("papers", lambda papers: len(set(papers)) != 2), {})

    def test_the_browser_has_nothing_to_complain_of(self):
        self.assertEqual(self.wrong("heard"), {})


if __name__ == "__main__":
    if not CHROMIUM or not shutil.which("node") or not (PACKAGES / "node_modules" / "axe-core").is_dir():
        print(f"skipped: chromium, node or the packages of {PACKAGES} are absent; `npm ci` there installs these")
        sys.exit(77)
    unittest.main()
