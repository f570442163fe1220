"""An agent with simulated meters and a console, as it is run at a house: configured by a file, with accounts, with TLS or without."""

import json
import pathlib
import re
import signal
import socket
import subprocess
import threading
import time

from .failure import Failure

METERS = ["simulated-water", "simulated-gas", "simulated-electricity"]
USERS = {"tech": ("technician", "a-technician's-own"), "guest": ("viewer", "a-viewer's-own-word")}
READY = 30


# The first meter runs faster than life, so that something is warned of, and costs something.
MEANING = """
[meter.warnings]

[meter.money]
tariff = "town"
"""
BOOKS = f"""
[[tariff]]
name = "town"
currency = "EUR"
[[tariff.version]]
from = "2020-01-01"
[[tariff.version.charge]]
name = "use"
price = "2.50"

[[balance]]
name = "house"
medium = "water"
[[balance.supply]]
meter = "{METERS[0]}"
factor = "1"
[[balance.sales]]
meter = "{METERS[1]}"
factor = "1"

[[import]]
meter = "hall"
medium = "electricity"
path = "hall.csv"

[[system]]
name = "hall by shift"
kind = "shift"
member = [{{ meter = "hall" }}]
times = ["mon-fri 06:00-18:00"]

[[system]]
name = "compressor"
kind = "machine"
meter = "hall"
idleFrom = 1.0
loadFrom = 4.0
[system.service]
every = 2000
"""


def hall():
    """Three weeks of a hall's meter up to now, a line for each hour: 5 kWh by day and 2 by night."""
    now, units, lines = int(time.time()) // 3600 * 3600, 0, ["time,index"]
    for at in range(now - 21 * 86400, now + 1, 3600):
        lines.append(time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(at)) + f",{units / 10:.1f}")
        units += 50 if 6 <= at % 86400 // 3600 < 18 else 20
    return "\n".join(lines) + "\n"


class Agent:
    """`meter`: the table of one meter, in place of the three that are simulated."""

    def __init__(self, program, folder, interval="1s", accounts=True, secure=False, meter=None):
        self.program, self.folder, self.secure = program, pathlib.Path(folder), secure
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        self.tokens, self.lines, self.process, settings = {}, [], None, ""
        if accounts:
            settings += '\npasswordFile = "accounts"'
            self.add_accounts()
        if secure:
            make_certificate(self.folder)
            settings += '\ncertificateFile = "console.pem"\nkeyFile = "console.key"'
        tables = meter or "".join(f"""
[[meter]]
interval = "{interval}"
camera = {{ kind = "simulated", face = "{name.removeprefix('simulated-')}", seed = {number + 1}, acceleration = 600 }}
""" + (MEANING if number == 0 else "") for number, name in enumerate(METERS)) + BOOKS
        self.reads = meter is None
        (self.folder / "hall.csv").write_text(hall())
        (self.folder / "meterclip.toml").write_text(
            f'device = "cellar"\njournal = "journal.db"\ncontrol = "control.sock"\n{tables}'
            f'\n[[sink]]\nkind = "file"\npath = "outbox.jsonl"\n\n[console]\nport = {self.port}\n{settings}\n')

    def add_accounts(self):
        for name, (role, password) in USERS.items():
            self.put(name, role, password)
        for role in ["technician", "viewer"]:
            self.tokens[role] = self.put(f"program-{role}", role).strip()

    def put(self, name, role, password=None):
        """Puts somebody into the file of accounts; the token of a program."""
        words = ["--token"] if password is None else []
        return subprocess.run(
            [self.program, "console-password", self.folder / "accounts", "--name", name, "--role", role, *words],
            input=(password or "") + "\n", stdout=subprocess.PIPE, text=True, check=True).stdout

    def __enter__(self):
        self.log = open(self.folder / "log", "w")
        self.process = subprocess.Popen(
            [self.program, "run", "--config", self.folder / "meterclip.toml", "--log-level", "info"],
            stdout=subprocess.PIPE, stderr=self.log, text=True)
        threading.Thread(target=self.listen, daemon=True).start()
        end = time.monotonic() + READY
        while not self.listens() or self.reads and not self.lines:
            if self.process.poll() is not None or time.monotonic() > end:
                self.__exit__()
                raise Failure("the agent does not start:\n" + (self.folder / "log").read_text()[-2000:])
            time.sleep(0.05)
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()

    def listen(self):
        for line in self.process.stdout:
            self.lines.append((time.monotonic(), line))

    def listens(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    @property
    def url(self):
        return f"{'https' if self.secure else 'http'}://localhost:{self.port}"

    @property
    def cookie(self):
        return "__Host-meterclip" if self.secure else "meterclip"

    # What it does meanwhile.

    def outbox(self):
        """The entries that it has delivered."""
        path = self.folder / "outbox.jsonl"
        lines = path.read_text().splitlines(keepends=True) if path.exists() else []
        return [json.loads(line) for line in lines if line.endswith("\n")]

    def readings(self, since, until):
        """How often it has said in this time what a meter shows."""
        return sum(since <= at < until for at, _ in self.lines)

    def pace(self, seconds):
        """Readings in a second, from now on."""
        begin = time.monotonic()
        time.sleep(seconds)
        return self.readings(begin, begin + seconds) / seconds

    def memory(self):
        """KiB that it holds now."""
        return self.status("VmRSS")

    def most_memory(self):
        """KiB that it held at most since it was last asked to forget."""
        return self.status("VmHWM")

    def forget_most(self):
        pathlib.Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")

    def connections(self):
        """How many it has; what the other side sees of their end may come much later."""
        lines = [line.split() for line in pathlib.Path("/proc/net/tcp").read_text().splitlines()[1:]]
        return sum(line[1].endswith(f":{self.port:04X}") and line[3] == "01" for line in lines)

    def status(self, name):
        text = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"{name}:\s+(\d+)", text)[1])

    def check_alive(self):
        if self.process.poll() is not None:
            raise Failure(f"the agent has ended with {self.process.returncode}:\n" + (self.folder / "log").read_text()[-2000:])


def make_certificate(folder):
    """One that vouches for itself, as an owner makes it."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
         "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", "console.key", "-out", "console.pem"],
        cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
