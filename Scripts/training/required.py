"""What the network has to show: each figure with its limit, for the top of the model card and for whoever trains.

Real crops are those of MEASURED. A figure that cannot be measured here, for want of photographs, has no line.
"""
from dataclasses import dataclass

import real
import transitions
from markdown import percent
from readout import calibration_error

MEASURED = "jomjol-digits"
DIGITS_RIGHT, DIGITS_AIM = 0.992, 0.997
WITHHELD, WITHHELD_RIGHT = 0.05, 0.999
NO_DIGIT_SILENT = 0.97
TRANSITIONS_INSIDE = 0.985
CALIBRATION = 0.01
BYTES, MULTIPLY_ADDS = 150_000, 1_000_000


@dataclass
class Line:
    """One figure and whether it keeps its limit."""

    what: str
    figure: str
    limit: str
    met: bool


def digit_lines(report):
    """Digits at rest by kind, and all of them without the least confident."""
    lines = []
    for kind in real.DIGITS:
        tally = real.tally(report.of(kind))
        if tally.total:
            limit = f"≥ {percent(DIGITS_RIGHT)}, aim {percent(DIGITS_AIM)}"
            lines.append(Line(f"real digits, {kind}", tally.text, limit, tally.share >= DIGITS_RIGHT))
    kept = real.outcomes_withheld(report.digits, WITHHELD)
    what = f"real digits, all kinds, without the {100 * WITHHELD:.0f} % least confident"
    lines.append(Line(what, kept.text, f"≥ {percent(WITHHELD_RIGHT)}", kept.share >= WITHHELD_RIGHT))
    return lines


def other_lines(report):
    """Pictures without a digit, and rolling wheels."""
    silent, inside = real.tally(report.of("no-digit")), real.tally(report.of("transition"))
    grave = [o for o in report.of("transition") if not o.good and o.confidence > real.CONFIDENT and o.none <= 0.5]
    withheld, between = silent.share >= NO_DIGIT_SILENT, inside.share >= TRANSITIONS_INSIDE
    return [
        Line("real pictures without a digit, withheld", silent.text, f"≥ {percent(NO_DIGIT_SILENT)}", withheld),
        Line("real rolling wheels, inside their two digits", inside.text, f"≥ {percent(TRANSITIONS_INSIDE)}", between),
        Line(f"real rolling wheels, misses with confidence above {real.CONFIDENT}", str(len(grave)), "0", not grave),
    ]


def spoiled_lines(rows):
    """How many ways to spoil the digits are stood as well as asked."""
    judged = [row for row in rows if row.spoiling.aim is not None]
    aim = sum(row.right.share >= row.spoiling.aim for row in judged)
    study = [row for row in judged if row.spoiling.study is not None]
    better = sum(row.right.share >= row.spoiling.study for row in study)
    return [
        Line("ways of spoiling that reach their aim", f"{aim} of {len(judged)}", "all", aim == len(judged)),
        Line("ways of spoiling in which the study is reached", f"{better} of {len(study)}", "all", better == len(study)),
    ]


def transition_line(name, errors):
    """Rendered rolling wheels."""
    met = errors.mean <= transitions.MEAN_LIMIT and errors.within >= transitions.WITHIN_LIMIT
    figure = f"mean {errors.mean:.3f}, within {transitions.WITHIN} {percent(errors.within)}"
    limit = f"mean ≤ {transitions.MEAN_LIMIT}, {percent(transitions.WITHIN_LIMIT)} within {transitions.WITHIN}"
    return Line(name, figure, limit, met)


def lines(committee, size, rendered, rolling, report, spoiled):
    """All lines; `report` and `spoiled` may be None for want of photographs."""
    found = []
    if report:
        found += digit_lines(report) + other_lines(report)
    if spoiled:
        found += spoiled_lines(spoiled)
    for conditions, kept in rolling.items():
        for limit, errors in kept:
            if limit in (0.0, real.CONFIDENT):
                which = "all" if limit == 0 else f"confidence from {limit}"
                found.append(transition_line(f"rendered rolling wheels, {conditions}, {which}", errors))
    error = rendered.calibration
    found.append(Line("calibration error, rendered", f"{error:.4f}", f"≤ {CALIBRATION}", error <= CALIBRATION))
    if report:
        confidence, near = report.calibration
        found.append(Line("calibration error, real", f"{calibration_error(confidence, near):.4f}", "reported", True))
    work = committee.first.layout.multiply_adds
    found.append(Line("bytes", f"{size}", f"≤ {BYTES}", size <= BYTES))
    found.append(Line("multiply-adds of a look", f"{work}", f"≤ {MULTIPLY_ADDS}", work <= MULTIPLY_ADDS))
    return found
