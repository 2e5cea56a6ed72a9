"""A server that answers each path with bytes of the test's choice, wrong ones above all."""

import socket
import ssl

import commands
import listener


def reply(body, *headers, status="200 OK", length=None):
    """An HTTP answer; `length` is what it claims of its body, None the truth, "" nothing."""
    lines = [f"HTTP/1.1 {status}", *headers]
    if length != "":
        lines.append(f"Content-Length: {len(body) if length is None else length}")
    if not any(line.lower().startswith("content-type:") for line in lines):
        lines.append("Content-Type: text/html")
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode() + body


class FaultServer(listener.Listener):
    """Listens on every loopback address of one port; each connection gets one answer, then ends.

    `answers` maps a path to bytes, or to a function that is given the connection. A path that is
    not in it is a 404.
    """

    def __init__(self, answers, certificate=None):
        self.answers = answers
        self.asked = []
        self.context = None
        if certificate:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(*certificate)
        super().__init__("0.0.0.0")

    def handle(self, connection):
        try:
            with connection:
                connection.settimeout(30)
                if self.context:
                    connection = self.context.wrap_socket(connection, server_side=True)
                self.answer(connection)
        except OSError:
            pass  # the program hung up, as it should on much of this

    def answer(self, connection):
        head = b""
        while b"\r\n\r\n" not in head:
            data = connection.recv(65536)
            head += data
            if not data or head[:1] == b"\x16":
                return  # gone, or a TLS hello to a server that speaks none: the handshake is cut
        path = head.split(b" ")[1].decode("latin-1")
        self.asked.append(path)
        answer = self.answers.get(path, reply(b"nothing here", status="404 Not Found"))
        if callable(answer):
            answer(connection)
        else:
            connection.sendall(answer)
            connection.shutdown(socket.SHUT_WR)


def self_signed(folder):
    """A certificate that nobody has signed: its files."""
    key, certificate = f"{folder}/key.pem", f"{folder}/certificate.pem"
    commands.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key,
                  "-out", certificate, "-days", "2", "-subj", "/CN=fault.example"], code=0)
    return certificate, key


def unused_port():
    """A port of loopback that refuses connections."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]
