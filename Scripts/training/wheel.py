"""Counter wheels: drums with ten printed digits behind a window, at rest or rolling.

Position p = digit + phase means: the wheel has turned `phase` digits on from resting at `digit`, so the digit has moved up
by phase × pitch and the next one comes from below. The label is this true position, whatever is left to see of it.
"""
from dataclasses import dataclass

import cv2
import numpy as np

from draw import CANVAS, CELL, Face, blotches, chance, pick, place, thicken, uniform
from fonts import catalogue
from frame import window
from scene import Scene, canvas_width
from strokes import stroke_face

REST_SHARE = 0.36  # wheels at rest; the others are anywhere between two digits
REST_JITTER = 0.05  # play of a resting wheel, in digits
STROKE_SHARE = 0.42  # faces drawn by pen; the others come from fonts
CLEAN_SHARE = 0.08  # wheels without any wear, as drawn by a program
DRUM_ANGLE = np.pi / 5  # ten digits on a drum


@dataclass
class Print:
    """The digits of one wheel as they are printed: the face and where it sits."""

    face: Face
    width: float
    height: float
    pitch: float
    shear: float
    angle: float
    curved: bool
    thickness: int
    scar: tuple  # a rectangle of missing paint in every cell, or ()

    def cell(self, digit):
        """The digit's mask with its faults."""
        cell = thicken(self.face[digit % 10], self.thickness)
        if self.scar:
            rows, columns = self.scar
            cell = cell.copy()
            cell[rows[0] : rows[1], int(columns[0] * cell.shape[1]) : int(columns[1] * cell.shape[1])] = 0
        return cell

    def draw(self, shape, digit, phase, centre):
        """The mask of all digits of the wheel that can be seen."""
        mask = np.zeros(shape, np.uint8)
        cos, sin = np.cos(self.angle), np.sin(self.angle)
        for step in (-2, -1, 0, 1, 2):
            offset, height = (step - phase) * self.pitch, self.height
            if self.curved:  # the drum turns away: digits move closer and get lower
                turn = (step - phase) * DRUM_ANGLE
                if abs(turn) > 1.2:
                    continue
                offset, height = np.sin(turn) * self.pitch / DRUM_ANGLE, height * np.cos(turn)
            if abs(centre[1] + offset - shape[0] / 2) > shape[0] / 2 + height * 0.6:
                continue
            middle = (centre[0] - sin * offset, centre[1] + cos * offset)
            drawn = place(shape, self.cell(digit + step), middle, (self.width, height), self.shear, self.angle)
            mask = np.maximum(mask, drawn)
        return mask


def random_print(rng, width, clean):
    """A print that fits a crop of `width` columns."""
    face = stroke_face(rng) if chance(rng, STROKE_SHARE) else catalogue().face(rng)
    height = CANVAS * uniform(rng, 0.42, 0.92)
    natural = height * face.width / CELL * uniform(rng, 0.7, 1.25)
    # Most wheels carry their digits close together; a loose pitch is the exception.
    spacing = uniform(rng, 1.06, 1.45) if chance(rng, 0.8) else uniform(rng, 1.4, 1.8)
    thickness, scar = 0, ()
    if not clean and chance(rng, 0.45):
        thickness = pick(rng, (2, 3, 4, -2, -3)) if chance(rng, 0.75) else int(rng.integers(4, 9))
    if not clean and chance(rng, 0.06):
        row, column = int(rng.integers(0, CELL)), rng.random()
        tall, wide = int(rng.integers(4, 18)), uniform(rng, 0.1, 0.45)
        scar = ((max(0, row - tall), row + tall), (max(0.0, column - wide), column + wide))
    return Print(
        face=face,
        width=min(natural, width * uniform(rng, 0.75, 1.05)),
        height=height,
        pitch=height * spacing,
        shear=uniform(rng, -0.08, 0.25) if chance(rng, 0.35) else 0.0,
        angle=float(np.clip(rng.normal(0, 0.07), -0.21, 0.21)) if chance(rng, 0.75) else 0.0,
        curved=chance(rng, 0.6),
        thickness=thickness,
        scar=scar,
    )


def neighbours(rng, mask, printed, phase, centre):
    """Adds what the crop shows of the wheels to the left and right."""
    distance = printed.width * uniform(rng, 1.25, 2.2)
    if distance + printed.width / 2 < mask.shape[1] / 2 * 0.9:
        return mask  # would stand beside the digit in full: then the crop would not be one dial
    for side in pick(rng, ((-1,), (1,), (-1, 1))):
        digit, other = int(rng.integers(10)), phase if chance(rng, 0.6) else uniform(rng, -0.5, 0.5)
        drawn = printed.draw(mask.shape, digit, other, (centre[0] + side * distance, centre[1]))
        mask = np.maximum(mask, drawn)
    return mask


def luminance(rng):
    """Ground and figure luma, light on dark as often as dark on light."""
    contrast = uniform(rng, 25, 220)
    if chance(rng, 0.5):
        contrast = max(contrast, uniform(rng, 60, 220))
    low = uniform(rng, 0, 255 - contrast)
    return (low, low + contrast) if chance(rng, 0.5) else (low + contrast, low)


def trimmings(rng, image, figure):
    """Things on a drum besides digits: side edges, ticks or gear teeth."""
    rows, columns = image.shape
    if chance(rng, 0.35):
        for _ in range(int(rng.integers(1, 3))):
            inset = uniform(rng, 0, 0.14) * columns
            x = int(inset if chance(rng, 0.5) else columns - 1 - inset)
            cv2.line(image, (x, 0), (x, rows), uniform(rng, 0, 255), int(rng.integers(1, 5)))
    if chance(rng, 0.17):
        size, step = int(uniform(rng, 0.06, 0.2) * columns), uniform(rng, 4, 30)
        x = 0 if chance(rng, 0.4) else columns - size
        luma = figure if chance(rng, 0.7) else uniform(rng, 0, 255)
        y, tooth = uniform(rng, 0, step), step * uniform(rng, 0.3, 0.55)
        while y < rows:
            cv2.rectangle(image, (x, int(y)), (x + size, int(y + tooth)), luma, -1)
            y += step
    return image


def highlight(rng, image):
    """The line of light that a lamp leaves on a drum, over its full width or part of it."""
    rows, columns = image.shape
    down = (np.arange(rows, dtype=np.float32)[:, None] / rows - uniform(rng, 0.1, 0.9)) / uniform(rng, 0.015, 0.06)
    across = (np.arange(columns, dtype=np.float32)[None] / columns - rng.random()) / uniform(rng, 0.15, 1.5)
    share = np.exp(-(down * down + across * across) / 2) * uniform(rng, 0.3, 0.95)
    return image + (uniform(rng, 200, 255) - image) * share


def paint(rng, mask, ground, figure, clean):
    """The drum's luma with the digits of `mask` on it."""
    rows, columns = mask.shape
    image = np.full((rows, columns), ground, np.float32)
    cover = mask.astype(np.float32) / 255
    if clean:
        return image + (figure - image) * cover
    ink = np.float32(figure)
    if chance(rng, 0.5):  # a drum gets darker where it turns away
        fall = np.linspace(-1, 1, rows, dtype=np.float32)[:, None] ** 2
        image *= 1 - uniform(rng, 0, 0.5) * fall
        ink = figure * (1 - uniform(rng, 0, 0.35) * fall)
    image = trimmings(rng, image, figure)
    cover *= uniform(rng, 0.8, 1.0)
    if chance(rng, 0.08):  # worn print
        cover *= np.clip(blotches(rng, mask.shape, (6, 4)) * 1.6, 0.25, 1)
    image = image + (ink - image) * cover
    if chance(rng, 0.1):  # raised digits catch light on one edge
        image += cv2.Sobel(mask, cv2.CV_32F, 0, 1, ksize=3) * uniform(rng, -0.12, 0.12)
    if chance(rng, 0.15):
        image = highlight(rng, image)
    if chance(rng, 0.1):  # an index wire, across the window or in from one side
        y = int(uniform(rng, 0.2, 0.8) * rows)
        reach = pick(rng, (1.0, 1.0, 0.2, 0.35))
        ends = [(0, y), (int(columns * reach), int(y + uniform(rng, -4, 4)))]
        if chance(rng, 0.5):
            ends = [(columns - 1 - x, down) for x, down in ends]
        cv2.line(image, *ends, uniform(rng, 0, 255), int(rng.integers(1, 5)))
    return image


def wheel(rng):
    """A wheel at a random position."""
    clean = chance(rng, CLEAN_SHARE)
    shape = (CANVAS, canvas_width(rng))
    digit = int(rng.integers(10))
    if chance(rng, REST_SHARE):
        phase = float(np.clip(rng.normal(0, REST_JITTER), -0.15, 0.15))
    else:
        phase = uniform(rng, -0.5, 0.5)
    printed = random_print(rng, shape[1], clean)
    centre = (
        shape[1] * (0.5 + float(np.clip(rng.normal(0, 0.06), -0.17, 0.17))),
        shape[0] * (0.5 + float(np.clip(rng.normal(0, 0.045), -0.13, 0.13))),
    )
    ground, figure = luminance(rng)
    mask = printed.draw(shape, digit, phase, centre)
    if chance(rng, 0.3):
        mask = neighbours(rng, mask, printed, phase, centre)
    image = paint(rng, mask, ground, figure, clean)
    half_width, half_height = printed.width / 2, printed.height / 2
    box = (centre[0] - half_width, centre[1] - half_height, centre[0] + half_width, centre[1] + half_height)
    # A window is made for a digit at rest: it is seldom so tight that it cuts one.
    image = window(rng, image, box, abs(phase) < 0.2 or chance(rng, 0.85))
    return Scene(image, (digit + phase) % 10, "wheel", abs(figure - ground), clean)
