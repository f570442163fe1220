"""Digits of displays: seven segments and a dot matrix of 5 × 7.

A panel gives two kinds of mask: the lit elements of each digit, and all elements there are, which show faintly as ghosts.
"""
from dataclasses import dataclass

import numpy as np

from draw import CELL, Face, chance, fill, pick, uniform

SEGMENTS = ("abcdef", "bc", "abged", "abgcd", "fgbc", "afgcd", "afgedc", "abc", "abcdefg", "abcdfg")

# Common 5 × 7 characters; where makers differ there are several, the first being the most usual.
DOTS = (
    ("01110 10001 10011 10101 11001 10001 01110", "01110 10001 10001 10001 10001 10001 01110"),
    ("00100 01100 00100 00100 00100 00100 01110", "00100 01100 10100 00100 00100 00100 11111"),
    ("01110 10001 00001 00010 00100 01000 11111", "01110 10001 00001 00110 01000 10000 11111"),
    ("11111 00010 00100 00010 00001 10001 01110", "01110 10001 00001 00110 00001 10001 01110"),
    ("00010 00110 01010 10010 11111 00010 00010", "00010 00110 01010 10010 10010 11111 00010"),
    ("11111 10000 11110 00001 00001 10001 01110", "11111 10000 10000 11110 00001 00001 11110"),
    ("00110 01000 10000 11110 10001 10001 01110", "01110 10001 10000 11110 10001 10001 01110"),
    ("11111 00001 00010 00100 01000 01000 01000", "11111 00001 00001 00010 00010 00100 00100",
     "11111 00001 00010 00100 01000 10000 10000"),
    ("01110 10001 10001 01110 10001 10001 01110",),
    ("01110 10001 10001 01111 00001 00010 01100", "01110 10001 10001 01111 00001 10001 01110"),
)


@dataclass
class Panel:
    """The masks of one display position."""

    digits: Face
    everything: np.ndarray  # uint8[rows, columns]
    weakest: float = 1.0  # strength of the palest lit element


def bar_shapes(width, height, thickness, gap, bevel, waist=0.5):
    """Seven bars with pointed ends as {segment: polygon}. `bevel` 0 is square, 1 fully pointed; `waist` is where "g" lies."""
    half = thickness / 2
    tip = half * bevel
    left, right = half, width - half
    top, middle, bottom = half, height * waist, height - half

    def flat(y):
        a, b = left + gap, right - gap
        upper, lower = [(a + tip, y - half), (b - tip, y - half)], [(b - tip, y + half), (a + tip, y + half)]
        return np.array([(a, y), *upper, (b, y), *lower])

    def upright(x, upper, lower):
        a, b = upper + gap, lower - gap
        outer, inner = [(x + half, a + tip), (x + half, b - tip)], [(x - half, b - tip), (x - half, a + tip)]
        return np.array([(x, a), *outer, (x, b), *inner])

    return {
        "a": flat(top), "g": flat(middle), "d": flat(bottom),
        "f": upright(left, top, middle), "b": upright(right, top, middle),
        "e": upright(left, middle, bottom), "c": upright(right, middle, bottom),
    }


def mitred_shapes(width, height, thickness, gap, bevel, waist=0.5):
    """Seven bars whose outer corners are mitred, so that the digit's outline is a rectangle."""
    half, middle = thickness / 2, height * waist
    inner_left, inner_right, foot = gap + thickness, width - gap - thickness, height - thickness
    inner = [(thickness, gap + thickness), (thickness, middle - half - gap)]
    upper_left = np.array([(0, gap), *inner, (half, middle - gap), (0, middle - gap * 1.5)])
    # The lower halves are the upper ones of the display turned over.
    low = height - middle
    turned = [(thickness, gap + thickness), (thickness, low - half - gap)]
    lower_left = np.array([(0, gap), *turned, (half, low - gap), (0, low - gap * 1.5)]) * (1, -1) + (0, height)
    bars = bar_shapes(width, height, thickness, gap, bevel, waist)
    return {
        "a": np.array([(gap, 0), (width - gap, 0), (inner_right, thickness), (inner_left, thickness)]),
        "d": np.array([(inner_left, foot), (inner_right, foot), (width - gap, height), (gap, height)]),
        "g": bars["g"],
        "f": upper_left,
        "b": upper_left * (-1, 1) + (width, 0),
        "e": lower_left,
        "c": lower_left * (-1, 1) + (width, 0),
    }


def segment_panel(rng):
    """A seven-segment position with random proportions."""
    width = int(CELL * uniform(rng, 0.4, 0.7))
    thickness = CELL * uniform(rng, 0.055, 0.18)
    gap = pick(rng, (0.0, uniform(rng, 0.3, 1.5), uniform(rng, 1.0, 3.5)))
    waist = uniform(rng, 0.42, 0.58) if chance(rng, 0.4) else 0.5
    shapes = pick(rng, (bar_shapes, mitred_shapes))(width, CELL, thickness, gap, uniform(rng, 0.0, 1.0), waist)
    lit = list(SEGMENTS)
    if chance(rng, 0.15):
        lit[6] = "fgedc"
    if chance(rng, 0.2):
        lit[9] = "abcfg"
    if chance(rng, 0.3):
        lit[7] = "abcf"
    if chance(rng, 0.03):
        lit[1] = "ef"
    strength = dict.fromkeys(shapes, 255)
    if chance(rng, 0.22):  # seen aslant or badly driven, some segments are paler than others
        weakest = uniform(rng, 110, 210)
        strength = {name: int(uniform(rng, weakest, 255)) for name in shapes}
    everything = np.zeros((CELL, width), np.uint8)
    for shape in shapes.values():
        fill(everything, shape)

    def drawn(digit):
        cell = np.zeros((CELL, width), np.uint8)
        for name in sorted(lit[digit], key=strength.get):  # the stronger one wins where two meet
            fill(cell, shapes[name], strength[name])
        return cell

    return Panel(Face(width, drawn), everything, min(strength.values()) / 255)


def dot_panel(rng):
    """A 5 × 7 dot-matrix position with random dot pitch, gaps and characters."""
    column, row = int(rng.integers(6, 10)), round(CELL / 7)
    gap_x, gap_y = int(rng.integers(0, 3)), int(rng.integers(0, 3))
    square = np.zeros((row, column), np.uint8)
    square[: row - gap_y, : column - gap_x] = 255
    everything = np.tile(square, (7, 5))
    patterns = [variants[0] if chance(rng, 0.5) else pick(rng, variants) for variants in DOTS]

    def drawn(digit):
        dots = np.array([[int(dot) for dot in line] for line in patterns[digit].split()], np.uint8)
        return np.kron(dots, np.ones((row, column), np.uint8)) * everything

    return Panel(Face(5 * column, drawn), everything)
