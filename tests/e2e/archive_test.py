#!/usr/bin/env python3
"""The archive as its operator sees it: index, verification, old files, a disk that fills up."""

import gzip
import json
import os
import pathlib
import shutil
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

import commands  # noqa: E402
from import_fixture import Importer, gzip_record, page, warc_of  # noqa: E402
from postgres_cluster import Cluster  # noqa: E402
from waiting import until  # noqa: E402

DAY = 86400
PAGES = 12


def setUpModule():
    cluster = Cluster.passing("archive")
    unittest.addModuleCleanup(cluster.remove)
    ArchiveCase.cluster = cluster


class ArchiveCase(unittest.TestCase):
    """Pages in the archive of a state folder of the test's own, and in a database of its own."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="cabled-archive-")
        self.addCleanup(folder.cleanup)
        self.program = Importer(folder.name)
        self.program.database = self.cluster.create(self.id().rpartition(".")[2][:60])
        self.program.output("migrate")
        shutil.rmtree(self.program.state, ignore_errors=True)
        self.archive = self.program.folder / "state" / "archive"

    def configure(self, *lines):
        self.program.config.write_text("[archive]\n" + "\n".join(lines) + "\n")

    def warc(self, first=1, count=PAGES):
        urls = [(f"http://www.kept.example/{n}.html?b=2&a=1", page(n))
                for n in range(first, first + count)]
        return self.program.file(f"{first}.warc.gz", warc_of(urls, gzip_record))

    def store(self, first=1, count=PAGES):
        self.assertEqual(self.program.imported(self.warc(first, count))["cables"], count)

    def segments(self):
        return sorted(self.archive.glob("cabled-*.warc.gz"))

    def verify(self, *files):
        done = self.program.run("--json", "archive", "verify", *files)
        *faults, counts = map(json.loads, done.stdout.splitlines())
        self.assertEqual(counts["faults"], len(faults))
        self.assertEqual(done.returncode, 1 if faults else 0, done.stderr)
        return faults, counts

    def index(self, *files):
        done = self.program.run("archive", "index", *files)
        rows = []
        for line in done.stdout.splitlines():
            key, moment, facts = line.split(" ", 2)
            rows.append((key, moment, json.loads(facts)))
        self.assertEqual([row[:2] for row in rows], sorted(row[:2] for row in rows))
        return rows, done


class Index(ArchiveCase):
    def test_each_line_leads_to_its_record(self):
        self.store()
        rows, done = self.index()
        self.assertEqual((done.returncode, len(rows)), (0, PAGES), done.stderr)
        for key, moment, facts in rows:
            with open(self.archive / facts["filename"], "rb") as segment:
                segment.seek(int(facts["offset"]))
                record = gzip.decompress(segment.read(int(facts["length"])))
            self.assertIn(f"WARC-Target-URI: {facts['url']}\r\n".encode(), record)
            self.assertIn(f"WARC-Payload-Digest: {facts['digest']}\r\n".encode(), record)
            number = facts["url"].split("/")[3].split("?")[0]
            self.assertEqual(key, f"example,kept)/{number}?a=1&b=2")
            self.assertEqual(moment, "20101128180000")

    def test_files_are_indexed_without_a_database_or_a_state_folder(self):
        self.program.database = None
        plain = self.program.file("plain.warc", warc_of([("http://b.example/x", page(1)),
                                                         ("http://a.example/x", page(2))]))
        rows, done = self.index(plain)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual([row[0] for row in rows], ["example,a)/x", "example,b)/x"])
        self.assertEqual([row[2]["status"] for row in rows], ["200", "200"])
        self.assertEqual(rows[1][2]["offset"], "0")
        self.assertFalse((self.program.folder / "state").exists())

    def test_what_cannot_be_pointed_at_is_named(self):
        whole = self.program.file("whole.warc.gz", gzip.compress(pathlib.Path(
            self.program.file("p", warc_of([("http://a.example/1", page(1)),
                                            ("http://a.example/2", page(2))]))).read_bytes()))
        rows, done = self.index(whole)
        self.assertEqual((done.returncode, rows), (1, []))
        self.assertIn("no gzip member of its own", done.stderr)


class Verify(ArchiveCase):
    def test_a_sound_archive_has_no_fault(self):
        self.store()
        faults, counts = self.verify()
        self.assertEqual(faults, [])
        self.assertEqual(counts["files"], len(self.segments()))
        self.assertEqual(counts["records"], PAGES + counts["files"])
        self.assertEqual(counts["bytes"], sum(path.stat().st_size for path in self.segments()))

    def test_a_damaged_record_is_named_with_file_and_offset(self):
        self.store()
        rows, _ = self.index()
        place = rows[PAGES // 2][2]
        path = self.archive / place["filename"]
        path.chmod(0o640)
        data = bytearray(path.read_bytes())
        data[int(place["offset"]) + int(place["length"]) - 6] ^= 0x55
        path.write_bytes(data)

        faults, _ = self.verify()

        self.assertEqual([(f["file"], f["offset"]) for f in faults],
                         [(str(path), int(place["offset"]))])
        self.assertEqual(faults[0]["reason"], "damaged gzip member")
        words = self.program.run("archive", "verify").stdout
        self.assertIn(f"{path}: offset {place['offset']}: damaged gzip member\n", words)

    def test_an_archive_that_is_not_there_is_said_to_be_missing(self):
        done = self.program.run("archive", "verify")
        self.assertEqual(done.returncode, 1)
        self.assertIn("no archive at", done.stderr)


class Retention(ArchiveCase):
    def age(self, path, days):
        moment = time.time() - days * DAY
        os.utime(path, (moment, moment))

    def run_once(self):
        done = self.program.run("run", "--once")
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stderr

    def test_what_the_database_needs_goes_only_when_that_is_asked_for_and_is_told(self):
        self.store()
        needed, = self.segments()
        unneeded = self.archive / "cabled-20101128180000-0001-h-1.warc.gz"
        unneeded.write_bytes(needed.read_bytes())
        unneeded.chmod(0o440)
        for path in (needed, unneeded):
            self.age(path, 3)

        self.run_once()
        self.assertEqual(len(self.segments()), 2, "all are kept by default")

        self.configure('keep_for = "2d"')
        log = self.run_once()
        self.assertEqual(self.segments(), [needed])
        self.assertIn("segments kept, since they are needed", log)
        archive = json.loads(self.program.run("--json", "status").stdout)["archive"]
        self.assertEqual((archive["segments"], archive["deleted_segments"],
                          archive["deleted_captures"]), (1, 1, 0))

        self.configure('keep_for = "2d"', "delete_needed = true")
        log = self.run_once()
        self.assertEqual(self.segments(), [])
        self.assertIn(f"pages={PAGES}", log)
        self.assertIn(f"2 old files of raw pages deleted; {PAGES} pages cannot be read again",
                      self.program.run("status").stdout)


    def test_pages_that_are_stored_again_are_needed_where_they_lie_now(self):
        self.store()
        self.configure('keep_for = "2d"', "delete_needed = true")
        self.age(*self.segments(), 3)
        self.run_once()
        self.assertEqual(self.segments(), [])

        # The same pages in another archive, with one more.
        self.store(1, PAGES + 1)
        again, = self.segments()
        self.configure('keep_for = "2d"')
        self.age(again, 3)
        self.run_once()

        self.assertEqual(self.segments(), [again], "the only copy")
        done = self.program.run("--json", "reparse", "--all")
        self.assertEqual((done.returncode, json.loads(done.stdout)["unreadable"]), (0, 0), done.stderr)


class FullDisk(ArchiveCase):
    def mount_small_disk(self):
        self.archive.mkdir(parents=True)
        mounted = commands.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", self.archive])
        if mounted.returncode != 0:
            self.skipTest(f"no file system can be mounted here: {mounted.stderr.strip()}")
        self.addCleanup(commands.run, ["umount", "-l", self.archive], code=0)

    def test_nothing_is_taken_below_the_floor_and_all_of_it_once_there_is_room(self):
        self.mount_small_disk()
        self.configure('disk_floor = "32MiB"')
        self.program.run("status")
        filler = self.archive / "filler"
        filler.write_bytes(bytes(48 << 20))
        importing = self.program.start("--json", "import", self.warc())
        self.addCleanup(importing.end)
        until("a pause of the archive", lambda: "archive paused" in importing.said(), process=importing)

        status = json.loads(self.program.run("--json", "status").stdout)
        self.assertIn("MB are to be left", status["archive"]["paused"])
        self.assertIn("PAUSED: only", self.program.run("status").stdout)
        self.assertEqual(self.segments(), [])
        self.assertIsNone(importing.poll())

        filler.unlink()
        self.assertEqual(json.loads(importing.expect(seconds=60))["cables"], PAGES)
        self.assertIn("archive resumed", importing.said())
        self.assertEqual(importing.said().count("archive paused"), 1)
        self.assertIsNone(json.loads(self.program.run("--json", "status").stdout)
                          ["archive"]["paused"])


if __name__ == "__main__":
    unittest.main(verbosity=1)
