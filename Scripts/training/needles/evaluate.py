"""Measuring the needle network on rendered dials and on photographs, which are never trained on.

Positions are in tenths of a turn, 0 ..< 10. A reading is good when it lies within GOOD of the truth.
"""
from dataclasses import dataclass

import cv2
import numpy as np
import torch

from readout import calibration_error, read, reliability
from real import manifest_rows

from . import fit, gears, polar

GOOD = 0.3
NEAR = 0.6  # the confidence is the mass within this of the peak
OPPOSITE = 4.0  # an error from here on took the wrong end of the pointer
SIZES = (0, 20, 30, 45, 1000)  # pixels of half a dial's side
LEVELS = (0.0, 0.5, 0.7, 0.9, 0.97)
SPREADS = (0, 0.08, 0.1, 0.13, 0.2, 0.5, 1, 10)  # bins of the spread
FLAG = 0.5  # a reading whose spread is larger is flagged: not to be relied on by itself
UPRIGHT_ZERO = {"meterelf-water": -4.5 / 360}  # turn of the scale's zero where a folder's pictures stand aslant


@dataclass
class Figures:
    """Errors of one group of dials with a needle."""

    count: int
    good: int
    mean: float
    median: float
    percentile95: float
    bias: float  # mean of the signed error
    scatter: float  # standard deviation of the signed error
    opposite: int

    @property
    def text(self):
        """Like "316 of 316 within 0.3, mean error 0.088"."""
        return f"{self.good} of {self.count} within {GOOD}, mean error {self.mean:.3f}"


@dataclass
class Honesty:
    """Whether the spread of a group of readings tells how far off they are."""

    within: tuple  # shares of readings within one and within two spreads
    misses: int  # readings that are not good
    flagged_misses: int
    flagged_good: int
    bins: list  # (spread from, number, mean-square-root spread, root-mean-square error, within one, within two)


def signed_errors(values, truths):
    """values − truths on the circle of ten, −5 ..< 5."""
    return (values - truths + 5) % 10 - 5


def figures(signed):
    """The figures of signed errors."""
    size = np.abs(signed)
    return Figures(
        count=len(signed),
        good=int((size <= GOOD).sum()),
        mean=float(size.mean()),
        median=float(np.median(size)),
        percentile95=float(np.percentile(size, 95)),
        bias=float(np.mean(signed)),
        scatter=float(np.std(signed)),
        opposite=int((size >= OPPOSITE).sum()),
    )


def honesty(signed, spread):
    """How well spreads foretell signed errors."""
    size = np.abs(signed)
    good, flagged = size <= GOOD, spread > FLAG
    bins = []
    for low, high in zip(SPREADS, SPREADS[1:]):
        inside = (spread >= low) & (spread < high)
        if inside.any():
            shares = [float((size[inside] <= reach * spread[inside]).mean()) for reach in (1, 2)]
            means = [float(np.sqrt((value[inside] ** 2).mean())) for value in (spread, signed)]
            bins.append((low, int(inside.sum()), *means, *shares))
    return Honesty(
        within=tuple(float((size <= reach * spread).mean()) for reach in (1, 2)),
        misses=int((~good).sum()),
        flagged_misses=int((flagged & ~good).sum()),
        flagged_good=int((flagged & good).sum()),
        bins=bins,
    )


def spreads(probabilities, values):
    """The circular standard deviation of each distribution around its value, as the product's `Position` has it."""
    distance = (np.arange(100) - 10 * values[:, None] + 50) % 100 - 50
    tenths = probabilities[:, :100]
    return np.sqrt((tenths * distance**2).sum(1) / np.maximum(tenths.sum(1), 1e-9)) / 10


def readout(network, grids):
    """What a rounded network says about normalised grids, and its spreads."""
    probabilities = torch.softmax(fit.logits_of(network, grids), 1).numpy()
    seen = read(probabilities)
    return seen, spreads(probabilities, seen.value)


@dataclass
class RenderedReport:
    """The figures of held-out rendered dials."""

    figures: Figures
    sizes: list  # (pixels from, to, Figures) by half the dial's side
    bare: int  # pictures without a needle
    none_found: float  # share of them that are called so
    none_false: float  # share of needles called "none"
    temperature: float  # that suits the stored weights best; 1 where the one that was folded in is right
    calibration: float  # expected calibration error of the confidence
    bins: list  # (confidence from, number, mean confidence, share within NEAR)
    honesty: Honesty  # of needles that are not called "none"


def rendered(network, grids, steps, sizes):
    """Reads the second half of held-out dials and counts; the first half is the one that sets the temperature."""
    half = len(grids) // 2
    temperature = fit.temperature_for(fit.logits_of(network, grids[:half]), torch.from_numpy(steps[:half]))
    (seen, spread), steps, sizes = readout(network, grids[half:]), steps[half:], sizes[half:]
    shown = steps >= 0
    signed = signed_errors(seen.value, steps / 10)
    by_size = []
    for low, high in zip(SIZES, SIZES[1:]):
        chosen = shown & (sizes >= low) & (sizes < high)
        by_size.append((low, high, figures(signed[chosen])))
    near = shown & (np.abs(signed) <= NEAR)
    return RenderedReport(
        figures=figures(signed[shown]),
        sizes=by_size,
        bare=int((~shown).sum()),
        none_found=float((seen.none[~shown] > 0.5).mean()),
        none_false=float((seen.none[shown] > 0.5).mean()),
        temperature=temperature,
        calibration=calibration_error(seen.confidence, near),
        bins=reliability(seen.confidence, near),
        honesty=honesty(*(value[shown & (seen.none <= 0.5)] for value in (signed, spread))),
    )


@dataclass
class Camera:
    """The figures of one camera's crops."""

    name: str
    figures: Figures
    spread: float  # median
    none: int  # needles called "none"


@dataclass
class Gears:
    """Labels and readings against what the finer neighbours' labels allow."""

    labels: Figures
    readings: Figures


@dataclass
class RealReport:
    """The figures of one set of real crops."""

    figures: Figures
    cameras: list  # of Camera
    kept: list  # (confidence from, number, good among them)
    none: int  # needles called "none"
    zero: float  # turn of the scale's zero, in degrees
    honesty: Honesty
    misses: list  # (file, label, by the gears or NaN, reading, spread, confidence)
    gears: Gears | None


def grid(path, zero):
    """The whole crop as a dial, unwrapped and normalised."""
    picture = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    if picture is None:
        raise OSError(f"{path}: not a picture")
    height, width = picture.shape
    centre, u, v = np.array([width / 2, height / 2]), np.array([width / 2, 0]), np.array([0, height / 2])
    return polar.normalise(polar.unwrap(picture, centre, u, v, zero, 1, exact=True))


def real(network, folder):
    """A report for each set of needle crops below `folder`; none where there are no photographs."""
    rows = manifest_rows(folder, ("needle_crop",))
    names = sorted({row["file"].split("/")[0] for row in rows})
    return {name: real_set(network, folder, name, [row for row in rows if row["file"].split("/")[0] == name]) for name in names}


def real_set(network, folder, name, rows):
    """The report of one set."""
    zero = UPRIGHT_ZERO.get(name, 0.0)
    seen, spread = readout(network, np.stack([grid(folder / row["file"], zero) for row in rows]))
    labels = np.array([float(row["label"]) for row in rows])
    signed = signed_errors(seen.value, labels)
    cameras = np.array([row["camera"] for row in rows])
    good, none = np.abs(signed) <= GOOD, seen.none > 0.5
    by_gears = gears.truths([row["file"] for row in rows])
    known = ~np.isnan(by_gears)
    compared = [figures(signed_errors(value[known], by_gears[known])) for value in (labels, seen.value)] if known.any() else None
    return RealReport(
        figures=figures(signed),
        cameras=[
            Camera(camera, figures(signed[own]), float(np.median(spread[own])), int(none[own].sum()))
            for camera in sorted(set(cameras))
            for own in [cameras == camera]
        ],
        kept=[(level, int((seen.confidence >= level).sum()), int(good[seen.confidence >= level].sum())) for level in LEVELS],
        none=int(none.sum()),
        zero=360 * zero,
        honesty=honesty(signed, spread),
        misses=[
            (rows[i]["file"].split("/")[-1], labels[i], by_gears[i], seen.value[i], spread[i], seen.confidence[i])
            for i in np.flatnonzero(~good)
        ],
        gears=Gears(*compared) if compared else None,
    )
