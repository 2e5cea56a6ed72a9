#!/usr/bin/env python3
"""Crawls the sample site through PgBouncer in transaction mode, with two daemons at once."""

import os
import pathlib
import pwd
import shutil
import socket
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

import commands  # noqa: E402
from cabled_program import ROOT, Program  # noqa: E402
from waiting import until  # noqa: E402

SITE = ROOT / "deploy" / "sample-site"
POSTGRES = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@unittest.skipUnless(shutil.which("pgbouncer") and POSTGRES, "no pgbouncer or no PostgreSQL here")
class Pooler(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="cabled-e2e-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, True)
        # Neither PostgreSQL nor PgBouncer runs as root.
        cls.account = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
        cls.folder.chmod(0o755)
        cls.servers = cls.folder / "servers"
        cls.servers.mkdir()
        if os.getuid() == 0:
            shutil.chown(cls.servers, cls.account)
        cls.start_postgres()
        cls.start_pooler()
        cls.start_site()

    @classmethod
    def as_account(cls, *command):
        prefix = ["runuser", "-u", cls.account, "--"] if os.getuid() == 0 else []
        return [*prefix, *map(str, command)]

    @classmethod
    def start_postgres(cls):
        cluster, cls.postgres_port = cls.servers / "pg", free_port()
        binaries = POSTGRES[-1]
        commands.run(cls.as_account(binaries / "initdb", "-D", cluster, "-A", "trust", "-U", "cabled",
                                    "--no-sync"), code=0)
        commands.run(cls.as_account(
            binaries / "pg_ctl", "-D", cluster, "-w", "-l", cls.servers / "log", "-o",
            f"-p {cls.postgres_port} -k {cls.servers} -c fsync=off -c listen_addresses=127.0.0.1",
            "start"), code=0)
        # What a role may have been given, and a session through the pooler then begins with.
        foreign = ["default_transaction_isolation = 'repeatable read'", "search_path = pg_catalog",
                   "default_transaction_read_only = on", "client_encoding = 'LATIN1'",
                   "array_nulls = off", "standard_conforming_strings = off",
                   "DateStyle = 'German'", "TimeZone = 'Asia/Tokyo'"]
        commands.run([binaries / "psql", "-Xq", "-h", cls.servers, "-p", cls.postgres_port, "-U", "cabled",
                      "-d", "postgres", "-v", "ON_ERROR_STOP=1", "-c",
                      "".join(f"ALTER ROLE cabled SET {setting};" for setting in foreign)], code=0)
        cls.addClassCleanup(commands.run, cls.as_account(
            binaries / "pg_ctl", "-D", cluster, "-m", "immediate", "stop"))

    @classmethod
    def start_pooler(cls):
        cls.pooler_port = free_port()
        settings = cls.servers / "pgbouncer.ini"
        # Three server connections for all: were any state kept in a session, it would soon be
        # another client's.
        settings.write_text(f"""[databases]
postgres = host=127.0.0.1 port={cls.postgres_port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {cls.pooler_port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 3
max_client_conn = 100
ignore_startup_parameters = extra_float_digits,options
""")
        # auth_type any takes the user from the database line.
        settings.write_text(settings.read_text().replace(
            f"port={cls.postgres_port}\n", f"port={cls.postgres_port} user=cabled\n"))
        pooler = commands.Running(cls.as_account("pgbouncer", "-q", settings))
        cls.addClassCleanup(pooler.stop)
        until("pgbouncer to listen", cls.listens, 30, process=pooler, pause=0.05)

    @classmethod
    def listens(cls):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", cls.pooler_port)) == 0

    @classmethod
    def start_site(cls):
        server = commands.Running([sys.executable, "-B", SITE / "serve.py", "--port", "0"])
        cls.addClassCleanup(server.end)
        port = int(server.line())
        template = (SITE / "cabled.toml.in").read_text()
        cls.config = cls.folder / "cabled.toml"
        cls.config.write_text(template.replace("@PORT@", str(port)))

    def test_two_daemons_store_each_page_once(self):
        database = f"postgresql://cabled@127.0.0.1:{self.pooler_port}/postgres"
        program = Program(self.folder / "one", self.config, database)
        program.output("migrate")
        second = program.start("run", "--once", state=self.folder / "two")
        self.addCleanup(second.end)
        program.output("run", "--once")

        second.expect(0)
        account = program.ask("run", "--once")
        self.assertEqual({"discovered": 27, "stored": 21, "duplicate": 3, "refused": 2,
                          "failed": 1, "pending": 0, "balanced": True},
                         {key: account[key] for key in ("discovered", "stored", "duplicate",
                                                        "refused", "failed", "pending",
                                                        "balanced")})


if __name__ == "__main__":
    unittest.main()
