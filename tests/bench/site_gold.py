#!/usr/bin/env python3
"""Holds what was stored of a site of invented pages against the site's gold, cable by cable.

    site_gold.py check GOLD DATABASE          after a crawl or an import of the site
    site_gold.py renumber GOLD SITE FOLDER    copies of its pages; near copies get numbers of their own
    site_gold.py links GOLD DATABASE          after an import of those

GOLD has a line of JSON a page: url, id, sha256 and words_sha256 of the text, kind (own, dup, near) and
copy_of. Near copies under the number of what they are copied from are renditions of one cable, and
no links. Under numbers of their own they are cables, to be linked with it and with each other.
"""

import collections
import hashlib
import json
import pathlib
import re
import subprocess
import sys
from urllib.parse import urlsplit

PAGE_MARKER = re.compile(r"[A-Z ]+ [0-9]{8} [0-9]{3}(\.[0-9])? OF [0-9]{3}")
RENUMBERED_BY = 20000
STORED = """SELECT json_build_object('url', s.url, 'cable', r.cable_id, 'rendition', r.id,
  'text', r.text) FROM sighting s JOIN rendition r ON r.id = s.rendition_id ORDER BY s.url"""
LINKS = "SELECT from_id, to_id FROM cable_link WHERE kind = 'near_duplicate'"


def read_gold(file):
    with open(file, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def ask(database, query):
    done = subprocess.run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", query],
                          capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def words_of(text):
    """The gold's clean text has no page markers."""
    lines = [line for line in text.splitlines()
             if not PAGE_MARKER.fullmatch(" ".join(line.split()))]
    words = re.findall(r"\w+", "\n".join(lines).lower())
    return hashlib.sha256(" ".join(words).encode()).hexdigest()


class Findings:
    def __init__(self):
        self.bad = 0

    def equal(self, what, found, wanted):
        self.bad += found != wanted
        print(f"{what}: {found}" + ("" if found == wanted else f", WANTED {wanted}"))


def check(gold_file, database):
    gold = read_gold(gold_file)
    stored = {}
    pages_of = collections.Counter()
    for row in map(json.loads, ask(database, STORED)):
        path = urlsplit(row["url"]).path
        pages_of[path] += 1
        stored[path] = row
    found = Findings()
    number = lambda query: int(ask(database, query)[0])
    found.equal("cables", number("SELECT count(*) FROM cable"), len({g["id"] for g in gold}))
    found.equal("renditions", number("SELECT count(*) FROM rendition"),
                len({g["sha256"] for g in gold}))
    found.equal("sightings", number("SELECT count(*) FROM sighting"), len(gold))
    found.equal("pages that are seen once", sum(pages_of[g["url"]] == 1 for g in gold), len(gold))
    there = [g for g in gold if g["url"] in stored]
    found.equal("under the gold's id", sum(stored[g["url"]]["cable"] == g["id"] for g in there),
                len(gold))
    found.equal("with the gold's words", sum(words_of(stored[g["url"]]["text"]) ==
                                             g["words_sha256"] for g in there), len(gold))
    pairs = {(g["sha256"], stored[g["url"]]["rendition"]) for g in there}
    found.equal("texts and renditions, one to one", len(pairs), len({g["sha256"] for g in gold}))
    near = [g for g in there if g["kind"] == "near"]
    found.equal("near copies that are renditions of what they are copied from", sum(
        stored[g["url"]]["cable"] == stored[g["copy_of"]]["cable"]
        and stored[g["url"]]["rendition"] != stored[g["copy_of"]]["rendition"] for g in near),
        sum(g["kind"] == "near" for g in gold))
    found.equal("links between cables that are no copies", len(ask(database, LINKS)), 0)
    return found.bad


def number_of(cable_id):
    return int(re.search(r"\d+$", cable_id)[0])


def renumbered(cable_id):
    return re.sub(r"\d+$", lambda number: str(int(number[0]) + RENUMBERED_BY), cable_id)


def renumber(gold_file, site, folder):
    for g in read_gold(gold_file):
        page = (pathlib.Path(site) / g["url"].lstrip("/")).read_bytes()
        if g["kind"] == "near":
            before = number_of(g["id"])
            after = before + RENUMBERED_BY
            for form, end in (("#{:04d}", "/"), (" {:06d}", ""), (" {:08d}", " ")):
                page = page.replace((form.format(before) + end).encode(),
                                    (form.format(after) + end).encode())
            page = page.replace(f"&nbsp; {before:06d}".encode(), f"&nbsp; {after:06d}".encode())
        target = pathlib.Path(folder) / g["url"].lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(page)
    return 0


def links(gold_file, database):
    gold = read_gold(gold_file)
    id_of = {g["url"]: g["id"] for g in gold}
    families = collections.defaultdict(set)
    for row in map(json.loads, ask(database, STORED)):
        path = urlsplit(row["url"]).path
        families[id_of[path]].add(row["cable"])
    family_of = {cable: first for first, cables in families.items() for cable in cables}
    wanted = {tuple(sorted((g["id"], renumbered(g["id"])))) for g in gold if g["kind"] == "near"}
    made = {tuple(line.split("|")) for line in ask(database, LINKS)}
    right = {link for link in made if family_of[link[0]] == family_of[link[1]]}
    print(f"{len(wanted)} near copies, {len(made)} links: recall {len(wanted & made) / len(wanted):.4f},"
          f" precision {len(right) / max(1, len(made)):.4f}")
    for link in sorted((wanted - made) | (made - right))[:20]:
        print("missing" if link in wanted else "wrong", *link)
    return len(wanted - made) + len(made - right)


def main():
    actions = {"check": (check, 4), "renumber": (renumber, 5), "links": (links, 4)}
    if len(sys.argv) < 2 or sys.argv[1] not in actions or len(sys.argv) != actions[sys.argv[1]][1]:
        sys.exit(__doc__)
    return 1 if actions[sys.argv[1]][0](*sys.argv[2:]) else 0


if __name__ == "__main__":
    sys.exit(main())
