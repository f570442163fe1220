"""What somebody does who means ill: guesses, climbs out of folders, sends too much, too slowly, or nonsense."""

import collections
import concurrent.futures
import socket
import time
import urllib.parse

from .agent import METERS, USERS
from .asking import Answer, Visitor, ask, bearer, connect, request, rest, send
from .flood import Flood

# What is refused, in one way or another: an answer that says so, or the end of the connection.
REFUSED = {0, 400, 403, 404, 405, 413, 414, 421, 431}
BODY = 100 << 20
# As the console has them: how often an address may be wrong, streams of events.
TRIES, STREAMS = 5, 16
# As many connections as there may be, and how long what comes too slowly, or is not taken, is borne with.
CONNECTIONS, PATIENCE = 64, 60


def logins(agent, usual, count):
    """Wrong passwords from one address, then from as many addresses as there are passwords."""
    inside, other = Visitor(agent), Visitor(agent, "127.0.0.3")
    inside.log_in("tech", USERS["tech"][1])
    with Flood(agent, usual) as flood:
        guesser = Visitor(agent)
        guesser.ask("GET /login")
        wrong = request("POST /login", [f"Cookie: {guesser.cookie}"], f"user=tech&password=wrong-password&code={guesser.code}")
        one = collections.Counter(send(agent, wrong).status for _ in range(count))
        flood.check(one == {401: TRIES, 429: count - TRIES}, f"{count} wrong logins from one address: {dict(one)}")
        right = urllib.parse.urlencode({"user": "tech", "password": USERS["tech"][1], "code": guesser.code})
        locked = guesser.ask("POST /login", body=right)
        flood.check(locked.status == 429 and int(locked.field("retry-after") or 0) > 0, f"then a right one: {locked.status}")
        flood.check(inside.ask("GET /").status == 200, "who was in is put out by somebody else's guesses")
        flood.check(ask(agent, "GET /api/v1/meters", bearer(agent.tokens["viewer"])).status == 200,
                    "a program with a right token is kept out by somebody else's guesses")
        flood.check(other.log_in("tech", USERS["tech"][1]).status == 303, "a right login from another address is refused")
        many = collections.Counter(parallel(16, count, lambda n: send(agent, wrong, f"127.9.{n // 250}.{n % 250 + 1}").status))
        flood.check(set(many) <= {401, 429} and sum(many.values()) == count, f"{count} wrong logins from as many addresses: {dict(many)}")
        tokens = collections.Counter(parallel(8, count, lambda _: ask(
            agent, "GET /api/v1/meters", bearer("0" * 64), source="127.0.0.4").status))
        flood.check(tokens == {401: count}, f"{count} wrong tokens: {dict(tokens)}")
    return (f"{count} from one address: {one[401]} checked, {one[429]} turned away; from {count} addresses: {many[401]} checked, "
            f"{many[429]} told to come later; {count} wrong tokens refused; {flood.figures()}")


def parallel(threads, count, body):
    with concurrent.futures.ThreadPoolExecutor(threads) as pool:
        return list(pool.map(body, range(count)))


def climbing():
    """Ways out of a folder, into other files of this machine."""
    targets = ["etc/passwd", "accounts", "console.key"]
    ups = ["../", "..%2f", "%2e%2e/", "%2e%2e%2f", "%252e%252e%252f", "..\\", "..%5c", "%2e%2e%5c", "....//", "..;/", "%c0%ae%c0%ae/",
           "%e0%80%ae%e0%80%ae/", "%uff0e%uff0e/", "..%00/", "..%c0%af", "\xff../"]
    ways = [f"/{up * 8}{target}" for up in ups for target in targets[:2]]
    ways += [f"{place}/{'../' * 6}{targets[0]}" for place in ["/console.css", "/api/v1", "/meters/simulated-water", "/meters/x/.."]]
    ways += ["//etc/passwd", "///etc/passwd", "/./etc/passwd", "/etc/passwd%00.css", "/console.css%00", "/console.css/", "/%", "/%zz",
             "file:///etc/passwd", "http://localhost/../etc/passwd", "http://evil.example/etc/passwd", "..", "../etc/passwd", "*",
             "/proc/self/environ", "/console.key", "/accounts", "/meterclip.toml", "/journal.db", "/.git/config",
             "/meters/..%2f..%2faccounts/picture", "/meters/%2e%2e/picture", "/api/v1/meters/..%2f..%2fconsole.key/picture"]
    return ways


def paths(agent, usual):
    ways, secrets = climbing(), [b"root:", b"scrypt$", b"PRIVATE KEY", b"SQLite format", b"[console]"]
    token = bearer(agent.tokens["technician"])[0]
    counts = collections.Counter()
    with Flood(agent, usual) as flood:
        for way in ways:
            line = b"GET " + way.encode("latin-1") + b" HTTP/1.1\r\n"
            answer = send(agent, line + f"Host: localhost\r\nConnection: close\r\n{token}\r\n\r\n".encode())
            counts[answer.status] += 1
            # One slash more behind a file is another name of it, and of nothing else.
            wanted = REFUSED | ({200} if way == "/console.css/" else set())
            flood.check(answer.status in wanted, f"{way} is answered {answer.status}: {answer.text[:80]}")
            flood.check(not any(secret in answer.body for secret in secrets), f"{way} gives away a file")
    return f"{len(ways)} ways: {told(counts)}; {flood.figures()}"


def told(counts):
    return ", ".join(f"{count} × {status or 'closed'}" for status, count in sorted(counts.items()))


def bodies(agent, usual):
    """A hundred megabytes, announced and not, to pages and to the API."""
    counts, sent = collections.Counter(), []
    orders = [("POST /login", "Content-Length: %d" % BODY), ("POST /login", "Transfer-Encoding: chunked"),
              ("POST /api/v1/meters/simulated-water/read", "Transfer-Encoding: chunked"), ("GET /", "Content-Length: %d" % BODY),
              ("GET /nothing", "Transfer-Encoding: chunked"), ("POST /login", "Content-Length: 99999999999999999999")]
    with Flood(agent, usual) as flood:
        for status, amount in parallel(3, len(orders), lambda number: pour(agent, *orders[number])):
            counts[status] += 1
            sent.append(amount)
            flood.check(status in {413, 0, 400}, f"a body of 100 MB is answered {status}")
        told_of = ask(agent, "POST /login", [f"Content-Length: {BODY}"])
        flood.check(told_of.status == 413, f"what is announced too large is answered {told_of.status}")
    return f"{len(orders)} bodies of 100 MB: {told(counts)}, cut off after {max(sent) >> 20} MB at the latest; {flood.figures()}"


def pour(agent, line, length):
    """Sends until it is cut off; what came back, and how much was sent."""
    piece = b"x" * (1 << 16)
    if "chunked" in length:
        piece = b"10000\r\n" + piece + b"\r\n"
    sent = 0
    with connect(agent) as connection:
        try:
            connection.sendall(f"{line} HTTP/1.1\r\nHost: localhost\r\n{length}\r\n\r\n".encode())
            while sent < BODY:
                connection.sendall(piece)
                sent += len(piece)
        except OSError:
            pass
        return Answer(rest(connection)).status, sent


def slow(agent, usual, count, kind):
    """Many who say a letter a second, or take nothing of what they asked for."""
    picture = (f"GET /api/v1/meters/{METERS[0]}/picture HTTP/1.1\r\nHost: localhost\r\n"
               f"{bearer(agent.tokens.get('viewer'))[0]}\r\n\r\n").encode()
    begin, more = {
        "heads": (b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", b"x"),
        "bodies": (b"POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n", b"x"),
        "readers": (picture * 12, picture * 4), "askers": (b"GET /console.css HTTP/1.1\r\nHost: localhost\r\n\r\n" * 2000, b""),
        "handshakes": (b"\x16\x03\x01\x02\x00\x01", b"x")}[kind]
    with Flood(agent, usual) as flood:
        crowd, most, start = [], 0, time.monotonic()
        for _ in range(count):
            crowd.append(Slow(agent.port, begin))
            most = max(most, agent.connections())
        # All but the neighbour's.
        while (left := agent.connections()) > 1 and time.monotonic() < start + PATIENCE:
            most = max(most, left)
            for one in crowd:
                one.go_on(more)
            time.sleep(0.5)
        seconds = time.monotonic() - start
        flood.check(left <= 1, f"of {count} slow {kind} {left} are still connected after {seconds:.0f} s")
        # Some are still on their way out.
        flood.check(most <= CONNECTIONS + 4, f"there are {most} connections at the same time")
        for one in crowd:
            one.connection.close()
    return f"{count} slow {kind}: {most} connected at most, the last cut off after {seconds:.0f} s; {flood.figures()}"


class Slow:
    """A connection that never comes to the point."""

    def __init__(self, port, begin):
        self.connection = socket.socket()
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.connection.settimeout(10)
        self.is_open = True
        try:
            self.connection.connect(("127.0.0.1", port))
        except OSError:
            self.is_open = False
        self.connection.setblocking(False)
        self.rest = begin
        self.go_on(b"")

    def go_on(self, more):
        if not self.is_open:
            return
        self.rest += more
        try:
            if self.rest:
                self.rest = self.rest[self.connection.send(self.rest):]
        except BlockingIOError:
            pass
        except OSError:
            self.is_open = False


def nonsense(agent, usual):
    """What is no request, or hardly one."""
    host = b"Host: localhost\r\n"
    good = b"GET /health HTTP/1.1\r\n" + host
    trials = {
        "a long path": b"GET /" + b"x" * 20_000 + b" HTTP/1.1\r\n" + host + b"\r\n",
        "a long line": good + b"X: " + b"x" * 20_000 + b"\r\n\r\n",
        "a long name": good + b"x" * 20_000 + b": x\r\n\r\n",
        "many lines": good + b"".join(b"X-%d: y\r\n" % n for n in range(65)) + b"\r\n",
        "a line without end": good + b"X: " + b"x" * (4 << 20),
        "lines without end": good + b"X: y\r\n" * 500_000,
        "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x12\x04\x00\x00\x00\x00\x00",
        "TLS": bytes.fromhex("16030100f1010000ed0303") + bytes(32) + bytes(200),
        "HTTP/0.9": b"GET /health\r\n\r\n", "HTTP/3.0": b"GET /health HTTP/3.0\r\n" + host + b"\r\n",
        "two lengths": good + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
        "a length and chunks": b"POST /login HTTP/1.1\r\n" + host + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "a negative length": good + b"Content-Length: -1\r\n\r\n", "an odd length": good + b"Content-Length: 0x10\r\n\r\n",
        "an endless chunk": b"POST /login HTTP/1.1\r\n" + host + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nx",
        "a name with a space": good + b"X y: z\r\n\r\n", "a bare CR": good + b"X: a\rb\r\n\r\n", "a NUL": good + b"X: a\0b\r\n\r\n",
        "CONNECT": b"CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        "noise": bytes(range(256)) * 64, "nothing": b"", "empty lines": b"\r\n" * 10_000,
    }
    counts = collections.Counter()
    with Flood(agent, usual) as flood:
        for what, raw in trials.items():
            status = send(agent, raw, finish=True).status
            counts[status] += 1
            flood.check(status in REFUSED, f"{what} is answered {status}")
        # Good ones, then rubbish: those are answered, it ends the connection, and what is smuggled behind it is not heard.
        with connect(agent) as connection:
            connection.sendall((good + b"\r\n") * 3 + b"rubbish\r\n\r\n" + (good + b"\r\n") * 3)
            connection.shutdown(socket.SHUT_WR)
            answers = rest(connection).count(b"HTTP/1.1 200")
        flood.check(answers <= 3, f"{answers} requests are answered of which 3 are good")
    return f"{len(trials)} kinds: {told(counts)}; of 7 requests in one, the fourth rubbish, {answers} answered; {flood.figures()}"


def streams(agent, usual, count=40):
    """More who listen for events than there may be; the rest of the console is there for others."""
    token = bearer(agent.tokens["viewer"])[0]
    ask_ = f"GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n{token}\r\n\r\n".encode()
    with Flood(agent, usual) as flood:
        crowd, counts = [], collections.Counter()
        for _ in range(count):
            connection = connect(agent)
            connection.sendall(ask_)
            counts[Answer(connection.recv(4096)).status] += 1
            crowd.append(connection)
        flood.check(counts == {200: STREAMS, 503: count - STREAMS}, f"{count} streams of events: {dict(counts)}")
        begin, events = time.monotonic(), 0
        crowd[0].settimeout(1)
        while time.monotonic() < begin + 4:
            try:
                events += crowd[0].recv(4096).count(b"event: change")
            except TimeoutError:
                pass
        flood.check(3 <= events <= 10, f"a stream tells of {events} changes in 4 s")
        for connection in crowd:
            connection.close()
        time.sleep(1)
        with connect(agent) as again:
            again.sendall(ask_)
            flood.check(Answer(again.recv(4096)).status == 200, "streams that were left are still counted")
    return f"{count} asked for: {told(counts)}; one tells of {events} changes in 4 s; {flood.figures()}"
