"""Measuring on rendered crops: temperature, accuracy by kind, error of rolling wheels, calibration."""
from dataclasses import dataclass

import numpy as np
import torch

from network import unsure_of
from readout import NEAR, REACH, TENTHS, calibration_error, circular_distance, nearest_digit, read, reliability
from scene import KINDS

STILL = 0.15  # a wheel this close to a digit rests
TEMPERATURES = np.exp(np.linspace(np.log(0.5), np.log(2.0), 57))


def near_loss(probabilities, positions):
    """Mean negative log likelihood of what lies within NEAR of the truth, or of "none"."""
    steps = np.round(np.maximum(positions, 0) * 10).astype(int)[:, None] + np.arange(-REACH, REACH + 1)
    near = np.take_along_axis(probabilities, steps % TENTHS, 1).sum(1)
    mass = np.where(positions < 0, probabilities[:, TENTHS], near)
    return float(-np.log(np.maximum(mass, 1e-9)).mean())


def dishonesty(probabilities, positions):
    """The calibration error of the confidence."""
    seen = read(probabilities)
    return calibration_error(seen.confidence, (positions >= 0) & (circular_distance(seen.value, positions) <= NEAR))


def calibrate(committee, crops, positions):
    """Sets the temperatures on held-out rendered crops: for a first look the likeliest; for the mean of all looks, which lies
    between networks that may disagree, the one with the most honest confidence."""
    committee.temperature = best(near_loss, committee.first.logits(crops), positions)
    again = unsure_of(committee.first_look(crops))
    if again.any():
        committee.closer_temperature = best(dishonesty, committee.all_looks(crops[again]), positions[again])


def best(cost, logits, positions):
    """The temperature at which `cost` is least."""
    costs = [cost(torch.softmax(logits / temperature, 1).numpy(), positions) for temperature in TEMPERATURES]
    return float(TEMPERATURES[int(np.argmin(costs))])


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
