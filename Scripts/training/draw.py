"""Small drawing helpers shared by the renderer's modules.

A *canvas* is a float32 array of luma, a *mask* a uint8 array of coverage (255 = covered).
All randomness comes from the numpy Generator that is handed in.
"""
import cv2
import numpy as np

cv2.setNumThreads(1)

CELL = 64  # height of a glyph cell in pixels
CANVAS = 80  # height of the canvas a dial is drawn on, before the optics
SUBPIXEL_BITS = 3  # OpenCV draws with eighths of a pixel


def uniform(rng, low, high):
    """A float from [low, high)."""
    return low + (high - low) * rng.random()


def chance(rng, probability):
    """True with this probability."""
    return rng.random() < probability


def pick(rng, items):
    """One of `items`, all equally likely."""
    return items[int(rng.integers(len(items)))]


def fixed(points):
    """Points in pixels to OpenCV's fixed-point integers."""
    return np.rint(np.asarray(points) * (1 << SUBPIXEL_BITS)).astype(np.int32)


class Face:
    """Ten digits of one look; each is drawn when first asked for, since most crops show two or three of them."""

    def __init__(self, width, drawer):
        self.width = width  # of a cell, in pixels
        self._drawer, self._cells = drawer, {}

    def __getitem__(self, digit):
        """The digit's cell, uint8[rows, width]."""
        if digit not in self._cells:
            self._cells[digit] = self._drawer(digit)
        return self._cells[digit]


def fill(mask, polygon, value=255):
    """Fills a polygon, with soft edges."""
    cv2.fillPoly(mask, [fixed(polygon)], value, cv2.LINE_AA, SUBPIXEL_BITS)


def place(shape, cell, centre, size, shear=0.0, angle=0.0):
    """The mask of `shape` with `cell` drawn around `centre` at `size` (width, height), slanted and turned (radians)."""
    rows, columns = cell.shape
    scale_x, scale_y = size[0] / columns, size[1] / rows
    if min(scale_x, scale_y) < 0.6:
        cell = cv2.blur(cell, (3, 3))  # keeps thin strokes from falling between the samples
    cos, sin = np.cos(angle), np.sin(angle)
    a, b = cos * scale_x, (-shear * cos - sin) * scale_y
    c, d = sin * scale_x, (cos - shear * sin) * scale_y
    middle_x, middle_y = (columns - 1) / 2, (rows - 1) / 2
    matrix = np.array(
        [[a, b, centre[0] - a * middle_x - b * middle_y], [c, d, centre[1] - c * middle_x - d * middle_y]]
    )
    return cv2.warpAffine(cell, matrix, (shape[1], shape[0]), flags=cv2.INTER_LINEAR)


def blotches(rng, shape, grid=(5, 3)):
    """A smooth random field over `shape`, about 0 … 1."""
    coarse = rng.random(grid, dtype=np.float32)
    return cv2.resize(coarse, (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR)


def thicken(cell, amount):
    """Makes strokes fatter (amount > 1, in cell pixels) or thinner (amount < -1)."""
    if amount > 1:
        return cv2.dilate(cell, np.ones((amount, amount), np.uint8))
    if amount < -1:
        return cv2.erode(cell, np.ones((-amount, -amount), np.uint8))
    return cell
