"""A site on loopback whose answers may depend on the whole request, and which remembers every one."""

import fault_server


class AnsweringSite(fault_server.FaultServer):
    """As FaultServer, but a function of `answers` is given the request's head and gives the answer's bytes."""

    def __init__(self, answers):
        self.heads = []
        super().__init__(answers)

    def answer(self, connection):
        head = b""
        while b"\r\n\r\n" not in head:
            data = connection.recv(65536)
            head += data
            if not data:
                return
        text = head.decode("latin-1")
        path = text.split(" ")[1]
        self.asked.append(path)
        self.heads.append(text)
        answer = self.answers.get(path, fault_server.reply(b"nothing here", status="404 Not Found"))
        connection.sendall(answer(text) if callable(answer) else answer)

    def requests(self, path):
        """The heads of the requests for a path, in order."""
        return [head for head in self.heads if head.split(" ")[1] == path]


def versioned(body, etag):
    """A page that answers 304 to whoever has it."""
    def answer(head):
        if f"if-none-match: {etag}" in head.lower():
            return fault_server.reply(b"", f"ETag: {etag}", status="304 Not Modified", length="")
        return fault_server.reply(body, f"ETag: {etag}")
    return answer
