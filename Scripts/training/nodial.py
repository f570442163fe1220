"""Pictures without a readable dial: blank drums and displays, edges, streaks, letters and textures."""
import cv2
import numpy as np

from draw import CANVAS, chance, place, uniform
from fonts import catalogue
from frame import window
from panels import dot_panel, segment_panel
from scene import NO_POSITION, Scene, canvas_width


def blank(rng, image):
    """An empty drum or display; a display may show ghosts far weaker than any digit the product has to read."""
    rows, columns = image.shape
    if chance(rng, 0.5):
        panel = segment_panel(rng) if chance(rng, 0.7) else dot_panel(rng)
        ghost = place(image.shape, panel.everything, (columns / 2, rows / 2), (columns * 0.8, rows * 0.8))
        image = image + ghost.astype(np.float32) / 255 * uniform(rng, -5, 5)
    if chance(rng, 0.4):  # nothing but an edge
        across = chance(rng, 0.5)
        at = int(uniform(rng, 0, rows if across else columns))
        ends = ((0, at), (columns, at)) if across else ((at, 0), (at, rows))
        cv2.line(image, *ends, uniform(rng, 0, 255), int(rng.integers(1, 8)))
    box = (columns * 0.2, rows * 0.2, columns * 0.8, rows * 0.8)
    return window(rng, image, box, True)


def strokes(rng, image):
    """A few lines and circles of any width."""
    rows, columns = image.shape
    for _ in range(int(rng.integers(1, 6))):
        x0, x1 = (int(uniform(rng, -0.5, 1.5) * columns) for _ in range(2))
        y0, y1 = (int(uniform(rng, -0.5, 1.5) * rows) for _ in range(2))
        cv2.line(image, (x0, y0), (x1, y1), uniform(rng, 0, 255), int(rng.integers(1, 30)), cv2.LINE_AA)
    if chance(rng, 0.4):
        centre = (int(uniform(rng, -1, 2) * columns), int(uniform(rng, -1, 2) * rows))
        cv2.circle(image, centre, int(uniform(rng, 10, rows)), uniform(rng, 0, 255), int(rng.integers(1, 20)), cv2.LINE_AA)
    return image


def streaks(rng, image):
    """A drum turning faster than the exposure: horizontal bands of no shape."""
    rows, columns = image.shape
    profile = cv2.GaussianBlur(rng.random((rows, 1), dtype=np.float32), (1, 9), uniform(rng, 1, 4))
    profile = (profile - profile.mean()) / max(float(profile.std()), 1e-3) * uniform(rng, 4, 40)
    across = np.hanning(columns + 2)[1:-1].astype(np.float32)[None] ** uniform(rng, 0, 1.5)
    return image + profile * across


def texture(rng, image):
    """Smooth random texture."""
    size = int(rng.integers(2, 9))
    coarse = rng.random((size, size), dtype=np.float32) * uniform(rng, 20, 255)
    return cv2.resize(coarse, (image.shape[1], image.shape[0]), interpolation=cv2.INTER_CUBIC)


def letter(rng, image):
    """A letter or sign as printed beside the dials."""
    rows, columns = image.shape
    height = rows * uniform(rng, 0.4, 0.9)
    size = (min(columns * 0.95, height * uniform(rng, 0.4, 0.8)), height)
    mask = place(image.shape, catalogue().letter(rng), (columns / 2, rows / 2), size, 0.0, uniform(rng, -0.1, 0.1))
    return image + (uniform(rng, 0, 255) - image) * (mask.astype(np.float32) / 255)


SHOWN = ((blank, 0.3), (strokes, 0.3), (streaks, 0.1), (texture, 0.14), (letter, 0.16))


def no_dial(rng):
    """Something that must not be read."""
    shape = (CANVAS, canvas_width(rng))
    image = np.full(shape, uniform(rng, 0, 255), np.float32)
    choice = rng.choice(len(SHOWN), p=[share for _, share in SHOWN])
    image = SHOWN[choice][0](rng, image)
    return Scene(image.astype(np.float32), NO_POSITION, "none", 100.0)
