"""Scenario "camera": a USB camera is pulled out and put back again and again, and hangs now and then, while the agent runs.

uvcvideo, the driver of nearly every USB camera, drives it. What is asked for while it is away must be a named failure; when it is
back the meter must be read within ten seconds, without the agent starting anew, and nothing may pile up.
"""

import statistics

from .agent import LIGHT, Failure, is_right

RECOVERY_SECONDS_MAX = 10
MEMORY_GROWTH_MAX = 0.02


class Camera:
    """The plug of the simulated camera."""

    def __init__(self, guest):
        self.guest = guest
        guest.shell("load uvcvideo; load vhci-hcd")

    def plug_in(self):
        self.process = self.guest.shell(f"usbcamera /frames /run/meter {LIGHT} 10 >> /results/usbcamera.log 2>&1 & echo $!")

    def pull_out(self):
        self.guest.shell(f"kill -9 {self.process}; wait {self.process}; while [ -e /dev/video0 ]; do sleep 0.05; done")

    def hang(self):
        self.guest.shell(f"kill -STOP {self.process}")

    def go_on(self):
        self.guest.shell(f"kill -CONT {self.process}")


def run(guest, agent, world, removals, tell):
    camera = Camera(guest)
    camera.plug_in()
    guest.shell("until [ -e /dev/video0 ]; do sleep 0.1; done")
    agent.start()
    before = len(agent.readings())
    agent.wait(before + 1, "the first reading")
    course = []
    for number in range(1, removals + 1):
        course.append(away(guest, agent, world, camera.pull_out, camera.plug_in, "camera-gone", f"removal {number}"))
        if number % 5 == 0 or number == removals:
            tell(f"removal {number} of {removals}, back after {course[-1][0]:.1f} s, {course[-1][1]} files, {course[-1][2]} kB")
    hangs = []
    for number in range(1, max(removals // 4, 1) + 1):
        hangs.append(away(guest, agent, world, camera.hang, camera.go_on, "no-picture", f"hang {number}"))
        tell(f"hang {number}, back after {hangs[-1][0]:.1f} s")
    agent.light("0", 10, "after the last reading")
    agent.terminate()
    return judge(course, hangs)


def away(guest, agent, world, leave, come, reason, what):
    """The camera goes, is asked for a reading, and comes back to a meter that has run on meanwhile. Seconds until the meter was read,
    and what the agent then has open and in memory."""
    process = agent.process
    count = len(agent.readings())
    leave()
    agent.press()
    failed = agent.wait(count + 1, f"{what}, asked while away")[count:]
    if any(reading.get("index") for reading in failed) or reason not in failed[-1]["reasons"]:
        raise Failure(f"{what}: expected a failure for {reason}, got {failed[-1].get('index')} {failed[-1]['reasons']}")
    world.advance()
    begin = guest.uptime()
    come()
    seconds = recovered(guest, agent, world, count + len(failed), begin, what)
    count = len(agent.readings())
    agent.press()
    reading = agent.wait(count + 1, f"{what}, asked after it")[count]
    if not is_right(reading, world.index):
        raise Failure(f"{what}: {reading.get('index')} {reading['reasons']}, expected {world.index}")
    if agent.process != process or not agent.runs():
        raise Failure(f"{what}: the agent has ended")
    return seconds, agent.files(), agent.memory()


def recovered(guest, agent, world, count, begin, what):
    """Waits for the first right reading from number `count` on, and returns how many seconds of the guest it took."""
    while True:
        later = agent.wait(count + 1, f"{what}, after it")[count:]
        seconds = guest.uptime() - begin
        published = [reading for reading in later if reading.get("index")]
        if published and not is_right(published[0], world.index):
            raise Failure(f"{what}: {published[0]['index']}, expected {world.index}")
        if seconds > RECOVERY_SECONDS_MAX:
            raise Failure(f"{what}: no reading {seconds:.1f} s after it; at most {RECOVERY_SECONDS_MAX} s were expected")
        if published:
            return seconds
        count += len(later)


def judge(course, hangs):
    """The figures; a `Failure` when something has piled up."""
    seconds, files, memory = zip(*course)
    # The first cycles fill caches; after them nothing may grow.
    settled = len(memory) // 4
    first, last = statistics.median(memory[settled:2 * settled + 1]), statistics.median(memory[-settled - 1:])
    if files[-1] != files[settled]:
        raise Failure(f"open files grew from {files[settled]} to {files[-1]}: {files}")
    if last > first * (1 + MEMORY_GROWTH_MAX):
        raise Failure(f"memory grew from {first} kB to {last} kB: {memory}")
    slow = [hang[0] for hang in hangs]
    return [
        f"removals: {len(course)} survived, back after {statistics.median(seconds):.1f} s (median), {max(seconds):.1f} s (most)",
        f"hangs: {len(hangs)} survived, back after {statistics.median(slow):.1f} s (median), {max(slow):.1f} s (most)",
        f"open files: {files[0]} after the first removal, {files[-1]} after the last",
        f"memory: {memory[0]} kB after the first removal, {memory[-1]} kB after the last",
    ]
