#!/usr/bin/env python3
"""A database of --cables invented cables in the real schema, for measuring what size costs.

Run alone it makes the cluster and the database (`corpus_N`) below --folder, or finds them there, and
prints its address. Every table that storing a page reads or writes has its rows: URLs, captures,
cables, renditions, sightings, bands, links, and an outbox as it is once it was pruned. They are
written by SQL, without pages. With --imported the database (`imported_N`) comes of pages that cabled
imports, ten times as slowly: then there is an archive (the state folder `state` below --folder), and
all is as it is in use.
"""

import argparse
import contextlib
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "harness"))
from postgres_cluster import Cluster, programs  # noqa: E402

BINARY = os.environ.get("CABLED_BINARY", str(ROOT / "build/release/daemon/cabled"))
SETTINGS = ["shared_buffers = 6GB", "work_mem = 16MB", "maintenance_work_mem = 1GB",
            "max_wal_size = 4GB",
            "shared_preload_libraries = 'pg_stat_statements'"]
STATIONS = ["OSLO", "LISBON", "NAIROBI", "HANOI", "QUITO", "NAPLES", "TALLINN", "WELLINGTON"]
TAGS = ["PREL", "ECON", "SENV", "EFIS", "KPAO", "ETRD", "EAGR", "PGOV"]
SYLLABLES = [a + b for a in "b d f g k l m n p r s t v w".split() for b in "a e i o u".split()]
WORDS_A_CABLE = 300
POOL_PORT = 6432
BANDS_A_CABLE = 8  # kSketchBands of parsers/dedup/text_sketch.h


def vocabulary(chance, size=30000):
    words = set()
    while len(words) < size:
        words.add("".join(chance.choices(SYLLABLES, k=chance.choice((2, 3, 3, 4)))))
    words = sorted(words)
    chance.shuffle(words)
    # Zipf's law, as in real texts: the n-th word is 1/n as frequent as the first.
    return words, [1 / (rank + 1) for rank in range(size)]


def write_rows(file, cables, chance, words, weights):
    cumulative, total = [], 0
    for weight in weights:
        total += weight
        cumulative.append(total)
    for n in range(cables):
        text = " ".join(chance.choices(words, cum_weights=cumulative, k=WORDS_A_CABLE))
        subject = " ".join(chance.choices(words, k=6)).upper()
        year = 2000 + n % 10
        file.write("\t".join([str(n), str(year), chance.choice(STATIONS), chance.choice(TAGS),
                              chance.choice(("UNCLASSIFIED", "CONFIDENTIAL", "SECRET")), subject,
                              text]) + "\n")


# Indexes whose rows come in no order are made afterwards, which is many times faster. Bands are
# hashes, so hashes of numbers stand for those of texts that are not alike.
LOAD = r"""
SET synchronous_commit = off;
CREATE UNLOGGED TABLE raw (n int, year int, station text, tag text, class text, subject text,
  body text);
\copy raw FROM '{file}'
CREATE TEMP VIEW v AS SELECT *, right(year::text, 2) || station || n AS id,
  'http://cables.example/' || year || '/' || n || '.html' AS url FROM raw;
INSERT INTO host (origin) VALUES ('http://cables.example');
INSERT INTO url (url, host_id, kind, verdict, priority, fetched_at, payload_digest)
  SELECT url, currval('host_id_seq'), 'page', 'stored', 5, now(), sha256(url::bytea) FROM v;
INSERT INTO capture (url, payload_digest, origin, status, fetched_at, last_seen_at, content_type,
    charset, payload_bytes, segment, segment_offset, segment_length, outcome, parser_version)
  SELECT url, sha256(url::bytea), 'fetched', 200, now(), now(), 'text/html', 'utf-8', 37000,
    'segment-00001.warc.gz', n, 9000, 'cable', 1 FROM v;
DROP INDEX cable_search, cable_pairs;
INSERT INTO cable (id, year, station, serial, sent_at, classification, tags, subject, fields,
  search, best_key) SELECT id, year, station, n, make_timestamptz(year, 1 + n % 12, 1, 0, 0, 0, 'UTC'),
  class, ARRAY[tag], subject, jsonb_build_object('id', id, 'subject', subject, 'tags', ARRAY[tag],
   'station', station, 'year', year, 'serial', n, 'classification', class),
  setweight(to_tsvector('simple', id || ' ' || tag), 'A') || setweight(to_tsvector('english', subject), 'A')
   || to_tsvector('english', body), sha256(body::bytea) FROM v;
INSERT INTO rendition (cable_id, content_key, text, fields, fingerprint, completeness,
  parser_version, first_url) SELECT id, sha256(body::bytea), body, '{{}}',
  hashint8extended(n, 7), 1, 1, url FROM v;
INSERT INTO sighting SELECT r.id, r.first_url, 'cables.example', c.id, now(), now()
  FROM rendition r JOIN capture c ON c.url = r.first_url;
INSERT INTO cable_link SELECT id, 'reference', right(year::text, 2) || station || (n / 2) FROM v
  WHERE n > 1;
ALTER TABLE near_band DROP CONSTRAINT near_band_pkey;
INSERT INTO near_band SELECT hashint8extended(r.id * {bands} + b, 42), ARRAY[r.id]
  FROM rendition r, generate_series(0, {bands} - 1) AS b;
ALTER TABLE near_band ADD PRIMARY KEY (band);
INSERT INTO change (kind, cable_id, detail) SELECT kind, r.cable_id,
   CASE kind WHEN 'cable' THEN '{{"new": true}}'::jsonb
    WHEN 'rendition' THEN jsonb_build_object('rendition', r.id)
    ELSE jsonb_build_object('rendition', r.id, 'url', r.first_url) END
  FROM (SELECT * FROM rendition ORDER BY id DESC LIMIT 33333) AS r,
   unnest(ARRAY['cable', 'rendition', 'sighting']) AS kind;
DROP TABLE raw CASCADE;
WITH counted AS (SELECT count(*)::real AS cables FROM cable WHERE hashtext(id) < {counted})
INSERT INTO common_word SELECT {list}, s.word, least(1, s.ndoc / c.cables) FROM counted c,
   ts_stat('SELECT search FROM cable WHERE hashtext(id) < {counted}') AS s WHERE s.ndoc >= 0.05 * c.cables
  UNION ALL SELECT {list}, '', 0;
UPDATE cable SET search = '' WHERE id = (SELECT id FROM cable ORDER BY hashtext(id) LIMIT 1);
"""
# Behind cabled, which looked at some cables, found one with other words than it would enter, and
# entered those of all, with their pairs.
INDEX = """
VACUUM FULL cable;
CREATE INDEX cable_search ON cable USING gin (search) WITH (gin_pending_list_limit = 16384);
CREATE INDEX cable_pairs ON cable USING gin (pairs);
VACUUM ANALYZE;
CHECKPOINT;
"""


@contextlib.contextmanager
def pool_of(cluster):
    """pgbouncer beside the cluster's socket, with connections that stay, as those of a service do: in
    a new one, each first use of a page costs the mapping of the server's memory."""
    settings = cluster.folder / "pgbouncer.ini"
    settings.write_text(f"""[databases]
* = host={cluster.folder} user=cabled
[pgbouncer]
listen_port = {POOL_PORT}
unix_socket_dir = {cluster.folder}
auth_type = any
pool_mode = transaction
default_pool_size = 1
server_idle_timeout = 0
server_lifetime = 86400
ignore_startup_parameters = extra_float_digits,options
""")
    pool = subprocess.Popen([*cluster.as_owner, "pgbouncer", "-q", settings],
                            stderr=subprocess.DEVNULL)
    try:
        while not (cluster.folder / f".s.PGSQL.{POOL_PORT}").exists() and pool.poll() is None:
            time.sleep(0.05)
        yield
    finally:
        pool.terminate()
        pool.wait()


def pooled(command):
    """The command with its way to the database through pool_of()."""
    return [str(part).replace("port=5432", f"port={POOL_PORT}") for part in command]


def command(cluster, database, *arguments):
    return [BINARY, "--database", cluster.url(database), "--state-dir",
            tempfile.mkdtemp(prefix="cabled-bench-"), "--quiet", *arguments]


def run_sql(cluster, sql):
    subprocess.run([programs() / "psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-f", "-", cluster.url("filling")],
                   input=sql, text=True, check=True, stdout=subprocess.DEVNULL)


def fill(cluster, cables, seed=1):
    """The name of a database with so many cables; made when it is not there."""
    name = f"corpus_{cables}"
    if cluster.psql("postgres", f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):
        return name
    begun = time.monotonic()
    cluster.psql("postgres", f"DROP DATABASE IF EXISTS filling; CREATE DATABASE filling")
    subprocess.run(command(cluster, "filling", "migrate"), check=True, stdout=subprocess.DEVNULL)
    chance = random.Random(seed)
    words, weights = vocabulary(chance)
    with tempfile.NamedTemporaryFile("w", prefix="cabled-rows-", dir=cluster.folder) as file:
        write_rows(file, cables, chance, words, weights)
        file.flush()
        # As a writer would have counted them last (db/corpus/common_words.cpp), of 5,000 cables.
        run_sql(cluster, LOAD.format(file=file.name, bands=BANDS_A_CABLE, list=max(1, len(str(cables)) - 4),
                                     counted=-2**31 + min(2**32 - 1, 2**32 * 5000 // cables)))
    subprocess.run(command(cluster, "filling", "migrate"), check=True, stdout=subprocess.DEVNULL)
    run_sql(cluster, INDEX)
    cluster.psql("postgres", f"ALTER DATABASE filling RENAME TO {name}")
    print(f"{cables} cables loaded in {time.monotonic() - begun:.0f} s", flush=True)
    return name


PAGES_AT_ONCE = 10_000


def fill_by_import(cluster, cables):
    name = f"imported_{cables}"
    if cluster.psql("postgres", f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):
        return name
    from invented_archive import write_archive  # its own needs come with it
    cluster.psql("postgres", "DROP DATABASE IF EXISTS filling; CREATE DATABASE filling")
    into = [BINARY, "--database", cluster.url("filling"), "--state-dir", cluster.folder / "state",
            "--quiet"]
    subprocess.run([*into, "migrate"], check=True, stdout=subprocess.DEVNULL)
    with tempfile.TemporaryDirectory(prefix="cabled-pages-") as folder:
        archive = pathlib.Path(folder) / "pages.warc.gz"
        for part in range(1, 1 + cables // PAGES_AT_ONCE):
            write_archive(archive, PAGES_AT_ONCE, part)
            subprocess.run([*into, "import", archive], check=True, stdout=subprocess.DEVNULL)
    cluster.psql("filling", "VACUUM ANALYZE")
    cluster.psql("postgres", f"ALTER DATABASE filling RENAME TO {name}")
    return name


def bench_cluster(folder):
    """The cluster below `folder`, which stays."""
    return Cluster(folder, SETTINGS)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cables", type=int, default=1_000_000)
    parser.add_argument("--folder", required=True)
    parser.add_argument("--imported", action="store_true", help="by cabled, with an archive")
    options = parser.parse_args()
    cluster = bench_cluster(options.folder)
    print(cluster.url((fill_by_import if options.imported else fill)(cluster, options.cables)))


if __name__ == "__main__":
    main()
