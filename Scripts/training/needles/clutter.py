# What faces carry besides scale, print and pointer: leak indicators, counter windows, small dials, sectors, arcs, dirt.
# None of it points: the network has to learn to pass over it.
import cv2
import numpy as np

from .canvas import MIDDLE, SHIFT, SIDE, UNIT, circle, fixed, line, on_circle


def star(canvas, centre, radius, tone, rng):
    """A leak indicator: a star or a toothed wheel of 3 to 14 points, filled, mostly with a hub."""
    points, inner, start = int(rng.integers(3, 15)), rng.uniform(0.3, 0.85), rng.random()
    corners = []
    for index in range(points):
        corners.append(fixed(on_circle(centre, radius, start + index / points)))
        corners.append(fixed(on_circle(centre, radius * inner, start + (index + 0.5) / points)))
    cv2.fillPoly(canvas, [np.array(corners, np.int32)], int(np.clip(tone, 0, 255)), cv2.LINE_AA, SHIFT)
    if rng.random() < 0.5:
        circle(canvas, centre, radius * rng.uniform(0.1, 0.45), rng.uniform(0, 255), -1)


def window(canvas, place, style, rng):
    """A counter's window with one or more digits."""
    digits, height = int(rng.integers(1, 6)), UNIT * rng.uniform(0.16, 0.36)
    width = height * rng.uniform(0.55, 0.8)
    paper = style.ink if rng.random() < 0.5 else rng.uniform(0, 255)
    ink = (paper + rng.uniform(90, 166)) % 256
    left, top = place[0] - digits * width / 2, place[1] - height / 2
    cv2.rectangle(canvas, (int(left), int(top)), (int(left + digits * width), int(top + height)), int(paper), -1)
    for index in range(digits):
        origin = int(left + (index + 0.15) * width), int(top + 0.82 * height)
        cv2.putText(canvas, str(rng.integers(10)), origin, style.font, height / 32, int(ink), 1, cv2.LINE_AA)


def small_dial(canvas, place, style, rng):
    """A dial within the dial, with a little pointer of its own."""
    radius, turns = UNIT * rng.uniform(0.14, 0.3), rng.random()
    circle(canvas, place, radius, style.ink, 1)
    for step in range(10):
        line(canvas, on_circle(place, 0.8 * radius, step / 10), on_circle(place, radius, step / 10), style.ink, 1)
    line(canvas, on_circle(place, radius * rng.uniform(0, 0.4), turns + 0.5), on_circle(place, 0.9 * radius, turns),
         style.pointer, rng.uniform(1, 4))


def sector(canvas, centre, radius, style, rng):
    """A part of the face, or of a ring on it, in another tone."""
    tone = np.clip(style.face + rng.choice([-1, 1]) * rng.uniform(8, 60), 0, 255)
    start, sweep = rng.uniform(0, 360), rng.uniform(30, 200)
    size = int(radius * rng.uniform(0.5, 1.1))
    filled = rng.random() < 0.6
    middle = int(round(centre[0])), int(round(centre[1]))
    cv2.ellipse(canvas, middle, (size, size), 0, start, start + sweep, int(tone if filled else style.ink),
                -1 if filled else int(rng.integers(1, 9)), cv2.LINE_AA)


def cross(canvas, centre, radius, style, rng):
    """Fine lines across the whole face."""
    turns = rng.random()
    for part in range(int(rng.integers(1, 3))):
        end = np.array(on_circle((0, 0), radius, turns + part / 4))
        line(canvas, centre - end, centre + end, style.ink, 1)


def on_face(canvas, centre, radius, style, rng):
    """One or two such things on the dial itself, before the pointer is laid over it."""
    centre = np.array(centre)
    for _ in range(int(rng.choice([1, 1, 2]))):
        place = on_circle(centre, UNIT * rng.uniform(0.4, 0.75), rng.random())
        kind = rng.random()
        if kind < 0.2:
            star(canvas, place, UNIT * rng.uniform(0.08, 0.25), style.pointer if rng.random() < 0.6 else style.ink, rng)
        elif kind < 0.4:
            window(canvas, place, style, rng)
        elif kind < 0.55:
            small_dial(canvas, place, style, rng)
        elif kind < 0.85:
            sector(canvas, centre, radius, style, rng)
        else:
            cross(canvas, centre, radius, style, rng)


def dirt(canvas, rng):
    """Specks, scratches and drops on the glass, over everything."""
    for _ in range(int(rng.integers(1, 9))):
        place = rng.uniform(0, SIDE, 2)
        circle(canvas, place, abs(rng.normal(0, 2.5)) + 0.5, rng.uniform(0, 255), -1)
    for _ in range(int(rng.choice([0, 0, 1, 2]))):
        place = np.array(on_circle((MIDDLE, MIDDLE), UNIT * rng.uniform(0.1, 1.1), rng.random()))
        away = np.array(on_circle((0, 0), rng.uniform(10, 70), rng.random()))
        line(canvas, place, place + away, rng.uniform(0, 255), rng.uniform(0.6, 2))
