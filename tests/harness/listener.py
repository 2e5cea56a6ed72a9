"""A TCP port that gives each connection to a thread of its own."""

import socket
import threading


class Listener:
    """Listens from its making until stop(); what a subclass needs it sets before super().__init__()."""

    def __init__(self, address="127.0.0.1"):
        self.listener = socket.create_server((address, 0), backlog=128)
        self.port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def handle(self, connection):
        """One connection's whole life; closes it."""
        raise NotImplementedError

    def stop(self):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join(timeout=60)

    def _serve(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return  # closed by stop()
            threading.Thread(target=self.handle, args=(connection,), daemon=True).start()
