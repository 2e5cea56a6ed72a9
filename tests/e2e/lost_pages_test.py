#!/usr/bin/env python3
"""Raw pages that the archive has no more: they are noticed, said and fetched anew in full."""

import json
import os
import pathlib
import pwd
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

import cable_pages  # noqa: E402
import postgres_cluster  # noqa: E402
from answering_site import AnsweringSite, versioned  # noqa: E402
from cabled_program import Program  # noqa: E402
from fault_server import reply  # noqa: E402

PAGES = 6
CONFIG = """
contact = "operator@example.org"
[log]
level = "warning"
[archive]
disk_floor = "16MiB"
[[source]]
name = "kept"
seeds = ["http://127.0.0.1:{port}/list"]
include = ["/c/**"]
allow_private = ["127.0.0.0/8"]
crawl_robots = false
delay = "0s"
"""


def setUpModule():
    cluster = postgres_cluster.Cluster.passing("lost")
    unittest.addModuleCleanup(cluster.remove)
    LostPages.cluster = cluster


class LostPages(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="cabled-lost-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        answers = {f"/c/{n}": versioned(cable_pages.story_page(n), f'"v{n}"') for n in range(PAGES)}
        links = "".join(f"<a href=/c/{n}>x</a>" for n in range(PAGES))
        answers["/list"] = reply(links.encode())
        self.site = AnsweringSite(answers)
        self.addCleanup(self.site.stop)
        config = self.folder / "cabled.toml"
        config.write_text(CONFIG.format(port=self.site.port))
        self.name = self.id().rpartition(".")[2][:60]
        self.program = Program(self.folder / "state", config, self.cluster.create(self.name))
        self.program.output("migrate")
        self.archive = self.folder / "state" / "archive"
        self.crawl()
        self.site.heads.clear()

    def crawl(self):
        self.program.output("run", "--once")

    def sql(self, statement):
        return self.cluster.ask(self.name, statement)

    def make_due(self):
        self.sql("UPDATE url SET due_at = now()")

    def place(self, number):
        """Segment, offset and length of a page."""
        segment, offset, length = self.sql(
            "SELECT concat_ws(' ', segment, segment_offset, segment_length) FROM capture "
            f"WHERE url LIKE '%/c/{number}'").split(" ")
        return self.archive / segment, int(offset), int(length)

    def verify(self):
        done = self.program.run("--json", "archive", "verify")
        *faults, counts = map(json.loads, done.stdout.splitlines())
        self.assertEqual(counts["faults"], len(faults))
        self.assertEqual(done.returncode, 1 if faults else 0, done.stderr)
        return faults, done.stderr

    def doctor(self):
        done = self.program.run("--json", "doctor")
        findings = json.loads(done.stdout)
        findings = findings["findings"] if isinstance(findings, dict) else findings
        return next(f for f in findings if "raw pages" in f.values())

    def conditions(self, number):
        """Whether the last request for a page was conditional."""
        return "if-none-match" in self.site.requests(f"/c/{number}")[-1].lower()

    def rot(self, path, offset, length):
        path.chmod(0o640)
        data = bytearray(path.read_bytes())
        data[offset + length - 6] ^= 0x55  # in its checksum: elsewhere the next record may suffer too
        path.write_bytes(data)

    def test_pages_whose_file_is_gone_are_fetched_anew_in_full(self):
        path, _, _ = self.place(1)
        path.unlink()
        self.assertIn("missing", json.dumps(self.doctor()))

        faults, said = self.verify()

        self.assertEqual(len(faults), PAGES + 1, "the list as well")
        self.assertIn(f"{PAGES + 1} pages are lost, of which {PAGES + 1} will be fetched anew", said)
        self.assertIn(f"{PAGES + 1} are lost", json.dumps(self.doctor()))
        self.crawl()
        self.assertFalse(any(self.conditions(n) for n in range(PAGES)))
        self.assertTrue(self.place(1)[0].exists())
        self.assertEqual(self.verify()[0], [])
        self.assertIn("all are there", json.dumps(self.doctor()))
        self.assertEqual(len(self.program.output("export").splitlines()), PAGES - 0)

    def test_a_record_that_rots_is_fetched_anew_and_its_neighbours_are_not(self):
        self.rot(*self.place(2))
        self.assertIn("/c/2", json.dumps(self.doctor()))

        faults, said = self.verify()

        self.assertEqual([(f["file"], f["offset"]) for f in faults],
                         [(str(self.place(2)[0]), self.place(2)[1])])
        self.assertIn("1 pages are lost, of which 1 will be fetched anew", said)
        self.crawl()
        self.assertFalse(self.conditions(2))
        self.assertEqual(self.site.requests("/c/3"), [])
        self.assertIn("/c/2", self.program.output("export"))

    def test_a_place_that_holds_another_page_is_no_place(self):
        _, offset, length = self.place(4)
        self.sql(f"UPDATE capture SET segment_offset = {offset}, segment_length = {length} WHERE url LIKE '%/c/3'")
        self.sql("UPDATE capture SET segment_offset = segment_offset + 1 WHERE url LIKE '%/c/5'")
        self.sql("UPDATE capture SET segment_offset = 99999999 WHERE url LIKE '%/c/0'")

        faults, _ = self.verify()

        self.assertEqual({n for n in range(PAGES) for f in faults if f"/c/{n}:" in f["reason"]}, {0, 3, 5})
        self.crawl()
        self.assertFalse(any(self.conditions(n) for n in (0, 3, 5)))
        self.assertEqual(self.verify()[0], [])

    def test_nothing_is_stored_as_a_revisit_of_what_is_gone_even_unnoticed(self):
        self.place(1)[0].unlink()
        self.make_due()
        self.crawl()
        self.assertTrue(self.conditions(1), "nobody knew")
        self.sql("UPDATE url SET due_at = now(); UPDATE host SET blocked_until = '-infinity'")
        self.crawl()
        self.assertFalse(self.conditions(1))
        self.assertEqual(self.verify()[0], [])

    def test_an_archive_that_is_gone_as_a_whole_is_fetched_anew(self):
        shutil.rmtree(self.archive)
        done = self.program.run("archive", "verify")
        self.assertEqual(done.returncode, 1)
        self.assertIn("no archive at", done.stderr)
        self.assertIn(f"{PAGES + 1} pages are lost, of which {PAGES + 1} will be fetched anew", done.stderr)
        self.crawl()
        self.assertEqual(self.verify()[0], [])

    def test_an_archive_that_was_away_is_no_loss_once_it_is_back(self):
        away = self.archive.rename(self.folder / "away")
        self.assertEqual(len(self.verify()[0]), PAGES + 1)
        self.assertEqual(len(self.verify()[0]), PAGES + 1, "they are still not there")
        away.rename(self.archive)

        faults, said = self.verify()

        self.assertEqual(faults, [])
        self.assertIn(f"{PAGES + 1} pages that were lost are there again", said)
        self.assertIn("all are there", json.dumps(self.doctor()))

    def test_files_of_other_machines_are_not_missed(self):
        self.sql("UPDATE capture SET segment = 'cabled-20101128180000-0001-elsewhere-7.warc.gz'")

        faults, said = self.verify()

        self.assertEqual(faults, [])
        self.assertIn(f"{PAGES + 1} pages lie in files of other machines", said)

    @unittest.skipUnless(os.geteuid() == 0, "only root can leave what others cannot open")
    def test_what_root_writes_belongs_to_whom_the_folder_belongs(self):
        owner = pwd.getpwnam("nobody")
        shutil.rmtree(self.archive)
        state = self.folder / "state"
        os.chown(state, owner.pw_uid, owner.pw_gid)
        self.make_due()
        self.crawl()
        made = [self.archive, *self.archive.iterdir()]
        self.assertGreater(len(made), 1)
        for path in made:
            self.assertEqual((path.stat().st_uid, path.stat().st_gid), (owner.pw_uid, owner.pw_gid), path)


if __name__ == "__main__":
    unittest.main()
