"""Display digits: liquid crystal (dark on light or inverted), light-emitting, and dot matrix, with ghosts and shadows."""
import cv2
import numpy as np

from draw import CANVAS, blotches, chance, pick, place, uniform
from frame import bezel, ring, rules, window
from panels import dot_panel, segment_panel
from scene import Scene, canvas_width


def geometry(rng, panel, width, dotted):
    """Centre, size, slant and turn of the digit within the crop."""
    aspect = panel.everything.shape[1] / panel.everything.shape[0]
    height = CANVAS * (uniform(rng, 0.5, 0.88) if dotted else uniform(rng, 0.42, 0.97))
    room = width * (0.88 if dotted else 1.01)
    size = (min(height * aspect * uniform(rng, 0.75, 1.3), room), height)
    centre = (
        width * (0.5 + float(np.clip(rng.normal(0, 0.065), -0.17, 0.17))),
        CANVAS * (0.5 + float(np.clip(rng.normal(0, 0.05), -0.13, 0.13))),
    )
    shear = uniform(rng, 0.0, 0.22) if chance(rng, 0.5) else 0.0
    angle = float(np.clip(rng.normal(0, 0.065), -0.2, 0.2)) if chance(rng, 0.7) else 0.0
    return centre, size, shear, angle


def masks(rng, panel, digit, shape, dotted):
    """What is lit, what ghosts, and the digit's box (left, top, right, bottom)."""
    centre, size, shear, angle = geometry(rng, panel, shape[1], dotted)

    def drawn(cell, dx=0.0, dy=0.0):
        return place(shape, cell, (centre[0] + dx, centre[1] + dy), size, shear, angle)

    lit, ghost = drawn(panel.digits[digit]), drawn(panel.everything)
    if chance(rng, 0.4):
        step = size[0] * uniform(rng, 1.12, 1.6)
        if step + size[0] / 2 >= shape[1] / 2 * 0.9:
            for side in pick(rng, ((-1,), (1,), (-1, 1))):
                lit = np.maximum(lit, drawn(panel.digits[int(rng.integers(10))], side * step))
                ghost = np.maximum(ghost, drawn(panel.everything, side * step))
    if dotted and chance(rng, 0.5):  # the rows of text above and below
        step = size[1] * uniform(rng, 1.12, 1.3)
        for side in pick(rng, ((-1,), (1,), (-1, 1))):
            lit = np.maximum(lit, drawn(panel.digits[int(rng.integers(10))], 0, side * step))
    if chance(rng, 0.2):  # decimal point
        x = int(centre[0] + size[0] * uniform(rng, 0.5, 0.7))
        y = int(centre[1] + size[1] * uniform(rng, 0.42, 0.55))
        half = max(1, int(size[1] * uniform(rng, 0.03, 0.08)))
        cv2.rectangle(lit, (x - half, y - half), (x + half, y + half), 255, -1)
    box = (centre[0] - size[0] / 2, centre[1] - size[1] / 2, centre[0] + size[0] / 2, centre[1] + size[1] / 2)
    return lit, ghost, box


def luminance(rng, kind):
    """Ground and figure luma."""
    if kind == "led":
        contrast = uniform(rng, 120, 250)
        low = min(uniform(rng, 0, 30), 255 - contrast)
        return low, low + contrast
    contrast = uniform(rng, 18, 200) if chance(rng, 0.65) else uniform(rng, 16, 70)
    low = uniform(rng, 0, 255 - contrast)
    dark_figure = chance(rng, 0.88 if kind == "lcd" else 0.8)
    return (low + contrast, low) if dark_figure else (low, low + contrast)


def cover(rng, lit, ghost, kind, weakest):
    """How strongly each pixel shows the figure's luma, 0 … 1. A ghost stays clearly below the palest lit element."""
    share = lit.astype(np.float32) / 255
    if kind != "led" and chance(rng, 0.45):
        faint = ghost.astype(np.float32) / 255 * uniform(rng, 0, min(0.38, 0.55 * weakest))
        if chance(rng, 0.5):
            faint *= np.clip(blotches(rng, lit.shape) * 1.3, 0, 1)
        share = np.maximum(share, faint)
    if kind == "lcd" and chance(rng, 0.5):  # the segments' shadow on the plate behind
        shift = (int(rng.integers(-4, 5)), int(rng.integers(-4, 5)))
        shadow = cv2.GaussianBlur(np.roll(lit, shift, (0, 1)), (5, 5), uniform(rng, 0.5, 2))
        share = np.maximum(share, shadow.astype(np.float32) / 255 * uniform(rng, 0.05, 0.5) * weakest)
    if chance(rng, 0.3):  # segments of unequal strength
        weakest = uniform(rng, 0.3, 0.7)
        share *= weakest + (1 - weakest) * blotches(rng, lit.shape, (4, 3))
    return share


def captions(rng, image, luma):
    """Small symbols or text along the upper or lower border."""
    rows, columns = image.shape
    top = 0 if chance(rng, 0.5) else rows - int(uniform(rng, 0.03, 0.1) * rows)
    bottom, x = top + int(uniform(rng, 0.03, 0.09) * rows), 0
    while x < columns:
        size = int(uniform(rng, 2, 9))
        cv2.rectangle(image, (x, top), (x + size, bottom), float(luma), -1)
        x += size + int(uniform(rng, 1, 5))
    return image


def segment(rng, kind):
    """A display digit of `kind`: "lcd", "led" or "dot-matrix"."""
    dotted = kind == "dot-matrix"
    panel = dot_panel(rng) if dotted else segment_panel(rng)
    digit = int(rng.integers(10))
    shape = (CANVAS, canvas_width(rng))
    lit, ghost, box = masks(rng, panel, digit, shape, dotted)
    ground, figure = luminance(rng, kind)
    if chance(rng, 0.08):  # as drawn by a program
        image = ground + (figure - ground) * (lit.astype(np.float32) / 255)
        return Scene(image, float(digit), kind, abs(figure - ground), clean=True)
    image = ground + (figure - ground) * cover(rng, lit, ghost, kind, panel.weakest)
    if kind == "led":
        image += cv2.GaussianBlur(lit, (0, 0), uniform(rng, 1, 6)).astype(np.float32) * uniform(rng, 0, 0.7)
    if chance(rng, 0.22):
        image = bezel(rng, image, box)
    if chance(rng, 0.2):
        image = rules(rng, image, box, ground + (figure - ground) * uniform(rng, 0.1, 1.1))
    if chance(rng, 0.3):
        image = ring(rng, image, box, ground + (figure - ground) * uniform(rng, 0.1, 0.9))
    if chance(rng, 0.2):
        image = captions(rng, image, figure)
    if chance(rng, 0.12):
        image = window(rng, image, box, True)
    return Scene(image.astype(np.float32), float(digit), kind, abs(figure - ground))
