"""The agent in the guest, as the host sees it: started, watched, asked for readings, ended."""

import json
import time

# The button that asks for a reading.
BUTTON = """[[meter.trigger]]
chip = "/dev/gpiochip0"
line = 3
edge = "rising"
bias = "pull-down"
debounce = "10ms"
"""
CONFIGURATION = """
device = "guest"
journal = "/run/meterclip/journal.db"

[[camera]]
name = "dial"
device = "/dev/video0"
format = "mjpeg"

[[output]]
name = "flash"
chip = "/dev/gpiochip0"
line = 5
lead = "150ms"
most = "10s"

[[meter]]
card = "case/meter.toml"
camera = "dial"
lights = ["flash"]
interval = "1d"
pulses = { chip = "/dev/gpiochip0", line = 4, edge = "rising", bias = "pull-down", debounce = "5ms", weight = "0.001" }

""" + BUTTON + """
[[sink]]
kind = "file"
path = "/results/outbox.jsonl"
"""
# The lines of the configuration, as the guest's shell calls them.
TRIGGER, PULSES, LIGHT = ("$lines/sim_gpio3/pull", "$lines/sim_gpio4/pull", "$lines/sim_gpio5/value")


class Failure(Exception):
    """Something did not come out as it must."""


class Agent:
    def __init__(self, guest, name="meterclip", outbox="outbox.jsonl"):
        """`name`: of its configuration, and of its log."""
        self.guest = guest
        self.name = name
        self.outbox = guest.results / outbox
        self.log = guest.results / f"{name}.log"
        self.process = None

    def start(self):
        command = f"meterclip run --config /etc/meterclip/{self.name}.toml >> /results/{self.log.name} 2>&1 </dev/null & echo $!"
        self.process = int(self.guest.shell(command))

    def delivered(self):
        """All lines that came since the guest began."""
        if not self.outbox.exists():
            return []
        text = self.outbox.read_bytes()
        return [json.loads(line) for line in text[:text.rfind(b"\n") + 1].splitlines()]

    def readings(self):
        """Those of the lines that are readings; the others tell of events."""
        return [line for line in self.delivered() if "quality" in line]

    def wait(self, count, what, seconds=120):
        """The readings, as soon as there are `count`. `what` says what is waited for."""
        end = time.monotonic() + seconds
        while True:
            readings = self.readings()
            if len(readings) >= count:
                return readings
            if time.monotonic() > end:
                raise Failure(f"{what}: no reading within {seconds} s; there are {len(readings)}, {count} were expected")
            if not self.runs():
                raise Failure(f"{what}: the agent has ended")
            time.sleep(0.05)

    def press(self):
        """The trigger, held for longer than its debouncing takes."""
        self.guest.shell(f"world pulse {TRIGGER} 1 40 20")

    def runs(self):
        return self.guest.attempt(f"kill -0 {self.process} 2>/dev/null")[1] == 0

    def light(self, value, seconds, what):
        """Waits until the light is on ("1") or off ("0")."""
        if self.guest.attempt(f"world until {LIGHT} {value} {seconds * 1000}", seconds + 30)[1]:
            raise Failure(f"{what}: the light is not {'on' if value == '1' else 'off'} after {seconds} s")

    def terminate(self):
        """A regular end, which must come with the light off and the code 0."""
        code = self.guest.attempt(f"kill -TERM {self.process}; wait {self.process}")[1]
        if code:
            raise Failure(f"the agent ended with {code} when it was told to end")
        self.light("0", 1, "after the agent's end")

    def files(self):
        """How many it has open. The names alone: a tool that looks at each complains of one that closes meanwhile."""
        return int(self.guest.shell(f"(set -- /proc/{self.process}/fd/*; echo $#)"))

    def memory(self):
        """What it has in memory, in kB."""
        return int(self.guest.shell(f"grep VmRSS /proc/{self.process}/status").split()[1])

    def tail(self):
        text = self.log.read_text(errors="replace") if self.log.exists() else ""
        return "\n".join(["the agent's log ends with", *text.splitlines()[-20:]])


def ticks(index):
    """An index with four decimals, in units of its last place."""
    whole, decimals = index.split(".")
    return int(whole + decimals.ljust(4, "0"))


def is_right(reading, expected):
    """Published, and within one unit of the last place, as of every dial that turns all the time."""
    index = reading.get("index")
    return index is not None and abs(ticks(index) - ticks(expected)) <= 1
