"""The program under test, as the tests run it."""

import json
import os
import pathlib

import commands

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("CABLED_BINARY", str(ROOT / "build/dev/daemon/cabled"))
SHARED = pathlib.Path(os.environ.get("CABLED_SHARED", ROOT.parent / "shared"))


class Program:
    """The program with a state folder, and with the configuration and the database that all its commands have."""

    def __init__(self, state, config=None, database=None, options=(), prefix=(), **surroundings):
        self.state, self.config, self.database = state, config, database
        self.options, self.prefix = list(options), list(prefix)
        self.surroundings = surroundings  # of its processes: env, cwd, preexec_fn

    def command(self, *arguments, **instead):
        """A command line; `instead` has another config, database or state than the program's."""
        line = [*self.prefix, BINARY]
        for option in ("config", "database", "state"):
            if value := instead.get(option, getattr(self, option)):
                line += ["--state-dir" if option == "state" else f"--{option}", value]
        return [str(part) for part in [*line, *self.options, *arguments]]

    def _take(self, how):
        instead = {key: how.pop(key) for key in ("config", "database", "state") if key in how}
        return instead, {**self.surroundings, **how}

    def run(self, *arguments, **how):
        """Done, whatever the exit code; `how` is as of commands.run, or `instead` of command()."""
        instead, how = self._take(how)
        return commands.run(self.command(*arguments, **instead), **how)

    def output(self, *arguments, code=0, **how):
        """Its standard output; a failure unless it ends with this exit code."""
        return self.run(*arguments, code=code, **how).stdout

    def ask(self, *arguments, **how):
        """The answer of a command that answers with one JSON value."""
        return json.loads(self.output("--json", *arguments, **how))

    def start(self, *arguments, **how):
        """A command in the background; `how` is as of commands.Running, or `instead` of command()."""
        instead, how = self._take(how)
        return commands.Running(self.command(*arguments, **instead), **how)
