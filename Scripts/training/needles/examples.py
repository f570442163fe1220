# Rendered examples: polar grids with the truth beside them. Everything follows from the seed.
import contextlib
import multiprocessing

import cv2
import numpy as np

from . import faces, picture, polar
from .canvas import MIDDLE, UNIT

VIEWS = 3  # each picture is unwrapped this often, each time with another geometry
RUBBISH_SHARE = 0.04  # of all pictures: no dial at all
TILT = 0.015  # standard deviation of stretch and shear that are left over in a geometry
CHUNK = 500  # pictures of one random generator


def geometry(matrix, rng):
    """A plausible meter card's idea of where the dial lies: centre, half sides, zero (turns), sense."""
    size = rng.uniform(0.94, 1.06) * UNIT
    corners = MIDDLE + size * np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
    seen = np.c_[corners, np.ones(4)] @ matrix.T
    centre, u, v = polar.quad_frame(seen[:, :2] / seen[:, 2:])
    centre = centre + (rng.normal(0, 0.03) * u + rng.normal(0, 0.03) * v)
    stretch, shear = rng.normal(0, TILT, 2)  # tilt that the card knows nothing of
    u, v = u * (1 + stretch) + v * shear, v * (1 - stretch) + u * shear
    return centre, u, v, rng.random(), int(rng.choice([-1, 1]))


def example(rng):
    """One picture, its VIEWS geometries and the position in each (in steps of a hundredth turn; -1 = no needle)."""
    if rng.random() < RUBBISH_SHARE:
        canvas, turns = picture.rubbish(rng), None
    else:
        canvas, turns = faces.render_face(rng)
    photo, matrix = picture.photograph(canvas, rng)
    views = [geometry(matrix, rng) for _ in range(VIEWS)]
    steps = [-1.0 if turns is None else (sense * (turns - zero)) % 1 * 100 for (_, _, _, zero, sense) in views]
    return photo, views, steps


def chunk(seed, number, count):
    """The first `count` pictures of one chunk, unwrapped."""
    cv2.setNumThreads(1)
    rng = np.random.default_rng((seed, number))
    grids = np.empty((count * VIEWS, polar.RADII, polar.ANGLES), np.float16)
    truth, sizes = np.empty(count * VIEWS, np.float32), np.empty(count * VIEWS, np.float32)
    for index in range(count):
        photo, views, steps = example(rng)
        for view, (place, step) in enumerate(zip(views, steps)):
            at = index * VIEWS + view
            grids[at] = polar.normalise(polar.unwrap(photo, *place))
            truth[at], sizes[at] = step, np.hypot(*place[1])
    return grids, truth, sizes


def make(count, seed, report=None, processes=1):
    """`count` pictures, unwrapped: grids float16 [count * VIEWS, RADII, ANGLES], truth in steps, and half the dials' sides
    in pixels. The number of processes changes nothing but the time."""
    tasks = [(seed, number, min(CHUNK, count - start)) for number, start in enumerate(range(0, count, CHUNK))]
    parts = []
    with (multiprocessing.Pool(processes) if processes > 1 else contextlib.nullcontext()) as pool:
        for part in pool.imap(chunk_of, tasks) if pool else map(chunk_of, tasks):
            parts.append(part)
            if report and len(parts) % 10 == 0:
                report(len(parts) * CHUNK)
    return tuple(np.concatenate(arrays) for arrays in zip(*parts))


def chunk_of(task):
    return chunk(*task)
