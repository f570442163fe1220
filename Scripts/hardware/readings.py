"""Scenario "readings": a meter runs, gives pulses, and is read at the press of a button, with a light that is on for each picture.

The camera is v4l2loopback in a dark box: without the light there is nothing to read. Counted are right readings and pulses; the
light must come on before a picture and go off after it, at the agent's regular end, and when it is killed.
"""

import datetime

from .agent import LIGHT, Failure, is_right

# What the configuration says, and how late a watcher on a slow computer, and the time of a picture, may be.
LEAD_MS, SLACK_MS = 150, 50
# v4l2loopback is no camera before somebody feeds it.
FED = 'until [ -n "$(cat /sys/class/video4linux/video0/format)" ]; do sleep 0.1; done'


def run(guest, agent, meter, rounds, tell):
    guest.shell("load v4l2loopback video_nr=0 exclusive_caps=1")
    feeder = guest.shell(f"feeder /dev/video0 /frames /run/meter {LIGHT} 10 > /results/feeder.log 2>&1 & echo $!")
    guest.shell(FED)
    watcher = guest.shell(f"world watch {LIGHT} > /results/light.log & echo $!")
    agent.start()
    agent.wait(1, "the first reading")
    expected, pulses = [meter.index], [0]
    for number in range(1, rounds + 1):
        pulses.append(pulses[-1] + meter.advance())
        expected.append(meter.index)
        agent.press()
        readings = agent.wait(number + 1, f"round {number}")
        if number % 10 == 0 or number == rounds:
            right = sum(map(is_right, readings, expected))
            tell(f"round {number} of {rounds}, {right} of {number + 1} readings right")
    agent.light("0", 10, "after the last round")
    agent.terminate()
    readings = agent.readings()
    kill_with_light(guest, agent)
    guest.shell(f"kill {watcher} {feeder}; wait {watcher} {feeder}; rmmod v4l2loopback")
    return judge(readings, expected, pulses, (guest.results / "light.log").read_text())


def kill_with_light(guest, agent):
    """The agent dies while the light is on: the kernel takes the line back."""
    agent.start()
    agent.light("1", 60, "started again")
    guest.shell(f"kill -9 {agent.process}")
    agent.light("0", 2, "after kill -9")
    guest.attempt(f"wait {agent.process}")


def judge(readings, expected, pulses, log):
    """The figures; a `Failure` that names all that is wrong."""
    mistakes = []
    for number, (reading, index, count) in enumerate(zip(readings, expected, pulses)):
        if not is_right(reading, index):
            mistakes.append(f"reading {number}: {reading.get('index')} {reading['reasons']}, expected {index}")
        if reading.get("pulses") != count:
            mistakes.append(f"reading {number}: {reading.get('pulses')} pulses, expected {count}")
    if len(readings) != len(expected):
        mistakes.append(f"{len(readings)} readings, expected {len(expected)}")
    leads, holds = light_times(readings, log, mistakes)
    if mistakes:
        raise Failure("\n".join(mistakes[:20]))
    return [
        f"readings: {sum(map(is_right, readings, expected))} right of {len(expected)}",
        f"pulses: {readings[-1]['pulses']} counted of {pulses[-1]}",
        f"light: on {min(leads)} to {max(leads)} ms before a picture, off {min(holds)} to {max(holds)} ms after it",
        "light: off after SIGTERM and after kill -9",
    ]


def light_times(readings, log, mistakes):
    """How long before each picture the light came on, and how long after it it went off, in milliseconds."""
    changes = [(int(time), value) for time, value in map(str.split, log.splitlines())]
    ons = [time for time, value in changes if value == "1"]
    offs = [time for time, value in changes[1:] if value == "0"]
    # One more than readings: the one that was killed.
    if len(ons) != len(readings) + 1 or len(offs) != len(ons):
        mistakes.append(f"the light came on {len(ons)} times and went off {len(offs)} times for {len(readings)} readings and a kill")
        return [0], [0]
    pictures = [milliseconds(reading["captured_at"]) for reading in readings]
    leads = [picture - on for picture, on in zip(pictures, ons)]
    holds = [off - picture for picture, off in zip(pictures, offs)]
    for number, (lead, hold) in enumerate(zip(leads, holds)):
        if lead < LEAD_MS - SLACK_MS or hold < -SLACK_MS:
            mistakes.append(f"reading {number}: light on {lead} ms before and off {hold} ms after the picture")
    return leads, holds


def milliseconds(text):
    return round(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp() * 1000)
