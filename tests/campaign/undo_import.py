#!/usr/bin/env python3
"""Takes an import back, killed again and again, while a daemon crawls and a second import stores; then the
tables are those of a database that never had it.

All three meet the same telegrams: the undone archive has --pages of them, whole, with a line lost, or under
numbers of their own, and telegrams that nobody else has; every seventh page lies in the second archive too,
byte for byte.
"""

import argparse
import html
import json
import pathlib
import random
import shutil
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
import cable_pages  # noqa: E402
import telegrams  # noqa: E402
from cabled_program import Program  # noqa: E402
from crawl_trial import CONFIG, SiteProcess  # noqa: E402
from import_fixture import gzip_record, warc_of  # noqa: E402
from postgres_cluster import Cluster  # noqa: E402

RENUMBERED_BY = 50000
# Whoever is met first on the way gives the source; the rest is the same whoever comes first.
TABLES = {
    "cable": """SELECT id, year, station, serial, sent_at, classification, tags, subject,
        md5((fields - 'source')::text), field_sources, encode(best_key, 'hex'), md5(assembled), doubtful,
        twin_of FROM cable""",
    "rendition": """SELECT cable_id, encode(content_key, 'hex'), md5(text), md5((fields - 'source')::text),
        fingerprint, bands, completeness, superseded_at FROM rendition""",
    "sighting": """SELECT r.cable_id, encode(r.content_key, 'hex'), s.url, s.site, c.url,
        encode(c.payload_digest, 'hex') FROM sighting s JOIN rendition r ON r.id = s.rendition_id
        JOIN capture c ON c.id = s.capture_id""",
    "cable_link": "SELECT from_id, kind, to_id FROM cable_link",
    "near_band": """SELECT n.band, r.cable_id, encode(r.content_key, 'hex') FROM near_band n
        CROSS JOIN unnest(n.renditions) AS t(id) LEFT JOIN rendition r USING (id)""",
    "capture": "SELECT url, encode(payload_digest, 'hex'), status, outcome, fetched FROM capture",
    "rejection": """SELECT c.url, encode(c.payload_digest, 'hex'), j.stage, j.reason FROM rejection j
        JOIN capture c ON c.id = j.capture_id""",
    "url": "SELECT url, kind, verdict IN ('stored', 'duplicate'), reason FROM url",
    "import_archive": "SELECT encode(digest, 'hex'), records, cables, not_cables, rejected FROM import_archive",
    "import_capture": """SELECT encode(a.digest, 'hex'), c.url, encode(c.payload_digest, 'hex')
        FROM import_capture k JOIN import_archive a ON a.id = k.archive_id
        JOIN capture c ON c.id = k.capture_id""",
}


def mirrored(number, mirror):
    """The page of a story on a mirror; a story that is no cable is a page of news."""
    cable = cable_pages.telegram(number)
    if cable is None:
        text = f"Notes from harbour {number} as {mirror} has them."
    else:
        if number % 5 == 0:
            cable = {**cable, "serial": cable["serial"] + RENUMBERED_BY}
        lines = telegrams.lines(cable)
        text = "\n".join(lines[:-2] if number % 3 == 0 else lines)
    return (f"<html><head><title>Mirror</title></head><body><pre>\n{html.escape(text)}\n"
            "</pre></body></html>").encode()


def write_archive(file, stories):
    addresses = list(stories)
    random.Random(len(stories)).shuffle(addresses)
    file.write_bytes(warc_of([(address, stories[address]) for address in addresses], gzip_record))


def write_archives(folder, pages, kept):
    undone = {f"http://undone.example/{number}.html": mirrored(number, "one") for number in range(1, pages + 1)}
    also = {f"http://mirror.example/{number}.html": mirrored(number, "two") for number in range(1, kept + 1)}
    also.update((address, page) for n, (address, page) in enumerate(undone.items()) if n % 7 == 0)
    write_archive(folder / "undone.warc.gz", undone)
    write_archive(folder / "kept.warc.gz", also)


class Corpus:
    """A database with a state folder, and the commands that work on it."""

    def __init__(self, cluster, folder, name, longest):
        self.cluster, self.name, self.folder, self.longest = cluster, name, folder, longest
        self.program = Program(folder / name, folder / "cabled.toml", cluster.create(name), ["--quiet"])
        self.program.output("migrate")

    def start(self, *arguments):
        return self.program.start(*arguments, seconds=self.longest)

    def rows(self, query):
        return self.cluster.psql(self.name, query).splitlines()


def undo_with_kills(corpus, undone, kills, at_work):
    """Kills the undo `kills` times in its work; answers how often, and how many runs there were."""
    hits = runs = 0
    while True:
        running = corpus.start("import", "--undo", undone)
        runs += 1
        if hits < kills:
            time.sleep(random.uniform(0.05, at_work))
            if running.poll() is None:
                running.end()
                hits += 1
                continue
        code = running.code(corpus.longest)
        if code == 0:
            return hits, runs
        state = {line["id"]: line["state"] for line in imports(corpus)}[undone]
        if state != "undone":
            raise AssertionError(f"undo ended with {code} in state {state}{running.told()}")
        return hits, runs


def imports(corpus):
    return [json.loads(line) for line in corpus.program.output("--json", "import", "--list").splitlines()]


def compare(never, tried):
    bad = 0
    for table, query in TABLES.items():
        wanted, found = never.rows(query), tried.rows(query)
        lost, left = set(wanted) - set(found), set(found) - set(wanted)
        doubled = len(found) - len(set(found)) - (len(wanted) - len(set(wanted)))
        print(f"{table}: {len(wanted)} rows, {len(lost)} lost, {doubled} doubled, {len(left)} left over",
              flush=True)
        for line in sorted(lost)[:3]:
            print(f"  lost: {line[:300]}")
        for line in sorted(left)[:3]:
            print(f"  left: {line[:300]}")
        bad += len(lost) + abs(doubled) + len(left)
    untold = int(tried.cluster.ask(tried.name, "SELECT count(*) FROM rendition WHERE parser_version = 0"))
    print(f"texts without a page that tells of them: {untold}")
    return bad + untold


def run(options, cluster, folder):
    site = SiteProcess(folder, options.site, hosts=2, latency=0.002)
    try:
        seeds = ", ".join(f'"http://{host}:{site.port}/"' for host in site.site.hosts)
        (folder / "cabled.toml").write_text(CONFIG.format(seeds=seeds, delay=0, per_host=2))
        write_archives(folder, options.pages, options.kept)
        never, tried = (Corpus(cluster, folder, name, options.longest) for name in ("never", "tried"))
        never.start("run", "--once").expect(0)
        never.start("import", folder / "kept.warc.gz").expect(0)
        begun = time.monotonic()
        tried.start("import", folder / "undone.warc.gz").expect(0)
        print(f"imported in {time.monotonic() - begun:.0f} s", flush=True)
        undone = imports(tried)[0]["id"]
        others = [tried.start("run", "--once"), tried.start("import", folder / "kept.warc.gz")]
        begun = time.monotonic()
        try:
            hits, runs = undo_with_kills(tried, undone, options.kills, options.at_work)
            took = time.monotonic() - begun
            alive = sum(process.poll() is None for process in others)
            for process in others:
                process.expect(0, options.longest)
        finally:
            for process in others:
                process.end()
        print(f"undone in {took:.0f} s and {runs} runs, of which {hits} were killed;"
              f" {alive} of 2 others still at work then", flush=True)
        second = tried.program.run("import", "--undo", undone)
        print(f"undone twice: {second.returncode} {second.stderr.strip()}")
        bad = compare(never, tried) + (second.returncode != 1) + (hits < options.kills)
        # What was undone comes again, and all of it.
        again = tried.program.ask("import", folder / "undone.warc.gz", seconds=options.longest)
        print(f"imported again: {again['pages']} pages, {again['new_cables']} new cables,"
              f" {again['new_renditions']} new renditions")
        return bad + (again["pages"] != options.pages) + (again["new_cables"] == 0)
    finally:
        site.stop()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=20_000, help="of the archive that is undone")
    parser.add_argument("--kept", type=int, default=4000, help="of the second archive's own")
    parser.add_argument("--site", type=int, default=4000, help="of the site that the daemon crawls")
    parser.add_argument("--kills", type=int, default=25)
    parser.add_argument("--at-work", type=float, default=3.0, help="seconds until a kill, at most")
    parser.add_argument("--longest", type=float, default=1800, help="seconds that one command may take")
    options = parser.parse_args()
    cluster = Cluster.passing("undo-import")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="cabled-undo-import-"))
    folder.chmod(0o755)
    try:
        bad = run(options, cluster, folder)
        print("equal" if not bad else "DIFFERENT")
        return 1 if bad else 0
    finally:
        cluster.remove()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
