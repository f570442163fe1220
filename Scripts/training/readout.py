"""From distributions to numbers, exactly as the product's `Position` type does it."""
from dataclasses import dataclass

import numpy as np

TENTHS = 100
REACH = 6  # tenths around the peak that make up the value
NEAR = REACH / 10  # positions; a confidence says how likely the truth lies this close


@dataclass
class Readout:
    """What the network says about n crops."""

    value: np.ndarray  # position, 0 ..< 10: the mean of the mass around the peak
    confidence: np.ndarray  # the share of all mass around the peak
    digit: np.ndarray  # the digit with most mass within half a step
    digit_mass: np.ndarray
    none: np.ndarray  # probability of "no dial"


def read(probabilities):
    """The readout of float32[n, 101]."""
    tenths = probabilities[:, :TENTHS]
    peak = tenths.argmax(1)
    offsets = np.arange(-REACH, REACH + 1)
    near = np.take_along_axis(tenths, (peak[:, None] + offsets) % TENTHS, 1)
    mass = near.sum(1)
    value = (peak + (near * offsets).sum(1) / np.maximum(mass, 1e-9)) % TENTHS / 10
    by_digit = np.roll(tenths, 5, 1).reshape(-1, 10, 10).sum(2)
    # Rounded probabilities may add up to a little more than 1.
    digit_mass = np.minimum(by_digit.max(1), 1)
    return Readout(value % 10, np.minimum(mass, 1), by_digit.argmax(1), digit_mass, probabilities[:, TENTHS])


def nearest_digit(positions):
    """The digit a position rounds to; -1 for no position."""
    return np.where(positions < 0, -1, np.floor(positions + 0.5).astype(int) % 10)


def circular_distance(a, b):
    """|a − b| on the circle of ten."""
    return np.abs((a - b + 5) % 10 - 5)


def calibration_error(confidence, right, bins=15):
    """Expected calibration error: how far confidence and accuracy lie apart, averaged over equally wide bins."""
    index = np.minimum((confidence * bins).astype(int), bins - 1)
    error = 0.0
    for number in range(bins):
        inside = index == number
        if inside.any():
            error += inside.mean() * abs(confidence[inside].mean() - right[inside].mean())
    return float(error)


def reliability(confidence, right, edges=(0, 0.5, 0.7, 0.9, 0.97, 0.99, 1.0001)):
    """How often positions of each confidence are right: (confidence from, number, mean confidence, share right) each."""
    rows = []
    for low, high in zip(edges, edges[1:]):
        inside = (confidence >= low) & (confidence < high)
        if inside.any():
            rows.append((low, int(inside.sum()), float(confidence[inside].mean()), float(right[inside].mean())))
    return rows
