"""The processor's time that a PostgreSQL has taken."""

import os
import pathlib

TICKS = os.sysconf("SC_CLK_TCK")


def times(process):
    """Parent, ticks of its own, ticks of the children that are gone."""
    try:
        fields = pathlib.Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return -1, 0, 0
    return int(fields[1]), int(fields[11]) + int(fields[12]), int(fields[13]) + int(fields[14])


def processor_of(postmaster):
    """Seconds: its own, those of the backends that are there and of those that were."""
    _, own, gone = times(postmaster)
    there = [times(entry.name) for entry in pathlib.Path("/proc").iterdir() if entry.name.isdigit()]
    return (own + gone + sum(spent for parent, spent, _ in there if parent == postmaster)) / TICKS
