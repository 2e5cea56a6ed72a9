#!/usr/bin/env python3
"""A cable whose text breaks off is listed, asked for again, and mended by the page as it is by then."""

import http.server
import json
import pathlib
import sys
import tempfile
import threading
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

from cabled_program import Program  # noqa: E402
from import_fixture import page  # noqa: E402
from postgres_cluster import Cluster  # noqa: E402


class Site(http.server.BaseHTTPRequestHandler):
    """Two telegrams; of the first one the end is missing until the site is mended."""

    is_mended = False
    asked = []

    def do_GET(self):
        type(self).asked.append(self.path)
        body = b'<html><body><a href="/story/1">One</a> <a href="/story/2">Two</a></body></html>'
        if self.path.startswith("/story/"):
            body = page(int(self.path.rpartition("/")[2]))
            if self.path == "/story/1" and not self.is_mended:
                body = cut(body)
        found = self.path == "/" or self.path.startswith("/story/")
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def cut(body):
    """Up to the midst of its last paragraph."""
    text = body.decode()
    return (text[:text.rindex(".") - 8] + " ...</pre></body></html>").encode()


class DamagedPages(unittest.TestCase):
    def test_are_listed_asked_for_again_and_mended(self):
        cluster = Cluster.passing("damaged")
        self.addCleanup(cluster.remove)
        site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
        self.addCleanup(site.server_close)
        self.addCleanup(site.shutdown)
        threading.Thread(target=site.serve_forever, daemon=True).start()
        address = f"127.0.0.1:{site.server_port}"
        folder = tempfile.TemporaryDirectory(prefix="cabled-damaged-")
        self.addCleanup(folder.cleanup)
        config = pathlib.Path(folder.name) / "cabled.toml"
        config.write_text(
            f'contact = "test@example.org"\n[fetch]\nallow_private = ["{address}"]\n'
            f'[[source]]\nname = "harbour"\nseeds = ["http://{address}/"]\nindex = ["/"]\n'
            'include = ["/story/**"]\ndelay = "0s"\n')
        program = Program(pathlib.Path(folder.name) / "state", config, cluster.create("damaged"))

        def cabled(*arguments, code=0):
            return program.output("--quiet", *arguments, code=code)

        def damaged():
            return [json.loads(line)["id"] for line in
                    cabled("export", "--format", "jsonl", "--damaged").splitlines()]

        cabled("migrate")
        cabled("run", "--once")
        self.assertEqual(len(damaged()), 1)
        Site.asked.clear()

        cabled("fetch", "--damaged", "--source", "elsewhere", code=1)
        self.assertEqual(Site.asked, [])
        told = json.loads(cabled("--json", "fetch", "--damaged", "--source", "harbour"))
        self.assertEqual((told["url"], told["result"]), (f"http://{address}/story/1", "unchanged"))
        self.assertNotIn("/story/2", Site.asked)

        Site.is_mended = True
        told = json.loads(cabled("--json", "fetch", "--damaged"))
        self.assertEqual(told["result"], "new rendition")
        self.assertEqual(damaged(), [])
        self.assertEqual(cabled("fetch", "--damaged"), "")


if __name__ == "__main__":
    unittest.main()
