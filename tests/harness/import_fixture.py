"""Telegrams of our own invention, as pages, and archives of them; and the program that imports."""

import gzip
import io
import json
import pathlib
import tarfile
import zipfile

from cabled_program import Program


def telegram(serial):
    return (f"VZCZCXRO{serial:04d}\nRR RUEHWEB\nDE RUEHKO #{serial:04d}/01 0251200\nZNR UUUUU ZZH\n"
            f"R 251200Z JAN 10\nFM AMEMBASSY TOKYO\nTO RUEHC/SECSTATE WASHDC 8929\nBT\n"
            f"UNCLAS TOKYO {serial:06d}\n\nSIPDIS\n\nE.O. 12958: N/A\nTAGS: ETRD JA\n"
            f"SUBJECT: HARBOUR REPORT NUMBER {serial}\n\n"
            f"1. (U) SUMMARY: THE HARBOUR MASTER COUNTED {serial} SHIPS. END SUMMARY.\n\n"
            f"2. (U) EACH OF THE {serial} SHIPS CARRIED LANTERNS.\n\nROOS\nBT\n#{serial:04d}\n")


def page(serial):
    return (f"<html><head><title>10TOKYO{serial}</title></head><body><pre>\n{telegram(serial)}"
            "</pre></body></html>").encode()


def warc_record(kind, uri, block, extra=""):
    head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-"
            f"{abs(hash((kind, uri))) % 10**12:012d}>\r\nWARC-Date: 2010-11-28T18:00:00Z\r\n"
            f"WARC-Target-URI: {uri}\r\nContent-Type: application/http; msgtype={kind}\r\n{extra}"
            f"Content-Length: {len(block)}\r\n\r\n")
    return head.encode() + block + b"\r\n\r\n"


def response(uri, body, status="200 OK", extra=""):
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n"
    return warc_record("response", uri, head.encode() + body, extra)


def warc_of(pages, pack=lambda record: record):
    return b"".join(pack(response(uri, body)) for uri, body in pages)


def gzip_record(record):
    return gzip.compress(record, mtime=0)


def zip_of(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name, data in members:
            container.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def tar_of(members, mode="w"):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as container:
        for name, data in members:
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            container.addfile(entry, io.BytesIO(data))
    return out.getvalue()


class Importer(Program):
    """The program with a folder of its own."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.chmod(0o755)  # PostgreSQL's user has to pass through
        super().__init__(self.folder / "state", self.folder / "cabled.toml")
        self.config.write_text("")

    def file(self, name, data):
        path = self.folder / name
        path.write_bytes(data)
        return path

    def imported(self, *arguments):
        done = self.run("--json", "import", *arguments)
        if not done.stdout:
            raise AssertionError(f"import {arguments} said nothing{done.told}")
        return json.loads(done.stdout)

    def export(self):
        return self.run("export").stdout

    def shown(self, cable_id):
        return json.loads(self.run("--json", "show", cable_id).stdout)
