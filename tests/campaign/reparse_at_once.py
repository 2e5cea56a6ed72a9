#!/usr/bin/env python3
"""A reparse and an import at the same time give the same corpus as one after the other, whichever is first.

Both meet the same telegrams. The tables are made to look as an older parser read the pages of a crawl:
some under another good id, some under a doubtful one, some as none, and pages without a telegram as
copies of one. So the reparse takes texts away, brings them back and moves them, while the archive
brings the same texts, and ones like them under garbled stations and without a header.
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

from at_once import Corpus  # first: it knows the way to the others

import cable_pages
import telegrams
from crawl_trial import CONFIG, SiteProcess
from import_fixture import gzip_record, warc_of
from postgres_cluster import Cluster

# A cable that has a text that counts, as `live`.
LIVE = """
CREATE TEMP VIEW live AS SELECT c.* FROM cable c WHERE EXISTS
  (SELECT FROM rendition r WHERE r.cable_id = c.id AND r.superseded_at IS NULL);
"""

# The corpus as it is published. Left out is what tells of the order: links to and bands of texts that
# are superseded, and the page on which a text was met first.
DUMP = LIVE + """
SELECT id, year, station, serial, sent_at, classification, tags, subject, fields - 'source',
  field_sources, encode(best_key, 'hex'), assembled, doubtful, twin_of FROM live ORDER BY id;
SELECT id, twin_of FROM cable ORDER BY id;
SELECT cable_id, encode(content_key, 'hex'), text, fields - 'source', fingerprint, completeness
  FROM rendition WHERE superseded_at IS NULL ORDER BY cable_id, content_key;
SELECT r.cable_id, encode(r.content_key, 'hex'), s.url, s.site FROM sighting s
  JOIN rendition r ON r.id = s.rendition_id WHERE s.superseded_at IS NULL ORDER BY 1, 2, 3;
SELECT l.from_id, l.kind, l.to_id FROM cable_link l JOIN live f ON f.id = l.from_id
  JOIN live t ON t.id = l.to_id ORDER BY 1, 2, 3;
"""

# Whatever was done in whatever order: no cable with a text is out of every export.
LOST = LIVE + """
SELECT c.id FROM live c WHERE c.twin_of IS NOT NULL AND NOT EXISTS
  (SELECT FROM live g WHERE g.id = c.twin_of AND g.twin_of IS NULL)
UNION ALL SELECT c.id FROM cable c WHERE c.twin_of IS NULL AND NOT EXISTS
  (SELECT FROM live v WHERE v.id = c.id);
"""

# `story` is the number of the page in its URL; each part of the pages is misread in its own way.
MISREAD = """
UPDATE capture SET parser_version = 0;
CREATE TEMP TABLE misread AS
  SELECT DISTINCT ON (c.id) c.id, s.story % 8 AS way, c.serial,
    CASE s.story % 8 WHEN 1 THEN substr(c.id, 1, 2) || c.station || (c.serial + 70000)
      WHEN 2 THEN substr(c.id, 1, 2) || 'QXZVRPT' || c.station || c.serial END AS wrong
  FROM cable c JOIN rendition r ON r.cable_id = c.id JOIN sighting g ON g.rendition_id = r.id,
    LATERAL (SELECT substring(g.url FROM '/(\\d+)\\.htm')::int AS story) AS s
  WHERE s.story % 8 IN (1, 2, 3) ORDER BY c.id, s.story;
-- Under another id.
INSERT INTO cable SELECT (jsonb_populate_record(c, jsonb_build_object('id', m.wrong, 'doubtful',
    m.way = 2))).* FROM cable c JOIN misread m USING (id) WHERE m.wrong IS NOT NULL;
UPDATE rendition r SET cable_id = m.wrong FROM misread m WHERE r.cable_id = m.id AND m.wrong IS NOT NULL;
DELETE FROM cable_link l USING misread m WHERE m.id IN (l.from_id, l.to_id) AND m.wrong IS NOT NULL;
DELETE FROM cable c USING misread m WHERE c.id = m.id AND m.wrong IS NOT NULL;
-- As none, though it had been read once.
INSERT INTO rejection (capture_id, stage, reason, parser_version)
  SELECT DISTINCT g.capture_id, 'locate', 'no_telegram_lines', 0 FROM sighting g JOIN rendition r
  ON r.id = g.rendition_id JOIN misread m ON m.id = r.cable_id WHERE m.way = 3;
UPDATE capture SET outcome = 'not_a_cable' WHERE id IN (SELECT capture_id FROM rejection);
UPDATE sighting SET superseded_at = now() WHERE capture_id IN (SELECT capture_id FROM rejection);
UPDATE rendition r SET superseded_at = now() WHERE NOT EXISTS
  (SELECT FROM sighting g WHERE g.rendition_id = r.id AND g.superseded_at IS NULL);
UPDATE cable c SET twin_of = id WHERE NOT EXISTS
  (SELECT FROM rendition r WHERE r.cable_id = c.id AND r.superseded_at IS NULL);
-- A page without a telegram as a copy, under a number of its own, of one that is twelve pages before.
CREATE TEMP TABLE invented AS
  SELECT c.id AS capture, c.url, r.cable_id AS model, r.id AS rendition,
    substr(r.cable_id, 1, 2) || k.station || (k.serial + 80000) AS id
  FROM capture c, rendition r JOIN cable k ON k.id = r.cable_id JOIN sighting g ON g.rendition_id = r.id
  WHERE substring(c.url FROM '/(\\d+)\\.htm')::int % 25 = 13 AND r.superseded_at IS NULL
    AND substring(g.url FROM '/(\\d+)\\.htm')::int = substring(c.url FROM '/(\\d+)\\.htm')::int - 12;
INSERT INTO cable SELECT (jsonb_populate_record(c, jsonb_build_object('id', i.id))).*
  FROM cable c JOIN invented i ON i.model = c.id;
INSERT INTO rendition (cable_id, content_key, text, fields, fingerprint, completeness, parser_version,
    first_url)
  SELECT i.id, r.content_key, r.text, r.fields, r.fingerprint, r.completeness, 0, i.url
  FROM invented i JOIN rendition r ON r.id = i.rendition;
UPDATE near_band b SET renditions = b.renditions || ARRAY(SELECT r.id FROM invented i JOIN rendition r
    ON r.cable_id = i.id WHERE i.rendition = ANY (b.renditions))
  WHERE cardinality(b.renditions) < 31 AND b.renditions && ARRAY(SELECT rendition FROM invented);
INSERT INTO sighting SELECT r.id, i.url, 'x', i.capture, now(), now() FROM invented i JOIN rendition r
  ON r.cable_id = i.id;
DELETE FROM rejection j USING invented i WHERE j.capture_id = i.capture;
UPDATE capture SET outcome = 'cable' WHERE id IN (SELECT capture FROM invented);
SELECT way, count(*) FROM misread GROUP BY way UNION ALL SELECT 4, count(*) FROM invented ORDER BY 1;
"""


def copies(number):
    """What the mirrors printed of a story: as it is, under a garbled station, and without its header."""
    cable = cable_pages.telegram(number)
    if cable is None or cable_pages.is_copy(number):
        return
    lines = telegrams.lines(cable)
    yield f"http://mirror.example/{number}.html", lines
    if number % 2 == 0:
        garbled = "\n".join(lines).replace(f" {cable['station']}", " QXZVRPT").split("\n")
        yield f"http://garbled.example/{number}.html", garbled
    if number % 3 == 0:
        yield f"http://bare.example/{number}.html", telegrams.body(cable)


def write_archive(file, pages):
    stories = [(address, lines) for number in range(1, pages + 1) for address, lines in copies(number)]
    random.Random(pages).shuffle(stories)
    file.write_bytes(warc_of(
        [(address, f"<html><body><pre>\n{html.escape(chr(10).join(lines))}\n</pre></body></html>".encode())
         for address, lines in stories], gzip_record))


class MisreadCorpus(Corpus):
    """A copy of the crawl, misread, and the two who mend and fill it."""

    def __init__(self, cluster, folder, name, archive, crawl):
        self.cluster, self.folder, self.name, self.archive = cluster, folder, name, archive
        self.crawl = crawl
        cluster.psql("postgres", f"CREATE DATABASE {name} TEMPLATE {crawl}")

    def start_reparse(self):
        # The raw pages of the crawl, which lie with the one who crawled.
        return self.start("daemon1", "reparse", "--older-parser", state_of=self.crawl)

    def start_import(self):
        return self.start("importer", "import", self.archive)

    def fill(self, order):
        if order == "reparse_first":
            self.wait_for(self.start_reparse())
            self.wait_for(self.start_import())
        elif order == "import_first":
            self.wait_for(self.start_import())
            self.wait_for(self.start_reparse())
        else:
            self.wait_for(self.start_reparse(), self.start_import())

    def deadlocks(self):
        return int(self.cluster.ask("postgres", "SELECT deadlocks FROM pg_stat_database WHERE"
                                    f" datname = '{self.name}'"))


def lines_of_difference(one, other):
    return sorted(set(one.splitlines()) ^ set(other.splitlines()))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=4000)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--longest", type=float, default=1800, help="seconds that one command may take")
    options = parser.parse_args()
    Corpus.longest = options.longest
    cluster = Cluster.passing("reparse-at-once")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="cabled-reparse-at-once-"))
    site = SiteProcess(folder, options.pages, hosts=2)
    try:
        seeds = ", ".join(f'"http://{host}:{site.port}/"' for host in site.site.hosts)
        (folder / "cabled.toml").write_text(CONFIG.format(seeds=seeds, delay=0, per_host=2))
        archive = folder / "mirrors.warc.gz"
        write_archive(archive, options.pages)
        crawl = Corpus(cluster, folder, "crawl", archive)
        crawl.wait_for(crawl.start("daemon1", "run", "--once"))
        print("misread, by way:", cluster.psql("crawl", MISREAD).split())
        failures, first = 0, None
        orders = ["reparse_first", "import_first", *["at_once"] * options.runs]
        for number, order in enumerate(orders):
            corpus = MisreadCorpus(cluster, folder, f"corpus{number}", archive, "crawl")
            started = time.monotonic()
            corpus.fill(order)
            took = time.monotonic() - started
            dump, lost = (cluster.psql(corpus.name, query) for query in (DUMP, LOST))
            first = first or dump
            difference = lines_of_difference(first, dump)
            print(json.dumps({"order": order, "seconds": round(took, 1), "cables": corpus.count("cable"),
                              "twins": corpus.count("cable WHERE twin_of <> id"),
                              "lost": lost.split(), "deadlocks": corpus.deadlocks(),
                              "differs": len(difference)}), flush=True)
            for line in difference[:6]:
                print("   ", line[:300])
            failures += bool(difference or lost.split())
            cluster.psql("postgres", f"DROP DATABASE {corpus.name}")
            shutil.rmtree(folder / f"{corpus.name}-importer")
        shutil.rmtree(folder)
        return 1 if failures else 0
    finally:
        site.stop()
        cluster.remove()


if __name__ == "__main__":
    sys.exit(main())
