#!/usr/bin/env python3
"""A name server for a few names: tells their IPv4 address, knows no other name, and prints each question.

Usage: name_server.py ADDRESS NAME=IPV4…
"""

import socket
import struct
import sys

A, AUTHORITATIVE_ANSWER, NO_SUCH_NAME = 1, 0x8480, 3


def question_of(packet):
    """The name that is asked for, the kind of record, and where the question ends (RFC 1035, 4.1.2)."""
    labels, at = [], 12
    while packet[at] != 0:
        labels.append(packet[at + 1:at + 1 + packet[at]].decode("ascii"))
        at += 1 + packet[at]
    return ".".join(labels).lower(), struct.unpack_from("!H", packet, at + 1)[0], at + 5


def answer_to(packet, known):
    name, kind, end = question_of(packet)
    print(f"asked for {name}", flush=True)
    # A name that is known but has no record of this kind gets an answer without one.
    record = b""
    if name in known and kind == A:
        record = struct.pack("!HHHIH", 0xC00C, A, 1, 5, 4) + socket.inet_aton(known[name])
    flags = AUTHORITATIVE_ANSWER | (0 if name in known else NO_SUCH_NAME)
    return packet[:2] + struct.pack("!HHHHH", flags, 1, 1 if record else 0, 0, 0) + packet[12:end] + record


def main():
    address, *pairs = sys.argv[1:]
    known = dict(pair.split("=") for pair in pairs)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind((address, 53))
        print("listening", flush=True)
        while True:
            packet, asker = server.recvfrom(4096)
            server.sendto(answer_to(packet, known), asker)


if __name__ == "__main__":
    main()
