"""Measuring the needle network on rendered dials and on photographs, which are never trained on.

Positions are in tenths of a turn, 0 ..< 10. A reading is good when it lies within GOOD of the truth.
"""
from dataclasses import dataclass

import cv2
import numpy as np
import torch

from readout import calibration_error, read, reliability
from real import manifest_rows

from . import fit, polar

GOOD = 0.3
NEAR = 0.6  # the confidence is the mass within this of the peak
OPPOSITE = 4.0  # an error from here on took the wrong end of the pointer
SIZES = (0, 20, 30, 45, 1000)  # pixels of half a dial's side
LEVELS = (0.0, 0.5, 0.7, 0.9, 0.97)
UPRIGHT_ZERO = {"meterelf-water": -4.5 / 360}  # turn of the scale's zero where a folder's pictures stand aslant


@dataclass
class Figures:
    """Errors of one group of dials with a needle."""

    count: int
    good: int
    mean: float
    median: float
    percentile95: float
    bias: float  # median of the signed error
    opposite: int

    @property
    def text(self):
        """Like "316 of 316 within 0.3, mean error 0.088"."""
        return f"{self.good} of {self.count} within {GOOD}, mean error {self.mean:.3f}"


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
        bias=float(np.median(signed)),
        opposite=int((size >= OPPOSITE).sum()),
    )


def readout(network, grids):
    """What a rounded network says about normalised grids."""
    return read(torch.softmax(fit.logits_of(network, grids), 1).numpy())


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


def rendered(network, grids, steps, sizes):
    """Reads the second half of held-out dials and counts; the first half is the one that sets the temperature."""
    half = len(grids) // 2
    temperature = fit.temperature_for(fit.logits_of(network, grids[:half]), torch.from_numpy(steps[:half]))
    seen, steps, sizes = readout(network, grids[half:]), steps[half:], sizes[half:]
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
    )


@dataclass
class RealReport:
    """The figures of one set of real crops."""

    figures: Figures
    cameras: list  # (camera, Figures)
    kept: list  # (confidence from, number, good among them)
    none: int  # needles called "none"
    zero: float  # turn of the scale's zero, in degrees


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
    reports = {}
    for name in sorted({row["file"].split("/")[0] for row in rows}):
        chosen = [row for row in rows if row["file"].split("/")[0] == name]
        zero = UPRIGHT_ZERO.get(name, 0.0)
        seen = readout(network, np.stack([grid(folder / row["file"], zero) for row in chosen]))
        signed = signed_errors(seen.value, np.array([float(row["label"]) for row in chosen]))
        cameras = np.array([row["camera"] for row in chosen])
        good = np.abs(signed) <= GOOD
        reports[name] = RealReport(
            figures=figures(signed),
            cameras=[(camera, figures(signed[cameras == camera])) for camera in sorted(set(cameras))],
            kept=[(level, int((seen.confidence >= level).sum()), int(good[seen.confidence >= level].sum())) for level in LEVELS],
            none=int((seen.none > 0.5).sum()),
            zero=360 * zero,
        )
    return reports
