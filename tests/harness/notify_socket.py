"""A service manager's socket, as sd_notify(3) speaks to it."""

import queue
import socket
import threading
import time

from waiting import TimedOut, patience


class NotifySocket:
    def __init__(self, path):
        self.path = str(path)
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(self.path)
        self.heard = []  # (moment, message)
        # Read at once, as a service manager does: a full socket would hold the sender up.
        self.waiting = queue.Queue()
        self.thread = threading.Thread(target=self.read, daemon=True)
        self.thread.start()

    def read(self):
        while message := self.socket.recv(4096).decode():
            self.waiting.put((time.monotonic(), message))

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

    def next_message(self, seconds):
        try:
            self.heard.append(self.waiting.get(timeout=seconds))
        except queue.Empty:
            return None
        return self.heard[-1][1]

    def wait_for(self, words, seconds=60, process=None):
        """The next message with `words`."""
        seconds = patience(seconds)
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            message = self.next_message(left)
            if message is not None and words in message:
                return message
        raise TimedOut(f"waited {seconds:.1f} s for the notice {words} in vain; heard {self.heard}"
                       + (process.told() if process else ""))

    def close(self):
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as end:
            end.sendto(b"", self.path)
        self.thread.join(timeout=60)
        self.socket.close()
