"""A way to a server that is cut at random: a TCP port of loopback in front of a socket file."""

import random
import socket
import struct
import threading


class CuttingProxy:
    """Each piece of data that passes, either way, is with probability `cut` the last: half of it
    arrives, and both ends are reset. So requests are lost as well as answers to them."""

    def __init__(self, socket_file, cut, seed):
        self.socket_file = str(socket_file)
        self.cut = cut
        self.chance = random.Random(seed)
        self.cuts = 0
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        self.listener.close()

    def _accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX)
            try:
                server.connect(self.socket_file)
            except OSError:  # the server is being restarted
                client.close()
                server.close()
                continue
            # The end of a connection is told with a reset, as by a network that is gone.
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            for source, target in ((client, server), (server, client)):
                threading.Thread(target=self._pass_on, args=(source, target), daemon=True).start()

    def _is_cut(self):
        with self.lock:
            cut = self.chance.random() < self.cut
            self.cuts += cut
            return cut

    def _pass_on(self, source, target):
        try:
            while data := source.recv(65536):
                if self._is_cut():
                    target.sendall(data[:len(data) // 2])
                    break
                target.sendall(data)
        except OSError:
            pass  # the other direction was cut
        for end in (source, target):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            end.close()
