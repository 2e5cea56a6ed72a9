#!/usr/bin/env python3
"""Serves a site of cable_pages on loopback; prints the port once it listens.

Each request is a line of the log the moment it has been read: seconds of the monotonic clock, host,
path, tab between. The line is written before the answer, so no answered request is missing from it.
"""

import argparse
import asyncio
import os
import random
import time

import cable_pages


class Visit(asyncio.Protocol):
    """One connection: requests without bodies, kept alive, answered in order."""

    def __init__(self, site, log, latency):
        self.site, self.log, self.latency = site, log, latency
        self.read = b""
        self.transport = None

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.read += data
        while b"\r\n\r\n" in self.read:
            head, _, self.read = self.read.partition(b"\r\n\r\n")
            self.take(head.decode("latin-1"))

    def take(self, head):
        received = time.monotonic()
        line, *fields = head.split("\r\n")
        path = line.split(" ")[1]
        values = (field.partition(":")[2].strip() for field in fields
                  if field.lower().startswith("host:"))
        host = next(values, "").partition(":")[0]
        self.log.write(f"{received:.6f}\t{host}\t{path}\n".encode())
        wait = random.uniform(0, self.latency)
        asyncio.get_running_loop().call_later(wait, self.answer, host, path)

    def answer(self, host, path):
        body = self.site.answer(host, path)
        status = "200 OK" if body is not None else "404 Not Found"
        body = body or b"nothing here"
        self.transport.write(f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\n"
                             f"Content-Length: {len(body)}\r\n\r\n".encode() + body)


async def serve(arguments):
    site = cable_pages.Site(arguments.pages, arguments.hosts)
    # Unbuffered: one write a line, which no kill of this process can tear.
    with open(arguments.log, "ab", buffering=0) as log:
        server = await asyncio.get_running_loop().create_server(
            lambda: Visit(site, log, arguments.latency), "0.0.0.0", arguments.port)
        print(server.sockets[0].getsockname()[1], flush=True)
        if arguments.end_with_stdin:
            asyncio.get_running_loop().add_reader(0, lambda: os.read(0, 1) or os._exit(0))
        await server.serve_forever()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, required=True)
    parser.add_argument("--hosts", type=int, default=1)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--latency", type=float, default=0.01, help="seconds at most, at random")
    parser.add_argument("--log", required=True)
    parser.add_argument("--end-with-stdin", action="store_true",
                        help="outlive no test that failed to stop it")
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
