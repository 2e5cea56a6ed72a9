"""The pages of a site of any size: which story stands where, and what must be stored of it.

All of it follows from the number of pages, so a server and a checker that are told the same number
agree without a file between them. The telegrams are invented, in the form of the sample site's.
"""

import datetime
import functools
import html
import pathlib
import random
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "deploy" / "sample-site"))

import telegrams  # noqa: E402

LINKS_AN_INDEX_PAGE = 50
STATIONS = sorted(telegrams.POSTS)
WORDS = ("harbour pilot ferry orchard ledger minister quota tariff survey bridge tunnel clinic "
         "seminar archive lantern granary turbine meadow customs auction library glacier "
         "workshop parade tramway reservoir committee almanac lighthouse vineyard").split()


def is_copy(number):
    """A story that repeats the one before it, word for word."""
    return number % 10 == 9


def is_news(number):
    return number % 25 == 13


def telegram(number):
    """The facts of the story's telegram, or None for a story that has none."""
    if is_copy(number):
        number -= 1
    if is_news(number):
        return None
    dice = random.Random(number)
    station = STATIONS[number % len(STATIONS)]
    serial = number // len(STATIONS) + 1
    sent = datetime.datetime(2007, 1, 1) + datetime.timedelta(minutes=37 * (number % 9000))
    paragraphs = [sentence(dice, 40) for _ in range(4)]
    subject = " ".join(dice.choices(WORDS, k=5)).upper()
    return telegrams.telegram(station, serial, (sent.year, sent.month, sent.day, sent.hour,
                                                sent.minute),
                              ["ECON", "PGOV"], subject, paragraphs)


def sentence(dice, words):
    return (" ".join(dice.choices(WORDS, k=words)) + ".").capitalize()


@functools.lru_cache(maxsize=2048)
def story_page(number):
    cable = telegram(number)
    if cable is None:
        body = "".join(f"<p>{sentence(random.Random(number), 60)}</p>" for _ in range(5))
        title = f"Notes from the harbour, part {number}"
    else:
        body = f"<pre>{html.escape(chr(10).join(telegrams.lines(cable)))}</pre>"
        title = cable["subject"].title()
    # Copies have a frame of their own, so that their bytes differ and their text does not.
    return (f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title></head><body>"
            f"<nav><a href=\"/\">All stories</a></nav><h1>{title}</h1><div id=article>{body}</div>"
            f"<footer>Story {number}</footer></body></html>").encode()


class Site:
    """Stories 1 to `pages`, spread evenly over `hosts` loopback addresses of one port."""

    def __init__(self, pages, hosts=1):
        self.pages = pages
        self.hosts = [f"127.0.0.{host}" for host in range(1, hosts + 1)]

    def stories_of(self, host):
        place = self.hosts.index(host)
        return range(place + 1, self.pages + 1, len(self.hosts))

    def host_of(self, number):
        return self.hosts[(number - 1) % len(self.hosts)]

    def index_page(self, host, number):
        """The `number`-th list of a host, from 1; None beyond the last."""
        stories = list(self.stories_of(host))
        first = (number - 1) * LINKS_AN_INDEX_PAGE
        if number < 1 or first >= len(stories):
            return None
        shown = stories[first:first + LINKS_AN_INDEX_PAGE]
        links = "".join(f"<li><a href=\"/stories/{story}.htm\">Story {story}</a>" for story in shown)
        more = first + LINKS_AN_INDEX_PAGE < len(stories)
        onward = f"<a href=\"/index-{number + 1}.htm\">Older</a>" if more else ""
        return (f"<!doctype html><html><head><title>Stories</title></head><body><ul>{links}</ul>"
                f"{onward}</body></html>").encode()

    def answer(self, host, path):
        """The body of a path, or None where the site has nothing."""
        if host not in self.hosts:
            return None
        if path == "/":
            return self.index_page(host, 1)
        stem, dot, kind = path.rpartition(".")
        number = stem.rpartition("-" if stem.startswith("/index-") else "/")[2]
        if dot != "." or kind != "htm" or not number.isdigit():
            return None
        if stem == f"/index-{number}":
            return self.index_page(host, int(number))
        if stem == f"/stories/{number}" and int(number) in self.stories_of(host):
            return story_page(int(number))
        return None

    def story_urls(self, port):
        """Every story by its URL."""
        return {f"http://{self.host_of(n)}:{port}/stories/{n}.htm": n
                for n in range(1, self.pages + 1)}

    def texts(self):
        """What must be stored: the text of each cable by its id."""
        cables = filter(None, map(telegram, range(1, self.pages + 1)))
        return {telegrams.cable_id(cable): evened("\n".join(telegrams.lines(cable)))
                for cable in cables}


def evened(text):
    """A text without regard to blanks and blank lines."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)
