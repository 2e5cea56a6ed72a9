"""Invented telegrams as five invented sites republish them, and what the tables must hold then.

Forty-three cables: thirty plain ones and one or two for every way in which copies differ. What is
expected stands in EXPECTED_* and was written by hand from the cases, not computed from them.
"""

import html
import random

LANTERN, HARBOUR, QUILL, BEACON, ORCHARD = "127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4", \
    "127.0.0.5"

SYLLABLES = [a + b for a in "b d f g k l m n p r s t v w z".split() for b in "a e i o u an or".split()]


def words(seed, count):
    """Words that no other text has: so only what is meant to be alike is alike."""
    chance = random.Random(seed)
    return ["".join(chance.choices(SYLLABLES, k=3)) for _ in range(count)]


def wrapped(text):
    lines, line = [], ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > 68:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


def prose(seed):
    """Three paragraphs of sixty words each."""
    return [" ".join(words(f"{seed}/{n}", 60)) + "." for n in range(3)]


def header(serial, station="OSLO", routing="RUEHNY", post="AMEMBASSY OSLO", stamp="221430Z MAY 09",
           signal=""):
    return [f"VZCZCXYZ{serial:04d}", "RR RUEHWEB", "", f"DE {routing} #{serial:04d} 1421430",
            "ZNR UUUUU ZZH", f"R {stamp}{signal}", f"FM {post}",
            f"TO RUEHC/SECSTATE WASHDC {serial + 1000}", ""]


def body(serial, paragraphs, station="OSLO", subject=None, ref="", notice="", section=""):
    lines = [f"UNCLAS {section}{station} {serial:06d}", ""]
    if notice:
        lines += [notice, ""]
    lines += ["SIPDIS", "", "E.O. 12958: N/A", "TAGS: PREL NO",
              f"SUBJECT: {subject or f'NOTE NUMBER {serial}'}", ""]
    if ref:
        lines += [f"REF: {ref}", ""]
    for number, paragraph in enumerate(paragraphs, start=1):
        lines += [*wrapped(f"{number}. (U) {paragraph}"), ""]
    return [*lines, "HALVORD"]


def whole(serial, paragraphs=None, signal="", **more):
    return header(serial, signal=signal) + body(serial, paragraphs or prose(serial), **more)


def exchanged(paragraphs, count):
    """`count` words of the second paragraph exchanged."""
    out = paragraphs[1].split(" ")
    for n, word in enumerate(words(f"exchanged {paragraphs[0]}", count)):
        out[5 + n * 7] = word
    return [paragraphs[0], " ".join(out), *paragraphs[2:]]


def typographic(lines):
    """As a site with a word processor prints it: other quotes, blanks and line ends."""
    return [line.replace("'", "\u2019").replace("  ", "\u00a0 ") + "\u00a0" for line in lines]


def plain_pages():
    """Serials 101 to 130, as the table says who has them."""
    pages = []
    for serial, sites in PLAIN.items():
        pages += [(site, f"/plain/{serial}.html", whole(serial)) for site in sites]
    return pages


# By hand: ten cables on one site, ten on two, ten on three.
PLAIN = {
    101: [LANTERN], 102: [HARBOUR], 103: [QUILL], 104: [BEACON], 105: [ORCHARD],
    106: [LANTERN], 107: [HARBOUR], 108: [QUILL], 109: [BEACON], 110: [ORCHARD],
    111: [LANTERN, HARBOUR], 112: [HARBOUR, QUILL], 113: [QUILL, BEACON], 114: [BEACON, ORCHARD],
    115: [ORCHARD, LANTERN], 116: [LANTERN, QUILL], 117: [HARBOUR, BEACON], 118: [QUILL, ORCHARD],
    119: [BEACON, LANTERN], 120: [ORCHARD, HARBOUR],
    121: [LANTERN, HARBOUR, QUILL], 122: [HARBOUR, QUILL, BEACON], 123: [QUILL, BEACON, ORCHARD],
    124: [BEACON, ORCHARD, LANTERN], 125: [ORCHARD, LANTERN, HARBOUR],
    126: [LANTERN, HARBOUR, BEACON], 127: [HARBOUR, QUILL, ORCHARD], 128: [QUILL, BEACON, LANTERN],
    129: [BEACON, ORCHARD, HARBOUR], 130: [ORCHARD, LANTERN, QUILL],
}


def special_pages():
    named = prose(201)
    named[1] = "The visitor was Harald Brekke-Lund of the ferry line. " + named[1]
    hidden = [text.replace("Harald Brekke-Lund", "XXXXXXXXXXXX") for text in named]
    cut = whole(202)
    sent_again = prose(205)
    wrong = [*prose(207)[:2], prose(207)[2] + " Telephone 5550100."]
    right = [*wrong[:2], wrong[2].replace("5550100", "5550199")]
    near = prose(208)
    parts = [prose(f"211 part {n}") for n in (1, 2, 3)]
    return [
        # 201: one site blacked out a name.
        (LANTERN, "/201.html", whole(201, named)), (QUILL, "/201.html", whole(201, hidden)),
        # 202: one site lost the end.
        (LANTERN, "/202.html", cut), (HARBOUR, "/202.html", cut[:-16]),
        # 203: one site lost the header, and with it the year: what is left carries no id.
        (LANTERN, "/203.html", whole(203)), (BEACON, "/203.html", body(203, prose(203))),
        # 204: one site garbled the station; the other has it right.
        (LANTERN, "/204.html", whole(204)),
        (ORCHARD, "/204.html", header(204, post="AMEMBASSY QXZVRPT") +
         body(204, prose(204), station="QXZVRPT")),
        # 205 was cancelled and sent again as 206.
        (LANTERN, "/205.html", whole(205, sent_again, signal=" ZFR", notice=(
            "ZFR CANCEL THIS MESSAGE. NEW MESSAGE SENT OUT UNDER MRN 206"))),
        (LANTERN, "/206.html", whole(206, sent_again, notice="THIS MESSAGE CANCELS OSLO 205")),
        # 207: a corrected copy under the same number.
        (HARBOUR, "/207.html", whole(207, wrong)),
        (QUILL, "/207.html", whole(207, right, notice="C O R R E C T E D  C O P Y")),
        # 208 and 209 are the same text but for three words.
        (BEACON, "/208.html", whole(208, near)), (BEACON, "/209.html", whole(209, exchanged(near, 3))),
        # 210 refers to one that is there and one that is not.
        (ORCHARD, "/210.html", whole(210, ref="A. OSLO 101  B. OSLO 99")),
        # 211 was published a section a page.
        (QUILL, "/211-1.html", header(211) + body(211, parts[0], section="SECTION 01 OF 03 ")),
        (QUILL, "/211-2.html", header(211) + body(211, parts[1], section="SECTION 02 OF 03 ")),
        (QUILL, "/211-3.html", header(211) + body(211, parts[2], section="SECTION 03 OF 03 ")),
        # 212: the same text, set in other type.
        (LANTERN, "/212.html", whole(212)), (ORCHARD, "/212.html", typographic(whole(212))),
    ]


def render(lines, site):
    """Each site has a layout of its own."""
    text = html.escape("\n".join(lines))
    if site in (LANTERN, BEACON):
        text = f"<pre>\n{text}\n</pre>"
    else:
        text = "<p>" + text.replace("\n", "<br>\n") + "</p>"
    return (f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>A telegram</title></head><body>"
            f"<div id='nav'><a href='/'>Home</a></div><div id='main'>{text}</div>"
            f"<div id='foot'>Site {site[-1]}</div></body></html>").encode()


def all_pages():
    """{(site, path): bytes}"""
    return {(site, path): render(lines, site)
            for site, path, lines in plain_pages() + special_pages()}


# Stands for the id that is made of the content of the copy of 203 without its header.
HEADLESS = "sha256:203"

# By hand: cable, renditions, sightings, published under.
EXPECTED_CABLES = {
    **{f"09OSLO{n}": (1, 1, "") for n in range(101, 111)},
    **{f"09OSLO{n}": (1, 2, "") for n in range(111, 121)},
    **{f"09OSLO{n}": (1, 3, "") for n in range(121, 131)},
    "09OSLO201": (2, 2, ""),
    "09OSLO202": (2, 2, ""),
    "09OSLO203": (1, 1, ""),
    HEADLESS: (1, 1, "09OSLO203"),
    "09OSLO204": (1, 1, ""),
    "09QXZVRPT204": (1, 1, "09OSLO204"),
    "09OSLO205": (1, 1, ""),
    "09OSLO206": (1, 1, ""),
    "09OSLO207": (2, 2, ""),
    "09OSLO208": (1, 1, ""),
    "09OSLO209": (1, 1, ""),
    "09OSLO210": (1, 1, ""),
    "09OSLO211": (3, 3, ""),
    "09OSLO212": (1, 2, ""),
}

EXPECTED_LINKS = [
    ("09OSLO203", "near_duplicate", HEADLESS),
    (HEADLESS, "malformed_twin", "09OSLO203"),
    ("09OSLO204", "near_duplicate", "09QXZVRPT204"),
    ("09OSLO205", "near_duplicate", "09OSLO206"),
    ("09OSLO205", "replaced_by", "09OSLO206"),
    ("09OSLO206", "cancels", "09OSLO205"),
    ("09OSLO208", "near_duplicate", "09OSLO209"),
    ("09OSLO210", "reference", "09OSLO101"),
    ("09OSLO210", "reference", "09OSLO99"),
    ("09QXZVRPT204", "malformed_twin", "09OSLO204"),
]
