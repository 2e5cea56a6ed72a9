#!/usr/bin/env python3
"""Imports --pages pages while three follow, and compares what each has with the corpus, as sets.

The three are a SQLite file, a PostgreSQL database of the same cluster and a webhook; the lines of
`feed --since 0` are read afterwards. --start is the number that the server gives its next transaction
before anything is imported: one shortly below a power of ten makes the numbers gain a digit midway.
"""

import argparse
import hashlib
import http.server
import json
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
import cable_pages  # noqa: E402
import telegrams  # noqa: E402
from cabled_program import Program  # noqa: E402
from postgres_cluster import Cluster  # noqa: E402
from waiting import TimedOut  # noqa: E402

STALLED_AFTER = 60  # seconds without a step of anyone who follows

# The rows of the four tables as sets: keys, and a digest of the text where there is one.
UPSTREAM = {
    "cable": """SELECT c.id, encode(c.best_key, 'hex'), md5(coalesce(c.assembled, r.text)) FROM cable c
        JOIN rendition r ON r.cable_id = c.id AND r.content_key = c.best_key""",
    "rendition": "SELECT cable_id, encode(content_key, 'hex'), md5(text) FROM rendition",
    "sighting": """SELECT r.cable_id, encode(r.content_key, 'hex'), s.url FROM sighting s
        JOIN rendition r ON r.id = s.rendition_id""",
    "cable_link": "SELECT from_id, kind, to_id FROM cable_link",
}
DOWNSTREAM = {
    "cable": "SELECT id, best_key, md5(text) FROM {}cable",
    "rendition": "SELECT cable_id, content_key, md5(text) FROM {}rendition",
    "sighting": "SELECT cable_id, content_key, url FROM {}sighting",
    "cable_link": "SELECT from_id, kind, to_id FROM {}cable_link",
}


def md5(text):
    return hashlib.md5(text.encode()).hexdigest()


def write_pages(file, pages):
    """Telegrams by the thousand, a line each; some are copies of others, some are none."""
    with open(file, "w", encoding="utf-8") as lines:
        for number in range(1, pages + 1):
            cable = cable_pages.telegram(number)
            text = "\n".join(telegrams.lines(cable)) if cable else f"Notes from harbour {number}."
            lines.write(json.dumps({"url": f"http://pages.example/{number}", "text": text}) + "\n")


class Told:
    """What was told by changes, applied one over the other."""

    def __init__(self):
        self.rows = {table: {} for table in UPSTREAM}
        self.cursors = set()

    def take(self, change):
        self.cursors.add(change["cursor"])
        kind = change["kind"]
        row = change.get(kind)
        if row is None:
            return
        if kind == "cable":
            self.rows["cable"][row["id"]] = (row["best_key"], md5(row["cable"]["text"]))
        elif kind == "rendition":
            self.rows["rendition"][row["cable_id"], row["content_key"]] = (md5(row["text"]),)
        elif kind == "sighting":
            self.rows["sighting"][row["cable_id"], row["content_key"], row["url"]] = ()
        else:
            self.rows["cable_link"][row["from_id"], row["kind"], row["to_id"]] = ()

    def sets(self):
        return {table: {(*((key,) if isinstance(key, str) else key), *rest)
                        for key, rest in rows.items()} for table, rows in self.rows.items()}


class Hook:
    """A receiver of webhooks."""

    def __init__(self):
        told = self.told = Told()

        class Receiver(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):  # noqa: N802
                for change in json.loads(self.rfile.read(int(self.headers["Content-Length"])))[
                        "changes"]:
                    told.take(change)
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Trial:
    def __init__(self, cluster, folder, options):
        self.cluster, self.folder, self.batch = cluster, folder, options.batch
        self.longest = options.longest
        cluster.create("downstream")
        self.program = Program(folder / "state", database=cluster.create("upstream"), options=["--quiet"])
        self.program.output("migrate")

    def number(self):
        """Of the server's newest transaction."""
        return int(self.cluster.ask("upstream", "SELECT pg_current_xact_id()"))

    def burn_numbers(self, start):
        missing = start - self.number() - 1
        self.cluster.psql("upstream", f"DO $$ BEGIN FOR n IN 1 .. {missing} LOOP"
                                      " PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$")

    def follow(self, *target):
        return self.program.start("feed", "--follow", "--batch", self.batch, "--keep-read", 10**9, "--to",
                                  *target)

    def places(self):
        """How many changes each who follows is behind."""
        listed = self.program.ask("feed", "--list")["consumers"]
        return {consumer["name"]: (consumer["behind"], consumer["cursor"]) for consumer in listed}

    def wait_until(self, answer, question, feeders):
        """Until the question's answer is `answer`; a failure when it has not changed for a while."""
        last, since = None, time.monotonic()
        while (now := question()) != answer:
            if now != last:
                last, since = now, time.monotonic()
            elif time.monotonic() - since > STALLED_AFTER:
                raise TimedOut(f"waited {STALLED_AFTER} s for {answer}, it is {now}: {self.places()}"
                               + "".join(feeder.told() for feeder in feeders))
            time.sleep(0.5)  # each question is a process

    def rows(self, database, query):
        return {tuple(line.split("|")) for line in self.cluster.psql(database, query).splitlines()}

    def lines_since_the_beginning(self):
        told, count = Told(), 0
        feed = self.program.start("feed", "--since", 0, "--batch", self.batch, stdout=subprocess.PIPE)
        with feed.within(self.longest):
            for line in feed.stdout:
                told.take(json.loads(line))
                count += 1
        feed.expect(0, 60)
        return told, count

    def in_file(self):
        with sqlite3.connect(self.folder / "copy.sqlite") as file:
            file.create_function("md5", 1, md5)
            return {table: set(file.execute(query.format("")))
                    for table, query in DOWNSTREAM.items()}

    def compare(self, hook):
        """How many of the copies differ."""
        corpus = {table: self.rows("upstream", query) for table, query in UPSTREAM.items()}
        lines, printed = self.lines_since_the_beginning()
        changes = int(self.cluster.ask("upstream", "SELECT coalesce(sum(lines), 0) FROM change"))
        print(f"{changes} changes, {printed} lines of feed --since 0", flush=True)
        copies = {"SQLite": self.in_file(), "lines": lines.sets(), "webhook": hook.told.sets(),
                  "PostgreSQL": {table: self.rows("downstream", query.format("cabled."))
                                 for table, query in DOWNSTREAM.items()}}
        bad = int(printed != changes) + int(not corpus["cable"])
        for table, rows in corpus.items():
            said = []
            for name, copy in copies.items():
                bad += copy[table] != rows
                said.append(f"{name} equal" if copy[table] == rows else
                            f"{name} DIFFERS: {len(rows - copy[table])} missing,"
                            f" {len(copy[table] - rows)} other")
            print(f"{table}: {len(rows)} rows; {', '.join(said)}", flush=True)
        return bad


def run(trial, options):
    write_pages(trial.folder / "pages.jsonl", options.pages)
    if options.start:
        trial.burn_numbers(options.start)
    before = trial.number()
    secret = trial.folder / "secret"
    secret.write_text("a very long key\n")
    secret.chmod(0o600)
    hook = Hook()
    feeders = [trial.follow(f"sqlite:{trial.folder}/copy.sqlite"),
               trial.follow(trial.cluster.url("downstream")),
               trial.follow(hook.url, "--secret-file", secret, "--consumer", "hook")]
    try:
        trial.wait_until(3, lambda: len(trial.places()), feeders)
        begun = time.monotonic()
        trial.program.output("import", trial.folder / "pages.jsonl", seconds=trial.longest)
        imported = time.monotonic() - begun
        trial.wait_until({0}, lambda: {behind for behind, _ in trial.places().values()}, feeders)
        followed = time.monotonic() - begun
        alive = sum(feeder.poll() is None for feeder in feeders)
    finally:
        codes = [feeder.stop(seconds=60) for feeder in feeders]
        hook.close()
    spread = trial.cluster.ask("upstream", "SELECT min(xid), max(xid), count(DISTINCT xid)"
                                           " FROM change").replace("|", " to ", 1)
    print(f"{options.pages} pages imported in {imported:.0f} s, followed in {followed:.0f} s;"
          f" the server's numbers went from {before} to {trial.number()}; changes of {spread}"
          " transactions", flush=True)
    bad = trial.compare(hook)
    lowest, highest = (int(trial.cluster.ask("upstream", f"SELECT {end}(xid) FROM change"))
                       for end in ("min", "max"))
    if len(str(lowest)) == len(str(highest)):
        print("no number gained a digit while changes were written")
        bad += 1
    print(f"{alive} of 3 alive at the end, ended with {codes}")
    if alive != 3 or codes != [0, 0, 0]:
        print(*(feeder.told() for feeder in feeders))
    return bad or alive != 3 or codes != [0, 0, 0]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--start", type=int, default=0, help="0: as a fresh cluster's")
    parser.add_argument("--batch", type=int, default=500, help="changes at a time of who follows")
    parser.add_argument("--longest", type=float, default=3000, help="seconds that one command may take")
    options = parser.parse_args()
    cluster = Cluster.passing("follow-import")
    try:
        with tempfile.TemporaryDirectory(prefix="cabled-follow-import-") as folder:
            return 1 if run(Trial(cluster, pathlib.Path(folder), options), options) else 0
    finally:
        cluster.remove()


if __name__ == "__main__":
    sys.exit(main())
