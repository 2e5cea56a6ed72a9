#!/usr/bin/env python3
"""Every documented exit code, the schema's refusals with their cure, and migrations cut short."""

import json
import pathlib
import random
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

import postgres_cluster  # noqa: E402
from cabled_program import Program  # noqa: E402



class Commands(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="cabled-exit-")
        cls.addClassCleanup(folder.cleanup)
        cls.place = pathlib.Path(folder.name)
        cls.place.chmod(0o755)  # PostgreSQL's user has to pass through
        cls.cluster = postgres_cluster.Cluster(cls.place / "postgres")
        cls.addClassCleanup(cls.cluster.remove)
        (cls.place / "good.toml").write_text('contact = "operator@example.org"\n')
        (cls.place / "bad.toml").write_text('[fetch]\ncolour = true\n')
        (cls.place / "nobody.toml").write_text('[[source]]\nname = "far"\n'
                                               'seeds = ["http://cables.example.org/"]\n')

        cls.program = Program(cls.place / "state", cls.place / "good.toml")

    def cabled(self, *arguments, config="good.toml", database=None):
        return self.program.run(*arguments, config=self.place / config, database=database)

    def expect(self, done, code, *words):
        self.assertEqual(done.returncode, code, done.told)
        for word in words:
            self.assertIn(word, done.stderr)


class ExitCodes(Commands):
    def test_0_is_done(self):
        self.expect(self.cabled("id", "05RIO123"), 0)
        self.expect(self.cabled("--help"), 0)

    def test_1_is_failed(self):
        self.expect(self.cabled("id", "no cable"), 1)

    def test_2_is_wrong_use(self):
        self.expect(self.cabled("frobnicate"), 2)
        self.expect(self.cabled("run", "--twice"), 2)
        self.expect(self.cabled(), 2)
        self.expect(self.cabled("status", database="mysql://nowhere"), 2)
        self.expect(self.cabled("--log-level", "loud", "check"), 2)

    def test_wrong_use_names_the_word_and_what_may_have_been_meant(self):
        self.expect(self.cabled("serch", "gulls"), 2, "no command 'serch'", "did you mean 'search'?")
        self.expect(self.cabled("sources", "puase", "x"), 2, "cabled sources has no command 'puase'", "'pause'")
        self.expect(self.cabled("export", "--fromat", "csv"), 2, "cabled export has no option '--fromat'", "'--format'")
        self.expect(self.cabled("status", "--stat-dir=/x"), 2, "'--state-dir'")
        self.expect(self.cabled("migrate", "now"), 2, "takes no further word: 'now'")
        self.expect(self.cabled("export", "--format", "x"), 2, "cabled export: --format", "cabled export --help")
        self.expect(self.cabled("zzzz"), 2, "no command 'zzzz'; hint: cabled --help\n")
        self.expect(self.cabled(), 2, "cabled needs a command; hint: cabled --help")
        self.expect(self.cabled("show"), 2, "cabled show needs ID; hint: cabled show --help")
        self.expect(self.cabled("import", "--undo"), 2, "cabled import: --undo needs a value")
        self.expect(self.cabled("import", "--undo", "x"), 2, "cabled import: 'x' is no value for --undo")

    def test_help_is_a_word_too(self):
        for words, options in ((["help"], ["--help"]), (["help", "search"], ["search", "--help"]),
                               (["help", "sources", "pause"], ["sources", "pause", "--help"]), (["-V"], ["--version"])):
            asked = self.cabled(*words)
            self.expect(asked, 0)
            self.assertEqual(asked.stdout, self.cabled(*options).stdout)
        self.expect(self.cabled("help", "serch"), 2, "'search'")

    def test_errors_are_json_where_results_are(self):
        nowhere = Program(self.place / "none", self.place / "good.toml")
        for arguments, code, message, hint in (
                (["--json", "serch"], 2, "cabled has no command 'serch'", "did you mean 'search'?"),
                (["show", "09LISBON7", "--json"], 1, "there is no database", "--state-dir"),
                (["status", "--json", "--database", ""], 2, "--database names none", None)):
            done = nowhere.run(*arguments)
            self.assertEqual(done.returncode, code, done.told)
            error = json.loads(done.stderr.splitlines()[-1])["error"]
            self.assertEqual(error["exit_code"], code)
            self.assertIn(message, error["message"])
            self.assertIn(hint or "", error["hint"] or "")

    def test_what_only_reads_makes_no_database(self):
        nowhere = self.place / "mistyped"
        self.expect(Program(nowhere, self.place / "good.toml").run("import", "/no/such/file"), 1,
                    "cannot read '/no/such/file'")
        for command in (["status"], ["search", "gulls"], ["show", "09LISBON7"], ["why", "http://a.example/"], ["export"],
                        ["sources"], ["sources", "check"], ["feed"], ["feed", "--now"], ["feed", "--list"],
                        ["feed", "--to", f"sqlite:{self.place}/copy"], ["feed", "--forget", "x"], ["reparse"],
                        ["import", "--list"], ["import", "--undo", "7"], ["fetch", "--damaged"], ["serve"]):
            done = Program(nowhere, self.place / "good.toml").run(*command)
            self.expect(done, 1, f"there is no database below '{nowhere}'", "--state-dir")
        judged = Program(nowhere, self.place / "good.toml").run("doctor")
        self.assertIn(f"none below '{nowhere}' yet", judged.stdout)
        self.assertFalse(nowhere.exists())

    def test_1_is_a_name_that_nothing_has(self):
        (self.place / "named.toml").write_text('contact = "operator@example.org"\n[[source]]\nname = "harbour"\n'
                                               'seeds = ["http://cables.example.org/"]\n')
        nowhere = self.place / "unnamed"
        database = self.cluster.create("names")
        self.expect(self.cabled("migrate", database=database), 0)
        self.expect(self.cabled("sources", "pause", "harbour", config="named.toml", database=database), 0)
        self.expect(self.cabled("feed", "--since", "0", "--consumer", "paper", database=database), 0)
        near, none = "did you mean 'harbour'?", "no source named 'zzzzzzzz'"
        for command in (["sources", "pause"], ["sources", "resume"], ["check", "--try"], ["fetch", "--damaged", "--source"]):
            for name, told in (("harbor", near), ("zzzzzzzz", none)):
                self.expect(self.program.run(*command, name, config=self.place / "named.toml", state=nowhere), 1, told)
        self.assertFalse(nowhere.exists())
        for command, told in ((["sources", "check", "harbor"], near),
                              (["sources", "check", "harbor", "http://cables.example.org/"], near),
                              (["sources", "pause", "harbor"], near), (["reparse", "--source", "harbor"], near),
                              (["sources", "add", "scop"], "did you mean 'scoop'?"),
                              (["feed", "--forget", "papre"], "did you mean 'paper'?"),
                              (["feed", "--forget", "x"], "`cabled feed --list`"),
                              (["import", "--undo", "7"], "cabled import --list"),
                              (["show", "09LISBON7"], "no cable '09LISBON7'"),
                              (["codes", "SIPDSI"], "did you mean 'SIPDIS'?"),
                              (["fetch", "--list", "/no/such/list"], "cannot read '/no/such/list'")):
            done = self.cabled("--json", *command, config="named.toml", database=database)
            error = json.loads(done.stderr.splitlines()[-1])["error"]
            self.assertEqual((done.returncode, error["exit_code"]), (1, 1), done.told)
            self.assertIn(told, f"{error['message']}; {error['hint']}")

    def test_2_is_a_word_that_is_no_date_cursor_or_measure(self):
        nowhere = self.place / "undated"
        for command in (["export", "--since"], ["export", "--from"], ["export", "--to"], ["search", "gulls", "--from"],
                        ["feed", "--since"], ["reparse", "--since"], ["reparse", "--until"],
                        ["feed", "--to", "http://127.0.0.1:9/", "--give-up-after"],
                        ["feed", "--to", "http://127.0.0.1:9/", "--batch-bytes"]):
            self.expect(self.program.run(*command, "zz", state=nowhere), 2, command[-1], "'zz'")
        self.assertFalse(nowhere.exists())

    def test_pages_are_tried_without_a_database(self):
        nowhere = self.place / "tried"
        done = Program(nowhere, self.place / "good.toml").run("fetch", "--dry-run", "http://127.0.0.1:9/")
        self.expect(done, 1)
        self.assertIn("http://127.0.0.1:9/", done.stdout)
        self.assertFalse(nowhere.exists())

    def test_an_empty_database_is_no_database(self):
        self.expect(self.cabled("status", "--database", ""), 2, "--database names none")

    def test_all_faults_of_the_configuration_are_told_at_once(self):
        (self.place / "many.toml").write_text('[fetch]\ncolour = 1\ndelay = 3\n[[source]]\nname = "X"\n'
                                              '[[source]]\nname = "b"\nseeds = ["ftp://x"]\nsedes = []\n')
        done = self.cabled("run", "--once", config="many.toml")
        self.expect(done, 3, "line 2", "colour", "line 3", "delay", "'X' is no name", "source 'b': seed", "'sedes'", "'seeds'")
        self.assertEqual(len(done.stderr.splitlines()), 5)
        self.assertTrue(all(line.startswith("cabled: ") for line in done.stderr.splitlines()))

    def test_3_is_wrong_configuration(self):
        self.expect(self.cabled("run", "--once", config="bad.toml"), 3, "bad.toml", "colour")
        self.expect(self.cabled("run", "--once", config="missing.toml"), 3, "missing.toml")

    def test_3_is_a_crawl_of_strangers_by_nobody(self):
        database = self.cluster.create("nobody")
        self.expect(self.cabled("migrate", database=database), 0)

        self.expect(self.cabled("check", config="nobody.toml"), 3)
        self.expect(self.cabled("run", "--once", database=database, config="nobody.toml"), 3,
                    "contact")
        self.assertEqual(self.cluster.ask("nobody", "SELECT count(*) FROM url"), "0")

    def test_4_is_a_schema_too_old(self):
        empty = self.cluster.create("empty")
        for command in (["run", "--once"], ["status"], ["fetch", "http://127.0.0.1/"]):
            self.expect(self.cabled(*command, database=empty), 4, "cabled migrate")

        self.expect(self.cabled("migrate", database=empty), 0)
        self.expect(self.cabled("status", database=empty), 0)

    def test_4_is_a_schema_too_new(self):
        newer = self.cluster.create("newer")
        self.expect(self.cabled("migrate", database=newer), 0)
        self.cluster.ask("newer", "INSERT INTO schema_migration (version, name, sha256)"
                                  " SELECT max(version) + 1, 'later', sha256"
                                  " FROM schema_migration GROUP BY sha256"
                                  " ORDER BY 1 DESC LIMIT 1")
        for command in ("status", "migrate"):
            self.expect(self.cabled(command, database=newer), 4, "install the newer cabled")

    def test_4_is_a_schema_that_was_changed(self):
        changed = self.cluster.create("changed")
        self.expect(self.cabled("migrate", database=changed), 0)
        self.cluster.ask("changed", "UPDATE schema_migration SET sha256 = decode(repeat('0', 64), 'hex')")
        for command in ("status", "migrate"):
            self.expect(self.cabled(command, database=changed), 4, "differs from this program's",
                        "install the cabled that made this database", "cabled rebuild")

    def test_75_is_try_again_later(self):
        self.expect(self.cabled("status", database="host=/nowhere dbname=none"), 75)


class MigrationsCutShort(Commands):
    """Killed at any moment, `migrate` leaves whole migrations only, and goes on the next time."""

    def test_a_killed_migration_is_made_up_for(self):
        dice = random.Random(3)
        for number in range(8):
            name = f"cut{number}"
            database = self.cluster.create(name)
            process = self.program.start("migrate", database=database)
            time.sleep(dice.uniform(0.01, 0.25))
            process.end()

            self.expect(self.cabled("migrate", database=database), 0)
            self.expect(self.cabled("status", database=database), 0)

    def test_migrations_at_once_are_made_once(self):
        database = self.cluster.create("race")
        racers = [self.program.start("migrate", database=database) for _ in range(4)]
        for racer in racers:
            self.addCleanup(racer.end)
            racer.expect(0)
        twice = self.cluster.rows("race", "SELECT version FROM schema_migration GROUP BY version"
                                          " HAVING count(*) > 1")
        self.assertEqual(twice, [])


if __name__ == "__main__":
    unittest.main()
