#!/usr/bin/env python3
"""Serves the sample site on this machine alone, and prints the port once it listens.

With --write FOLDER it writes the pages there instead, to look at them.
"""

import argparse
import http.server
import pathlib
import sys

import site_pages


def handler(answers, verbose):
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            missing = site_pages.Answer(b"<title>Not found</title>Not found", status=404)
            answer = answers.get(self.path.split("?")[0], missing)
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(answer.body)))
            if answer.location:
                self.send_header("Location", answer.location)
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(answer.body)

        do_HEAD = do_GET

        def log_message(self, *arguments):
            if verbose:
                super().log_message(*arguments)

    return Handler


def write(folder):
    for path, answer in site_pages.all_answers("http://127.0.0.1:8088").items():
        file = pathlib.Path(folder) / (path.lstrip("/") or "index.html")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(answer.body)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8088, help="0 takes any free one")
    parser.add_argument("--verbose", action="store_true", help="log each request")
    parser.add_argument("--write", metavar="FOLDER")
    arguments = parser.parse_args()
    if arguments.write:
        return write(arguments.write)
    try:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", arguments.port), None)
    except OSError as problem:
        sys.exit(f"cannot listen on 127.0.0.1:{arguments.port}: {problem.strerror}")
    port = server.server_address[1]
    answers = site_pages.all_answers(f"http://127.0.0.1:{port}")
    server.RequestHandlerClass = handler(answers, arguments.verbose)
    print(port, flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        return None


if __name__ == "__main__":
    main()
