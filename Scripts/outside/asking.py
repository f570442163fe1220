"""Asks the console over plain sockets: browsers and libraries are too polite, and would hide what it says."""

import functools
import re
import socket
import ssl
import urllib.parse

PATIENCE = 25


class Answer:
    """What came back, taken apart; `status` 0: the connection ended without an answer."""

    def __init__(self, raw):
        head, _, self.body = raw.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        found = re.match(r"HTTP/1\.[01] (\d{3})", lines[0])
        self.status = int(found[1]) if found else 0
        self.fields = [(name.lower(), value) for name, _, value in (line.partition(": ") for line in lines[1:])]
        if self.field("transfer-encoding") == "chunked":
            self.body = unchunked(self.body)

    def field(self, name):
        return next((value for known, value in self.fields if known == name), None)

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")

    @property
    def cookie(self):
        return (self.field("set-cookie") or "").partition(";")[0] or None

    @property
    def code(self):
        """What the first form of a page carries."""
        found = re.search(r'name="code" value="([0-9a-f]+)"', self.text)
        return found and found[1]


def unchunked(body):
    whole = b""
    while body:
        size, _, rest = body.partition(b"\r\n")
        if not size or not (count := int(size.split(b";")[0], 16)):
            break
        whole, body = whole + rest[:count], rest[count + 2:]
    return whole


@functools.cache
def trusting(certificate):
    return ssl.create_default_context(cafile=certificate)


def connect(agent, source="127.0.0.1", patience=PATIENCE):
    """A connection from an address of this machine: 127.0.0.0/8 are all its own."""
    connection = socket.create_connection(("127.0.0.1", agent.port), patience, (source, 0))
    if agent.secure:
        connection = trusting(agent.folder / "console.pem").wrap_socket(connection, server_hostname="localhost")
    return connection


def rest(connection):
    """Everything that still comes. What the other side cuts off ends here too."""
    pieces = []
    try:
        while piece := connection.recv(1 << 16):
            pieces.append(piece)
    except OSError:
        pass
    return b"".join(pieces)


def send(agent, raw, source="127.0.0.1", finish=False):
    """What comes back to bytes."""
    with connect(agent, source) as connection:
        try:
            connection.sendall(raw)
            if finish and not agent.secure:
                connection.shutdown(socket.SHUT_WR)
        except OSError:
            pass
        return Answer(rest(connection))


def request(line, fields=(), body=None, host="localhost"):
    """The bytes of a request, after which the connection ends."""
    lines = [f"{line} HTTP/1.1", f"Host: {host}", "Connection: close", *fields]
    if body is not None:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + (body or "").encode()


def ask(agent, line, fields=(), body=None, host="localhost", source="127.0.0.1"):
    return send(agent, request(line, fields, body, host), source)


class Visitor:
    """Somebody with a browser: keeps the cookie, and what the forms of their pages carry."""

    def __init__(self, agent, source="127.0.0.1"):
        self.agent, self.source, self.cookie, self.code = agent, source, None, None

    def ask(self, line, fields=(), body=None):
        cookie = [f"Cookie: {self.cookie}"] if self.cookie else []
        answer = ask(self.agent, line, [*cookie, *fields], body, source=self.source)
        self.cookie = answer.cookie or self.cookie
        self.code = answer.code or self.code
        return answer

    def log_in(self, user, password):
        self.ask("GET /login")
        body = urllib.parse.urlencode({"user": user, "password": password, "code": self.code or ""})
        answer = self.ask("POST /login", body=body)
        if answer.status == 303:
            self.ask("GET /")
        return answer


def bearer(token):
    return [f"Authorization: Bearer {token}"]
