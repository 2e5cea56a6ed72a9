"""The pages of the sample site: what its server answers to each path.

Three layouts, as sites that republish cables have them, with an index of three pages, a robots.txt
and a sitemap. README.md in this folder says what is wrong with which page, and why.
"""

import html
from dataclasses import dataclass

import telegrams

TITLE = "The Lantern Archive"
AD = ("Advertisement - scroll to continue reading\n"
      "Are you getting our free newsletter?\n"
      "Subscribe to The Lantern Weekly, our free newsletter, sent to your inbox every Monday.")
SIDEBAR = ["Council opens a third swimming pool and asks residents to choose its colour More>>",
           "Weather: rain in the west, sun for the patient More>>",
           "Crossword winner of the month lives in a lighthouse More>>"]


@dataclass
class Answer:
    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    location: str = ""


def headline(cable):
    return "Cablegate: " + cable["subject"].title()


def page(title, content):
    blurbs = "".join(f"<li>{html.escape(text)}</li>" for text in SIDEBAR)
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)} | {TITLE}</title></head>
<body><div id="header"><a href="/">{TITLE}</a> <a href="/about.html">About</a> \
<form action="/search"><input name="q"><button>Search</button></form></div>
<div id="main"><h1>{html.escape(title)}</h1>
{content}
<p class="copyright">&copy; {TITLE}</p></div>
<div id="sidebar"><h2>Latest headlines</h2><ul>{blurbs}</ul></div>
</body></html>
"""


def pre_layout(cable):
    text = html.escape("\n".join(telegrams.lines(cable)))
    return page(headline(cable), f'<div class="story"><pre>{text}</pre></div>')


def break_layout(cable, cut_at=None):
    """Lines end in <br>; the advertisement stands before the third paragraph or at `cut_at`."""
    lines = telegrams.lines(cable)
    text = "<br>\n".join(html.escape(line, quote=False) for line in lines)
    place = text.index(cut_at) if cut_at else text.index("2. (U)")
    ad = "<br>\n".join(AD.split("\n"))
    insert = f'</p>\n<div class="ad-slot"><p>{ad}</p></div>\n<p>'
    return page(headline(cable), f"<p>{text[:place]}{insert}{text[place:]}</p>")


def table_layout(cable):
    """As in the nineties: tables in tables, capital tags, header and body in cells of their own."""
    lines = telegrams.lines(cable)
    start = next(i for i, line in enumerate(lines) if line.startswith("UNCLAS"))
    parts = [html.escape("\n".join(part)) for part in (lines[:start], lines[start:])]
    cells = "".join(f"<TR><TD BGCOLOR=#FFFFEE><PRE>{part}</PRE></TD></TR>\n" for part in parts)
    links = "".join(f"<TR><TD><FONT SIZE=1>{html.escape(text)}</FONT></TD></TR>" for text in SIDEBAR)
    return (f"<HTML><HEAD><TITLE>{html.escape(headline(cable))}</TITLE></HEAD>\n"
            f"<BODY><TABLE WIDTH=100%><TR><TD VALIGN=top><TABLE>{links}</TABLE></TD>\n"
            f"<TD><FONT FACE=Arial><B>{html.escape(headline(cable))}</B></FONT>\n"
            f"<TABLE BORDER=1>{cells}</TABLE></TD></TR></TABLE></BODY></HTML>\n")


def news_page():
    return page("Lighthouse opens for visitors on Sundays", (
        "<p>The lighthouse at the end of the mole opens for visitors again. The keeper, who is "
        "also the mayor, will show the lamp at noon and at dusk.</p>"
        "<p>A telegram from the embassy, read out at the ceremony, wished the town clear "
        "nights.</p>"))


def stories():
    """Path of each story page, with its answer, in the order of the index."""
    layouts = [pre_layout, break_layout, table_layout]
    ordinary = telegrams.ORDINARY
    pages = [layouts[i % 3](cable) for i, cable in enumerate(ordinary)]
    pages += [
        pre_layout(telegrams.MULTI_SECTION),
        break_layout(telegrams.PARTIAL),
        break_layout(telegrams.INTERRUPTED, cut_at="the sea out"),
        pre_layout(telegrams.MISLABELLED),
        pre_layout(telegrams.CANCELLED),
        table_layout(telegrams.RESENT),
        pre_layout(ordinary[0]),        # an exact duplicate, in the layout of its twin
        table_layout(ordinary[1]),      # an exact duplicate in another layout
        table_layout(telegrams.REDACTED),
        news_page(),
        pre_layout(telegrams.telegram(
            "QUITO", 1702, (2007, 11, 20, 19, 58), ["TSPL", "EC"],
            "OBSERVATORY OFFERS ITS SPARE MIRROR", [
                "Summary: An observatory on the equator would lend its spare mirror to a school. "
                "The school has a shed. End summary.",
                "Astronomer Ignacio Brae-Montalvo drove the mirror down the mountain on his knees "
                "in the back seat, and would do so again."])),
    ]
    answers = {f"/stories/S{i:05d}.htm": Answer(text.encode("utf-8"))
               for i, text in enumerate(pages, start=1)}
    mislabelled = f"/stories/S{len(ordinary) + 4:05d}.htm"
    answers[mislabelled].body = pre_layout(telegrams.MISLABELLED).encode("cp1252")
    return answers


def index_page(number, total, links):
    items = "".join(f'<li><a href="{path}">{html.escape(text)}</a></li>\n' for path, text in links)
    around = "".join(f'<a href="/index-{i}.html">{i}</a> ' for i in range(1, total + 1))
    return page(f"Cables, page {number} of {total}", f"<ul>\n{items}</ul>\n<p>Pages: {around}</p>")


def all_answers(origin):
    """What the server says to each path; `origin` as in http://127.0.0.1:8088."""
    answers = stories()
    links = [(path, f"Story {path[-9:-4]}") for path in answers]
    links += [("/stories/S00990.htm", "A story that was taken down"),
              ("/stories/S00991.htm", "A story that moved"),
              ("/stories/drafts/S00992.htm", "A draft")]
    sitemap = "".join(f"  <url><loc>{origin}{path}</loc></url>\n" for path in answers)
    answers["/stories/S00991.htm"] = Answer(status=301, location="/stories/S00003.htm")
    answers["/stories/drafts/S00992.htm"] = Answer(pre_layout(telegrams.ORDINARY[4]).encode())
    share = -(-len(links) // 3)
    for number in (1, 2, 3):
        part = links[(number - 1) * share:number * share]
        answers[f"/index-{number}.html"] = Answer(index_page(number, 3, part).encode())
    answers["/"] = answers["/index-1.html"]
    answers["/about.html"] = Answer(page("About", "<p>Nothing here is real.</p>").encode())
    answers["/robots.txt"] = Answer(
        f"User-agent: *\nDisallow: /stories/drafts/\n\nSitemap: {origin}/sitemap.xml\n".encode(),
        "text/plain; charset=utf-8")
    answers["/sitemap.xml"] = Answer(
        ('<?xml version="1.0" encoding="UTF-8"?>\n'
         f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{sitemap}</urlset>\n'
         ).encode(), "application/xml")
    return answers
