"""Measuring on rendered crops: temperature, accuracy by kind, error of rolling wheels, calibration."""
from dataclasses import dataclass

import numpy as np
import torch

from network import unsure_of
from readout import NEAR, calibration_error, circular_distance, nearest_digit, read, reliability
from scene import KINDS

STILL = 0.15  # a wheel this close to a digit rests
TEMPERATURES = np.exp(np.linspace(np.log(0.5), np.log(2.0), 57))


def tenth_losses(logits, truths, temperature):
    """Mean negative log likelihood of the digit's neighbourhood, or of "none", at this temperature."""
    probabilities = torch.softmax(logits / temperature, 1).numpy()
    by_digit = np.roll(probabilities[:, :100], 5, 1).reshape(-1, 10, 10).sum(2)
    mass = np.where(truths < 0, probabilities[:, 100], by_digit[np.arange(len(truths)), np.maximum(truths, 0)])
    return float(-np.log(np.maximum(mass, 1e-9)).mean())


def calibrate(committee, crops, positions):
    """Sets the temperatures at which held-out rendered crops are most likely; rolling wheels have no digit and are left out."""
    digits = nearest_digit(positions)
    still = (positions < 0) | (circular_distance(positions, digits) <= STILL)
    crops, digits = crops[still], digits[still]
    committee.temperature = likeliest(committee.first.logits(crops), digits)
    again = unsure_of(committee.first_look(crops))
    if again.any():
        committee.closer_temperature = likeliest(committee.all_looks(crops[again]), digits[again])


def likeliest(logits, digits):
    """The temperature at which these digits are most likely."""
    losses = [tenth_losses(logits, digits, temperature) for temperature in TEMPERATURES]
    return float(TEMPERATURES[int(np.argmin(losses))])


@dataclass
class RenderedReport:
    """The figures of held-out rendered crops."""

    still: dict  # kind -> (number, share of right digits)
    rolling: int  # wheels between two digits
    rolling_mean: float  # their error, in positions
    rolling_median: float
    rolling_percentile95: float
    rolling_within: float  # share within 0.25
    none_found: float  # share of pictures without a dial that are called so
    none_false: float  # share of dials called "none"
    calibration: float  # expected calibration error of the confidence
    bins: list  # (confidence from, number, mean confidence, share within NEAR)
    points: tuple  # (confidence, whether within NEAR) of every crop


def measure(network, crops, positions, kinds):
    """Reads held-out rendered crops and counts."""
    readout = read(network.probabilities(crops))
    dial = positions >= 0
    error = circular_distance(readout.value, positions)
    still = dial & (circular_distance(positions, nearest_digit(positions)) <= STILL)
    right = nearest_digit(readout.value) == nearest_digit(positions)
    rolling = dial & ~still
    by_kind = {}
    for number, kind in enumerate(KINDS):
        chosen = still & (kinds == number)
        if chosen.any():
            by_kind[kind] = (int(chosen.sum()), float(right[chosen].mean()))
    # A confidence is the mass within NEAR of the peak, so it is right when the truth lies there.
    near = dial & (error <= NEAR)
    return RenderedReport(
        still=by_kind,
        rolling=int(rolling.sum()),
        rolling_mean=float(error[rolling].mean()),
        rolling_median=float(np.median(error[rolling])),
        rolling_percentile95=float(np.percentile(error[rolling], 95)),
        rolling_within=float((error[rolling] <= 0.25).mean()),
        none_found=float((readout.none[~dial] > 0.5).mean()),
        none_false=float((readout.none[dial] > 0.5).mean()),
        calibration=calibration_error(readout.confidence, near),
        bins=reliability(readout.confidence, near),
        points=(readout.confidence, near),
    )
