"""Runs the commands of a page of docs/, as a reader would copy them."""

import os
import pathlib
import re

import commands
from cabled_program import BINARY, ROOT

BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.M | re.S)
SECTION = re.compile(r"^## (.*)$", re.M)


def blocks(page, section):
    """The blocks of shell in a section of a page."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    parts = SECTION.split(text)
    return BLOCK.findall(dict(zip(parts[1::2], parts[2::2]))[section])


class Shell:
    """With the program under test as `cabled`, PostgreSQL's programs, and a systemctl that does nothing."""

    def __init__(self, folder, programs, **variables):
        stubs = pathlib.Path(folder) / "bin"
        stubs.mkdir(exist_ok=True)
        for name, words in (("systemctl", "exit 0"), ("cabled", f'exec "{BINARY}" --quiet "$@"')):
            (stubs / name).write_text(f"#!/bin/sh\n{words}\n", encoding="utf-8")
            (stubs / name).chmod(0o755)
        self.surroundings = os.environ | {key: str(value) for key, value in variables.items()}
        self.surroundings["PATH"] = f"{stubs}:{programs}:/usr/bin:/bin"

    def run(self, page, section, which=slice(None)):
        """The section's blocks one after the other; an error of any ends it. What they printed."""
        return "".join(commands.run(["bash", "-euc", block], env=self.surroundings, code=0).stdout
                       for block in blocks(page, section)[which])
