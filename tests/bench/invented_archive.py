"""A WARC of pages with invented telegrams."""

import html
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
import near_copies  # noqa: E402
from import_fixture import gzip_record, warc_of  # noqa: E402


def write_archive(file, pages, round_number):
    """Of twenty telegrams one has a near copy; nothing of them is in another round's archive."""
    writer = near_copies.Writer(f"ingest {round_number}")
    out = []
    for n in range(pages):
        number = round_number * 100_000 + n
        if n % 20 == 1:
            paragraphs = near_copies.exchanged(writer, paragraphs)
        else:
            paragraphs = writer.paragraphs()
        telegram = near_copies.Telegram(number, writer.chance.choice(near_copies.STATIONS),
                                        paragraphs, " ".join(writer.some(6)).upper())
        text = html.escape("\n".join(telegram.lines()))
        out.append((f"http://new.example/{number}.html",
                    f"<html><head><title>A telegram</title></head><body><pre>\n{text}\n</pre></body>"
                    "</html>".encode()))
    file.write_bytes(warc_of(out, gzip_record))
