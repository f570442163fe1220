# The polar grid of a dial, cell by cell the mean of several taps: the same rule as Sources/Recognition/PolarSampler.swift.
# Row = radius from the centre outwards, column = hundredths of a turn from the scale's zero in the scale's sense.
import functools

import cv2
import numpy as np

ANGLES, RADII, MOST_TAPS = 100, 20, 8


@functools.lru_cache(maxsize=None)
def taps(along, across):
    """Radius (1 = edge) and turns of all taps for `along` taps along the radius and `across[row]` across a cell,
    and where each cell starts."""
    radius, turns, starts = [], [], []
    for row in range(RADII):
        for column in range(ANGLES):
            starts.append(len(radius))
            for i in range(along):
                for j in range(across[row]):
                    radius.append((row + (i + 0.5) / along) / RADII)
                    turns.append((column + (j + 0.5) / across[row] - 0.5) / ANGLES)
    return np.array(radius), np.array(turns), np.array(starts)


def tap_counts(u, v):
    """How many taps a cell needs along the radius, and across in each row: about one for each pixel, in the middle of four rows."""
    half = max(np.hypot(*u), np.hypot(*v))

    def count(length):
        return int(np.clip(length + 0.5, 1, MOST_TAPS))

    return count(half / RADII), tuple(count(half * 2 * np.pi / ANGLES * (row // 4 * 4 + 2) / RADII) for row in range(RADII))


def places(centre, u, v, zero, sense):
    """Picture coordinates of all taps; u and v are half the dial's sides, `zero` in turns, `sense` +1 clockwise."""
    radius, turns, starts = taps(*tap_counts(u, v))
    angle = 2 * np.pi * (zero + sense * turns)
    right, up = radius * np.sin(angle), radius * np.cos(angle)
    return centre[0] + right * u[0] - up * v[0], centre[1] + right * u[1] - up * v[1], starts


def unwrap(picture, centre, u, v, zero=0.0, sense=1, exact=False):
    """The grid RADII x ANGLES in luma; `exact` for full precision, otherwise cv2's 1/32 pixel."""
    x, y, starts = places(centre, u, v, zero, sense)
    x, y = x - 0.5, y - 0.5
    if exact:
        values = bilinear(picture, x, y)
    else:
        maps = (v.astype(np.float32).reshape(-1, ANGLES) for v in (x, y))
        grid = cv2.remap(picture, *maps, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        values = grid.ravel().astype(np.float32)
    sums = np.add.reduceat(values, starts)
    counts = np.diff(np.append(starts, len(values)))
    return (sums / counts).reshape(RADII, ANGLES).astype(np.float32)


def bilinear(picture, x, y):
    """Bilinear values with the border pixels repeated outwards."""
    height, width = picture.shape
    x, y = np.clip(x, 0, width - 1), np.clip(y, 0, height - 1)
    left, top = np.floor(x).astype(int), np.floor(y).astype(int)
    right, bottom = np.minimum(left + 1, width - 1), np.minimum(top + 1, height - 1)
    fx, fy = x - left, y - top
    picture = picture.astype(np.float64)
    upper = picture[top, left] * (1 - fx) + picture[top, right] * fx
    lower = picture[bottom, left] * (1 - fx) + picture[bottom, right] * fx
    return upper * (1 - fy) + lower * fy


def normalise(grid):
    """Mean 0 and deviation 1 per dial; flat grids stay flat."""
    mean = grid.mean(axis=(-2, -1), keepdims=True)
    deviation = grid.std(axis=(-2, -1), keepdims=True)
    return (grid - mean) / np.maximum(deviation, 4)
