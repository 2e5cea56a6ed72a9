#!/usr/bin/env python3
"""Does to the database, and to the disks, what happens to them, while the program works; then mends it, runs the
same command again where it has ended, and counts what is lost and what is there twice.

Usage: server_faults.py [--pages N] [FAULT …]; exits 1 when any fault costs a page, or is not told as it should be.
Disks that fill up are small tmpfs, so those faults need root; they are passed over without."""

import argparse
import contextlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from cabled_program import Program  # noqa: E402
from crawl_trial import CONFIG, SiteProcess  # noqa: E402
from import_fixture import gzip_record, page, tar_of, warc_of  # noqa: E402
from outbox import CHANGES  # noqa: E402
from postgres_cluster import Cluster  # noqa: E402
from waiting import until  # noqa: E402

FAIL_INSIDE = """
CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS
  $$BEGIN RAISE EXCEPTION 'could not read block 7' USING ERRCODE = 'XX000'; END$$;
CREATE TRIGGER fail BEFORE INSERT ON rendition FOR EACH ROW EXECUTE FUNCTION fail()
"""
# What a page of this corpus leaves: one each.
COUNTS = f"""
SELECT (SELECT count(*) FROM cable), (SELECT count(*) FROM capture), (SELECT count(*) FROM sighting),
  (SELECT count(*) FROM rendition), (SELECT count(*) FROM {CHANGES} WHERE kind = 'sighting'),
  (SELECT count(*) FROM rejection)
"""


class Wrong(Exception):
    """The program did not do what was promised."""


class Ground:
    """A corpus of its own: a database, a state folder and an archive of pages that is to go in."""

    def __init__(self, folder, cluster, name, pages, config=""):
        self.folder = pathlib.Path(folder) / name
        self.folder.mkdir(mode=0o755)
        self.cluster, self.name, self.pages = cluster, name, pages
        self.state = self.folder / "state"
        file = self.folder / "cabled.toml"
        # Small batches, so that a fault meets many.
        file.write_text('[write]\nbatch_rows = 20\n[archive]\ndisk_floor = "1MiB"\n' + config)
        url = cluster.create(name) if cluster else None
        self.program = Program(self.state, file, url)
        self.archive = self.folder / "pages.tar"
        self.archive.write_bytes(archive_of(pages))
        if cluster:
            self.program.output("migrate")

    def sql(self, statements):
        return self.cluster.psql(self.name, statements)

    def started(self, **how):
        """An import that has begun to write."""
        running = self.program.start("import", self.archive, **how)
        until("the first pages", lambda: int(self.sql("SELECT count(*) FROM cable")) > 0, process=running)
        return running

    def waits(self, running):
        until("a word about the wait", lambda: "delayed" in running.said(), process=running)

    def ends(self, running, code, *words):
        got = running.code()
        if got != code:
            raise Wrong(f"ended with {got}, not {code}{running.told()}")
        for word in words:
            if word not in running.said():
                raise Wrong(f"does not say '{word}'{running.told()}")

    def go_on(self):
        """The same command again."""
        self.program.output("import", self.archive)

    def told_once(self, running):
        lines = [line for line in running.said().splitlines() if "delayed" in line and "error=" in line]
        # One line an outage and connection: two connections write, one reads, and each may be hit twice.
        if len(lines) > 8:
            raise Wrong(f"{len(lines)} lines about one outage{running.told()}")

    def figures(self):
        """How many pages are lost, and how many rows are there twice."""
        if self.cluster:
            counts = [int(n) for n in self.sql(COUNTS).strip().split("|")]
            counts, rejections = counts[:-1], counts[-1]
        else:
            lines = self.program.output("export").splitlines()
            corpus = self.program.ask("status")["corpus"]
            counts = [len(lines), corpus["captures"], corpus["sightings"], corpus["renditions"]]
            rejections = corpus["rejections"]
        lost = max(0, self.pages - min(counts)) + rejections
        return lost, max(0, max(counts) - self.pages)


def archive_of(pages):
    """A tar with loose pages and, within it, a WARC: that one needs a scratch file."""
    half = pages // 2
    loose = [(f"www.fault.example/{n}.html", page(n)) for n in range(1, half + 1)]
    warc = warc_of([(f"http://fault.example/{n}.html", page(n)) for n in range(half + 1, pages + 1)], gzip_record)
    return tar_of([*loose, ("inner.warc.gz", warc)])


class Disk:
    """A small file system that can be filled up."""

    def __init__(self, folder, mebibytes):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={mebibytes}m,mode=777", "tmpfs", self.folder],
                       check=True)
        self.ballast = self.folder / "ballast"

    def fill(self):
        with open(self.ballast, "wb", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(bytes(1 << 16))

    def empty(self):
        self.ballast.unlink(missing_ok=True)

    def close(self):
        self.empty()
        subprocess.run(["umount", "-l", self.folder], check=True)


# Faults of the server. Each is given the ground and leaves it mended.

def column_missing(ground):
    running = ground.started()
    ground.sql("ALTER TABLE rendition RENAME COLUMN completeness TO mislaid")
    ground.ends(running, 4, "`cabled migrate`")
    ground.sql("ALTER TABLE rendition RENAME COLUMN mislaid TO completeness")
    ground.go_on()


def table_missing(ground):
    running = ground.started()
    ground.sql("ALTER TABLE import_archive RENAME TO mislaid; ALTER TABLE sighting RENAME TO mislaid2")
    ground.ends(running, 4, "`cabled migrate`")
    ground.sql("ALTER TABLE mislaid RENAME TO import_archive; ALTER TABLE mislaid2 RENAME TO sighting")
    ground.go_on()


def right_revoked(ground):
    ground.program.output("migrate", "--roles")
    role = f"writer_{ground.name}"
    ground.sql(f"CREATE ROLE {role} LOGIN IN ROLE cabled_writer")
    ground.program.database = ground.cluster.url(ground.name, role)
    running = ground.started()
    ground.sql("REVOKE INSERT ON sighting FROM cabled_writer")
    ground.ends(running, 1, "permission denied", "GRANT cabled_writer")
    ground.sql("GRANT INSERT ON sighting TO cabled_writer")
    ground.go_on()


def fails_inside(ground):
    running = ground.started()
    ground.sql(FAIL_INSIDE)
    ground.waits(running)
    time.sleep(1)
    ground.sql("DROP TRIGGER fail ON rendition; DROP FUNCTION fail()")
    ground.ends(running, 0, "database back")
    ground.told_once(running)


def every_page_refused(ground):
    running = ground.started()
    ground.sql("ALTER TABLE rendition ADD CONSTRAINT closed CHECK (false) NOT VALID")
    ground.waits(running)
    time.sleep(1)
    ground.sql("ALTER TABLE rendition DROP CONSTRAINT closed")
    ground.ends(running, 0, "refuses every page")
    ground.told_once(running)


def postmaster_killed(ground):
    running = ground.started()
    os.kill(int(pathlib.Path(ground.cluster.data, "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    ground.waits(running)
    # The next one starts when the sessions of the killed one have seen that it is gone.
    until("a start", lambda: started_again(ground.cluster), pause=0.2)
    ground.ends(running, 0, "database back")
    ground.told_once(running)


def started_again(cluster):
    try:
        cluster.start()
        return True
    except RuntimeError:
        return False


def kill_embedded(ground):
    location = ground.state / "db.location"
    base = pathlib.Path(location.read_text().strip()) if location.exists() else ground.state
    os.kill(int((base / "db" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)


def embedded_killed(ground):
    ground.program.output("migrate")  # makes the cluster
    running = ground.program.start("import", ground.archive)
    until("pages in the archive", lambda: list(ground.state.glob("archive/*")), process=running)
    kill_embedded(ground)
    ground.ends(running, 0, "database runs again")


def embedded_killed_in_a_crawl(folder, pages):
    """Its figures: of the texts that the site has."""
    ground = Ground(folder, None, "embedded_crawl", 1)
    site = SiteProcess(ground.folder, pages)
    try:
        ground.program.config.write_text(
            CONFIG.format(seeds=f'"http://127.0.0.1:{site.port}/"', delay=0, per_host=4))
        ground.program.output("migrate")
        running = ground.program.start("--json", "run", "--once")
        if not site.wait_for_requests(pages // 3, 60):
            raise Wrong(f"no crawl{running.told()}")
        kill_embedded(ground)
        ground.ends(running, 0, "database runs again")
        account = json.loads(running.printed())
        texts = site.site.texts()
        ids = [json.loads(line)["id"] for line in ground.program.output("export").splitlines()]
        lost = len(set(texts) - set(ids)) + account["pending"] + account["failed"]
        return lost, len(ids) - len(set(ids))
    finally:
        site.stop()


# Disks that are full.

def database_full(ground, disk):
    running = ground.started()
    disk.fill()
    ground.waits(running)
    time.sleep(1)
    disk.empty()
    ground.ends(running, 0, "database back")
    ground.told_once(running)


def archive_full(ground, disk):
    disk.fill()
    running = ground.program.start("import", ground.archive)
    until("a word about the wait", lambda: "archive paused" in running.said(), process=running)
    disk.empty()
    ground.ends(running, 0, "archive resumed")


def scratch_full(ground, disk):
    """Room for the archive, which is elsewhere, but for no scratch file."""
    elsewhere = ground.folder / "archive"
    elsewhere.mkdir()
    (disk.folder / "archive").symlink_to(elsewhere)
    disk.fill()
    done = ground.program.run("import", ground.archive)
    if done.returncode != 75 or "scratch file" not in done.stderr:
        raise Wrong(f"a full disk for scratch files is not told{done.told}")
    disk.empty()
    ground.go_on()


def output_full(ground):
    ground.go_on()
    with open("/dev/full", "wb") as full:
        running = ground.program.start("export", stdout=full)
        ground.ends(running, 1, "No space left on device")
    lines = ground.program.output("export").splitlines()
    if len(set(lines)) != ground.pages:
        raise Wrong(f"{len(set(lines))} cables exported afterwards")


SERVER = [column_missing, table_missing, right_revoked, fails_inside, every_page_refused, output_full]


def report(name, fault, ground):
    """Whether all went as it should."""
    return told(name, lambda: fault(ground) or ground.figures())


def told(name, figures):
    try:
        lost, doubled = figures()
        print(f"{name}: lost {lost}, doubled {doubled}", flush=True)
        return lost == doubled == 0
    except (Wrong, AssertionError) as wrong:
        print(f"{name}: {wrong}", flush=True)
        return False


def with_disks(folder, cluster, pages, wanted):
    good = True
    with contextlib.ExitStack() as undo:
        def disk(name, mebibytes):
            made = Disk(folder / name, mebibytes)
            undo.callback(made.close)
            return made

        if wanted("database_full"):
            small = disk("small", 64)
            space = small.folder / "space"
            space.mkdir()
            shutil.chown(space, "postgres")
            cluster.psql("postgres", f"CREATE TABLESPACE small LOCATION '{space}'")
            ground = Ground(folder, cluster, "database_full", pages)
            cluster.psql("postgres", "ALTER DATABASE database_full SET TABLESPACE small")
            good &= report("database_full", lambda g: database_full(g, small), ground)
            cluster.psql("postgres", "DROP DATABASE database_full WITH (FORCE)")
            cluster.psql("postgres", "DROP TABLESPACE small")
        for name, fault in (("archive_full", archive_full), ("scratch_full", scratch_full)):
            if not wanted(name):
                continue
            small = disk(name + "_disk", 32)
            ground = Ground(folder, cluster, name, pages)
            ground.program.state = small.folder
            if name == "archive_full":
                # The mirror image of scratch_full: room for scratch files alone.
                ground.program.state = ground.folder / "state_here"
                ground.program.state.mkdir()
                (small.folder / "archive").mkdir()
                (ground.program.state / "archive").symlink_to(small.folder / "archive")
            good &= report(name, lambda g, fault=fault, small=small: fault(g, small), ground)
    return good


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=4000)
    parser.add_argument("faults", nargs="*")
    options = parser.parse_args()

    def wanted(name):
        return not options.faults or name in options.faults

    good = True
    with tempfile.TemporaryDirectory(prefix="cabled-faults-") as name:
        folder = pathlib.Path(name)
        folder.chmod(0o755)
        cluster = Cluster(folder / "cluster", durable=False)
        try:
            for fault in SERVER:
                if wanted(fault.__name__):
                    ground = Ground(folder, cluster, fault.__name__, options.pages)
                    good &= report(fault.__name__, fault, ground)
            if os.geteuid() == 0:
                good &= with_disks(folder, cluster, options.pages, wanted)
            else:
                print("full disks: passed over, they need root")
            if wanted("postmaster_killed"):
                good &= report("postmaster_killed", postmaster_killed,
                               Ground(folder, cluster, "postmaster_killed", options.pages))
        finally:
            cluster.remove()
        if wanted("embedded_killed"):
            good &= report("embedded_killed", embedded_killed,
                           Ground(folder, None, "embedded_killed", options.pages))
        if wanted("embedded_crawl"):
            good &= told("embedded_crawl", lambda: embedded_killed_in_a_crawl(folder, options.pages))
    return 0 if good else 1


sys.exit(main())
