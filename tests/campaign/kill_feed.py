#!/usr/bin/env python3
"""Kills feeders while changes flow, then compares what followed with what was followed.

Writers store cables in overlapping transactions, some of which commit late. Two feeders, one to
PostgreSQL and one to SQLite, are killed with SIGKILL at random times, each --kills times; the
database of the first is restarted now and then. A third feeder is left alone, but its way to both
databases is cut at random. In the end every row must be downstream, equal.
"""

import argparse
import pathlib
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from cabled_program import Program  # noqa: E402
from cutting_proxy import CuttingProxy  # noqa: E402
from postgres_cluster import Cluster  # noqa: E402
from waiting import TimedOut, until  # noqa: E402

LONGEST = 600  # seconds that any of the threads or commands may take in the end
UTC = "to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"

# The same four tables, read from either side: every column, in the order of the key.
UPSTREAM = {
    "cable": f"""SELECT c.id, c.subject, c.fields, r.text, encode(c.best_key, 'hex'),
        {UTC.format('c.changed_at')} FROM cable c JOIN rendition r
        ON r.cable_id = c.id AND r.content_key = c.best_key ORDER BY c.id COLLATE "C" """,
    "rendition": """SELECT cable_id, encode(content_key, 'hex'), text, completeness, first_url
        FROM rendition ORDER BY cable_id COLLATE "C", content_key""",
    "sighting": """SELECT r.cable_id, encode(r.content_key, 'hex'), s.url, s.site FROM sighting s
        JOIN rendition r ON r.id = s.rendition_id
        ORDER BY r.cable_id COLLATE "C", r.content_key, s.url COLLATE "C" """,
    "cable_link": 'SELECT from_id, kind, to_id FROM cable_link ORDER BY from_id COLLATE "C", kind,'
                  ' to_id COLLATE "C"',
}
DOWNSTREAM = {
    "cable": "SELECT id, subject, fields, text, best_key, {changed} FROM {p}cable ORDER BY id{c}",
    "rendition": "SELECT cable_id, content_key, text, completeness, first_url FROM {p}rendition"
                 " ORDER BY cable_id{c}, content_key",
    "sighting": "SELECT cable_id, content_key, url, site FROM {p}sighting"
                " ORDER BY cable_id{c}, content_key, url{c}",
    "cable_link": "SELECT from_id, kind, to_id FROM {p}cable_link ORDER BY from_id{c}, kind, to_id{c}",
}

# One transaction of a writer: cables :first to :last, each with a rendition, a sighting and a link,
# and a second rendition for every third of the cables before. :pause is how late it commits.
TRANSACTION = """
BEGIN;
INSERT INTO capture (url, payload_digest, origin, status, fetched_at, last_seen_at, content_type,
    charset, payload_bytes, segment, segment_offset, segment_length, outcome, parser_version)
  SELECT 'http://w{writer}.example/' || n, sha256(('{writer} ' || n)::bytea), 'imported', 200,
    now(), now(), 'text/html', 'utf-8', 1, 's', 0, 1, 'cable', 1
  FROM generate_series({first}, {last}) n;
INSERT INTO cable (id, subject, fields, search, best_key)
  SELECT '09W{writer}X' || n, 'SUBJECT ' || n, jsonb_build_object('id', '09W{writer}X' || n), '',
    sha256(('text ' || n)::bytea) FROM generate_series({first}, {last}) n;
INSERT INTO change (kind, cable_id, detail)
  SELECT 'cable', '09W{writer}X' || n, '{{"new": true}}' FROM generate_series({first}, {last}) n;
SELECT pg_sleep({pause});
WITH r AS (INSERT INTO rendition (cable_id, content_key, text, fields, fingerprint, completeness,
    parser_version, first_url)
  SELECT '09W{writer}X' || n, sha256(('text ' || n)::bytea), 'TEXT OF {writer} ' || n, '{{}}', n, n,
    1, 'http://w{writer}.example/' || n FROM generate_series({first}, {last}) n
  RETURNING id, cable_id, first_url),
 told AS (INSERT INTO change (kind, cable_id, detail)
  SELECT 'rendition', cable_id, jsonb_build_object('rendition', id) FROM r),
 s AS (INSERT INTO sighting (rendition_id, url, site, capture_id, first_seen_at, last_seen_at)
  SELECT r.id, r.first_url, 'w{writer}.example', c.id, now(), now() FROM r
  JOIN capture c ON c.url = r.first_url RETURNING rendition_id, url)
 INSERT INTO change (kind, cable_id, detail)
  SELECT 'sighting', r.cable_id, jsonb_build_object('rendition', r.id, 'url', r.first_url) FROM r;
WITH l AS (INSERT INTO cable_link (from_id, kind, to_id)
  SELECT '09W{writer}X' || n, 'reference', '09W{writer}X' || (n + 1)
  FROM generate_series({first}, {last}) n RETURNING *)
 INSERT INTO change (kind, cable_id, detail)
  SELECT 'link', from_id, jsonb_build_object('kind', kind, 'to', to_id) FROM l;
WITH old AS (UPDATE cable SET subject = subject || '+', changed_at = now()
  WHERE id IN (SELECT '09W{writer}X' || n FROM generate_series({first} - 30, {first} - 1, 3) n)
  RETURNING id)
 INSERT INTO change (kind, cable_id, detail) SELECT 'cable', id, '{{"new": false}}' FROM old;
SELECT pg_notify('cabled_change', '');
COMMIT;
"""
CABLES_A_TRANSACTION = 25
CHANGES_A_TRANSACTION = CABLES_A_TRANSACTION * 4 + 10


def write_changes(cluster, writer, wanted, seed):
    chance = random.Random(seed)
    first = 100
    for _ in range(-(-wanted // CHANGES_A_TRANSACTION)):
        last = first + CABLES_A_TRANSACTION - 1
        pause = chance.choice((0, 0, 0.02, 0.3))
        cluster.psql("upstream", TRANSACTION.format(writer=writer, first=first, last=last,
                                                    pause=pause))
        first = last + 1


def listens_to(pid, number):
    """Whether a process has a signal blocked, to fetch it, or a handler for it (see proc(5))."""
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    masks = [int(line.split()[1], 16) for line in status.splitlines()
             if line.startswith(("SigBlk:", "SigCgt:"))]
    return any(mask >> (number - 1) & 1 for mask in masks)


class KilledFeeder(threading.Thread):
    """Starts a feeder again and again and kills it."""

    def __init__(self, source, target, kills, seed):
        super().__init__()
        self.program = Program(tempfile.mkdtemp(), database=source, options=["--quiet"])
        self.arguments = ["feed", "--follow", "--batch", "50", "--to", target]
        self.kills = kills
        self.chance = random.Random(seed)
        self.killed_alive = 0
        self.errors = []

    def run(self):
        for _ in range(self.kills):
            feeder = self.program.start(*self.arguments)
            try:
                feeder.wait(timeout=self.chance.uniform(0.02, 1.2))
                self.errors.append(f"ended by itself{feeder.told()}")
            except subprocess.TimeoutExpired:
                feeder.end()
                self.killed_alive += 1


class CutFeeder(threading.Thread):
    """A feeder to PostgreSQL whose connections, to either side, are cut again and again.

    One that is cut off before it has begun ends with 75, "try again later", as its supervisor does.
    """

    def __init__(self, upstream, downstream, seed):
        super().__init__()
        self.ways = [CuttingProxy(cluster.folder / ".s.PGSQL.5432", 0.03, seed + n)
                     for n, cluster in enumerate((upstream, downstream))]
        source, target = (f"postgres://cabled@127.0.0.1:{way.port}/{database}?sslmode=disable"
                          for way, database in zip(self.ways, ("upstream", "cut_off")))
        self.program = Program(tempfile.mkdtemp(), database=source, options=["--quiet"])
        self.arguments = ["feed", "--follow", "--batch", "50", "--to", target, "--consumer", "cut off"]
        self.ending = threading.Event()
        self.errors = []

    def cuts(self):
        return sum(way.cuts for way in self.ways)

    def run(self):
        while not self.ending.is_set():
            feeder = self.program.start(*self.arguments)
            try:
                self.wait_for(feeder)
                if feeder.stop(seconds=60) not in (0, 75):
                    self.errors.append(f"cut off, it ended so:{feeder.told()}")
            except TimedOut as error:
                self.errors.append(str(error))
            finally:
                feeder.end()

    def wait_for(self, feeder):
        """Until it has ended, or is to end and listens to the signal that says so."""
        while not self.ending.wait(0.1):
            if feeder.poll() is not None:
                return
        until("a feeder that listens to SIGTERM",
              lambda: feeder.poll() is not None or listens_to(feeder.pid, signal.SIGTERM), process=feeder)

    def end(self):
        self.ending.set()
        join([self])
        for way in self.ways:
            way.stop()


def join(threads):
    for thread in threads:
        thread.join(timeout=LONGEST)
        if thread.is_alive():
            raise TimedOut(f"waited {LONGEST} s for {thread} in vain")


def catch_up(source, target):
    Program(tempfile.mkdtemp(), database=source).output("--quiet", "feed", "--to", target, seconds=LONGEST)


def compare(upstream, downstream, sqlite_file):
    bad = 0
    databases = ("downstream", "cut_off")
    with sqlite3.connect(sqlite_file) as file:
        for table, query in UPSTREAM.items():
            ours = upstream.psql("upstream", query)
            theirs = [downstream.psql(database, DOWNSTREAM[table].format(
                p="cabled.", c=' COLLATE "C"', changed=UTC.format("changed_at")))
                      for database in databases]
            rows = file.execute(DOWNSTREAM[table].format(p="", c="", changed="changed_at"))
            in_file = "".join("|".join("" if v is None else str(v) for v in row) + "\n"
                              for row in rows)
            count = ours.count("\n")
            same = {name: copy == ours for name, copy in
                    zip(("PostgreSQL", "PostgreSQL cut off", "SQLite"), [*theirs, in_file])}
            bad += list(same.values()).count(False) + (count == 0)
            print(f"{table}: {count} rows; " + ", ".join(
                f"{name} {'equal' if equal else 'DIFFERS'}" for name, equal in same.items()))
    return bad


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--changes", type=int, default=20000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()

    upstream = Cluster.passing("upstream")
    downstream = Cluster.passing("downstream")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="cabled-kill-feed-"))
    try:
        upstream.psql("postgres", "CREATE DATABASE upstream")
        downstream.psql("postgres", "CREATE DATABASE downstream")
        downstream.psql("postgres", "CREATE DATABASE cut_off")
        source = upstream.url("upstream")
        Program(folder, database=source).output("migrate")
        targets = [downstream.url("downstream"), f"sqlite:{folder}/copy.sqlite"]
        # Some cables are there before anyone follows: they come with the first copy.
        write_changes(upstream, 0, options.changes // 10, options.seed)
        writers = [threading.Thread(target=write_changes, args=(upstream, n, options.changes * 3
                                                                // 10, options.seed + n))
                   for n in (1, 2, 3)]
        feeders = [KilledFeeder(source, target, options.kills, options.seed + 10 + n)
                   for n, target in enumerate(targets)]
        cut_off = CutFeeder(upstream, downstream, options.seed + 20)
        started = time.monotonic()
        for thread in [*writers, *feeders, cut_off]:
            thread.start()
        restarts = 0
        while any(feeder.is_alive() for feeder in feeders):
            feeders[0].join(timeout=7)
            if feeders[0].is_alive():
                downstream.stop("immediate")
                downstream.start()
                restarts += 1
        join(writers + feeders)
        cut_off.end()
        errors = [error for feeder in [*feeders, cut_off] for error in feeder.errors]
        for target in (*targets, downstream.url("cut_off")):
            catch_up(source, target)
        changes = int(upstream.psql("upstream", "SELECT last_value FROM change_seq_seq"))
        print(f"{changes} changes, {sum(f.killed_alive for f in feeders)}"
              f" kills, {restarts} restarts downstream, {cut_off.cuts()} cuts,"
              f" {time.monotonic() - started:.0f} s")
        for error in errors:
            print(error)
        bad = compare(upstream, downstream, f"{folder}/copy.sqlite")
        return 1 if bad or errors or cut_off.cuts() == 0 else 0
    finally:
        upstream.remove()
        downstream.remove()


if __name__ == "__main__":
    sys.exit(main())
