#!/usr/bin/env python3
"""Writes a dump of invented telegrams, eight columns a row: dump_rows.py ROWS > dump.csv."""

import random
import sys

WORDS = ("harbour pilot ferry orchard ledger minister quota tariff survey bridge tunnel clinic "
         "seminar archive lantern granary turbine meadow customs auction library glacier "
         "workshop parade tramway reservoir committee almanac lighthouse vineyard").split()
POSTS = ["TOKYO", "LISBON", "OSLO", "BERN", "QUITO", "NAIROBI"]


def column(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def row(number):
    dice = random.Random(number)
    post, serial = POSTS[number % len(POSTS)], number // len(POSTS) + 1
    header = (f"VZCZCXRO{serial % 10000:04d}\nRR RUEHWEB\nDE RUEHKO #{serial % 10000:04d}/01 0251200\n"
              f"ZNR UUUUU ZZH\nR 251200Z JAN 10\nFM AMEMBASSY {post}\n"
              "TO RUEHC/SECSTATE WASHDC 8929\nBT\n")
    paragraphs = "".join(
        f"{n}. (U) " + " ".join(dice.choices(WORDS, k=60)).capitalize() + ".\n\n"
        for n in range(1, 6))
    body = (f"UNCLAS {post} {serial:06d}\n\nSIPDIS\n\nE.O. 12958: N/A\nTAGS: ETRD ECON\n"
            f"SUBJECT: {' '.join(dice.choices(WORDS, k=5)).upper()}\n\n{paragraphs}ROOS\nBT\n"
            f"#{serial % 10000:04d}\n")
    return f"{number}," + ",".join(map(column, [
        "1/25/2010 12:00", f"10{post}{serial}", f"Embassy {post.title()}", "UNCLASSIFIED", "",
        header, body])) + "\n"


def main():
    for number in range(1, int(sys.argv[1]) + 1):
        sys.stdout.write(row(number))


main()
