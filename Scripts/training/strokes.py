"""Digits drawn with a pen: parametric stroke digits as engraved, milled or printed on counters, and OpenCV's plotter fonts.

Every digit is a list of polylines in a unit box with y pointing down. A style fixes the variants of all ten digits, so that
a wheel is drawn in one hand.
"""
from dataclasses import dataclass

import cv2
import numpy as np

from draw import CELL, SUBPIXEL_BITS, Face, chance, fixed, pick, uniform

PLOTTER_FONTS = (cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_DUPLEX, cv2.FONT_HERSHEY_COMPLEX, cv2.FONT_HERSHEY_TRIPLEX)


def arc(centre, radii, start, end, roundness=2.0, corners=20):
    """Points on a superellipse from angle `start` to `end` in degrees, 0 = right, 90 = down. Roundness 2 is an ellipse."""
    angle = np.deg2rad(np.linspace(start, end, corners))
    cos, sin = np.cos(angle), np.sin(angle)
    exponent = 2 / roundness
    x = centre[0] + radii[0] * np.sign(cos) * np.abs(cos) ** exponent
    y = centre[1] + radii[1] * np.sign(sin) * np.abs(sin) ** exponent
    return np.stack([x, y], 1)


def path(*parts):
    """One polyline out of points and arcs."""
    return np.concatenate([np.asarray(part, float).reshape(-1, 2) for part in parts])


@dataclass
class Hand:
    """The variants one hand uses."""

    roundness: float
    corners: int
    waist: float  # where upper and lower half meet
    one: int
    one_x: float
    two: int
    three: int
    four: int
    five: int
    six: int
    seven: int
    seven_foot: float
    upper_inset: float  # how much narrower the upper bowl of an 8 is

    @staticmethod
    def random(rng):
        """A hand drawn by chance."""
        return Hand(
            roundness=pick(rng, (2.0, 2.0, 2.3, 2.8, 3.5)),
            corners=pick(rng, (9, 13, 20, 20, 20)),
            waist=uniform(rng, 0.44, 0.52),
            one=int(rng.choice(5, p=(0.22, 0.36, 0.14, 0.18, 0.10))),
            one_x=uniform(rng, 0.46, 0.68),
            two=int(rng.choice(3, p=(0.6, 0.25, 0.15))),
            three=int(rng.choice(3, p=(0.55, 0.25, 0.2))),
            four=int(rng.integers(4)),
            five=int(rng.choice(3, p=(0.55, 0.25, 0.2))),
            six=int(rng.integers(3)),
            seven=int(rng.choice(5, p=(0.5, 0.2, 0.1, 0.1, 0.1))),
            seven_foot=uniform(rng, 0.15, 0.55),
            upper_inset=pick(rng, (0.0, 0.04, 0.08)),
        )


def zero(hand):
    return [arc((0.5, 0.5), (0.5, 0.5), 0, 360, hand.roundness, hand.corners * 2)]


def one(hand):
    x = hand.one_x
    stem = ((x, 0), (x, 1))
    if hand.one == 0:
        return [path(stem)]
    if hand.one == 1:
        return [path((x - 0.28, 0.2), stem)]
    if hand.one == 2:
        return [path((x - 0.3, 0.22), stem), path((x - 0.25, 1), (x + 0.25, 1))]
    if hand.one == 3:
        return [path((x - 0.2, 0.14), (x - 0.05, 0.1), stem)]
    return [path((x - 0.4, 0.38), stem)]


def two(hand):
    if hand.two == 1:
        top = ((0.03, 0.22), (0.1, 0.05), (0.25, 0), (0.75, 0), (0.93, 0.06), (0.98, 0.2), (0.95, 0.38))
        return [path(top, (0.03, 1), (0.98, 1))]
    bowl = arc((0.5, 0.3), (0.46, 0.3), 190, 380, hand.roundness, hand.corners)
    if hand.two == 2:
        return [path(bowl, arc((0.6, 1.0), (0.58, 0.52), 290, 180, 2.0, hand.corners), (0.98, 1))]
    return [path(bowl, (0.75, 0.58), (0.02, 1), (0.98, 1))]


def three(hand):
    waist, low = hand.waist, 1 - hand.waist
    lower = arc((0.48, 1 - low / 2), (0.49, low / 2), -90, 155, hand.roundness, hand.corners)
    if hand.three == 1:
        bowl = arc((0.48, 0.69), (0.48, 0.31), -85, 160, hand.roundness, hand.corners)
        return [path((0.05, 0), (0.95, 0), (0.45, 0.4), bowl)]
    upper = arc((0.48, waist / 2), (0.42, waist / 2), 205, 450, hand.roundness, hand.corners)
    if hand.three == 2:
        return [path(upper), path((0.25, waist), lower)]
    return [path(upper[: -max(1, hand.corners // 10)]), path((0.35, waist), lower)]


def four(hand):
    if hand.four == 0:
        return [path((0.72, 1), (0.72, 0), (0.03, 0.72), (1, 0.72))]
    if hand.four == 1:
        return [path((0.45, 0), (0.03, 0.68), (1, 0.68)), path((0.7, 0.35), (0.7, 1))]
    if hand.four == 2:
        return [path((0.6, 0), (0.03, 0.75), (1, 0.75)), path((0.7, 0.42), (0.7, 1))]
    return [path((0.12, 0), (0.05, 0.6), (1, 0.6)), path((0.75, 0.2), (0.75, 1))]


def five(hand):
    if hand.five == 1:
        bowl = ((0.7, 0.42), (0.93, 0.52), (0.95, 0.85), (0.75, 1), (0.2, 1), (0.03, 0.86))
        return [path((0.93, 0), (0.08, 0), (0.08, 0.45), bowl)]
    start = 215 if hand.five == 0 else 235
    bowl = arc((0.48, 0.68), (0.48, 0.32), start, start + 275, hand.roundness, hand.corners + 4)
    return [path((0.9, 0), (0.17, 0), (0.1, 0.46), bowl)]


def six(hand):
    bowl = arc((0.5, 0.68), (0.48, 0.32), 0, 360, hand.roundness, hand.corners + 10)
    if hand.six == 1:
        return [bowl, path((0.75, 0), (0.1, 0.52))]
    if hand.six == 2:
        upper = arc((0.5, 0.28), (0.48, 0.28), -25, -180, hand.roundness, hand.corners)
        return [arc((0.5, 0.7), (0.48, 0.3), 0, 360, hand.roundness, hand.corners + 10), path(upper, (0.02, 0.7))]
    return [bowl, arc((0.62, 0.62), (0.6, 0.62), -75, -178, 2.0, hand.corners)]


def seven(hand):
    if hand.seven == 1:
        return [path((0.02, 0), (0.98, 0), arc((1.0, 1.0), (0.62, 0.9), -98, -180, 2.0, hand.corners))]
    strokes = [path((0.02, 0), (0.98, 0), (hand.seven_foot, 1))]
    if hand.seven == 2:
        strokes.append(path((0.02, 0), (0.02, 0.14)))
    if hand.seven == 3:
        strokes.append(path((0.3, 0.52), (0.85, 0.52)))
    if hand.seven == 4:
        strokes = [path((0.02, 0), (0.98, 0), (hand.seven_foot + 0.1, 0.5), (hand.seven_foot, 1))]
    return strokes


def eight(hand):
    waist = hand.waist
    upper = arc((0.5, waist / 2), (0.5 - hand.upper_inset, waist / 2), 0, 360, hand.roundness, hand.corners + 8)
    lower = arc((0.5, (1 + waist) / 2), (0.5, (1 - waist) / 2), 0, 360, hand.roundness, hand.corners + 8)
    return [upper, lower]


def nine(hand):
    return [1 - stroke for stroke in six(hand)]


DRAWERS = (zero, one, two, three, four, five, six, seven, eight, nine)


def pen_face(rng):
    """The face of one hand and one pen."""
    hand = Hand.random(rng)
    width = int(CELL * uniform(rng, 0.38, 0.78))
    pen = max(3, int(min(CELL * uniform(rng, 0.07, 0.21), width * 0.27)))
    margin = pen // 2 + 1
    extent = (width - 2 * margin, CELL - 2 * margin)

    def drawn(digit):
        cell = np.zeros((CELL, width), np.uint8)
        for stroke in DRAWERS[digit](hand):
            cv2.polylines(cell, [fixed(stroke * extent + margin)], False, 255, pen, cv2.LINE_AA, SUBPIXEL_BITS)
        return cell

    return Face(width, drawn)


def plotter_face(rng):
    """The face of a plotter font."""
    font = pick(rng, PLOTTER_FONTS)
    pen = int(rng.integers(2, 9))
    scale = (CELL - pen) / 21.0  # plotter digits are 21 units high
    width = round(CELL * uniform(rng, 0.5, 0.8))

    def drawn(digit):
        (columns, _), _ = cv2.getTextSize(str(digit), font, scale, pen)
        cell = np.zeros((CELL, columns + pen), np.uint8)
        cv2.putText(cell, str(digit), (pen // 2, CELL - pen // 2 - 1), font, scale, 255, pen, cv2.LINE_AA)
        return cv2.resize(cell, (width, CELL), interpolation=cv2.INTER_AREA)

    return Face(width, drawn)


def stroke_face(rng):
    """A face drawn by pen, now and then by plotter."""
    return plotter_face(rng) if chance(rng, 0.1) else pen_face(rng)
