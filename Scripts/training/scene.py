"""What the dial renderers hand to the optics: a picture before the camera, and the truth about it."""
from dataclasses import dataclass

import numpy as np

from draw import CANVAS, uniform

KINDS = ("wheel", "lcd", "led", "dot-matrix", "none")
NO_POSITION = -1.0


@dataclass
class Scene:
    """A dial as drawn, with its true position in 0 ..< 10, or NO_POSITION when there is no readable dial."""

    image: np.ndarray  # float32[rows, columns], luma, may leave 0 … 255
    position: float
    kind: str
    contrast: float  # luma between figure and ground; noise is kept in proportion to it
    clean: bool = False  # drawn without any wear


def canvas_width(rng):
    """The width of a crop for CANVAS rows: crops are tight or roomy around the digit."""
    return int(CANVAS * uniform(rng, 0.38, 0.74))
