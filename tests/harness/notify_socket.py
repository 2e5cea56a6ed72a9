"""A service manager's socket, as sd_notify(3) speaks to it."""

import socket
import time


class NotifySocket:
    def __init__(self, path):
        self.path = str(path)
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(self.path)
        self.heard = []  # (moment, message)

    def environment(self, watchdog_seconds):
        return {"NOTIFY_SOCKET": self.path,
                "WATCHDOG_USEC": str(int(watchdog_seconds * 1_000_000))}

    def listen(self, seconds):
        """What is said in the next `seconds`."""
        end, fresh = time.monotonic() + seconds, []
        while (left := end - time.monotonic()) > 0:
            message = self.next_message(left)
            if message is not None:
                fresh.append(message)
        return fresh

    def next_message(self, patience):
        self.socket.settimeout(patience)
        try:
            message = self.socket.recv(4096).decode()
        except (TimeoutError, BlockingIOError):
            return None
        self.heard.append((time.monotonic(), message))
        return message

    def wait_for(self, words, patience=60):
        """The next message with `words`; None when it does not come in time."""
        end = time.monotonic() + patience
        while (left := end - time.monotonic()) > 0:
            message = self.next_message(left)
            if message is not None and words in message:
                return message
        return None

    def close(self):
        self.socket.close()
