"""Measuring on photographs of real meters, where they lie beside the checkout (../shared/realmeters). Nothing here trains.

A crop counts as right when its position rounds to the labelled digit. A rolling wheel with upper digit u counts as inside
when its position is in [u − 0.1, u + 1.1]. A picture without a digit counts as withheld when "none" wins or the
confidence stays below UNSURE.
"""
import csv
from collections import Counter
from dataclasses import dataclass, field

import cv2
import numpy as np

from optics import HEIGHT, WIDTH
from readout import nearest_digit, read

SETS = ("jomjol-digits/", "jomjol-needles/", "kazuhito-7seg/")
SEGMENT_SHOWS = ("lcd", "led", "dot-matrix")
UNSURE = 0.7
ROLLING_SLACK = 0.1


@dataclass
class RealSet:
    """Real crops as the network sees them, and their rows in the manifest."""

    crops: np.ndarray
    rows: list


def load_crop(path):
    """The whole picture as luma, area-resampled to the input size."""
    image = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if image is None:
        raise OSError(f"{path}: not a picture")
    gray = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    return cv2.resize(gray, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)


def manifest_rows(folder, kinds, prefix=""):
    """The manifest's rows of some kinds of picture whose name starts with `prefix`; none where there is no manifest."""
    manifest = folder / "manifest.tsv"
    if not manifest.is_file():
        return []
    with manifest.open(newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["file"].startswith(prefix)]
    return [row for row in rows if row["kind"] in kinds]


def load(folder, prefix=SETS):
    """All single-digit crops below `folder` whose name starts with `prefix`, or None when there are none."""
    rows = manifest_rows(folder, ("digit_rolling_crop", "digit_lcd_crop"), prefix)
    if not rows:
        return None
    return RealSet(np.stack([load_crop(folder / row["file"]) for row in rows]), rows)


def shows(row):
    """What a row shows; where the manifest does not say, the kind of crop tells wheels from displays."""
    rolling = row["kind"] == "digit_rolling_crop"
    if row["label"] == "N":
        return row["shows"] or ("transition" if rolling else "no-digit")
    return row["shows"] or ("wheel" if rolling else "lcd")


@dataclass
class Tally:
    """Counts of one group of crops."""

    total: int = 0
    good: int = 0

    def add(self, good):
        self.total += 1
        self.good += bool(good)

    @property
    def text(self):
        """Like "594 of 600, 99.0 %"."""
        return f"{self.good} of {self.total}, {100 * self.good / self.total:.1f} %" if self.total else "none"


def judge(row, readout, index):
    """(group, whether it is good) of one crop; None instead of the group when the manifest does not allow a judgement."""
    what, value = shows(row), readout.value[index]
    if row["label"] in "0123456789" and what not in ("transition", "no-digit"):
        return what, int(nearest_digit(value)) == int(row["label"])
    if what == "transition":
        if not row["upper"]:
            return None, False
        beyond = (value - int(row["upper"]) + ROLLING_SLACK) % 10
        return "transition", beyond <= 1 + 2 * ROLLING_SLACK
    return "no-digit", readout.none[index] > 0.5 or readout.confidence[index] < UNSURE


@dataclass
class Report:
    """The figures of one set of real crops."""

    groups: dict = field(default_factory=dict)  # what is shown -> Tally
    cameras: dict = field(default_factory=dict)  # (camera, what is shown) -> Tally, digits at rest only
    wrong: list = field(default_factory=list)  # (row number, group, value, confidence)
    confusions: Counter = field(default_factory=Counter)
    still: list = field(default_factory=list)  # (confidence, whether right) of each digit at rest

    def kept(self, confidence):
        """How many digits at rest reach a confidence, and how many of them are right."""
        reached = [right for sure, right in self.still if sure >= confidence]
        return Tally(len(reached), sum(reached))


def measure(network, real):
    """Reads all crops and counts."""
    readout = read(network.probabilities(real.crops))
    report = Report()
    for index, row in enumerate(real.rows):
        group, good = judge(row, readout, index)
        if group is None:
            continue
        report.groups.setdefault(group, Tally()).add(good)
        if group in ("wheel",) + SEGMENT_SHOWS:
            report.cameras.setdefault((row["camera"], group), Tally()).add(good)
            report.still.append((float(readout.confidence[index]), bool(good)))
            if not good:
                report.confusions[f"{row['label']} as {nearest_digit(readout.value[index])}"] += 1
        if not good:
            report.wrong.append((index, group, float(readout.value[index]), float(readout.confidence[index])))
    segments = Tally()
    for name in SEGMENT_SHOWS:
        tally = report.groups.get(name, Tally())
        segments.total, segments.good = segments.total + tally.total, segments.good + tally.good
    if segments.total:
        report.groups["all segments"] = segments
    return report
