#!/usr/bin/env python3
"""What commands make of a database that goes away, is none of theirs to write, or is not made for cables."""

import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
import commands  # noqa: E402
from cabled_program import Program  # noqa: E402
from crawl_trial import CONFIG, SiteProcess  # noqa: E402
from import_fixture import page, tar_of  # noqa: E402
from postgres_cluster import Cluster  # noqa: E402
from waiting import until  # noqa: E402

PAGES = 700
WAITS_FOR_A_LOCK = "SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"


def archive(first, last):
    return tar_of([(f"www.outage.example/{n}.html", page(n)) for n in range(first, last + 1)])


class Outages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="cabled-outages-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.folder.chmod(0o755)
        cls.cluster = Cluster(cls.folder / "cluster", durable=False)
        cls.addClassCleanup(cls.cluster.remove)
        cls.program = Program(cls.folder / "state", database=cls.cluster.create("corpus"))
        cls.program.output("migrate")
        file = cls.folder / "pages.tar"
        file.write_bytes(archive(1, PAGES))
        cls.program.output("import", file)

    def restart(self):
        self.cluster.stop()
        self.cluster.start()

    def interrupted(self, *arguments, table):
        """A command whose statements wait for `table` when the server is stopped at once and started again."""
        holder = commands.Running(
            ["psql", "-XqAt", self.cluster.url("corpus"), "-c",
             f"BEGIN; LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE; SELECT 'held'; SELECT pg_sleep(200)"])
        self.addCleanup(holder.end)
        until("the lock", lambda: self.cluster.ask(
            "corpus", f"SELECT count(*) FROM pg_locks WHERE relation = '{table}'::regclass"
                      " AND mode = 'AccessExclusiveLock' AND granted") == "1", process=holder)
        running = self.program.start(*arguments)
        self.addCleanup(running.end)
        self.cluster.wait_for("corpus", WAITS_FOR_A_LOCK, "t", process=running)
        self.restart()
        return running

    def assert_told_once(self, running, delayed):
        said = running.said()
        self.assertEqual(said.count(delayed), 1, said)
        self.assertEqual(said.count("database back"), 1, said)

    def test_reparse_outlasts_a_restart_of_the_server(self):
        running = self.interrupted("--json", "reparse", "--since", "2001-01-01", table="capture")
        report = json.loads(running.expect(0))
        self.assertEqual(report["captures"], int(self.cluster.ask("corpus", "SELECT count(*) FROM capture")))
        self.assert_told_once(running, "reparse delayed")

    def test_import_outlasts_a_restart_of_the_server(self):
        file = self.folder / "more.tar"
        file.write_bytes(archive(PAGES + 1, PAGES + 40))
        running = self.interrupted("--json", "import", file, table="import_archive")
        report = json.loads(running.expect(0))
        self.assertEqual(report["cables"], 40)
        self.assert_told_once(running, "import delayed")
        self.cluster.psql("corpus", "SELECT 1")

    def test_export_outlasts_a_restart_and_gives_each_cable_once(self):
        running = self.program.start("export", "--station", "TOKYO", stdout=subprocess.PIPE)
        self.addCleanup(running.end)
        first = running.stdout.readline()  # and then nobody reads: it stands in the middle
        self.restart()
        with running.within(120):
            lines = [first, *running.stdout]
        self.assertEqual(running.code(), 0, running.told())
        ids = [json.loads(line)["id"] for line in lines]
        self.assertEqual(ids, sorted(set(ids)))
        self.assertGreaterEqual(len(ids), PAGES)
        self.assert_told_once(running, "export delayed")
        running.stdout.close()

    def test_a_standby_is_named_by_commands_that_write_and_serves_those_that_read(self):
        standby = self.make_standby()
        database = standby.url("corpus")
        for arguments in (["import", self.folder / "pages.tar"], ["run", "--once"], ["reparse"], ["migrate", "--roles"]):
            with self.subTest(arguments=arguments):
                done = self.program.run(*arguments, database=database, seconds=60)
                self.assertEqual(done.returncode, 75, done.told)
                self.assertIn("standby", done.stderr)
        self.assertIn("10TOKYO7", self.program.output("show", "10TOKYO7", database=database))
        self.assertGreaterEqual(self.program.output("export", database=database).count("\n"), PAGES)

    def make_standby(self):
        folder = self.folder / "standby"
        folder.mkdir()
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        self.cluster.run("pg_basebackup", "-D", folder / "data", "-h", self.cluster.folder, "-p", "5432",
                         "-U", "cabled", "-R", "-c", "fast", "--no-sync")
        with open(folder / "data" / "postgresql.conf", "a", encoding="utf-8") as conf:
            conf.write(f"unix_socket_directories = '{folder}'\n")
        standby = Cluster(folder)
        self.addCleanup(standby.remove)
        return standby

    def test_a_database_in_another_encoding_is_refused_by_name(self):
        self.cluster.ask("postgres", "CREATE DATABASE western ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
        for arguments in (["migrate"], ["status"], ["import", self.folder / "pages.tar"], ["run", "--once"]):
            with self.subTest(arguments=arguments):
                done = self.program.run(*arguments, database=self.cluster.url("western"), seconds=60)
                self.assertEqual(done.returncode, 4, done.told)
                self.assertIn("database 'western' has the encoding LATIN1", done.stderr)
        follower = self.program.run("feed", "--to", self.cluster.url("western"), seconds=60)
        self.assertEqual(follower.returncode, 1, follower.told)
        self.assertIn("'western'", follower.stderr)

    def test_pages_that_are_written_off_count_in_the_exit_code_and_are_named_with_their_cure(self):
        self.cluster.psql("corpus", """
            CREATE FUNCTION dislike() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN
              IF NEW.text LIKE '%COUNTED 9013 SHIPS%' THEN
                RAISE EXCEPTION 'not this one' USING ERRCODE = '22000'; END IF; RETURN NEW; END$$;
            CREATE TRIGGER dislike BEFORE INSERT ON rendition FOR EACH ROW EXECUTE FUNCTION dislike()""")
        self.addCleanup(self.cluster.psql, "corpus",
                        "DROP TRIGGER IF EXISTS dislike ON rendition; DROP FUNCTION dislike()")
        file = self.folder / "disliked.tar"
        file.write_bytes(archive(9010, 9015))
        done = self.program.run("--json", "import", file)
        self.assertEqual(done.returncode, 1, done.told)
        report = json.loads(done.stdout)
        self.assertEqual((report["cables"], report["rejected"]), (5, 1))
        self.assertIn("1 page the database would not take", done.stderr)
        self.assertIn("`cabled reparse --rejected`", done.stderr)

        self.cluster.psql("corpus", "DROP TRIGGER dislike ON rendition")
        self.program.output("reparse", "--rejected")
        self.program.output("show", "10TOKYO9013")


    # A crawl

    def crawl(self, name, pages):
        """A site, and the program that is to crawl it into a database of its own."""
        folder = self.folder / name
        folder.mkdir()
        site = SiteProcess(folder, pages)
        self.addCleanup(site.stop)
        config = folder / "cabled.toml"
        config.write_text(CONFIG.format(seeds=f'"http://127.0.0.1:{site.port}/"', delay=0, per_host=4))
        program = Program(folder / "state", config, self.cluster.create(name))
        program.output("migrate")
        return site, program

    def test_a_crawl_ends_with_1_when_pages_are_written_off(self):
        site, program = self.crawl("disliked", 20)
        disliked = sorted(site.site.texts())[3]
        self.cluster.psql("disliked", f"""
            CREATE FUNCTION dislike() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN
              IF NEW.cable_id = '{disliked}' THEN
                RAISE EXCEPTION 'not this one' USING ERRCODE = '22000'; END IF; RETURN NEW; END$$;
            CREATE TRIGGER dislike BEFORE INSERT ON rendition FOR EACH ROW EXECUTE FUNCTION dislike()""")
        done = program.run("--json", "run", "--once")
        self.assertEqual(done.returncode, 1, done.told)
        self.assertIn("`cabled reparse --rejected`", done.stderr)
        self.assertGreater(json.loads(done.stdout)["reasons"]["failed: unstorable"], 0)

        self.cluster.psql("disliked", "DROP TRIGGER dislike ON rendition")
        program.output("reparse", "--rejected")
        self.assertEqual(sorted(json.loads(line)["id"] for line in program.output("export").splitlines()),
                         sorted(site.site.texts()))

    def test_a_daemon_ends_with_4_when_a_column_is_missing_and_loses_nothing(self):
        site, program = self.crawl("mislaid", 60)
        self.cluster.psql("mislaid", "ALTER TABLE rendition RENAME COLUMN completeness TO mislaid")
        daemon = program.start("run")
        self.addCleanup(daemon.end)
        self.assertEqual(daemon.code(), 4, daemon.told())
        self.assertIn("`cabled migrate`", daemon.said())

        self.cluster.psql("mislaid", "ALTER TABLE rendition RENAME COLUMN mislaid TO completeness")
        account = program.ask("run", "--once")
        self.assertEqual((account["failed"], account["pending"]), (0, 0))
        self.assertEqual(sorted(json.loads(line)["id"] for line in program.output("export").splitlines()),
                         sorted(site.site.texts()))

    def test_a_daemon_ends_with_1_when_its_own_table_is_closed_to_it(self):
        _, program = self.crawl("closed", 5)
        program.output("migrate", "--roles")
        self.cluster.psql("closed", "CREATE ROLE crawler_of_closed LOGIN IN ROLE cabled_writer;"
                                    "REVOKE UPDATE ON host FROM cabled_writer")
        done = program.run("run", database=self.cluster.url("closed", "crawler_of_closed"))
        self.assertEqual(done.returncode, 1, done.told)
        self.assertIn("GRANT cabled_writer", done.stderr)


class EmbeddedServer(unittest.TestCase):
    """The server of a state folder, killed under a command."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="cabled-embedded-outage-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.folder.chmod(0o755)
        self.program = Program(self.folder / "state")

    def base(self):
        location = self.folder / "state" / "db.location"
        return pathlib.Path(location.read_text().strip()) if location.exists() else self.folder / "state"

    def server(self):
        return int((self.base() / "db" / "postmaster.pid").read_text().split()[0])

    def put(self, first, last):
        file = self.folder / f"{first}.tar"
        file.write_bytes(archive(first, last))
        return self.program.ask("import", file)

    def test_a_feed_goes_on_when_its_server_was_killed_and_the_log_stays_short(self):
        self.put(1, 3)
        copy = self.folder / "copy.sqlite"

        def copied():
            with sqlite3.connect(copy) as file:
                return file.execute("SELECT count(*) FROM cable").fetchone()[0]

        feed = self.program.start("feed", "--to", f"sqlite:{copy}", "--follow")
        self.addCleanup(feed.end)
        until("the first copy", lambda: copy.exists() and "new consumer" in feed.said() and copied() == 3,
              process=feed)
        first = self.server()
        os.kill(first, signal.SIGKILL)
        until("another server", lambda: "database runs again" in feed.said(), process=feed)
        self.assertNotEqual(self.server(), first)
        self.put(4, 6)
        until("what came afterwards", lambda: copied() == 6, process=feed)

        log = self.base() / "db.log"
        with open(log, "ab") as end:
            end.write(b"words\n" * (3 << 19))
        until("a short log", lambda: log.stat().st_size < 1 << 20, process=feed)
        self.assertTrue((self.base() / "db.log.1").exists())
        self.assertEqual(feed.stop(), 0, feed.told())
        self.assertEqual(self.program.ask("status")["corpus"]["cables"], 6)


if __name__ == "__main__":
    unittest.main()
