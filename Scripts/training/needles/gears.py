"""What the gears of a register say about its needles: a check of labels that no reader takes part in.

A needle's fraction is a tenth of what the next finer needle of the same picture shows. A label that disagrees with its finer
neighbour's label by more than a tenth of that neighbour's own error is off, or the needle sits crooked on its axle.
"""
import re

import numpy as np

NAME = re.compile(r"([\d.]+)_zeiger(\d)_([\d_-]+)\.jpg$")  # label, place in the register (1 is the coarsest), time


def fitted(label, finer):
    """The position nearest to `label` that agrees with the next finer needle, 0 ..< 10."""
    return (round(label - finer / 10) + finer / 10) % 10


def truths(files):
    """What the finer neighbour makes of each picture's label; NaN where the name tells of no finer neighbour."""
    found = [NAME.search(file) for file in files]
    labels = {(match[3], int(match[2])): float(match[1]) for match in found if match}
    result = np.full(len(files), np.nan)
    for index, match in enumerate(found):
        finer = labels.get((match[3], int(match[2]) + 1)) if match else None
        if finer is not None:
            result[index] = fitted(float(match[1]), finer)
    return result
