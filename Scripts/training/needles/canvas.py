# The canvas that dials are drawn on: SIDE x SIDE pixels of luma, the geometry's centre in the middle, UNIT pixels for half
# the geometry's side. Points and lines on it have fractions of a pixel.
import math

import cv2
import numpy as np

SIDE, UNIT = 208, 64
MIDDLE = SIDE / 2
SHIFT = 4  # cv2 draws with 1/16 pixel
YS, XS = np.mgrid[0:SIDE, 0:SIDE].astype(np.float32)


def fixed(point):
    """A canvas point in cv2's fixed-point coordinates (cv2 counts from pixel centres)."""
    return int(round((point[0] - 0.5) * 16)), int(round((point[1] - 0.5) * 16))


def on_circle(centre, radius, turns):
    """The point `turns` clockwise from the top."""
    angle = 2 * math.pi * turns
    return centre[0] + radius * math.sin(angle), centre[1] - radius * math.cos(angle)


def line(canvas, start, end, tone, thickness):
    cv2.line(canvas, fixed(start), fixed(end), int(tone), max(1, int(round(thickness))), cv2.LINE_AA, SHIFT)


def circle(canvas, centre, radius, tone, thickness):
    cv2.circle(canvas, fixed(centre), max(1, int(radius * 16)), int(tone), thickness, cv2.LINE_AA, SHIFT)
