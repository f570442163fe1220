"""Digits taken from the fonts of the Debian packages listed in fonts.txt.

A face is used when its ten digits have one height (lining figures), are neither hairlines nor far wider than high, and
the zero is plain. The list of faces depends only on the installed versions of these packages; `digest` tells two such lists apart.
"""
import functools
import hashlib
import pathlib
import subprocess

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from draw import CELL, Face, pick

PACKAGES = (pathlib.Path(__file__).parent / "fonts.txt").read_text().split()
LETTERS = "AEFHKLMNPRTUVWXYkmhnrvw%&#@?"  # none can be taken for a digit
UNWANTED = (
    "math", "thin", "hairline", "extralight", "ultralight", "symbol",
    "d050000", "z003", "apl", "numberplate", "swash", "initial",
)
MEASURE_SIZE = 100  # type size at which a face is measured


def digit_cells(font, baseline_shift, height, width):
    """Ten masks of the digits, each centred in a cell of CELL rows."""
    cells = []
    for digit in "0123456789":
        image = Image.new("L", (width, height), 0)
        left = (width - font.getlength(digit)) / 2
        ImageDraw.Draw(image).text((left, -baseline_shift), digit, fill=255, font=font)
        columns = max(4, round(width * CELL / height))
        cells.append(cv2.resize(np.array(image), (columns, CELL), interpolation=cv2.INTER_AREA))
    return np.stack(cells)


def load_face(path):
    """The ten digits of a font file as uint8[10, CELL, width], or None when they are of no use."""
    try:
        font = ImageFont.truetype(str(path), MEASURE_SIZE)
        boxes = [font.getbbox(digit) for digit in "0123456789"]
    except (OSError, ValueError):
        return None
    heights = [bottom - top for _, top, _, bottom in boxes]
    if min(heights) < 0.93 * max(heights) or max(heights) == 0:
        return None
    extent = max(box[3] for box in boxes) - min(box[1] for box in boxes)
    if extent > 1.08 * max(heights):
        return None  # old-style figures hang below the line
    font = ImageFont.truetype(str(path), round(MEASURE_SIZE * 2 * CELL / extent))
    boxes = [font.getbbox(digit) for digit in "0123456789"]
    top, bottom = min(box[1] for box in boxes), max(box[3] for box in boxes)
    width = int(np.ceil(max(box[2] - min(box[0], 0) for box in boxes)))
    width = max(width, int(np.ceil(max(font.getlength(digit) for digit in "0123456789"))))
    cells = digit_cells(font, top, bottom - top, width)
    ink = cells.mean() / 255
    if cells.shape[2] > 1.05 * CELL or ink < 0.06 or ink > 0.6:
        return None
    heart = cells[0][int(0.36 * CELL) : int(0.64 * CELL), int(0.38 * cells.shape[2]) : int(0.62 * cells.shape[2])]
    if heart.mean() > 64:
        return None  # a slashed or dotted zero, which no meter has
    if len({cell.tobytes() for cell in cells}) < 10:
        return None  # a font without digits draws ten times the same box
    return cells


def package_files(package):
    """The font files of an installed Debian package, sorted."""
    listing = subprocess.run(["dpkg", "-L", package], capture_output=True, text=True, check=True).stdout
    wanted = [line for line in listing.splitlines() if line.lower().endswith((".ttf", ".otf", ".t1"))]
    return sorted(line for line in wanted if not any(word in pathlib.Path(line).name.lower() for word in UNWANTED))


class FontCatalogue:
    """All usable faces, grouped by package so that a family with thirty cuts does not outweigh one with two."""

    def __init__(self):
        seen = set()
        self.groups = []
        self.paths = []
        for package in PACKAGES:
            group = []
            for path in package_files(package):
                cells = load_face(path)
                key = None if cells is None else hashlib.sha256(cells.tobytes()).digest()
                if key is None or key in seen:
                    continue
                seen.add(key)
                group.append(cells)
                self.paths.append(path)
            if group:
                self.groups.append(group)
        self.digest = hashlib.sha256(b"".join(sorted(seen))).hexdigest()

    @property
    def faces(self):
        """The number of faces."""
        return sum(len(group) for group in self.groups)

    def face(self, rng):
        """A random face."""
        cells = pick(rng, pick(rng, self.groups))
        return Face(cells.shape[2], cells.__getitem__)

    def letter(self, rng):
        """A random letter that cannot be mistaken for a digit, uint8[CELL, width]."""
        font = ImageFont.truetype(pick(rng, self.paths), CELL)
        image = Image.new("L", (2 * CELL, 2 * CELL), 0)
        ImageDraw.Draw(image).text((CELL // 2, CELL // 4), pick(rng, LETTERS), fill=255, font=font)
        box = image.getbbox()
        if box is None:
            return np.full((CELL, CELL // 2), 255, np.uint8)
        return cv2.resize(np.array(image.crop(box)), (CELL // 2, CELL), interpolation=cv2.INTER_AREA)


@functools.lru_cache(maxsize=1)
def catalogue():
    """The one catalogue of this process; forked workers share it."""
    return FontCatalogue()
