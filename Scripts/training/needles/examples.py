# Rendered examples: polar grids with the truth beside them. Everything follows from the seed.
import numpy as np

from . import faces, picture, polar

VIEWS = 3  # each picture is unwrapped this often, each time with another geometry
RUBBISH_SHARE = 0.04  # of all pictures: no dial at all


def geometry(matrix, rng):
    """A plausible meter card's idea of where the dial lies: centre, half sides, zero (turns), sense."""
    linear = matrix[:, :2]
    size = rng.uniform(0.94, 1.06) * faces.UNIT
    u, v = linear @ [size, 0], linear @ [0, size]
    centre = linear @ [faces.MIDDLE, faces.MIDDLE] + matrix[:, 2]
    centre = centre + (rng.normal(0, 0.03) * u + rng.normal(0, 0.03) * v)
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


def make(count, seed, report=None):
    """`count` pictures, unwrapped: grids float16 [count * VIEWS, RADII, ANGLES], truth in steps, and half the dials' sides
    in pixels."""
    rng = np.random.default_rng(seed)
    grids = np.empty((count * VIEWS, polar.RADII, polar.ANGLES), np.float16)
    truth, sizes = np.empty(count * VIEWS, np.float32), np.empty(count * VIEWS, np.float32)
    for index in range(count):
        photo, views, steps = example(rng)
        for view, (place, step) in enumerate(zip(views, steps)):
            grids[index * VIEWS + view] = polar.normalise(polar.unwrap(photo, *place))
            truth[index * VIEWS + view] = step
            sizes[index * VIEWS + view] = np.hypot(*place[1])
        if report and index % 5000 == 0:
            report(index)
    return grids, truth, sizes
