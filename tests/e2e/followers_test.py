#!/usr/bin/env python3
"""Who follows the corpus, with real clusters: roles, logical replication, webhooks, exports."""

import base64
import csv
import hashlib
import hmac
import http.server
import io
import json
import pathlib
import re
import sqlite3
import sys
import tempfile
import threading
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from cabled_program import Program  # noqa: E402
from lisbon_page import PAGE  # noqa: E402
from postgres_cluster import Cluster  # noqa: E402
from waiting import until  # noqa: E402


class Followers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster.passing("followers", ["wal_level = logical"])
        cls.addClassCleanup(cls.cluster.remove)
        folder = tempfile.TemporaryDirectory(prefix="cabled-followers-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.folder.chmod(0o755)
        cls.program = Program(cls.folder / "state", database=cls.cluster.create("corpus"), options=["--quiet"])
        cls.cabled("migrate", "--roles", "--publication")
        cls.add_page(1, "=HARBOUR TALKS", "The harbour master asked for two tugs before winter.")
        cls.add_page(2, "FISH, \"FRESH\"", "Negotiations on fish went on until the fish did not.")

    @classmethod
    def cabled(cls, *arguments, user="cabled"):
        return cls.program.output(*arguments, database=cls.cluster.url("corpus", user))

    @classmethod
    def add_page(cls, serial, subject, text):
        page = cls.folder / f"{serial}.html"
        page.write_text(PAGE.format(serial=serial, subject=subject, text=text))
        cls.cabled("import", page)

    def lines(self, *arguments):
        return [json.loads(line) for line in self.cabled(*arguments).splitlines()]

    # Roles

    def refused(self, role, statement):
        with self.assertRaisesRegex(RuntimeError, "permission denied|must be owner|must be superuser",
                                    msg=f"{role}: {statement}"):
            self.cluster.psql("corpus", f"SET ROLE {role}; {statement}")

    def test_each_role_is_refused_what_it_does_not_need(self):
        refused = {
            "cabled_reader": [
                "INSERT INTO cable_link VALUES ('a', 'reference', 'b')",
                "UPDATE cable SET subject = ''", "DELETE FROM rendition", "TRUNCATE sighting",
                "DELETE FROM host", "DELETE FROM url", "DELETE FROM feed_consumer",
                "SELECT * FROM feed_dead_letter", "INSERT INTO change (kind, cable_id) VALUES"
                " ('cable', 'x')", "CREATE TABLE extra (x int)", "DROP TABLE cable",
                "COPY cable TO PROGRAM 'cat'"],
            "cabled_writer": [
                "DELETE FROM cable", "DELETE FROM rendition", "DELETE FROM capture",
                "UPDATE change SET kind = 'cable'", "DELETE FROM change", "TRUNCATE change",
                "UPDATE feed_origin SET pruned_seq = 0", "INSERT INTO feed_consumer VALUES"
                " ('x', '0', 0, 0)", "UPDATE schema_migration SET name = ''", "DROP TABLE cable",
                "ALTER TABLE cable ADD COLUMN x int", "CREATE TABLE extra (x int)",
                "COPY cable FROM PROGRAM 'cat'"],
            "cabled_feeder": [
                "INSERT INTO cable_link VALUES ('a', 'reference', 'b')",
                "UPDATE cable SET subject = ''", "DELETE FROM cable", "UPDATE change SET kind = ''",
                "INSERT INTO change (kind, cable_id) VALUES ('cable', 'x')",
                "UPDATE feed_origin SET id = gen_random_uuid()", "SELECT * FROM host",
                "UPDATE feed_dead_letter SET body = ''", "TRUNCATE change", "DROP TABLE change"],
            "cabled_owner": ["COPY cable TO PROGRAM 'cat'", "CREATE ROLE intruder",
                             "SELECT * FROM pg_authid", "ALTER SYSTEM SET fsync = off"],
        }
        for role, statements in refused.items():
            for statement in statements:
                self.refused(role, statement)

    def test_each_role_can_do_its_work(self):
        for user, role in (("ann", "reader"), ("ben", "feeder"), ("cai", "writer")):
            self.cluster.psql("postgres", f"CREATE ROLE {user} LOGIN IN ROLE cabled_{role}")

        self.assertIn("09LISBON1", self.cabled("search", "tugs", user="ann"))
        self.assertIn("09LISBON2", self.cabled("export", user="ann"))
        self.cabled("feed", "--to", f"sqlite:{self.folder}/by_feeder.sqlite", user="ben")
        self.assertIn("consumer", self.cabled("feed", "--list", user="ben"))
        page = self.folder / "writer.html"
        page.write_text(PAGE.format(serial=77, subject="BOATS", text="Boats by the dozen were sold."))
        self.cabled("import", page, user="cai")
        self.assertIn("09LISBON77", self.cabled("show", "09LISBON77"))

    # Native logical replication, by the recipe of docs/feeds.md

    def test_a_second_cluster_subscribes(self):
        second = Cluster.passing("subscriber", ["wal_level = logical"])
        self.addCleanup(second.remove)
        self.program.output("migrate", database=second.create("copy"), state=self.folder / "second")
        second.psql("copy", f"CREATE SUBSCRIPTION cabled CONNECTION 'host={self.cluster.folder}"
                            " user=cabled dbname=corpus' PUBLICATION cabled")
        self.addCleanup(second.psql, "copy", "DROP SUBSCRIPTION cabled")
        self.add_page(88, "AFTERWARDS", "This one was sent after the subscription was made.")

        query = ("SELECT c.id, c.subject, r.text, s.url FROM cable c JOIN rendition r"
                 " ON r.cable_id = c.id JOIN sighting s ON s.rendition_id = r.id ORDER BY 1, 4")
        wanted = self.cluster.psql("corpus", query)
        until("the subscriber to have all", lambda: second.psql("copy", query) == wanted,
              log=second.folder / "log", pause=0.1)

        second.psql("copy", "ALTER SUBSCRIPTION cabled DISABLE")
        until("a warning", lambda: "WARNING no one reads it" in self.cabled("feed", "--list"),
              log=lambda: self.cabled("feed", "--list"), pause=0.1)

    # Changes as lines

    def test_lines_go_on_after_a_cursor(self):
        lines = self.lines("feed")
        self.assertEqual([(line["kind"], line["cable_id"]) for line in lines[:3]],
                         [("cable", "09LISBON1"), ("rendition", "09LISBON1"),
                          ("sighting", "09LISBON1")])
        self.assertEqual(lines[0]["cable"]["cable"]["subject"], "=HARBOUR TALKS")
        rest = self.lines("feed", "--since", lines[2]["cursor"])
        self.assertEqual(rest, lines[3:])

    def test_following_prints_what_comes(self):
        start = self.cabled("feed", "--now").strip()
        feed = self.program.start("feed", "--follow", "--since", start)
        self.addCleanup(feed.end)
        self.add_page(5, "LATE NEWS", "News that came while someone was waiting for it.")
        self.assertEqual(json.loads(feed.line())["cable_id"], "09LISBON5")
        self.assertEqual(feed.stop(), 0, feed.told())

    def test_a_bad_cursor_is_named(self):
        for cursor, code in (("nonsense", 2), ("ffffffff-1-1-1", 1)):
            done = self.program.run("feed", "--since", cursor)
            self.assertEqual(done.returncode, code)
            self.assertIn(cursor, done.stderr)

    # Webhooks

    def receiver(self, answers):
        """A webhook's URL and what it has taken; answers 500 when `answers` are used up."""
        taken = []

        class Receiver(http.server.BaseHTTPRequestHandler):
            def do_POST(self):  # noqa: N802
                taken.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(answers.pop(0) if answers else 500)
                self.end_headers()

            def log_message(self, *_):
                pass

        server = http.server.HTTPServer(("127.0.0.1", 0), Receiver)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return f"127.0.0.1:{server.server_port}", taken

    def secret_file(self, name, text):
        file = self.folder / name
        file.write_text(text)
        file.chmod(0o600)
        return file

    def test_a_webhook_gets_signed_batches_and_a_refused_one_is_set_aside(self):
        answers = [503, 200]
        host, taken = self.receiver(answers)
        hook = ["--to", f"http://ann@{host}/hook", "--consumer", "hook", "--give-up-after", "1s",
                "--secret-file", self.secret_file("secret", "a very long key\n"),
                "--password-file", self.secret_file("password", "hunter2\n")]
        self.cabled("feed", *hook)  # starts with what is to come
        self.assertEqual(taken, [])

        self.add_page(6, "FOR THE HOOK", "This goes to whoever asked to be told of things.")
        self.cabled("feed", *hook)
        self.assertEqual(len(taken), 2)
        headers, body = taken[1]
        self.assertEqual(taken[0][1], body)
        signed = headers["X-Cabled-Timestamp"].encode() + b"." + body
        self.assertEqual(headers["X-Cabled-Signature"], "sha256=" + hmac.new(
            b"a very long key", signed, hashlib.sha256).hexdigest())
        self.assertEqual(headers["Authorization"], "Basic " + base64.b64encode(b"ann:hunter2").decode())
        batch = json.loads(body)
        self.assertEqual(batch["cursor"], headers["X-Cabled-Cursor"])
        self.assertEqual(batch["changes"][0]["cable_id"], "09LISBON6")

        self.add_page(7, "NOT FOR THE HOOK", "This will be refused until no one tries any more.")
        done = self.program.run("feed", *hook)
        self.assertEqual(done.returncode, 1, done.told)
        self.assertIn("1 batches are set aside for 'hook'", done.stderr)
        self.assertGreater(len(taken), 3)
        self.assertIn("WARNING 1 batch set aside for hook since 20", self.cabled("feed", "--list"))
        self.assertEqual(self.program.ask("status")["set_aside"][0]["batches"], 1)
        stored = self.cluster.psql("corpus", "SELECT * FROM feed_dead_letter; SELECT * FROM feed_consumer")
        self.assertRegex(stored, rf"'http://{host}' answered 500")
        self.assertNotIn("hunter2", stored + done.stderr)

        refused = taken[-1][1]
        self.assertEqual(self.program.run("feed", "--redeliver", *hook).returncode, 1)
        answers.append(204)
        self.assertEqual(self.cabled("feed", "--redeliver", *hook), "1 batches delivered, 0 refused again\n")
        self.assertEqual(taken[-1][1], refused)
        self.cabled("feed", *hook)

    def test_a_webhook_whose_url_holds_a_secret_is_refused_and_not_repeated(self):
        secret = self.secret_file("secret", "a very long key\n")
        for url in ("https://ann:hunter2@hooks.example/in", "https://hooks.example/in?token=hunter2"):
            done = self.program.run("feed", "--to", url, "--secret-file", secret)
            self.assertEqual(done.returncode, 2, done.told)
            self.assertIn("--password-file", done.stderr)
            self.assertNotIn("hunter2", done.stderr)

    def test_a_webhook_that_is_gone_ends_its_feed(self):
        host, taken = self.receiver([410])
        hook = ["feed", "--to", f"http://{host}/", "--follow", "--consumer", "gone",
                "--secret-file", self.secret_file("secret", "a very long key\n")]
        feed = self.program.start(*hook)
        self.addCleanup(feed.end)
        until("the place", lambda: "gone" in self.cabled("feed", "--list"), process=feed)
        self.add_page(61, "FOR NOBODY", "Whoever asked for this has moved away for good.")
        self.assertEqual(feed.code(), 1, feed.told())
        self.assertIn("answered 410", feed.said())
        self.assertEqual(len(taken), 1)
        self.cabled("feed", "--forget", "gone")

    # Exports

    def test_csv_reads_back_and_defuses_on_request(self):
        plain = list(csv.DictReader(io.StringIO(self.cabled("export", "--format", "csv"))))
        defused = list(csv.DictReader(io.StringIO(
            self.cabled("export", "--format", "csv", "--defuse-formulas"))))
        by_id = {row["id"]: row for row in plain}

        self.assertEqual(by_id["09LISBON1"]["subject"], "=HARBOUR TALKS")
        self.assertEqual(by_id["09LISBON2"]["subject"], 'FISH, "FRESH"')
        self.assertEqual(by_id["09LISBON1"]["tags"], "PREL; PO")
        self.assertIn("The harbour master", by_id["09LISBON1"]["text"])
        self.assertEqual({row["id"]: row["subject"] for row in defused}["09LISBON1"],
                         "'=HARBOUR TALKS")

    def test_sqlite_has_full_text_search_and_is_the_same_each_time(self):
        first, second = self.folder / "first.sqlite", self.folder / "second.sqlite"
        for file in (first, second):
            self.cabled("export", "--format", "sqlite", "--output", file, "--to", "2009-12-31")

        self.assertEqual(first.read_bytes(), second.read_bytes())
        with sqlite3.connect(first) as file:
            found = file.execute("SELECT id FROM cable_search WHERE cable_search MATCH 'tug'")
            self.assertEqual(found.fetchall(), [("09LISBON1",)])

    def test_an_export_since_a_cursor_has_only_what_changed(self):
        done = Program(self.folder / "state", database=self.program.database).run("export", code=0)
        cursor = done.stderr.split()[-1]
        self.add_page(9, "ONE MORE", "One more was sent when all had been written down.")

        changed = self.lines("export", "--since", cursor)

        self.assertEqual([cable["id"] for cable in changed], ["09LISBON9"])

    # Search

    def search(self, *arguments):
        return [hit["id"] for hit in self.lines("--json", "search", *arguments)]

    def finds_nothing(self, *arguments):
        """What is said on standard error of a search without a hit, whose exit code is 1."""
        talks = Program(self.folder / "state", database=self.program.database)
        done = talks.run("--json", "search", *arguments, code=1)
        self.assertEqual(done.stdout, "")
        return done.stderr

    def test_search_takes_ids_phrases_prefixes_and_exclusions(self):
        self.assertEqual(self.search("09 lisbon 0002")[0], "09LISBON2")
        self.assertEqual(self.search('"two tugs"'), ["09LISBON1"])
        self.assertIn("no cable matches", self.finds_nothing('"tugs two"'))
        self.assertEqual(self.search("negotiat*"), ["09LISBON2"])
        self.assertIn("without station:OSLO", self.finds_nothing("ministry", "--station", "oslo"))
        self.assertIn("09LISBON2", self.finds_nothing("09LISBON22"))
        self.assertIn("near it: tugs", self.finds_nothing("tuggs"))
        self.assertEqual(self.search("two", "tugs", "station:lisbon"), ["09LISBON1"])
        self.assertNotIn("09LISBON1", self.search("ministry -tugs"))
        self.assertIn("09LISBON1", self.search("prel tugs"))

    def test_snippets_show_what_a_phrase_and_a_beginning_found(self):
        def found_words(query):
            snippets = [hit["snippet"] for hit in self.lines("--json", "search", query)]
            return [re.findall(r"\[([^]]*)\]", snippet) for snippet in snippets]

        self.assertEqual(found_words('"two tugs"'), [["two", "tugs"]])
        self.assertIn("Negotiations", found_words("negotiat*")[0])

    def test_ids_are_taken_with_and_without_zeros_and_blanks(self):
        for typed in ("09LISBON2", "09LISBON0002", "09 LISBON 2", "09 lisbon 0002"):
            self.assertEqual(self.search(typed)[:1], ["09LISBON2"], typed)
        for typed in ("09LISBON2", "09LISBON0002", "09 LISBON 2", "09 lisbon 0002", "09lisbon002"):
            self.assertEqual(self.lines("--json", "show", typed)[0]["id"], "09LISBON2", typed)

    def test_search_counts_facets(self):
        facets = self.lines("--json", "search", "tugs", "--facets")[-1]["facets"]

        self.assertEqual(facets["station"], [{"value": "LISBON", "count": 1}])
        self.assertEqual(facets["year"], [{"value": "2009", "count": 1}])
        self.assertEqual([tag["value"] for tag in facets["tag"]], ["PO", "PREL"])


if __name__ == "__main__":
    unittest.main()
