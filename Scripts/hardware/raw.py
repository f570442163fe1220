"""Scenario "raw": a meter is read through a camera without compression (YUYV), which has controls: vivid, whose input shows its output.

The card sets the controls, among them those that loop the picture and switch off the driver's own text in it: a reading that is right
shows that they were set.
"""

from .agent import BUTTON, LIGHT, Agent, Failure, is_right

CONTROLS = {"loop_video": 1, "osd_text_mode": 2, "brightness": 100, "contrast": 90, "hue": -20}
CONFIGURATION = """
device = "guest"
journal = "/run/raw/journal.db"

[[camera]]
name = "dial"
device = "/dev/video0"
format = "yuyv"

[[output]]
name = "flash"
chip = "/dev/gpiochip0"
line = 5
lead = "800ms"
most = "20s"

[[meter]]
card = "case/raw.toml"
camera = "dial"
lights = ["flash"]
interval = "1d"

""" + BUTTON + """
[[sink]]
kind = "file"
path = "/results/raw.jsonl"
"""


def run(guest, meter, rounds, tell):
    guest.shell("load vivid n_devs=1 node_types=0x101 num_inputs=1 input_types=3 num_outputs=1 output_types=1 vid_cap_nr=0 vid_out_nr=1")
    looper = guest.shell(f"loop /dev/video1 /dev/video0 /frames /run/meter {LIGHT} > /results/loop.log 2>&1 & echo $!")
    controls = ", ".join(f"{name} = {value}" for name, value in CONTROLS.items())
    (guest.results / "raw.toml").write_text(CONFIGURATION)
    guest.shell("mkdir -p /run/raw; cp /results/raw.toml /etc/meterclip/raw.toml")
    guest.shell(f"(echo 'controls = {{ {controls} }}'; cat /etc/meterclip/case/meter.toml) > /etc/meterclip/case/raw.toml")
    agent = Agent(guest, "raw", "raw.jsonl")
    try:
        indices = course(agent, meter, rounds, tell)
        readings = agent.readings()
        kept = kept_controls(guest)
        agent.terminate()
    except Failure as failure:
        raise Failure(f"{failure}\n{guest.attempt('cat /results/loop.log')[0]}\n{agent.tail()}") from None
    guest.shell(f"kill {looper}; wait {looper}; rmmod vivid")
    wrong = [f"{reading.get('index')} {reading['reasons']}, expected {index}" for reading, index in zip(readings, indices)
             if not is_right(reading, index)]
    if wrong or len(readings) != len(indices):
        raise Failure(f"raw: {len(readings)} readings of {len(indices)}, wrong: {wrong}")
    return [f"raw: {len(readings)} right of {len(indices)} as YUYV, {kept} controls kept"]


def course(agent, meter, rounds, tell):
    """Reads the meter `rounds` times after the first; what it showed."""
    agent.start()
    agent.wait(1, "raw, the first reading")
    indices = [meter.index]
    for number in range(1, rounds + 1):
        meter.advance()
        indices.append(meter.index)
        agent.press()
        agent.wait(number + 1, f"raw, round {number}")
    tell(f"raw: {rounds + 1} readings")
    return indices


def kept_controls(guest):
    """How many controls have what the card says, as another program sees it."""
    for name, value in CONTROLS.items():
        found = guest.shell(f"world control /dev/video0 {name}")
        if found != str(value):
            raise Failure(f"raw: the control {name} is {found} instead of {value}")
    return len(CONTROLS)
