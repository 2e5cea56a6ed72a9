#!/usr/bin/env python3
"""What whoever looks after a collection for years goes by: sources that come with cabled, a trial of one, `status
--check`, the journal, and a pager."""

import json
import os
import pathlib
import pty
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

import fault_server  # noqa: E402
import lisbon_page  # noqa: E402
import postgres_cluster  # noqa: E402
from cabled_program import Program  # noqa: E402
from waiting import until  # noqa: E402


def page(serial):
    return fault_server.reply(lisbon_page.PAGE.format(serial=serial, subject="LAMP OIL", text="Oil is dear.").encode())


def cut(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<html>")


class LookingAfter(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="cabled-after-")
        cls.addClassCleanup(folder.cleanup)
        cls.place = pathlib.Path(folder.name)
        cls.place.chmod(0o755)  # PostgreSQL's user has to pass through
        cls.cluster = postgres_cluster.Cluster(cls.place / "postgres")
        cls.addClassCleanup(cls.cluster.remove)
        links = b'<a href="/cable/1.html">1</a> <a href="/cable/2.html">2</a> <a href="/more/">more</a>'
        cls.site = fault_server.FaultServer({
            "/": fault_server.reply(links), "/more/": fault_server.reply(b'<a href="/cable/3.html">3</a>'),
            "/cable/1.html": page(1), "/cable/2.html": page(2), "/cable/3.html": cut,
            "/numbers/1": page(11)})
        cls.addClassCleanup(cls.site.stop)

    def program(self, name, seed="/", more="", sources=True):
        """A program with a folder, a configuration and, where it is asked for one, a database of its own."""
        folder = self.place / name
        folder.mkdir()
        address = f"127.0.0.1:{self.site.port}"
        source = (f'[[source]]\nname = "north"\nseeds = ["http://{address}{seed}"]\nindex = ["/more/"]\n'
                  f'include = ["/cable/*"]\ndelay = "0s"\n{more}\n')
        (folder / "cabled.toml").write_text('contact = "test@example.org"\n[fetch]\nattempts = 1\n'
                                            f'allow_private = ["{address}"]\n[archive]\ndisk_floor = "16MiB"\n'
                                            + (source if sources else ""))
        return Program(folder / "state", folder / "cabled.toml")

    def collected(self, name):
        program = self.program(name)
        program.database = self.cluster.create(name)
        program.output("migrate")
        program.output("run", "--once")
        return program

    def test_a_source_that_comes_with_cabled_is_written_into_the_configuration(self):
        program = self.program("adding", sources=False)
        self.assertIn("scoop      Scoop", program.output("sources", "add"))
        done = program.run("sources", "add", "scoop", code=0)
        self.assertEqual(done.stdout, f"source 'scoop' written to {program.config}\n")
        self.assertIn("cabled check --try scoop", done.stderr)
        self.assertIn("ok      source scoop", program.output("check"))
        again = program.run("sources", "add", "scoop", code=3)
        self.assertIn("has a source 'scoop' already", again.stderr)
        self.assertIn("did you mean 'scoop'?", program.run("sources", "add", "scop", code=1).stderr)
        self.assertFalse(program.state.exists(), "it made a state folder")

    def test_a_trial_fetches_one_page_of_each_kind_and_says_what_it_found(self):
        program = self.program("trying", more=f'templates = ["http://127.0.0.1:{self.site.port}/numbers/{{1..9}}"]')
        self.site.asked.clear()
        told = program.output("check", "--try", "north")
        root = f"http://127.0.0.1:{self.site.port}"
        for words in (f"{root}/robots.txt: there is none: all is allowed",
                      f"list of links {root}/: leads to 2 pages and 1 further list that the source wants",
                      f"list of links {root}/more/: leads to 1 page and 0 further lists",
                      f"page {root}/cable/1.html: holds 09LISBON1", f"page {root}/numbers/1: holds 09LISBON11"):
            self.assertIn(words, told)
        self.assertEqual(sorted(self.site.asked), ["/", "/cable/1.html", "/more/", "/numbers/1", "/robots.txt"])
        self.assertFalse(program.state.exists(), "it made a state folder")

    def test_a_trial_says_what_is_wrong(self):
        gone = self.program("gone", seed="/nothing")
        told = gone.output("check", "--try", "north", code=1)
        self.assertIn("/nothing: failed (http_404)", told)
        self.assertIn("no list led to one that the source wants", told)
        self.assertIn("did you mean 'north'?", gone.run("check", "--try", "nroth", code=1).stderr)

    def test_a_seed_that_can_never_be_fetched_is_told_at_once(self):
        program = self.program("hopeless", sources=False)
        with program.config.open("a") as file:
            file.write('[[source]]\nname = "router"\nseeds = ["http://192.168.0.1/"]\n')
        told = program.output("check", code=3)
        self.assertIn("'http://192.168.0.1/' cannot be fetched: address 192.168.0.1", told)

    def test_what_needs_a_person_is_a_line_and_exit_code_1(self):
        program = self.collected("needing")
        self.assertEqual(program.output("status", "--check"), "")
        self.assertEqual(program.ask("status", "--check"), {"ok": True, "needs": []})

        self.cluster.ask("needing", "UPDATE url SET due_at = now() - interval '3 days' WHERE kind <> 'page'")
        self.assertRegex(program.output("status", "--check", code=1),
                         r"^visit: a list of source 'north' was due at 20\S+ and was not visited; ")
        program.output("sources", "pause", "north")
        self.assertRegex(program.output("status", "--check", code=1), r"^paused: source 'north' by an operator since")
        program.output("sources", "resume", "north")
        self.cluster.ask("needing", "UPDATE url SET due_at = NULL")
        shutil.rmtree(program.state / "archive")
        self.assertRegex(program.output("status", "--check", code=1),
                         r"^lost_pages: 1 file of raw pages is missing from '\S+', with \d+ pages; hint: ")
        self.assertEqual([need["cause"] for need in json.loads(
            program.output("--json", "status", "--check", code=1))["needs"]], ["lost_pages"])

    def test_a_source_that_nobody_began_to_visit_needs_a_person(self):
        program = self.collected("unvisited")
        with program.config.open("a") as file:
            file.write('[[source]]\nname = "south"\nseeds = ["https://south.example/"]\n')
        self.assertIn("visit: source 'south' was never visited", program.output("status", "--check", code=1))
        self.assertIn("source south: not visited yet", program.output("sources", "check"))
        for command in ("pause", "resume"):  # by which the database knows its name
            program.output("sources", command, "south")
        self.assertIn("visit: source 'south' was never visited", program.output("status", "--check", code=1))

    def test_what_only_reads_makes_no_database(self):
        program = self.program("reading")
        for command in (["sources"], ["sources", "check"], ["sources", "check", "north", "http://a.example/"],
                        ["why", "http://a.example/"], ["status", "--check"]):
            done = program.run(*command, code=1)
            self.assertIn("there is no database below", done.stderr)
        self.assertFalse(program.state.exists())

    def test_reading_registers_no_source(self):
        program = self.collected("registering")
        with program.config.open("a") as file:
            file.write('[[source]]\nname = "south"\nseeds = ["https://south.example/"]\n')
        self.assertIn("south\nno page is known yet\n", program.output("sources"))
        program.output("why", "https://south.example/")
        self.assertEqual(self.cluster.ask("registering", "SELECT count(*) FROM source"), "1")

    def test_why_speaks_in_sentences(self):
        program = self.collected("asking")
        told = program.output("why", f"http://127.0.0.1:{self.site.port}/cable/1.html")
        self.assertIn('source      north takes it as a page: include "/cable/*"', told)
        self.assertIn("cables      09LISBON1\n", told)
        self.assertIn("robots.txt  the host has none: all is allowed", told)
        self.assertNotRegex(told, r'[{}\[\]]|null')

    def test_the_journal_has_start_and_stop_and_what_was_given_up(self):
        program = self.program("journal")
        program.database = self.cluster.create("journal")
        program.output("migrate")
        log = self.place / "journal.log"
        log.touch()
        stream = f"{log.stat().st_dev}:{log.stat().st_ino}"
        process = program.start("run", log=log, env={**os.environ, "JOURNAL_STREAM": stream})
        self.addCleanup(process.end)
        until("the page that was given up", lambda: "page given up" in log.read_text(), process=process)
        self.assertEqual(process.stop(), 0)
        lines = log.read_text().splitlines()
        self.assertRegex(lines[0], r'^<6>cabled started version=\S+ sources=north database="postgres:\S+" '
                                   r'archive=\S+/archive$')
        self.assertRegex(lines[-1], r"^<6>cabled stopped pages=\d+ unstorable=0 by=SIGTERM$")
        self.assertTrue(any(line.startswith("<4>page given up url=http://127.0.0.1:") and
                            "/cable/3.html reason=truncated" in line for line in lines), lines)
        self.assertFalse([line for line in lines if not line.startswith("<")], "a line without a priority")

    def read_on_terminal(self, program, *arguments, **env):
        master, slave = pty.openpty()
        process = program.start(*arguments, stdin=slave, stdout=slave, env={**os.environ, **env})
        os.close(slave)
        seen = b""
        with process.within():
            try:
                while piece := os.read(master, 1 << 16):
                    seen += piece
            except OSError:
                pass  # the end of a terminal is an error
        os.close(master)
        return process.code(), seen.decode()

    def test_a_person_reads_a_cable_through_a_pager(self):
        program = self.collected("paging")
        code, seen = self.read_on_terminal(program, "show", "09LISBON1", PAGER="sed 's/^/PAGED /'")
        self.assertEqual(code, 0)
        self.assertTrue(seen.startswith("PAGED id "), seen[:200])
        _, seen = self.read_on_terminal(program, "show", "09LISBON1", PAGER="false", CABLED_PAGER="")
        self.assertTrue(seen.startswith("id "), seen[:200])
        code, _ = self.read_on_terminal(program, "show", "09LISBON1", PAGER="true")
        self.assertEqual(code, 0, "a pager that was left is a failure")
        _, seen = self.read_on_terminal(program, "show", "09LISBON1", PAGER="/no/such/pager")
        self.assertIn("SUBJECT: LAMP OIL", seen)
        piped = program.run("show", "09LISBON1", env={**os.environ, "PAGER": "false"}, code=0)
        self.assertTrue(piped.stdout.startswith("id "))

    def test_dates_are_read_in_one_place(self):
        program = self.collected("dates")
        for text in ("2009", "2009-06", "2009-06-05", "5 June 2009", "2009-06-05T12:00:00Z"):
            program.output("reparse", "--dry-run", "--since", text)
            program.output("export", "--from", text)
        for command in (["reparse", "--until", "yesterday"], ["search", "oil", "--to", "soon"],
                        ["export", "--from", "2009-13"]):
            self.assertIn(command[-1], program.run(*command, code=2).stderr)


if __name__ == "__main__":
    unittest.main()
