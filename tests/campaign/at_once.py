#!/usr/bin/env python3
"""Two daemons and an import at the same time give the same tables as one after another.

All three meet the same telegrams: the daemons crawl a site of two hosts, and the archive has the same
stories as a mirror printed them, some with a line lost, some under a number of their own.
"""

import argparse
import html
import pathlib
import random
import shutil
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
import cable_pages  # noqa: E402
import telegrams  # noqa: E402
from corpus_dump import DUMP  # noqa: E402
from cabled_program import Program  # noqa: E402
from crawl_trial import CONFIG, SiteProcess  # noqa: E402
from import_fixture import gzip_record, warc_of  # noqa: E402
from postgres_cluster import Cluster  # noqa: E402

RENUMBERED_BY = 50000


def mirrored(number):
    """The page of a story on the mirror; None for one that is no cable."""
    cable = cable_pages.telegram(number)
    if cable is None:
        return None
    if number % 5 == 0:
        cable = {**cable, "serial": cable["serial"] + RENUMBERED_BY}
    lines = telegrams.lines(cable)
    if number % 3 == 0:
        lines = lines[:-2]
    text = html.escape("\n".join(lines))
    return f"<html><head><title>Mirror</title></head><body><pre>\n{text}\n</pre></body></html>".encode()


def write_archive(file, pages):
    stories = {f"http://mirror.example/{number}.html": mirrored(number)
               for number in range(1, pages + 1)}
    addresses = [address for address, page in stories.items() if page]
    random.Random(pages).shuffle(addresses)
    file.write_bytes(warc_of([(address, stories[address]) for address in addresses], gzip_record))


class Corpus:
    """One database, and the three who fill it, each with a state of its own."""

    longest = 1800  # seconds that one of them may take

    def __init__(self, cluster, folder, name, archive):
        self.cluster, self.folder, self.name, self.archive = cluster, folder, name, archive
        cluster.psql("postgres", f"CREATE DATABASE {name}")
        self.wait_for(self.start("daemon1", "migrate"))

    def start(self, who, *arguments, state_of=None):
        program = Program(self.folder / f"{state_of or self.name}-{who}", self.folder / "cabled.toml",
                          self.cluster.url(self.name), ["--quiet"])
        return program.start(*arguments)

    def wait_for(self, *processes):
        try:
            for process in processes:
                process.expect(0, self.longest)
        finally:
            for process in processes:
                process.end()

    def works(self):
        yield "daemon1", "run", "--once"
        yield "daemon2", "run", "--once"
        yield "importer", "import", self.archive

    def fill_in_turn(self):
        for work in self.works():
            self.wait_for(self.start(*work))

    def fill_at_once(self):
        self.wait_for(*[self.start(*work) for work in self.works()])

    def count(self, table):
        return int(self.cluster.psql(self.name, f"SELECT count(*) FROM {table}"))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=4000)
    parser.add_argument("--longest", type=float, default=1800, help="seconds that one command may take")
    options = parser.parse_args()
    Corpus.longest = options.longest
    cluster = Cluster.passing("at-once")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="cabled-at-once-"))
    site = SiteProcess(folder, options.pages, hosts=2, latency=0.002)
    try:
        seeds = ", ".join(f'"http://{host}:{site.port}/"' for host in site.site.hosts)
        (folder / "cabled.toml").write_text(CONFIG.format(seeds=seeds, delay=0, per_host=2))
        write_archive(folder / "mirror.warc.gz", options.pages)
        in_turn, at_once = (Corpus(cluster, folder, name, folder / "mirror.warc.gz")
                            for name in ("in_turn", "at_once"))
        for fill in (in_turn.fill_in_turn, at_once.fill_at_once):
            started = time.monotonic()
            fill()
            print(f"{fill.__name__}: {time.monotonic() - started:.0f} s")
        dumps = [cluster.psql(corpus.name, DUMP) for corpus in (in_turn, at_once)]
        counts = {table: in_turn.count(table)
                  for table in ("cable", "rendition", "sighting", "cable_link")}
        print(", ".join(f"{table} {count}" for table, count in counts.items()),
              "- equal" if dumps[0] == dumps[1] else "- DIFFERENT")
        if dumps[0] != dumps[1]:
            for name, dump in zip(("in_turn", "at_once"), dumps):
                (folder / f"{name}.dump").write_text(dump)
            print(f"see {folder}/*.dump")
        else:
            shutil.rmtree(folder)
        return 1 if dumps[0] != dumps[1] or 0 in counts.values() else 0
    finally:
        site.stop()
        cluster.remove()


if __name__ == "__main__":
    sys.exit(main())
