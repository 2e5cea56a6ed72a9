#!/usr/bin/env python3
"""Whether the manual pages format without a warning, shells read the completions and shellcheck finds nothing in the
shell scripts. Usage: check_texts.py SOURCE_ROOT

What is not installed is left out and named; exits 77 (skipped) when nothing of it is.
"""
import os
import pathlib
import shutil
import subprocess
import sys


def shell_scripts(root):
    """Files of deploy, tests and .ci that a shell is named for in their first line, and the bash completion."""
    for folder in ("deploy", "tests", ".ci"):
        for path in sorted((root / folder).rglob("*")):
            if not path.is_file() or "node_modules" in path.parts:
                continue
            with path.open("rb") as file:
                line = file.readline(200)
            if line.startswith(b"#!") and line.split()[-1].rpartition(b"/")[2] in (b"sh", b"bash"):
                yield path
    yield root / "deploy/completions/cabled.bash"


def checks(root):
    """Commands, each with the words that it may not say."""
    for page in sorted(root.glob("deploy/*.[1-8]")):
        yield ["man", "--warnings", "-l", "-E", "UTF-8", str(page)]
    yield ["bash", "-n", str(root / "deploy/completions/cabled.bash")]
    yield ["zsh", "-n", str(root / "deploy/completions/_cabled")]
    yield ["fish", "--no-execute", str(root / "deploy/completions/cabled.fish")]
    yield ["shellcheck", "-x", *map(str, shell_scripts(root))]


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    clean, tried = True, 0
    for command in checks(root):
        if shutil.which(command[0]) is None:
            print(f"left out: {command[0]} is not installed")
            continue
        tried += 1
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=240, cwd=root,
                              check=False, env={**os.environ, "MANWIDTH": "80", "LC_ALL": "C.UTF-8"})
        # What man prints is the page; what it warns of goes to standard error.
        words = done.stderr + ("" if command[0] == "man" else done.stdout)
        if done.returncode != 0 or words.strip():
            print(f"{' '.join(command[:2])}: {done.returncode}\n{words}")
            clean = False
    return (0 if clean else 1) if tried else 77


sys.exit(main())
