"""Invented telegrams in pairs: copies that differ as copies do, and others that are only of a kind.

A copy bears another number, so that what makes it one cable with the first is its text alone.
"""

import pathlib
import random
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "deploy" / "sample-site"))

import telegrams  # noqa: E402

STATIONS = sorted(telegrams.POSTS)
SYLLABLES = [a + b for a in "b d f g k l m n p r s t v w".split() for b in "a e i o u".split()]
# What writers of telegrams say again and again, whatever they write of.
PHRASES = ["Post will continue to follow developments and will report as they unfold.",
           "This telegram was drafted by the political section and cleared by the front office.",
           "Please see reftel for the background of this meeting and earlier reporting.",
           "The ambassador thanked the minister for his time and promised to stay in touch.",
           "He asked that his remarks be held in confidence and not be given to the press.",
           "The embassy would welcome guidance from the Department on how to reply."]
OCR_SLIPS = [("rn", "m"), ("m", "rn"), ("l", "1"), ("o", "0"), ("e", "c"), ("h", "b"), ("n", "u"),
             ("d", "cl"), ("i", "l"), ("t", "f"), ("a", "o"), ("s", "5")]


def vocabulary(chance, size):
    words = set()
    while len(words) < size:
        words.add("".join(chance.choices(SYLLABLES, k=chance.choice((1, 2, 3, 3, 4)))))
    words = sorted(words)
    chance.shuffle(words)
    return words


class Writer:
    """Writes sentences whose words are as frequent as those of real texts (Zipf's law)."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.words = vocabulary(random.Random("words"), 20000)
        total, self.weights = 0, []
        for rank in range(len(self.words)):
            total += 1 / (rank + 3)
            self.weights.append(total)

    def some(self, count):
        return self.chance.choices(self.words, cum_weights=self.weights, k=count)

    def sentence(self):
        if self.chance.random() < 0.08:
            return self.chance.choice(PHRASES)
        words = self.some(self.chance.randint(9, 24))
        if self.chance.random() < 0.4:  # somebody is named
            place = self.chance.randrange(len(words))
            words[place] = "-".join(word.capitalize() for word in self.some(2))
        return " ".join(words).capitalize() + "."

    def paragraph(self):
        return " ".join(self.sentence() for _ in range(self.chance.randint(2, 6)))

    def paragraphs(self):
        return [self.paragraph() for _ in range(self.chance.randint(3, 14))]


def each_word(paragraphs, change):
    return [" ".join(change(word) for word in text.split(" ")) for text in paragraphs]


def slip(chance, word):
    fitting = [pair for pair in OCR_SLIPS if pair[0] in word]
    if not fitting:
        return word[:-1] if len(word) > 3 else word
    before, after = chance.choice(fitting)
    return word.replace(before, after, 1)


def with_slips(writer, paragraphs):
    chance = writer.chance
    share = chance.uniform(0.005, 0.03)
    return each_word(paragraphs, lambda w: slip(chance, w) if chance.random() < share else w)


def redacted(writer, paragraphs):
    out = list(paragraphs)
    for _ in range(writer.chance.randint(1, 8)):
        n = writer.chance.randrange(len(out))
        words = out[n].split(" ")
        at = writer.chance.randrange(len(words))
        words[at:at + writer.chance.randint(1, 3)] = ["XXXXXXXXXXXX"]
        out[n] = " ".join(words)
    return out


def exchanged(writer, paragraphs):
    out = list(paragraphs)
    for word in writer.some(writer.chance.randint(2, 5)):
        n = writer.chance.randrange(len(out))
        words = out[n].split(" ")
        words[writer.chance.randrange(len(words))] = word
        out[n] = " ".join(words)
    return out


def lines_lost(writer, lines):
    """One line in twelve at most, of those that no paragraph begins with."""
    inner = [n for n, line in enumerate(lines) if n > 20 and line and not line[0].isdigit()]
    lost = set(writer.chance.sample(inner, writer.chance.randint(1, max(1, len(inner) // 12))))
    return [line for n, line in enumerate(lines) if n not in lost]


def with_headlines(writer, paragraphs):
    out = list(paragraphs)
    for _ in range(writer.chance.randint(1, 4)):
        heading = " ".join(writer.some(writer.chance.randint(2, 5))).upper()
        n = writer.chance.randrange(len(out))
        out[n] += f"\n\n{heading}\n{'-' * len(heading)}"
    return out


COPIES = {
    "as it was": lambda writer, paragraphs: paragraphs,
    "words exchanged": exchanged,
    "lines lost": lambda writer, paragraphs: paragraphs,  # see `lines`
    "misread": with_slips,
    "blacked out": redacted,
    "wrapped anew": lambda writer, paragraphs: paragraphs,
    "headlines added": with_headlines,
    "all of it": lambda writer, paragraphs: with_headlines(
        writer, redacted(writer, with_slips(writer, paragraphs))),
}


class Telegram:
    """One telegram; `width` is where its lines end, `lost` whether it lost some."""

    def __init__(self, number, station, paragraphs, subject, width=68, losses=None):
        self.facts = telegrams.telegram(
            station, number, (2008, 1 + number % 12, 1 + number % 28, number % 24, number % 60),
            ["ECON", "PGOV"], subject, paragraphs)
        self.width = width
        self.losses = losses

    @property
    def id(self):
        return telegrams.cable_id(self.facts)

    def lines(self):
        head = telegrams.header(self.facts) + telegrams.body({**self.facts, "paragraphs": []})[:-1]
        body = []
        for number, text in enumerate(self.facts["paragraphs"], start=1):
            first, *headings = text.split("\n")
            body += [*telegrams.wrapped(f"{number}. (U) {first}", self.width), *headings, ""]
        lines = [*head, *body, self.facts["signer"]]
        return lines_lost(self.losses, lines) if self.losses else lines


def copies(seed, count):
    """[(kind, telegram, its copy)]: `count` of each kind."""
    writer, out, number = Writer(seed), [], 1
    for kind, change in COPIES.items():
        for _ in range(count):
            station = writer.chance.choice(STATIONS)
            subject = " ".join(writer.some(6)).upper()
            paragraphs = writer.paragraphs()
            other_width = kind in ("wrapped anew", "all of it")
            loses = kind in ("lines lost", "all of it")
            out.append((kind, Telegram(number, station, paragraphs, subject),
                        Telegram(number + 1, station, change(writer, paragraphs), subject,
                                 writer.chance.choice((55, 62, 74)) if other_width else 68,
                                 writer if loses else None)))
            number += 2
    return out


def press_reviews(writer, issues):
    """The same papers under the same headings, other news."""
    papers = [" ".join(word.capitalize() for word in writer.some(2)) for _ in range(6)]
    lead = (f"The following is the embassy's weekly review of the press of the capital. It covers "
            f"{', '.join(papers)}. The views are those of the papers, not of the embassy.")
    themes = [" ".join(writer.some(4)) for _ in range(5)]
    for _ in range(issues):
        yield [lead, *(f"{paper} and other papers wrote again this week of {theme}. "
                       f"{writer.sentence()} {writer.sentence()} {writer.sentence()}"
                       for paper, theme in zip(papers, themes))]


def forms(writer, issues):
    """A report by a form: six words in ten are the form's."""
    fixed = [writer.some(writer.chance.randint(10, 16)) for _ in range(16)]
    for _ in range(issues):
        sentences = []
        for words in fixed:
            facts = writer.some(len(words) * 2 // 3)
            cut = len(words) // 2
            half = len(facts) // 2
            sentences.append(" ".join([*words[:cut], *facts[:half], *words[cut:], *facts[half:]])
                             .capitalize() + ".")
        yield [" ".join(sentences[n:n + 4]) for n in range(0, 16, 4)]


def follow_ups(writer, issues):
    """What was reported before is said again in one paragraph of six."""
    before = writer.paragraph()
    for _ in range(issues):
        yield [before, *(writer.paragraph() for _ in range(5))]


SERIES = {"press review": press_reviews, "form": forms, "follow-up": follow_ups}


def others(seed, series, issues):
    """[(kind, telegram)]: of each kind so many series of so many telegrams; none is a copy."""
    writer, out, number = Writer(f"{seed}/others"), [], 50001
    for kind, write in SERIES.items():
        for _ in range(series):
            station = writer.chance.choice(STATIONS)
            subject = " ".join(writer.some(6)).upper()
            for paragraphs in write(writer, issues):
                out.append((kind, Telegram(number, station, paragraphs, subject)))
                number += 1
    return out
