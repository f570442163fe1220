"""The frame of every flood: while it goes on, meters are read as before, a normal visitor is answered, and memory is bounded."""

import threading
import time

from .asking import ask
from .failure import Remarks

# KiB that a flood may cost, whatever comes.
MEMORY = 32 << 10
# How much of its readings an agent may be late with, and for how long it may say nothing of its meters.
PACE, SILENCE = 0.85, 3.0
# How long a normal visitor waits at most: one second is a packet that was lost and sent again.
WAIT = 4.0
NEIGHBOUR = "127.0.0.77"


class Flood:
    """Around what is done to an agent. `usual`: its readings in a second when nothing is."""

    def __init__(self, agent, usual):
        self.agent, self.usual, self.remarks, self.visits = agent, usual, Remarks(), []

    def __enter__(self):
        self.agent.forget_most()
        self.before, self.begin, self.goes_on = self.agent.memory(), time.monotonic(), True
        self.neighbour = threading.Thread(target=self.visit)
        self.neighbour.start()
        return self

    def __exit__(self, kind, *_):
        self.goes_on = False
        self.neighbour.join()
        self.agent.check_alive()
        if kind is None:
            self.settle()

    def check(self, holds, words):
        self.remarks.check(holds, words)

    def visit(self):
        """Somebody from another address who only wants to see how it is."""
        while self.goes_on:
            start = time.monotonic()
            try:
                status = ask(self.agent, "GET /health", source=NEIGHBOUR).status
            except OSError:
                status = 0
            self.visits.append((status, time.monotonic() - start))
            time.sleep(0.2)

    def settle(self):
        end = time.monotonic()
        self.seconds = end - self.begin
        self.more = self.agent.most_memory() - self.before
        self.check(self.more <= MEMORY, f"the agent's memory grows by {self.more} KiB")
        times = [at for at, _ in self.agent.lines if self.begin <= at < end]
        silence = max(after - before for before, after in zip([self.begin, *times], [*times, end]))
        self.check(silence < SILENCE, f"nothing is read for {silence:.1f} s")
        self.ratio = None
        if self.seconds > 8:
            self.ratio = self.agent.readings(self.begin, end) / self.seconds / self.usual
            self.check(self.ratio >= PACE, f"the agent reads at {self.ratio:.2f} of its pace")
        bad = [status for status, _ in self.visits if status != 200]
        self.slowest = max(seconds for _, seconds in self.visits)
        self.check(not bad, f"of {len(self.visits)} normal visits {len(bad)} are answered {sorted(set(bad))}")
        self.check(self.slowest < WAIT, f"a normal visitor waits {self.slowest:.1f} s")
        self.remarks.settle()

    def figures(self):
        pace = "" if self.ratio is None else f", reads at {self.ratio:.2f} of its pace"
        return (f"{self.seconds:.0f} s{pace}, {len(self.visits)} visitors answered within {self.slowest * 1000:.0f} ms, "
                f"memory +{self.more / 1024:.1f} MiB")
