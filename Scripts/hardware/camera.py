"""Scenario "camera": a USB camera is pulled out and put back again and again, and hangs now and then, while the agent runs.

uvcvideo, the driver of nearly every USB camera, drives it. What is asked for while it is away must be a named failure; when it is
back the meter must be read within ten seconds, without the agent starting anew, and nothing may pile up.
"""

import statistics

from .agent import LIGHT, Failure, is_right

RECOVERY_SECONDS_MAX = 10
MEMORY_GROWTH_MAX = 0.02
# A driver that does not answer is given up after three quarters of a minute.
AWAY_SECONDS_MAX = 150


class Camera:
    """The plug of the simulated camera."""

    def __init__(self, guest):
        self.guest = guest
        guest.shell("load uvcvideo; load vhci-hcd")

    def plug_in(self):
        self.process = self.guest.shell(f"usbcamera /frames /run/meter {LIGHT} 10 >> /results/usbcamera.log 2>&1 & echo $!")

    def pull_out(self):
        self.guest.shell(f"kill -9 {self.process}; wait {self.process}; while [ -e /dev/video0 ]; do sleep 0.05; done")

    def pull_out_for_good(self):
        self.guest.shell(f"kill -9 {self.process}; wait {self.process}; true")

    def pull_out_while_lit(self):
        """In the middle of a shot, if one is taken now."""
        self.guest.attempt(f"world until {LIGHT} 1 10000; kill -9 {self.process}; wait {self.process}")

    def signal(self, name):
        self.guest.shell(f"kill -{name} {self.process}")


def run(guest, agent, meter, removals, tell):
    camera = Camera(guest)
    camera.plug_in()
    guest.shell("until [ -e /dev/video0 ]; do sleep 0.1; done")
    before = len(agent.readings())
    agent.start()
    agent.wait(before + 1, "the first reading")
    course = []
    for number in range(1, removals + 1):
        idle = number % 2 == 1
        gone = away(agent, camera.pull_out if idle else None, None if idle else camera.pull_out_while_lit, "camera-gone",
                    f"removal {number}")
        course.append(back(agent, meter, gone, camera.plug_in, f"removal {number}"))
        if number % 5 == 0 or number == removals:
            seconds, files, memory = course[-1]
            tell(f"removal {number} of {removals}, read {seconds:.1f} s after the return, {files} files, {memory} kB")
    silences = []
    for number in range(1, max(removals // 4, 1) + 1):
        gone = away(agent, lambda: camera.signal("USR1"), None, "no-picture", f"silence {number}")
        silences.append(back(agent, meter, gone, lambda: camera.signal("USR2"), f"silence {number}"))
        tell(f"silence {number}, read {silences[-1][0]:.1f} s after its end")
    gone = away(agent, lambda: camera.signal("STOP"), None, "no-picture", "driver that hangs")
    hang = back(agent, meter, gone, lambda: camera.signal("CONT"), "driver that hangs")
    tell(f"driver that hangs, read {hang[0]:.1f} s after its end")
    agent.terminate()
    return judge(course, silences, hang)


def away(agent, before, during, reason, what):
    """The camera goes before a reading is asked for, or `during` it. Either way that must fail for `reason`, with the light off.
    How many readings there are then."""
    count = len(agent.readings())
    if before:
        before()
    agent.press()
    if during:
        during()
    failed = agent.wait(count + 1, f"{what}, asked while away", AWAY_SECONDS_MAX)
    if during and failed[count].get("index"):
        # That shot was done a moment before the camera went.
        count += 1
        agent.press()
        failed = agent.wait(count + 1, f"{what}, asked again while away", AWAY_SECONDS_MAX)
    if failed[count].get("index") or reason not in failed[count]["reasons"]:
        raise Failure(f"{what}: expected a failure for {reason}, got {failed[count].get('index')} {failed[count]['reasons']}")
    agent.light("0", 10, f"{what}, while away")
    return len(failed)


def back(agent, meter, count, come, what):
    """The camera comes back to a meter that has run on meanwhile. Seconds until the meter was read by itself, and, after a reading
    that was asked for, what the agent has open and in memory."""
    process = agent.process
    meter.advance()
    begin = agent.guest.uptime()
    come()
    seconds = recovered(agent, meter, count, begin, what)
    count = len(agent.readings())
    agent.press()
    reading = agent.wait(count + 1, f"{what}, asked after it")[count]
    if not is_right(reading, meter.index):
        raise Failure(f"{what}: {reading.get('index')} {reading['reasons']}, expected {meter.index}")
    if agent.process != process or not agent.runs():
        raise Failure(f"{what}: the agent has ended")
    return seconds, agent.files(), agent.memory()


def recovered(agent, meter, count, begin, what):
    """Waits for the first right reading from number `count` on, and returns how many seconds of the guest it took."""
    while True:
        later = agent.wait(count + 1, f"{what}, after it")[count:]
        seconds = agent.guest.uptime() - begin
        published = [reading for reading in later if reading.get("index")]
        if published and not is_right(published[0], meter.index):
            raise Failure(f"{what}: {published[0]['index']}, expected {meter.index}")
        if seconds > RECOVERY_SECONDS_MAX:
            raise Failure(f"{what}: no reading {seconds:.1f} s after it; at most {RECOVERY_SECONDS_MAX} s were expected")
        if published:
            return seconds
        count += len(later)


def judge(course, silences, hang):
    """The figures; a `Failure` when something has piled up."""
    seconds, files, memory = zip(*course)
    # The first cycles fill caches; after them nothing may grow.
    settled = len(memory) // 4
    first, last = statistics.median(memory[settled:2 * settled + 1]), statistics.median(memory[-settled - 1:])
    if files[-1] != files[settled]:
        raise Failure(f"open files grew from {files[settled]} to {files[-1]}: {files}")
    if last > first * (1 + MEMORY_GROWTH_MAX):
        raise Failure(f"memory grew from {first} kB to {last} kB: {memory}")
    silent = [silence[0] for silence in silences]
    return [
        f"removals: {len(course)} survived, read {statistics.median(seconds):.1f} s (median), {max(seconds):.1f} s (most) after the return",
        f"silences: {len(silent)} survived, read {statistics.median(silent):.1f} s (median), {max(silent):.1f} s (most) after their end",
        f"driver that hangs: survived, read {hang[0]:.1f} s after its end",
        f"open files: {files[0]} after the first removal, {files[-1]} after the last, {hang[1]} at the end",
        f"memory: {memory[0]} kB after the first removal, {memory[-1]} kB after the last, {hang[2]} kB at the end",
    ]
