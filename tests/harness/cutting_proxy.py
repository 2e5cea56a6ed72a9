"""A way to a server that is cut at random: a TCP port of loopback in front of a socket file."""

import random
import socket
import struct
import threading

import listener


class CuttingProxy(listener.Listener):
    """Each piece of data that passes, either way, is with probability `cut` the last: half of it
    arrives, and both ends are reset. So requests are lost as well as answers to them."""

    def __init__(self, socket_file, cut, seed):
        self.socket_file = str(socket_file)
        self.cut = cut
        self.chance = random.Random(seed)
        self.cuts = 0
        self.lock = threading.Lock()
        super().__init__()

    def handle(self, client):
        server = socket.socket(socket.AF_UNIX)
        try:
            server.connect(self.socket_file)
        except OSError:  # the server is being restarted
            client.close()
            server.close()
            return
        # The end of a connection is told with a reset, as by a network that is gone.
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        back = threading.Thread(target=self._pass_on, args=(server, client), daemon=True)
        back.start()
        self._pass_on(client, server)

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
