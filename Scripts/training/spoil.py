"""Rendered dials that are photographed well and then spoiled once, for the networks' later training.

A crop that everything has befallen at once can be read by nobody and teaches little. Here each has one strong fault: a spot of
light, coarse JPEG of a small dial, a dozen rows of pixels, or a place beside the dial. Every picture is drawn from a random
generator made of the seed and its number, and gives VIEWS crops.
"""
import cv2
import numpy as np

import optics
from draw import chance, uniform
from optics import HEIGHT, WIDTH
from render import draw_scene, in_chunks

VIEWS = 3  # by light, by JPEG, and by few rows or a wrong place
FEWEST, MOST = 24, 80  # rows of a dial on the sensor


def snapshot(rng):
    """(uint8 picture, position, index in KINDS) of a dial that is well photographed."""
    scene, kind = draw_scene(rng)
    image = scene.image
    if chance(rng, 0.5):
        image = optics.perspective(rng, image, 0.03)
    if chance(rng, 0.6):
        image = optics.illuminate(rng, image, scene.contrast, 0.25)
    if chance(rng, 0.08):
        image = optics.glare(rng, image, scene.contrast)
    if chance(rng, 0.05):
        image = optics.dirt(rng, image)
    image = optics.expose(rng, image, 0.5)
    if chance(rng, 0.75):
        image = cv2.GaussianBlur(image, (0, 0), abs(rng.normal(0, 0.012)) * image.shape[0] + 0.3)
    image = reduced(image, int(np.exp(uniform(rng, np.log(FEWEST), np.log(MOST)))), 10)
    if chance(rng, 0.25):
        image = optics.sharpen(rng, image)
    image = np.clip(optics.noise(rng, image, scene.contrast * 0.7), 0, 255).astype(np.uint8)
    if chance(rng, 0.6):
        image = optics.jpeg(image, int(uniform(rng, 50, 95)))
    if chance(rng, 0.08):
        image = 255 - image
    return image, scene.position, kind


def reduced(image, rows, narrowest=5):
    """The picture in so many rows of pixels."""
    columns = max(narrowest, round(rows * image.shape[1] / image.shape[0]))
    return cv2.resize(image, (columns, rows), interpolation=cv2.INTER_AREA)


def dazzled(rng, image):
    """A spot of light that burns out, seldom two."""
    rows, columns = image.shape
    image = image.astype(np.float32)
    for _ in range(1 if chance(rng, 0.88) else 2):
        down = (np.arange(rows)[:, None] / rows - uniform(rng, 0.1, 0.9)) / uniform(rng, 0.09, 0.2)
        across = (np.arange(columns)[None] / columns - uniform(rng, 0.1, 0.9)) / uniform(rng, 0.12, 0.27)
        image = image + uniform(rng, 110, 210) * np.exp(-(down * down + across * across))
    return np.clip(image, 0, 255).astype(np.uint8)


def coarse(rng, image):
    """A small dial in poor JPEG, the block grid at its corner, as a crop is stored, or anywhere, as in a frame."""
    image = reduced(image, int(np.exp(uniform(rng, np.log(26), np.log(40)))))
    quality = int(uniform(rng, 6, 19))
    if chance(rng, 0.5):
        return optics.jpeg(image, quality)
    top, left = int(rng.integers(8)), int(rng.integers(8))
    padded = cv2.copyMakeBorder(image, top, 0, left, 0, cv2.BORDER_REPLICATE)
    return np.ascontiguousarray(optics.jpeg(padded, quality)[top:, left:])


def tiny(rng, image):
    """A dozen rows of pixels."""
    return reduced(image, int(rng.integers(10, 16)))


def misplaced(rng, image):
    """Turned, beside the middle, too near or too far."""
    rows, columns = image.shape
    middle = ((columns - 1) / 2, (rows - 1) / 2)
    matrix = cv2.getRotationMatrix2D(middle, uniform(rng, -12, 12), uniform(rng, 0.82, 1.15))
    matrix[0, 2] += uniform(rng, -0.12, 0.12) * columns
    return cv2.warpAffine(image, matrix, (columns, rows), borderMode=cv2.BORDER_REPLICATE)


def to_input(rng, image):
    """The network's input."""
    method = cv2.INTER_AREA if chance(rng, 0.85) else cv2.INTER_LINEAR
    return cv2.resize(image, (WIDTH, HEIGHT), interpolation=method)


def sample(seed, number):
    """The VIEWS crops of picture `number` of the set `seed`, their position and their index in KINDS."""
    rng = np.random.default_rng((seed, number))
    image, position, kind = snapshot(rng)
    faults = (dazzled, coarse, tiny if number % 2 else misplaced)
    return [to_input(rng, fault(rng, image)) for fault in faults], position, kind


def render_chunk(job):
    """The crops of the pictures first ..< last of a set."""
    seed, first, last = job
    drawn = [sample(seed, number) for number in range(first, last)]
    crops = np.stack([crop for crops, _, _ in drawn for crop in crops])
    positions = np.repeat(np.float32([position for _, position, _ in drawn]), VIEWS)
    return crops, positions, np.repeat(np.uint8([kind for _, _, kind in drawn]), VIEWS)


def render(seed, count, processes=1):
    """The VIEWS crops of each of the first `count` pictures of the set `seed`, picture by picture, as (crops, positions, kinds)."""
    return in_chunks(render_chunk, seed, count, processes)
