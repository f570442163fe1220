"""Scenario "lines": what CGPIO promises, with both interfaces of libgpiod, on a simulated chip.

One suite in C, linked once with the libgpiod of this machine and once with the other one, must pass all its checks with each.
"""

import pathlib
import re

from . import gpiod
from .agent import Failure

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SHIM = ROOT / "Sources/CGPIO"
SUITE = ROOT / "Tests/Lines"
# A chip of its own: a line with a name, and one that the kernel has.
BENCH = """
bench=/sys/kernel/config/gpio-sim/bench;
mkdir -p $bench/bank0/line1 $bench/bank0/line2/hog && echo 8 > $bench/bank0/num_lines && echo bench > $bench/bank0/label &&
echo BUTTON > $bench/bank0/line1/name && echo relay > $bench/bank0/line2/hog/name &&
echo output-high > $bench/bank0/line2/hog/direction && echo 1 > $bench/live
""".strip().replace("\n", " ")
WORLD = "/sys/devices/platform/$(cat $bench/dev_name)/$(cat $bench/bank0/chip_name)"
DISMANTLE = """
echo 0 > $bench/live; rmdir $bench/bank0/line2/hog $bench/bank0/line1 $bench/bank0/line2 $bench/bank0 $bench
""".strip()


class Suite:
    """The suite with one libgpiod, in the guest."""

    def __init__(self, library, archive, folder, shim=SHIM):
        self.library = library
        name = f"lines{library.interface}"
        library.compile([*sorted(shim.glob("*.c")), *sorted(SUITE.glob("*.c"))], shim / "include", folder / name)
        self.command = library.add(archive, folder / name, name)

    def run(self, guest):
        """How many checks passed."""
        chip = "/dev/$(cat $bench/bank0/chip_name)"
        output, code = guest.attempt(f"{self.command} {chip} {WORLD} {self.library.interface}", 180)
        counted = re.search(r"^(\d+) checks, 0 failed$", output, re.M)
        if code or not counted:
            raise Failure(f"lines with libgpiod {self.library.version}, ended with {code}:\n{output}")
        return int(counted.group(1))


def suites(cache, archive, folder):
    return [Suite(library, archive, folder) for library in gpiod.both(cache)]


def run(guest, suites, tell):
    guest.shell(BENCH)
    counts = []
    for suite in suites:
        counts.append(suite.run(guest))
        tell(f"{counts[-1]} checks passed with libgpiod {suite.library.version}")
    guest.shell(DISMANTLE)
    if len(set(counts)) != 1:
        raise Failure(f"lines: not the same checks: {counts}")
    return [f"lines: {counts[0]} checks passed with libgpiod " + " and with ".join(suite.library.version for suite in suites)]
