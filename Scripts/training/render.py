"""Rendered crops of dials: `sample(seed, number)` gives one, `render(seed, count)` many.

Every crop has its own random generator made of the seed and its number, so a data set depends on the seed alone: not on the
number of processes, not on how many crops are made, and crop 17 can be drawn again by itself.
"""
import multiprocessing
import sys

import numpy as np

from fonts import catalogue
from nodial import no_dial
from optics import HEIGHT, WIDTH, photograph
from scene import KINDS
from segment import segment
from wheel import wheel

SHARES = (0.63, 0.22, 0.03, 0.045, 0.075)  # of KINDS
CHUNK = 2000  # crops a worker renders at a time


def draw_scene(rng):
    """A scene of any kind, and its index in KINDS."""
    kind = int(rng.choice(len(KINDS), p=SHARES))
    if KINDS[kind] == "wheel":
        return wheel(rng), kind
    if KINDS[kind] == "none":
        return no_dial(rng), kind
    return segment(rng, KINDS[kind]), kind


def sample(seed, number):
    """Crop `number` of the set `seed`: uint8[HEIGHT, WIDTH], its position in 0 ..< 10 or NO_POSITION, its index in KINDS."""
    rng = np.random.default_rng((seed, number))
    scene, kind = draw_scene(rng)
    return photograph(rng, scene), scene.position, kind


def render_chunk(job):
    """The crops first ..< last of a set."""
    seed, first, last = job
    count = last - first
    crops = np.empty((count, HEIGHT, WIDTH), np.uint8)
    positions, kinds = np.empty(count, np.float32), np.empty(count, np.uint8)
    for index in range(count):
        crops[index], positions[index], kinds[index] = sample(seed, first + index)
    return crops, positions, kinds


def render(seed, count, processes=1):
    """The first `count` crops of the set `seed` as (crops, positions, kinds)."""
    return in_chunks(render_chunk, seed, count, processes)


def in_chunks(draw, seed, count, processes):
    """(crops, positions, kinds) of a set, of which workers draw a chunk at a time: `draw((seed, first, last))`."""
    catalogue()  # loaded once here, then shared by the workers
    jobs = [(seed, first, min(first + CHUNK, count)) for first in range(0, count, CHUNK)]
    done = []
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        for part in pool.imap(draw, jobs):
            done.append(part)
            sys.stderr.write(f"\rrendering {jobs[len(done) - 1][2]} of {count}")
    sys.stderr.write("\n")
    return tuple(np.concatenate([part[field] for part in done]) for field in range(3))
