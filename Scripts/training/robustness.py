"""Real digits at rest, spoiled on purpose: does the reading hold, and where it does not, does the confidence fall with it?

The original picture is spoiled, in colour, before it is resampled to the network's input; borders repeat. These are the
spoilings of an earlier study, drawn anew: it threw the sign of a shift or turn by chance where both are measured here, and
one spot or noise per crop where there are DRAWS. Every draw follows from SEED, the spoiling and the file's name alone. On a
wheel a shift along the drum is in part a true change of phase; as in the study, the label stays what it was.
"""
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from readout import nearest_digit, read
from real import CONFIDENT, DIGITS, Tally, as_crop, load_picture, shows, withheld

SEED = 7
DRAWS = 4  # of what is random
SHIFT, TURN = 0.12, 10  # share of the side; degrees
FEW_ROWS, INPUT_ROWS, NARROWEST = 12, 32, 5
POOR_QUALITY = 10
WITHHELD = 0.05


def moved(image, matrix):
    """The picture after an affine map, its border repeated."""
    size = (image.shape[1], image.shape[0])
    return cv2.warpAffine(image, np.float32(matrix), size, borderMode=cv2.BORDER_REPLICATE)


def shifted(across, down):
    """Moves by shares of the sides."""
    return lambda image, _: moved(image, [[1, 0, across * image.shape[1]], [0, 1, down * image.shape[0]]])


def turned(degrees, scale=1.0):
    """Turns and scales around the middle."""

    def view(image, _):
        middle = ((image.shape[1] - 1) / 2, (image.shape[0] - 1) / 2)
        return moved(image, cv2.getRotationMatrix2D(middle, degrees, scale))

    return view


def reduced(image, rows):
    """The picture in so many rows of pixels."""
    columns = max(NARROWEST, round(rows * image.shape[1] / image.shape[0]))
    return cv2.resize(image, (columns, rows), interpolation=cv2.INTER_AREA)


def few_rows(image, _):
    """A dial far too small on the sensor."""
    return reduced(image, FEW_ROWS)


def poor_jpeg(image, _):
    """A small dial in a frame of poor JPEG quality."""
    small = reduced(image, INPUT_ROWS)
    return cv2.imdecode(cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, POOR_QUALITY])[1], cv2.IMREAD_COLOR)


def faint(image, rng):
    """A quarter of the contrast around a middle gray, with noise of 3 levels."""
    return as_bytes((image - image.mean()) * 0.25 + 110 + rng.normal(0, 3, image.shape))


def glare(image, rng):
    """A soft spot of light, up to 160 levels bright, somewhere in the middle three fifths."""
    rows, columns = image.shape[:2]
    down = (np.arange(rows)[:, None] / rows - rng.uniform(0.2, 0.8)) / 0.15
    across = (np.arange(columns)[None] / columns - rng.uniform(0.2, 0.8)) / 0.2
    return as_bytes(image + 160 * np.exp(-(down**2 + across**2))[..., None])


def as_bytes(image):
    """Clipped to what a pixel can hold."""
    return np.clip(image, 0, 255).astype(np.uint8)


@dataclass(frozen=True)
class Spoiling:
    """One way to spoil a picture, in one or several views, and what is known and asked of it."""

    name: str
    views: tuple[Callable, ...]  # (picture, random generator) -> picture
    study: float | None = None  # share right of the earlier study
    aim: float | None = 0.97


SPOILINGS = (
    Spoiling("nothing", (lambda image, _: image,), aim=None),
    Spoiling("shift ± 12 % across", (shifted(SHIFT, 0), shifted(-SHIFT, 0)), 0.983),
    Spoiling("shift ± 12 % along", (shifted(0, SHIFT), shifted(0, -SHIFT)), 0.980),
    Spoiling("zoom 0.85", (turned(0, 0.85),), 0.979),
    Spoiling("zoom 1.15", (turned(0, 1.15),)),
    Spoiling("rotation ± 10°", (turned(TURN), turned(-TURN)), 0.965),
    Spoiling("source 12 px tall", (few_rows,), 0.890, 0.93),
    Spoiling("JPEG quality 10 at 32 px", (poor_jpeg,), 0.926),
    Spoiling("contrast × 0.25, noise", (faint,) * DRAWS, 0.991),
    Spoiling("brightness × 0.3", (lambda image, _: (image * 0.3).astype(np.uint8),), 0.989),
    Spoiling("inverted", (lambda image, _: 255 - image,), 0.981),
    Spoiling("glare spot", (glare,) * DRAWS, 0.863, 0.93),
)


@dataclass
class Row:
    """How the digits fare under one spoiling."""

    spoiling: Spoiling
    right: Tally
    confidence: float  # the mean
    kept: Tally  # without the least confident WITHHELD
    grave: int  # wrong with a confidence above CONFIDENT
    by_mass: float  # share right when the digit with most mass counts, as in the study, instead of the position

    @property
    def met(self):
        """Whether the study is beaten and the aim reached."""
        limits = [limit for limit in (self.spoiling.study, self.spoiling.aim) if limit is not None]
        return all(self.right.share >= limit for limit in limits)


def views(spoiling, pictures, names):
    """The crops of all pictures under one spoiling: uint8[views × pictures, rows, columns], view by view."""
    crops = []
    for number, view in enumerate(spoiling.views):
        for picture, name in zip(pictures, names):
            key = (SEED, number, zlib.crc32(spoiling.name.encode()), zlib.crc32(name.encode()))
            crops.append(as_crop(view(picture, np.random.default_rng(key))))
    return np.stack(crops)


def row(network, spoiling, pictures, names, labels):
    """Measures one spoiling."""
    seen = read(network.probabilities(views(spoiling, pictures, names)))
    truth = np.tile(labels, len(spoiling.views))
    good = (nearest_digit(seen.value) == truth) & (seen.none <= 0.5)
    return Row(
        spoiling,
        Tally(len(good), int(good.sum())),
        float(seen.confidence.mean()),
        withheld(seen.confidence, good, WITHHELD),
        int((~good & (seen.confidence > CONFIDENT)).sum()),
        float((seen.digit == truth).mean()),
    )


def measure(network, folder, rows):
    """A Row per spoiling for the digits at rest among `rows` of the manifest."""
    rows = [row for row in rows if shows(row) in DIGITS]
    pictures = [load_picture(folder / row["file"]) for row in rows]
    names, labels = [row["file"] for row in rows], np.array([int(row["label"]) for row in rows])
    return [row(network, spoiling, pictures, names, labels) for spoiling in SPOILINGS]


def ranks(values):
    """The rank of each value; equal ones share the mean of theirs."""
    values = np.asarray(values)
    return np.array([(values < value).sum() + ((values == value).sum() - 1) / 2 for value in values])


def agreement(rows):
    """Whether the confidence falls where the accuracy does: their rank correlation over the ways of spoiling, −1 to 1."""
    accuracy, confidence = ranks([row.right.share for row in rows]), ranks([row.confidence for row in rows])
    if accuracy.std() == 0 or confidence.std() == 0:
        return 0.0
    return float(np.corrcoef(accuracy, confidence)[0, 1])
