#!/usr/bin/env python3
"""The commands of docs/backup.md, restore.md, move.md and upgrade.md do what the pages say."""

import os
import pathlib
import pwd
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from cabled_program import Program  # noqa: E402
from corpus_dump import DUMP  # noqa: E402
from lisbon_page import PAGE  # noqa: E402
from page_commands import Shell  # noqa: E402
from postgres_cluster import Cluster, programs  # noqa: E402
from waiting import until  # noqa: E402


class Keeping(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="cabled-keeping-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.folder.chmod(0o755)
        self.state = self.make_state("state")

    def make_state(self, name):
        """A state folder, as the service's: not root's, so that its server can be in it."""
        state = self.folder / name
        state.mkdir()
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(state, owner.pw_uid, owner.pw_gid)
        return state

    def add_pages(self, program, serials):
        for serial in serials:
            page = self.folder / f"{serial}.html"
            page.write_text(PAGE.format(serial=serial, subject=f"TALKS {serial}", text=f"Tug {serial} came."))
            program.output("import", page)

    def shell(self, **variables):
        return Shell(self.folder, programs(), STATE=self.state, BACKUP=self.folder / "backup", **variables)


class OfTheEmbeddedDatabase(Keeping):
    def setUp(self):
        super().setUp()
        self.program = Program(self.state, options=["--quiet"])
        self.add_pages(self.program, (1, 2))
        self.before = self.program.output("export")

    def reader_config(self):
        file = self.folder / "cabled.toml"
        file.write_text(f'[serve]\nlisten = "unix:{self.folder}/reader.sock"\n')
        return file

    def test_a_copy_that_is_restored_has_what_was_copied_and_a_moved_one_too(self):
        shell = self.shell(NEW=self.folder / "elsewhere")
        shell.run("backup.md", "The embedded database")
        self.add_pages(self.program, (3,))
        shell.run("restore.md", "The embedded database")
        self.assertEqual(self.program.output("export"), self.before)
        shell.run("move.md", "To another machine")
        self.assertEqual(Program(self.folder / "elsewhere", options=["--quiet"]).output("export"), self.before)

    def test_a_database_is_read_out_of_the_archive_alone(self):
        shutil.copytree(self.state / "archive", self.folder / "backup/archive")
        self.state = self.make_state("fresh")
        self.shell().run("restore.md", "From the archive alone")
        fresh = Program(self.state, options=["--quiet"])
        self.assertEqual(fresh.run("archive", "verify").returncode, 0)
        for cable in ("09LISBON1", "09LISBON2"):
            self.assertEqual(fresh.ask("show", cable)["cable"], self.program.ask("show", cable)["cable"])

    def test_it_is_dumped_while_it_is_used_and_becomes_a_database_of_ones_own(self):
        reader = self.program.start("serve", config=self.reader_config())
        try:
            until("the reader is up", lambda: (self.folder / "reader.sock").exists(), process=reader)
            self.shell().run("move.md", "To a server of your own")
        finally:
            reader.terminate()
            reader.wait(60)
        (self.folder / "backup/archive").mkdir()
        cluster = Cluster.passing("keeping")
        self.addCleanup(cluster.remove)
        database = cluster.url("cabled")
        self.shell(SERVER=cluster.url("postgres"), DATABASE=database).run(
            "restore.md", "A dump, into a fresh cluster", slice(0, 1))
        self.assertEqual(Program(self.state, database=database, options=["--quiet"]).output("export"), self.before)

    def test_the_newest_version_has_nothing_to_upgrade_to(self):
        self.shell().run("upgrade.md", "PostgreSQL")
        self.assertEqual(self.program.output("export"), self.before)
        self.assertFalse(list(self.state.glob("db.postgresql-*")))

    def test_where_its_version_is_gone_the_ways_that_are_left_are_named(self):
        (self.state / "db/PG_VERSION").write_text("9\n")
        for arguments in (("status",), ("migrate", "--upgrade-database")):
            done = self.program.run(*arguments)
            self.assertEqual(done.returncode, 1, done.told)
            for way in ("install postgresql-9", "--upgrade-database", "dump", "`cabled rebuild`"):
                self.assertIn(way, done.stderr)

    def test_it_is_not_upgraded_while_somebody_uses_it(self):
        reader = self.program.start("serve", config=self.reader_config())
        try:
            until("the reader is up", lambda: (self.folder / "reader.sock").exists(), process=reader)
            done = self.program.run("migrate", "--upgrade-database")
        finally:
            reader.terminate()
            reader.wait(60)
        self.assertEqual(done.returncode, 75, done.told)
        self.assertIn("in use", done.stderr)


class OfADatabaseOfOnesOwn(Keeping):
    def test_a_dump_comes_back_into_a_fresh_cluster_with_roles_and_followers_are_told(self):
        old, new = Cluster.passing("keeping"), Cluster.passing("kept")
        self.addCleanup(old.remove)
        self.addCleanup(new.remove)
        program = Program(self.state, database=old.create("cabled"), options=["--quiet"])
        self.shell(DATABASE=program.database).run("upgrade.md", "cabled")
        self.add_pages(program, (1, 2))
        follower = f"sqlite:{self.folder / 'down.sqlite'}"
        program.output("feed", "--to", follower)
        self.shell(DATABASE=program.database).run("backup.md", "A database of your own")

        self.state = self.make_state("fresh")
        shell = self.shell(SERVER=new.url("postgres"), DATABASE=new.url("cabled"), FOLLOWER=follower)
        shell.run("restore.md", "A dump, into a fresh cluster", slice(0, 1))
        restored = Program(self.state, database=new.url("cabled"), options=["--quiet"])
        refused = restored.run("feed", "--to", follower)
        self.assertEqual(refused.returncode, 1, refused.told)
        self.assertIn("--copy-anew", refused.stderr)
        shell.run("restore.md", "A dump, into a fresh cluster", slice(1, None))

        self.assertEqual(new.psql("cabled", DUMP), old.psql("cabled", DUMP))
        roles = "SELECT count(*) FROM pg_roles WHERE rolname ~ '^cabled_'"
        self.assertEqual(new.ask("postgres", roles), "4")
        self.assertEqual(new.ask("cabled", "SELECT tableowner FROM pg_tables WHERE tablename = 'cable'"), "cabled_owner")

    def test_a_schema_between_two_versions_starts_no_daemon_until_it_is_whole(self):
        cluster = Cluster.passing("keeping")
        self.addCleanup(cluster.remove)
        program = Program(self.state, database=cluster.create("cabled"), options=["--quiet"])
        program.output("migrate")
        newest = cluster.ask("cabled", "SELECT max(version) FROM schema_migration")
        cluster.ask("cabled", f"DELETE FROM schema_migration WHERE version = {newest}")
        done = program.run("run", "--once")
        self.assertEqual(done.returncode, 4, done.told)
        self.assertIn("cabled migrate", done.stderr)


if __name__ == "__main__":
    unittest.main()
