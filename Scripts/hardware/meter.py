"""The meter in the dark box, and its pulse output."""

from .agent import PULSES, ticks

# A pulse comes at every full thousandth.
TICKS_PER_PULSE = 10


class Meter:
    def __init__(self, guest, indices):
        """`indices`: what the frames of its series show."""
        self.guest = guest
        self.indices = indices
        self.shown = 0
        self.show()

    @property
    def index(self):
        return self.indices[self.shown]

    def show(self):
        # In one step, so that the camera never finds half of it.
        self.guest.shell(f"echo {self.shown + 1} > /run/meter.new && mv /run/meter.new /run/meter")

    def advance(self):
        """Runs on by a frame, and gives a pulse for every thousandth that it passes. How many those are."""
        before = ticks(self.index)
        self.shown += 1
        count = ticks(self.index) // TICKS_PER_PULSE - before // TICKS_PER_PULSE
        self.guest.shell(f"world pulse {PULSES} {count} 20 20")
        self.show()
        return count
