# Faces of needle dials on a canvas: scale ring, ticks, digits, print, neighbouring dials, and the pointer itself.
# Canvas: SIDE x SIDE pixels of luma, the geometry's centre in the middle, UNIT pixels for half the geometry's side.
import math

import cv2
import numpy as np

from .pointers import draw_pointer_shape

SIDE, UNIT = 208, 64
MIDDLE = SIDE / 2
SHIFT = 4  # cv2 draws with 1/16 pixel
BARE_SHARE = 0.1  # of all faces: no pointer
YS, XS = np.mgrid[0:SIDE, 0:SIDE].astype(np.float32)
FONTS = [cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_DUPLEX, cv2.FONT_HERSHEY_COMPLEX, cv2.FONT_HERSHEY_TRIPLEX,
         cv2.FONT_HERSHEY_PLAIN]


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


class Style:
    """The tones of one meter: its face, its print, its pointers."""

    def __init__(self, rng):
        kind = rng.random()
        if kind < 0.35:  # red pointer over black print: the print is the darker of the two
            self.face = rng.uniform(130, 245)
            self.ink = self.face * rng.uniform(0.03, 0.4)
            self.pointer = self.face * rng.uniform(0.2, 0.62)
        elif kind < 0.76:  # light face
            self.face = rng.uniform(140, 250)
            self.ink = rng.uniform(5, self.face * 0.55)
            dark = rng.random() < 0.55
            self.pointer = rng.uniform(8, 70) if dark else rng.uniform(50, max(60, self.face - 55))
        elif kind < 0.93:  # dark face
            self.face = rng.uniform(8, 75)
            self.ink = rng.uniform(self.face + 60, 250)
            self.pointer = rng.uniform(self.face + 55, 250)
        else:
            self.face = rng.uniform(75, 150)
            self.ink = rng.choice([rng.uniform(5, self.face - 45), rng.uniform(self.face + 45, 250)])
            self.pointer = rng.choice([rng.uniform(5, self.face - 45), rng.uniform(self.face + 50, 252)])
        if rng.random() < 0.05:
            self.ink = self.face + (self.ink - self.face) * 0.15
        self.font = int(rng.choice(FONTS))


def draw_scale(canvas, centre, radius, zero, sense, style, rng):
    """Ring, ticks and digits of one scale; `zero` in turns from the top, `sense` +1 clockwise."""
    ink = style.ink
    if rng.random() < 0.15:  # the dial is a disc of another tone
        circle(canvas, centre, radius * rng.uniform(0.9, 1.15), np.clip(style.face + rng.normal(0, 18), 0, 255), -1)
    if rng.random() < 0.6:
        circle(canvas, centre, radius * rng.uniform(0.9, 1.06), ink, int(rng.integers(1, 4)))
    if rng.random() < 0.2:
        circle(canvas, centre, radius * rng.uniform(0.3, 0.85), ink, int(rng.integers(1, 3)))
    outer = radius * rng.uniform(0.85, 1.08)
    if rng.random() < 0.8:
        for parts, share, span in ((10, 1.0, (0.06, 0.2)), (20, 0.3, (0.04, 0.12)), (50, 0.3, (0.03, 0.1)),
                                   (100, 0.15, (0.03, 0.08))):
            if rng.random() > share:
                continue
            inner = outer - radius * rng.uniform(*span)
            thickness = rng.uniform(1, 2.6 if parts > 10 else 4.5)
            for step in range(parts):
                turns = zero + sense * step / parts
                line(canvas, on_circle(centre, inner, turns), on_circle(centre, outer, turns), ink, thickness)
    if rng.random() < 0.88:
        draw_digits(canvas, centre, radius, zero, sense, style, rng)


def draw_digits(canvas, centre, radius, zero, sense, style, rng):
    """The digits around a scale, upright or turned with it; sometimes with a ghost beside each."""
    at = radius * (rng.uniform(0.5, 0.88) if rng.random() < 0.85 else rng.uniform(1.05, 1.3))
    height = radius * rng.uniform(0.16, 0.36)
    size = height / 21 * (2 if style.font == cv2.FONT_HERSHEY_PLAIN else 1)
    thickness = max(1, int(round(height * rng.uniform(0.05, 0.2))))
    every = int(rng.choice([1, 1, 1, 1, 1, 1, 1, 1, 2, 5]))
    ghost = rng.normal(0, 3, 2) if rng.random() < 0.15 else None
    turned = rng.random() < 0.12
    for digit in range(0, 10, every):
        place = on_circle(centre, at, zero + sense * digit / 10)
        if ghost is not None:
            tone = style.face + (style.ink - style.face) * 0.4
            put_text(canvas, str(digit), (place[0] + ghost[0], place[1] + ghost[1]), size, tone, thickness, style.font)
        if turned:
            put_turned(canvas, str(digit), place, size, style, thickness, zero + sense * digit / 10)
        else:
            put_text(canvas, str(digit), place, size, style.ink, thickness, style.font)


def put_text(canvas, text, place, size, tone, thickness, font):
    (width, height), _ = cv2.getTextSize(text, font, size, thickness)
    origin = int(round(place[0] - width / 2)), int(round(place[1] + height / 2))
    cv2.putText(canvas, text, origin, font, size, int(np.clip(tone, 0, 255)), thickness, cv2.LINE_AA)


def put_turned(canvas, text, place, size, style, thickness, turns):
    """A text whose top looks away from the dial's centre."""
    cell = np.zeros((64, 64), np.uint8)
    put_text(cell, text, (32, 32), size, 255, thickness, style.font)
    matrix = cv2.getRotationMatrix2D((32, 32), -360 * turns, 1)
    matrix[:, 2] += (place[0] - 32, place[1] - 32)
    mask = cv2.warpAffine(cell, matrix, (SIDE, SIDE)).astype(np.float32) / 255
    canvas[:] = (canvas + (style.ink - canvas) * mask).astype(np.uint8)


def draw_print(canvas, style, rng):
    """Words, lines, blocks and cracks that meters carry around their dials."""
    for _ in range(int(rng.integers(0, 3))):
        text = str(rng.choice(["x0,1", "x0.001", "m3", "x1", "0,01", "Qn 2.5", "kWh", "x100", "l", "gal"]))
        put_text(canvas, text, rng.uniform(10, SIDE - 10, 2), rng.uniform(0.25, 0.7), style.ink, 1, style.font)
    for _ in range(int(rng.poisson(0.6))):
        start = rng.uniform(0, SIDE, 2)
        away = on_circle((0, 0), 1, rng.random())
        if np.hypot(*(start - MIDDLE)) < UNIT * 0.8:
            continue
        length = rng.uniform(20, 120)
        line(canvas, start, start + np.array(away) * length, rng.uniform(0, 255), rng.uniform(1, 5))
    if rng.random() < 0.25:  # a block in a corner: window frame, wheel, sticker
        turns = rng.integers(0, 4) / 4 + rng.uniform(0.09, 0.16)
        place = np.array(on_circle((MIDDLE, MIDDLE), UNIT * rng.uniform(1.2, 1.7), turns))
        half = rng.uniform(8, 30, 2)
        cv2.rectangle(canvas, tuple(int(v) for v in place - half), tuple(int(v) for v in place + half),
                      int(rng.uniform(0, 255)), -1)


def draw_neighbours(canvas, style, rng):
    """Parts of the dials beside this one, pointers included."""
    for _ in range(int(rng.choice([0, 0, 1, 1, 2, 3]))):
        distance = UNIT * rng.uniform(1.75, 2.4)
        radius = min(UNIT * rng.uniform(0.7, 1.05), distance - 0.85 * UNIT)
        centre = on_circle((MIDDLE, MIDDLE), distance, rng.random())
        draw_scale(canvas, centre, radius, rng.random(), 1, style, rng)
        draw_pointer(canvas, centre, radius, rng.random(), draw_pointer_shape(rng), style, rng)


def outline_mask(pointer, centre, radius, turns):
    """The pointer's coverage of every canvas pixel, 0 ... 1."""
    mask = np.zeros((SIDE, SIDE), np.uint8)
    along = np.array(on_circle((0, 0), 1, turns))
    across = np.array([-along[1], along[0]])
    right = [np.array(centre) + radius * (x * along + w * across) for x, w in pointer.profile]
    left = [np.array(centre) + radius * (x * along - w * across) for x, w in reversed(pointer.profile)]
    corners = np.array([fixed(point) for point in right + left], np.int32)
    cv2.fillPoly(mask, [corners], 255, cv2.LINE_AA, SHIFT)
    for x, r in pointer.discs:
        circle(mask, np.array(centre) + radius * x * along, radius * r, 255, -1)
    return mask.astype(np.float32) / 255


def draw_pointer(canvas, centre, radius, turns, pointer, style, rng):
    """Lays the pointer over the canvas with its shadow, outline, shading, cap and magnet."""
    mask = outline_mask(pointer, centre, radius, turns)
    base = canvas.astype(np.float32)
    if rng.random() < 0.45:
        shift = np.float32([[1, 0, rng.normal(0, 3)], [0, 1, rng.normal(0, 3)]])
        shadow = cv2.warpAffine(cv2.GaussianBlur(mask, (0, 0), rng.uniform(0.8, 4)), shift, (SIDE, SIDE))
        base *= 1 - rng.uniform(0.1, 0.5) * shadow
    tone = np.full((SIDE, SIDE), style.pointer + rng.normal(0, 8), np.float32)
    if rng.random() < 0.4:  # light falls across the pointer
        direction = on_circle((0, 0), rng.uniform(0, 25) / UNIT, rng.random())
        tone += (XS - centre[0]) * direction[0] + (YS - centre[1]) * direction[1]
    if rng.random() < 0.3:  # darker or lighter rim
        inner = cv2.erode(mask, np.ones((3, 3), np.uint8), iterations=int(rng.integers(1, 3)))
        tone += rng.uniform(-45, 25) * (mask - inner)
    alpha = rng.uniform(0.78, 1) if rng.random() < 0.25 else 1.0
    base += (tone - base) * mask * alpha
    out = np.clip(base, 0, 255).astype(np.uint8)
    along = np.array(on_circle((0, 0), radius, turns))
    for x, r in pointer.caps:
        circle(out, centre + along * x, radius * r, rng.uniform(0, 255), -1)
    if pointer.magnet:
        x, half, is_round = pointer.magnet
        place = centre + along * x
        tone = rng.uniform(120, 250) if rng.random() < 0.8 else rng.uniform(0, 120)
        if is_round:
            circle(out, place, radius * half, tone, -1)
        else:
            box = cv2.boxPoints((tuple(float(v) for v in place), (2 * half * radius, 2 * half * radius), 360 * turns))
            cv2.fillPoly(out, [np.array([fixed(p) for p in box], np.int32)], int(tone), cv2.LINE_AA, SHIFT)
    canvas[:] = out


def render_face(rng):
    """One dial: (canvas, turns of the pointer from the top, or None without one)."""
    style = Style(rng)
    canvas = np.full((SIDE, SIDE), style.face, np.uint8)
    draw_print(canvas, style, rng)
    draw_neighbours(canvas, style, rng)
    middle = np.array([MIDDLE, MIDDLE])
    hub = middle + np.array(on_circle((0, 0), UNIT * 0.16 * rng.random(), rng.random()))
    centre = hub if rng.random() < 0.5 else middle + rng.normal(0, 1.5, 2)
    radius = UNIT * (rng.uniform(0.74, 1.06) if rng.random() < 0.85 else rng.uniform(0.6, 1.3))
    if rng.random() < 0.1:  # face within the scale in another tone
        circle(canvas, centre, radius * rng.uniform(0.95, 1.2), np.clip(style.face + rng.normal(0, 30), 0, 255), -1)
    draw_scale(canvas, centre, radius, rng.random(), rng.choice([-1, 1]), style, rng)
    if rng.random() < BARE_SHARE:
        if rng.random() < 0.3:  # hub or bearing alone
            circle(canvas, hub, radius * rng.uniform(0.03, 0.3), rng.uniform(0, 255), -1)
        return canvas, None
    turns = rng.random()
    draw_pointer(canvas, hub, radius, turns, draw_pointer_shape(rng), style, rng)
    return canvas, turns
