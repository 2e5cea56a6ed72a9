#!/usr/bin/env python3
"""Puts the cables of the shared pages into other markups and asks for the same cable back.

Usage: other_markups_test.py [--show N], the program in $CABLED_BINARY. A site that is redesigned changes everything but its cables: so each
cable must come out of each markup line by line, with advertisements at random places (seeded by its name), beside
sidebars of headlines, with the site profiles and without, and its fields must be those of its own page. The data are
looked for in $CABLED_SHARED, else in ../shared beside the checkout; without them the test is skipped (exit 77).
"""
import base64
import html
import json
import pathlib
import random
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

import commands  # noqa: E402
from cabled_program import BINARY, SHARED  # noqa: E402

# Paragraphs without numbers are parted by blank lines, which not every markup keeps apart from others.
NOT_COMPARED = ("text", "source", "locator", "media", "prose", "paragraphs", "summary")
AD = "<div class='ad-slot'><p>Advertisement - scroll to continue reading</p></div>"
PLAIN_AD = ("<p>Advertisement - scroll to continue reading</p><p>Are you getting our free newsletter?</p><p>Subscribe "
            "to Courier&rsquo;s &lsquo;The Packet&rsquo; our free weekly newsletter sent to your inbox every "
            "Monday with stories from across our network.</p>")
PROMO = ("<div class='promo'><h4>Harbor strike</h4><p>Dock workers in the capital voted by a narrow margin to return "
         "to work on Monday.</p></div>")
SPAN_AD = "<span class='ad'>Advertisement</span>"
SIDEBAR = ("<div class='headlines'><h3>World Headlines</h3>" + "".join(
    f"<div class='item'><h4><a href='/{n}'>Cablegate: Envoy Reassures Minister {n}</a></h4><p>In a cable the "
    f"ambassador reports that the minister denied any intention of selling the harbor... <a href='/{n}'>More&gt;&gt;"
    "</a></p></div>" for n in range(8)) + "</div>")
COMMENTS = ("<div id='comments'><h3>2 Comments</h3><div class='comment'><cite>mira</cite><p>Does anybody know whether "
            "the second section was ever released?</p><a href='#'>Reply</a></div></div>")


def squeeze(line):
    return re.sub(r"[ \t\u00a0]+", " ", line).strip()


def written(text):
    return [squeeze(line) for line in re.split(r"\r\n|[\n\r\u2028\u2029\x85]", text) if line.strip()]


def columns(line):
    """Runs of blanks that flow text would fold."""
    return re.sub(r"^ | (?= )", "&nbsp;", html.escape(line, quote=False))


def paragraphs(text):
    return [[columns(line) for line in part.split("\n") if line.strip()] for part in re.split(r"\n\s*\n", text)
            if part.strip()]


def flow(parts, open_, between, close, insert=None):
    return "".join((insert(n) if insert else "") + open_ + between.join(part) + close
                   for n, part in enumerate(parts))


def places(rng, parts, count, what):
    """`what` before some of the paragraphs, none of them the first or the last."""
    if len(parts) < 6:
        return lambda n: ""
    chosen = set(rng.sample(range(2, len(parts) - 2), min(count, len(parts) - 5)))
    return lambda n: what if n in chosen else ""


def torn_sentence(rng, parts, what):
    """`what` inside the longest line of three paragraphs, at a blank between two words of small letters."""
    torn = [list(part) for part in parts]
    for part in rng.sample(torn, min(3, len(torn))):
        line = max(range(len(part)), key=lambda n: len(part[n]))
        gaps = [m.start() for m in re.finditer(r"(?<=[a-z,]) (?=[a-z])", part[line])]
        if gaps:
            at = rng.choice(gaps)
            part[line] = part[line][:at] + " " + what + part[line][at + 1:]
    return torn


def torn_paragraph(rng, parts, what):
    """`what` between two lines of a paragraph, which closes it and opens another: </p>…<p>."""
    torn = [list(part) for part in parts]
    for part in rng.sample(torn, min(3, len(torn))):
        gaps = [n for n in range(1, len(part)) if re.search(r"[a-z,] *$", part[n - 1]) and re.match(r"[a-z]", part[n])]
        if gaps:
            at = rng.choice(gaps)
            part[at - 1:at + 1] = [part[at - 1] + "</p>" + what + "<p>" + part[at]]
    return torn


def page(body):
    return ("<!DOCTYPE html><html><head><meta charset='utf-8'><title>Cablegate | Courier</title></head><body><ul class="
            "'menu'><li><a href='/a'>Parliament</a></li></ul>" + body + "<div id='footer'><p>&copy; Courier Media</p>"
            "<p>Home | About | Contact</p></div></body></html>")


def story(body, around=""):
    return page("<div id='main'><div id='article'><h1>Cablegate: A Telegram</h1>" + body +
                "<p>&copy; Courier Media</p></div></div>" + around)


def pre_of(text):
    return "<pre>" + html.escape(text, quote=False) + "</pre>"


def markups(rng, text):
    parts = paragraphs(text)
    yield "pre", story(pre_of(text), SIDEBAR)
    yield "bare_pre", "<html><body><b>Courier</b><hr>" + pre_of(text) + "<hr>&copy; Courier Media.</body></html>"
    yield "p_br", story(flow(parts, "<p>", "<br />\n", "</p>\n", places(rng, parts, 2, AD)), SIDEBAR)
    yield "p_br_plain_ad", story(flow(parts, "<p>", "<br />\n", "</p>\n", places(rng, parts, 1, PLAIN_AD)), SIDEBAR)
    yield "bare_br", page("<div class='story'>" + flow(parts, "", "<br>", "<br><br>", places(rng, parts, 3, AD)) +
                          COMMENTS + "</div>")
    yield "sidebar_first", page("<div class='a'>" + SIDEBAR * 3 + "</div><div class='b'><h1>Cablegate: X</h1>" +
                                flow(parts, "<p>", "<br>", "</p>") + "</div>")
    yield "tables", page("<table><tr><td width=160>" + SIDEBAR + "</td><td><table><tr><td><font face=Courier>" +
                         flow(parts, "", "<br>\n", "<br><br>\n") + "</font></td></tr></table></td></tr></table>")
    yield "table_rows", story("<table>" + flow(parts, "<tr><td>", "</td></tr><tr><td>",
                                               "</td></tr><tr><td>&nbsp;</td></tr>") + "</table>")
    yield "divs", story(flow(parts, "<div>", "</div><div>", "</div><div><br></div>", places(rng, parts, 2, AD)))
    yield "p_a_line", story(flow(parts, "<p>", "</p><p>", "</p>", places(rng, parts, 2, AD)), SIDEBAR)
    yield "promo", page("<article><h1>Cablegate: X</h1>" +
                        flow(parts, "<p>", "<br>", "</p>", places(rng, parts, 2, PROMO)) + "</article>" + SIDEBAR)
    yield "torn_sentence", story(flow(torn_sentence(rng, parts, SPAN_AD), "<p>", "<br />\n", "</p>\n"), SIDEBAR)
    yield "torn_paragraph", story(flow(torn_paragraph(rng, parts, AD), "<p>", "<br />\n", "</p>\n"), SIDEBAR)
    half = len(parts) // 2
    yield "two_pages", page("<div class='page' id='p1'><blockquote><tt>" + flow(parts[:half], "", "<br>", "<br><br>") +
                            "</tt></blockquote></div><div class='page' id='p2'><blockquote><tt>" +
                            flow(parts[half:], "", "<br>", "<br><br>") + "</tt></blockquote></div>" + SIDEBAR)


def ask(cabled, requests, *options):
    lines = "".join(json.dumps(request) + "\n" for request in requests)
    done = commands.run([cabled, "parse", "--jsonl", *options], given=lines, code=0)
    return {answer["id"]: answer for answer in map(json.loads, filter(None, done.stdout.split("\n")))}


def originals(cabled, shared):
    files = sorted(shared.glob("wikileaks/*.html")) + sorted(shared.glob("news/*.html")) + \
        sorted(shared.glob("scoop/*.www.html"))
    answers = ask(cabled, [{"id": file.stem, "html_base64": base64.b64encode(file.read_bytes()).decode()}
                           for file in files])
    # A row of the publisher's database in the text is one of the page's boxes, which other markups do not have.
    return {name: answer["cable"] for name, answer in answers.items()
            if answer["outcome"] == "cable" and not DATABASE_ROW.search(answer["cable"]["text"])}


def differences(cable, found):
    """What is read otherwise, but for what the own page alone said."""
    if found is None:
        return ["no cable found"]
    wanted, got = written(cable["text"]), written(found["text"])
    if wanted != got:
        first = next((n for n, (a, b) in enumerate(zip(wanted, got)) if a != b), min(len(wanted), len(got)))
        return [f"line {first}: wanted {wanted[first:first + 1]}, got {got[first:first + 1]}"]
    filled = cable["source"]["filled"]
    # In the text that is to be read stand blank lines and joined lines, which each markup has otherwise: its words count.
    if (cable["clean_text"] or "").split() != (found["clean_text"] or "").split():
        return ["words of clean_text differ"]
    ignored = {*NOT_COMPARED, *filled, "clean_text", *(["warnings"] if filled else [])}
    cable, found = ({**one, "warnings": [w for w in one["warnings"] if "the page" not in w]} for one in (cable, found))
    return [f"{key}: wanted {cable[key]!r}, got {found[key]!r}"
            for key in cable if key not in ignored and cable[key] != found[key]]


DATABASE_ROW = re.compile(r"^\d+\n\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\n", re.M)
# A paragraph a line leaves a blank line inside every subject of two lines, which then ends at it.
MOST_DIFFERENT = {"p_a_line": 8}


def main():
    shared = SHARED / "pages"
    if not shared.exists():
        print(f"no shared data at {shared}: nothing is compared")
        return 77
    show = int(sys.argv[sys.argv.index("--show") + 1]) if "--show" in sys.argv else 1
    cables = originals(BINARY, shared)
    requests = []
    for name, cable in cables.items():
        for markup, body in markups(random.Random(name), cable["text"]):
            # The own page told the reference where the text alone does not.
            requests.append({"id": f"{markup} {name}", "html": body, "mrn": cable["id_as_found"] or cable["id"]})
    failed = 0
    worse = False
    for options in ((), ("--no-profiles",)):
        answers = ask(BINARY, requests, *options)
        bad = {}
        for request in requests:
            markup, name = request["id"].split(" ", 1)
            found = differences(cables[name], answers[request["id"]].get("cable"))
            if found:
                bad.setdefault(markup, []).append((name, found))
        failed += sum(map(len, bad.values()))
        for markup, pages in bad.items():
            worse = worse or len(pages) > MOST_DIFFERENT.get(markup, 0)
            print(f"{markup} {' '.join(options)}: {len(pages)} of {len(cables)} cables differ")
            for name, found in pages[:show]:
                print(f"    {name}: " + "; ".join(found)[:400])
    print(f"{len(cables)} cables in {len(requests) // max(len(cables), 1)} markups, twice: {failed} differ")
    return 1 if worse or not cables else 0


sys.exit(main())
