#!/usr/bin/env python3
"""Writes a dump of invented telegrams, eight columns a row: dump_rows.py ROWS > dump.csv."""

import random
import sys

SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo ya ze".split()
# As many words as a corpus has, the first of them in every text: a few words alone would make all
# texts look alike.
WORDS = ["".join(random.Random(n).choices(SYLLABLES, k=2 + n % 4)) for n in range(20000)]
POSTS = ["TOKYO", "LISBON", "OSLO", "BERN", "QUITO", "NAIROBI"]


def words(dice, count):
    return [WORDS[int(20000 ** dice.random()) - 1] for _ in range(count)]


def column(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def row(number):
    dice = random.Random(number)
    post, serial = POSTS[number % len(POSTS)], number // len(POSTS) + 1
    header = (f"VZCZCXRO{serial % 10000:04d}\nRR RUEHWEB\nDE RUEHKO #{serial % 10000:04d}/01 0251200\n"
              f"ZNR UUUUU ZZH\nR 251200Z JAN 10\nFM AMEMBASSY {post}\n"
              "TO RUEHC/SECSTATE WASHDC 8929\nBT\n")
    paragraphs = "".join(
        f"{n}. (U) " + " ".join(words(dice, 60)).capitalize() + ".\n\n"
        for n in range(1, 6))
    body = (f"UNCLAS {post} {serial:06d}\n\nSIPDIS\n\nE.O. 12958: N/A\nTAGS: ETRD ECON\n"
            f"SUBJECT: {' '.join(words(dice, 5)).upper()}\n\n{paragraphs}ROOS\nBT\n"
            f"#{serial % 10000:04d}\n")
    return f"{number}," + ",".join(map(column, [
        "1/25/2010 12:00", f"10{post}{serial}", f"Embassy {post.title()}", "UNCLASSIFIED", "",
        header, body])) + "\n"


def main():
    for number in range(1, int(sys.argv[1]) + 1):
        sys.stdout.write(row(number))


main()
