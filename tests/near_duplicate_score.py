#!/usr/bin/env python3
"""How many near copies are linked, and how many links are right: by kind, against floors.

Usage: near_duplicate_score.py CABLED [--copies N] [--series N]. Every telegram is invented
(harness/near_copies.py) and imported into a real database. Floors only rise.
"""

import argparse
import collections
import html
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "harness"))
import commands  # noqa: E402
import near_copies  # noqa: E402
from postgres_cluster import Cluster  # noqa: E402

LEAST_RECALL = 0.99
LEAST_PRECISION = 0.99
LONGEST_IMPORT = 400  # seconds


def write_pages(folder, telegrams):
    for telegram in telegrams:
        text = html.escape("\n".join(telegram.lines()))
        (folder / f"{telegram.id}.html").write_text(
            f"<html><head><title>A telegram</title></head><body><pre>\n{text}\n</pre></body></html>",
            encoding="utf-8")


def links(cluster, cabled, folder):
    cluster.psql("postgres", "CREATE DATABASE corpus")
    base = [cabled, "--database", cluster.url("corpus"), "--state-dir", folder / "state", "--quiet"]
    for arguments in (["migrate"], ["import", folder / "pages"]):
        commands.run([*base, *arguments], code=0, seconds=LONGEST_IMPORT)
    return {tuple(line.split("|")) for line in cluster.psql(
        "corpus", "SELECT from_id, to_id FROM cable_link WHERE kind = 'near_duplicate'").splitlines()}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cabled")
    parser.add_argument("--copies", type=int, default=40, help="pairs of each kind")
    parser.add_argument("--series", type=int, default=4, help="series of each kind")
    parser.add_argument("--seed", default="near copies")
    options = parser.parse_args()
    pairs = near_copies.copies(options.seed, options.copies)
    others = near_copies.others(options.seed, options.series, 12)
    cluster = Cluster.passing("near")
    try:
        with tempfile.TemporaryDirectory(prefix="cabled-near-") as name:
            folder = pathlib.Path(name)
            (folder / "pages").mkdir()
            write_pages(folder / "pages", [t for _, one, other in pairs for t in (one, other)]
                        + [telegram for _, telegram in others])
            found = links(cluster, options.cabled, folder)
        stored = int(cluster.psql("corpus", "SELECT count(*) FROM cable"))
    finally:
        cluster.remove()

    wanted = {tuple(sorted((one.id, other.id))): kind for kind, one, other in pairs}
    per_kind = collections.Counter(wanted.values())
    hit = collections.Counter(wanted[link] for link in found if link in wanted)
    for kind, count in per_kind.items():
        print(f"{kind:16s} {hit[kind]:5d} of {count:5d} linked")
    kind_of = {telegram.id: kind for kind, telegram in others}
    wrong = collections.Counter(kind_of.get(link[0], "unrelated") for link in found - wanted.keys())
    for kind in [*near_copies.SERIES, "unrelated"]:
        print(f"{kind:16s} {wrong[kind]:5d} wrong links")
    recall = sum(hit.values()) / len(wanted)
    precision = sum(hit.values()) / max(1, len(found))
    print(f"{stored} cables; recall {recall:.4f}, precision {precision:.4f}, floors {LEAST_RECALL},"
          f" {LEAST_PRECISION}")
    if stored != 2 * len(pairs) + len(others):
        print(f"of {2 * len(pairs) + len(others)} telegrams not all were stored")
        return 1
    return 0 if recall >= LEAST_RECALL and precision >= LEAST_PRECISION else 1


if __name__ == "__main__":
    sys.exit(main())
