"""Rolling wheels rendered for measuring alone: how far the position is off between two digits.

The crop sits on the wheel as a fitting meter card puts it, and light, blur, noise and JPEG stay moderate; faces, paint and
neighbours are as in training. MODERATE wheels show at least half of a digit at every phase, may be worn and half covered: most
can be read by a person, not all. CLEAR ones are what a good installation shows: the digits still stand out from the drum when light,
noise and JPEG have done their work. What training draws beyond that (crops beside
the wheel, empty gaps, glare, a dozen rows of pixels) is measured with the other held-out crops. No network has a say in the
choice.
"""
from dataclasses import dataclass

import cv2
import numpy as np

import optics
from draw import CANVAS, chance, uniform
from frame import window
from readout import circular_distance, read
from scene import Scene, canvas_width
from wheel import luminance, neighbours, paint, random_print

COUNT = 12000
STILL = 0.15  # from here to 1 − this a wheel counts as rolling
SMALLEST, LARGEST = 24, 75  # rows of the dial on the sensor
WORST_QUALITY = 50  # of JPEG
GAUSSIAN = 0.012  # standard deviation of the defocus, as a share of the rows
NEIGHBOUR_SHARE = 0.22
SURROUNDINGS = 9  # pixels
THICKEST = 4  # change of a clear face's strokes, in pixels of its cell
MEAN_LIMIT, WITHIN, WITHIN_LIMIT = 0.06, 0.25, 0.99


@dataclass(frozen=True)
class Conditions:
    """What may be drawn."""

    name: str
    pitch: float  # at most, as a share of the crop's height
    contrast: float  # at least, in luma, as painted
    visible: float  # the same, as photographed
    worn: bool  # scars in the print, and strokes far too fat
    covered: bool  # frames over the crop's borders


MODERATE = Conditions("moderate", 1.0, 50, 0, True, True)
CLEAR = Conditions("clear", 0.85, 80, 40, False, False)


def suitable_print(rng, width, conditions):
    """A print as the conditions allow it."""
    while True:
        printed = random_print(rng, width, False)
        worn = bool(printed.scar) or abs(printed.thickness) > THICKEST
        if printed.pitch <= conditions.pitch * CANVAS and (conditions.worn or not worn):
            return printed


def scene(rng, conditions):
    """A rolling wheel in the middle of its crop, and where its digits are printed."""
    width = canvas_width(rng)
    printed = suitable_print(rng, width, conditions)
    ground, figure = luminance(rng)
    while abs(figure - ground) < conditions.contrast:
        ground, figure = luminance(rng)
    digit, phase = int(rng.integers(10)), uniform(rng, STILL, 1 - STILL)
    centre = (width / 2, CANVAS / 2)
    print_alone = mask = printed.draw((CANVAS, width), digit, phase, centre)
    if chance(rng, NEIGHBOUR_SHARE):
        mask = neighbours(rng, mask, printed, phase, centre)
    image = paint(rng, mask, ground, figure, False)
    if conditions.covered:
        half_width, half_height = printed.width / 2, printed.height / 2
        box = (centre[0] - half_width, centre[1] - half_height, centre[0] + half_width, centre[1] + half_height)
        image = window(rng, image, box, False)
    return Scene(image, digit + phase, "wheel", abs(figure - ground)), print_alone


def photograph(rng, drawn):
    """The crop of a scene, uint8[HEIGHT, WIDTH]."""
    image = np.clip(optics.illuminate(rng, drawn.image, drawn.contrast), 0, 255)
    image = cv2.GaussianBlur(image, (0, 0), abs(rng.normal(0, GAUSSIAN)) * CANVAS + 0.3)
    rows = int(uniform(rng, SMALLEST, LARGEST))
    columns = max(8, round(rows * image.shape[1] / image.shape[0]))
    image = cv2.resize(image, (columns, rows), interpolation=cv2.INTER_AREA)
    image = np.clip(optics.noise(rng, image, drawn.contrast), 0, 255).astype(np.uint8)
    image = optics.jpeg(image, int(uniform(rng, WORST_QUALITY, 95)))
    return cv2.resize(image, (optics.WIDTH, optics.HEIGHT), interpolation=cv2.INTER_AREA)


def contrast_left(crop, mask):
    """By how much luma the print stands out from its surroundings where it covers most of a pixel: the best fit of the mask to the
    crop, light and shade aside. A print thinner than a pixel, or out of the crop, stands out by little, whatever it fits."""
    cover = cv2.resize(mask, (optics.WIDTH, optics.HEIGHT), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    shape, seen = (image - cv2.blur(image, (SURROUNDINGS, SURROUNDINGS)) for image in (cover, crop.astype(np.float32)))
    return abs(float((shape * seen).sum() / (shape * shape).sum())) * float(cover.max())


def example(rng, conditions):
    """(crop, position) of a wheel that the conditions allow."""
    while True:
        drawn, mask = scene(rng, conditions)
        crop = photograph(rng, drawn)
        if contrast_left(crop, mask) >= conditions.visible:
            return crop, drawn.position


def render(seed, conditions, count=COUNT):
    """(crops, positions); each depends on the seed and its number alone."""
    crops, positions = np.empty((count, optics.HEIGHT, optics.WIDTH), np.uint8), np.empty(count)
    for number in range(count):
        rng = np.random.default_rng((seed, number))
        crops[number], positions[number] = example(rng, conditions)
    return crops, positions


@dataclass
class Errors:
    """How far the positions of some rolling wheels are off."""

    count: int
    mean: float
    percentile99: float
    within: float  # share within WITHIN


def errors(distance):
    """The figures of some distances between what was read and what is true."""
    return Errors(len(distance), float(distance.mean()), float(np.quantile(distance, 0.99)), float((distance <= WITHIN).mean()))


def measure(network, crops, positions, limits=(0.0, 0.9, 0.98)):
    """(confidence from, Errors) for each limit that leaves any wheel."""
    seen = read(network.probabilities(crops))
    distance = circular_distance(seen.value, positions)
    kept = [(limit, distance[seen.confidence >= limit]) for limit in limits]
    return [(limit, errors(chosen)) for limit, chosen in kept if len(chosen)]
