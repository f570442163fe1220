"""Scenario "doctor": `meterclip doctor` looks at three kinds of cameras and a chip, tries a meter, and then says of each of many
mistakes what is wrong and what to do. With the same mistakes the agent must refuse to start and name the place in the file.
"""

import dataclasses
import json
import re

from .agent import CONFIGURATION, LIGHT, Failure
from .camera import Camera
from .readings import FED

FOLDER = "/etc/meterclip"
BAD_DATA, INPUT_OUTPUT = 65, 74
BROKER = '\n[[sink]]\nkind = "mqtt"\nhost = "127.0.0.1"\nport = 1883\ntopic = "meters/{device}/{meter}"\n'


@dataclasses.dataclass
class Mistake:
    """What is changed in the configuration, what the doctor must find, and how the agent must refuse."""
    name: str
    problems: list
    change: tuple = ("", "")
    # The line of the file that must be named; None where the agent is right to start.
    place: str = None
    code: int = BAD_DATA
    # Set at the card's head.
    controls: str = ""
    # Held by another program.
    held: int = None
    user: str = "root"


VIDEO, FORMAT, FLASH = 'device = "/dev/video0"', 'format = "mjpeg"', "line = 5"
MISTAKES = [
    Mistake("no-video", [("meter", r"not a camera \(no video device\).*meterclip doctor")], (VIDEO, 'device = "/dev/null"'), "[[meter]]"),
    Mistake("absent-camera", [("meter", r"no camera at /dev/video77: see `meterclip doctor`")], (VIDEO, 'device = "/dev/video77"')),
    Mistake("format", [("meter", r"does not deliver y16; it offers mjpeg 640x480")], (FORMAT, 'format = "y16"'), "[[meter]]"),
    Mistake("unknown-format", [("configuration", r"mjpg.* -> .*mjpeg")], (FORMAT, 'format = "mjpg"'), 'format = "mjpg"'),
    Mistake("control", [("meter", r'has no control "sharpness"; it has .*keep_format')], place="[[meter]]",
            controls="controls = { sharpness = 3 }"),
    Mistake("control-range", [("meter", r'"keep_format" cannot be 7: use a whole number from 0 to 1')], place="[[meter]]",
            controls="controls = { keep_format = 7 }"),
    Mistake("taken-light",
            [("configuration", r"line 5 of /dev/gpiochip0 cannot be used.*world has the line: free it")], place=FLASH, held=5),
    Mistake("taken-trigger",
            [("configuration", r"line 3 of /dev/gpiochip0 cannot be used.*world has the line: free it")], place="[[meter.trigger]]", held=3),
    Mistake("unknown-line", [("configuration", r"no such line; it has numbers 0 to 7")], (FLASH, "line = 44"), "line = 44"),
    Mistake("no-chip", [("configuration", r"no such GPIO chip; there are /dev/gpiochip0")], ('name = "flash"\nchip = "/dev/gpiochip0"',
            'name = "flash"\nchip = "/dev/gpiochip9"'), FLASH),
    Mistake("other-device", [("configuration", r"not a GPIO chip")], ('name = "flash"\nchip = "/dev/gpiochip0"',
            'name = "flash"\nchip = "/dev/null"'), FLASH),
    # Nobody can know before a picture was taken.
    Mistake("other-line", [("light", r"not seen in the picture.* -> check the lamp, its line")], (FLASH, "line = 6")),
    Mistake("no-broker", [("broker", r"127\.0\.0\.1:1883.* -> check its name, .*readings are kept")], ("\n[[sink]]", BROKER + "\n[[sink]]")),
    Mistake("locked-disk", [("disk", r"/run/locked.*nothing can be written.* -> mount it for writing")],
            ("/run/doctor/journal.db", "/run/locked/journal.db"), "/run/locked/journal.db", INPUT_OUTPUT),
    Mistake("stranger", [("camera", r"this user may not open it.* -> no group may use.*video4linux.*video"),
                         ("line", r"/dev/gpiochip0.*may not open the chip.* -> no group may use.*udev rule"),
                         ("configuration", r"may not open the chip: add the user to the group")], place=FLASH, user="nobody"),
]


def run(guest, tell):
    camera = Camera(guest)
    guest.shell("load v4l2loopback video_nr=0 exclusive_caps=1; load vivid n_devs=1 node_types=0x1 num_inputs=1 input_types=0")
    feeder = guest.shell(f"feeder /dev/video0 /frames /run/meter {LIGHT} 10 > /results/doctor-feeder.log 2>&1 & echo $!")
    camera.plug_in()
    guest.shell(FED)
    # The USB camera has two devices.
    guest.shell("until [ $(ls /dev/video* | wc -l) -ge 4 ]; do sleep 0.1; done; echo 1 > /run/meter")
    guest.shell("ifconfig lo up; mkdir -m 777 -p /run/doctor; mkdir -p /run/locked; mount -t tmpfs -o ro tmpfs /run/locked")
    write(guest, "well", {})
    expect_well(examine(guest, "well"), tell)
    refused = 0
    for mistake in MISTAKES:
        holder = mistake.held is not None and guest.shell(f"world hold /dev/gpiochip0 {mistake.held} & echo $!; sleep 0.3")
        write(guest, mistake.name, mistake)
        expect_problems(mistake, examine(guest, mistake.name, mistake.user))
        if mistake.place:
            expect_refusal(guest, mistake)
            refused += 1
        if holder:
            guest.shell(f"kill {holder}; wait {holder}; true")
        tell(f"mistake {mistake.name}")
    guest.shell(f"kill {feeder}; wait {feeder}; true")
    camera.pull_out_for_good()
    guest.shell("rmmod vivid; rmmod v4l2loopback; while ls /dev/video* 2>/dev/null; do sleep 0.1; done")
    return [f"doctor: all well with three cameras, {len(MISTAKES)} mistakes found with advice; "
            f"with {refused} of them the agent refuses to start"]


def write(guest, name, mistake):
    """The configuration of a mistake, and its card, into the guest."""
    text = CONFIGURATION.replace("/run/meterclip/", "/run/doctor/").replace("/results/outbox", "/run/doctor/outbox")
    if mistake:
        if mistake.change[0] not in text:
            raise Failure(f"{name}: nothing to change")
        text = text.replace(*mistake.change, 1)
        text = text.replace("case/meter.toml", f"case/{name}.toml") if mistake.controls else text
    (guest.results / "doctor.toml").write_text(text)
    guest.shell(f"cp /results/doctor.toml {FOLDER}/{name}.toml")
    if mistake and mistake.controls:
        guest.shell(f"(echo '{mistake.controls}'; cat {FOLDER}/case/meter.toml) > {FOLDER}/case/{name}.toml")


def examine(guest, name, user="root"):
    """What the doctor finds, and its exit code."""
    command = f"meterclip doctor --json --config {FOLDER}/{name}.toml 2>&1"
    output, code = guest.attempt(as_user(command, user), 180)
    try:
        return [json.loads(line) for line in output.splitlines()], code
    except json.JSONDecodeError:
        raise Failure(f"doctor, {name}: ended with {code}:\n{output}") from None


def as_user(command, user):
    return command if user == "root" else f"su -s /bin/sh {user} -c 'PATH=/bin {command}'"


def told(finding):
    return f"{finding['subject']}: {finding['text']} -> {finding.get('advice', '')}"


def expect_well(answer, tell):
    findings, code = answer
    listed = "\n".join(json.dumps(finding, ensure_ascii=False) for finding in findings)
    problems = [told(finding) for finding in findings if finding["state"] == "problem"]
    if code or problems:
        raise Failure(f"doctor, all well: ended with {code}: {problems}\n{listed}")
    wanted = [
        ("camera", r"/dev/video0: .*platform:v4l2loopback", ["format mjpeg 640x480", "control keep_format 0 to 1"]),
        ("camera", r"Simulated camera.* on bus usb-vhci_hcd", ["format mjpeg 640x480"]),
        ("camera", r"vivid on bus platform:vivid",
         ["format yuyv 320x180", "control brightness 0 to 255, usually 128", "control hue -128 to 128"]),
        ("line", r"/dev/gpiochip0: .*8 lines, 0 in use", []),
        ("configuration", r"well\.toml: 1 meters?, 1 cameras?, 1 sinks?", []),
        ("disk", r"/run/doctor: \d+ MB are free", []),
        ("meter", r"rendered-water: the camera shows 482\.1730 m³", []),
        ("light", r"seen in the picture", []),
        ("sink", r"/run/doctor/outbox\.jsonl", []),
        ("clock", r"nobody keeps it right -> run a time service", []),
    ]
    for area, text, details in wanted:
        found = [finding for finding in findings if finding["area"] == area and re.search(text, told(finding))]
        missing = [detail for detail in details if not any(detail in line for line in (found or [{}])[0].get("details", []))]
        if len(found) != 1 or missing:
            raise Failure(f"doctor, all well: {len(found)} findings of {area} {text}, without {missing}:\n{listed}")
    tell(f"doctor: {len(findings)} findings, no problem")


def expect_problems(mistake, answer):
    """All problems are among those that must be found, and all of these are found."""
    findings, code = answer
    left = set(mistake.problems)
    for problem in findings:
        if problem["state"] != "problem":
            continue
        matches = {(area, text) for area, text in mistake.problems if area == problem["area"] and re.search(text, told(problem))}
        if not matches:
            raise Failure(f"doctor, {mistake.name}: unexpected {problem['area']}: {told(problem)}")
        left -= matches
    if left or code != 1:
        raise Failure(f"doctor, {mistake.name}: ended with {code}, not found: {left}")


def expect_refusal(guest, mistake):
    path = f"{FOLDER}/{mistake.name}.toml"
    output, code = guest.attempt(as_user(f"timeout 60 meterclip run --for 5s --config {path} 2>&1", mistake.user), 120)
    if code != mistake.code:
        raise Failure(f"agent, {mistake.name}: ended with {code} instead of {mistake.code}:\n{output}")
    if mistake.code != BAD_DATA:
        if mistake.place not in output:
            raise Failure(f"agent, {mistake.name}: does not name {mistake.place}:\n{output}")
        return
    numbers = re.findall(rf"^(?:meterclip: )?{re.escape(path)}:(\d+): ", output, re.M)
    lines = [guest.shell(f"sed -n {number}p {path}") for number in numbers]
    if mistake.place not in lines:
        raise Failure(f"agent, {mistake.name}: names {lines} instead of {mistake.place!r}:\n{output}")
