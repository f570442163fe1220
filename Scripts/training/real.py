"""Measuring on photographs of real meters, where they lie beside the checkout (../shared/realmeters). Nothing here trains.

A digit at rest is good when its position rounds to the label, half a step upwards. A rolling wheel with upper digit u is good
when its position is in [u − 0.1, u + 1.1]. Either is a miss where "none" has more than half of the mass, for then the product
gives no position. A picture without a digit is good when "none" has more than half or the confidence stays below ACCEPTED.
"""
import csv
from collections import Counter
from dataclasses import dataclass

import cv2
import numpy as np

from optics import HEIGHT, WIDTH
from readout import NEAR, circular_distance, nearest_digit, read

SETS = ("jomjol-digits/", "jomjol-needles/", "kazuhito-7seg/")
DIGITS = ("wheel", "lcd", "dot-matrix", "led")  # what a crop with a digit at rest shows
ACCEPTED = 0.7  # a confidence from here on may take part in a reading
CONFIDENT = 0.9  # from here on a wrong position is a grave mistake
ROLLING_SLACK = 0.1


@dataclass
class RealSet:
    """Real crops as the network sees them, and their rows in the manifest."""

    crops: np.ndarray
    rows: list


def load_picture(path):
    """A picture as it is stored, uint8[rows, columns, 3]."""
    image = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if image is None:
        raise OSError(f"{path}: not a picture")
    return image


def as_crop(picture):
    """The whole picture as luma, area-resampled to the input size."""
    gray = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
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
    return RealSet(np.stack([as_crop(load_picture(folder / row["file"])) for row in rows]), rows)


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
    def share(self):
        """Good ones of all; an empty group has none that is not."""
        return self.good / self.total if self.total else 1.0

    @property
    def text(self):
        """Like "594 of 600, 99.0 %"."""
        return f"{self.good} of {self.total}, {100 * self.share:.1f} %" if self.total else "none"


def judge(row, readout, index):
    """(group, whether it is good) of one crop; None instead of the group when the manifest does not allow a judgement."""
    what, value, silent = shows(row), readout.value[index], readout.none[index] > 0.5
    if what in DIGITS and row["label"] in "0123456789":
        return what, not silent and int(nearest_digit(value)) == int(row["label"])
    if what == "transition":
        if not row["upper"]:
            return None, False
        beyond = (value - int(row["upper"]) + ROLLING_SLACK) % 10
        return "transition", not silent and beyond <= 1 + 2 * ROLLING_SLACK
    return "no-digit", silent or readout.confidence[index] < ACCEPTED


@dataclass
class Outcome:
    """What became of one crop."""

    row: dict  # of the manifest
    crop: np.ndarray
    group: str  # one of DIGITS, "transition" or "no-digit"
    good: bool
    value: float
    confidence: float
    none: float

    @property
    def expected(self):
        """Like "7", "7 to 8" or "no digit"."""
        if self.group == "transition":
            upper = int(self.row["upper"])
            return f"{upper} to {(upper + 1) % 10}"
        return "no digit" if self.group == "no-digit" else self.row["label"]

    @property
    def answer(self):
        """Like "7.31", or "none"."""
        return "none" if self.none > 0.5 else f"{round(self.value, 2) % 10:.2f}"


@dataclass
class Report:
    """The outcomes of one set of real crops, in the manifest's order."""

    outcomes: list

    def of(self, *groups):
        """The outcomes of some groups."""
        return [outcome for outcome in self.outcomes if outcome.group in groups]

    @property
    def digits(self):
        """Digits at rest."""
        return self.of(*DIGITS)

    @property
    def wrong(self):
        """Everything that is not good."""
        return [outcome for outcome in self.outcomes if not outcome.good]

    @property
    def cameras(self):
        """(camera, group) -> Tally, of digits at rest."""
        tallies = {}
        for outcome in self.digits:
            tallies.setdefault((outcome.row["camera"], outcome.group), Tally()).add(outcome.good)
        return tallies

    @property
    def confusions(self):
        """How often each digit at rest was taken for another."""
        wrong = [outcome for outcome in self.digits if not outcome.good]
        answers = ["none" if o.none > 0.5 else str(nearest_digit(o.value)) for o in wrong]
        return Counter(f"{outcome.row['label']} as {answer}" for outcome, answer in zip(wrong, answers))

    @property
    def calibration(self):
        """(confidence, whether the true position lies within NEAR) of what has a known position, or none at all."""
        known = self.digits + self.of("no-digit")
        near = [o.group in DIGITS and circular_distance(o.value, float(o.row["label"])) <= NEAR for o in known]
        return np.array([outcome.confidence for outcome in known]), np.array(near, bool)


def tally(outcomes):
    """How many of them are good."""
    return Tally(len(outcomes), sum(outcome.good for outcome in outcomes))


def withheld(confidence, good, share):
    """What is left without the least confident `share`, rounded down to whole crops; of equals the earlier ones go first."""
    order = np.argsort(np.asarray(confidence), kind="stable")[int(len(confidence) * share + 1e-9) :]
    return Tally(len(order), int(np.asarray(good, bool)[order].sum()))


def outcomes_withheld(outcomes, share):
    """The same of outcomes."""
    return withheld([outcome.confidence for outcome in outcomes], [outcome.good for outcome in outcomes], share)


def measure(network, real):
    """Reads all crops and judges each that can be judged."""
    readout = read(network.probabilities(real.crops))
    outcomes = []
    for index, row in enumerate(real.rows):
        group, good = judge(row, readout, index)
        if group is not None:
            numbers = (float(field[index]) for field in (readout.value, readout.confidence, readout.none))
            outcomes.append(Outcome(row, real.crops[index], group, bool(good), *numbers))
    return Report(outcomes)
