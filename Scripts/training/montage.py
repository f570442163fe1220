"""Sheets of every real crop that is misread, for people who judge them.

Each shows the picture as it was taken, beside it what the network saw of it, and below what was expected and answered.
Real pictures are never part of a project, so the sheets go into no checkout.
"""
import textwrap

import cv2
import numpy as np

import verdicts
from command import usage_error
from real import load_picture

SCALE = 7  # pixels for each of the network's
COLUMNS, LINES = 4, 3  # of one sheet
LINE, PADDING = 15, 8  # rows per line of text; around each error
WIDEST = 260  # pixels of an original beside its crop
LETTERS = 48  # per line
GROUND = 255


def refuse_checkout(path):
    """Ends the command if a folder for the sheets belongs to a checkout."""
    whole = path.resolve()
    for parent in (whole, *whole.parents):
        if (parent / ".git").exists():
            usage_error(f"--montage {path}: belongs to the checkout {parent}; real pictures must not get near a commit")


def original(picture, rows):
    """The picture enlarged to so many rows, or to WIDEST columns."""
    scale = min(rows / picture.shape[0], WIDEST / picture.shape[1])
    size = (max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale)))
    large = cv2.resize(picture, size, interpolation=cv2.INTER_NEAREST if scale > 1 else cv2.INTER_AREA)
    return cv2.copyMakeBorder(large, 0, rows - size[1], 0, WIDEST - size[0], cv2.BORDER_CONSTANT, value=(GROUND,) * 3)


def wrapped(words):
    """Two lines of at most LETTERS each."""
    lines = textwrap.wrap(words, LETTERS, max_lines=2, placeholder=" ...") or [""]
    return lines + [""] * (2 - len(lines))


def captions(outcome, judged):
    """The lines below one error."""
    name = outcome.row["file"]
    verdict, why = verdicts.of(judged, outcome)
    return (
        name[:LETTERS],
        name[LETTERS : 2 * LETTERS],
        f"{outcome.group}: {outcome.expected}, answer {outcome.answer}, confidence {outcome.confidence:.2f}",
        *wrapped(f"{verdict}: {why}"),
    )


def tile(outcome, picture, judged):
    """One error."""
    seen = cv2.resize(outcome.crop, None, fx=SCALE, fy=SCALE, interpolation=cv2.INTER_NEAREST)
    pictures = np.hstack([original(picture, seen.shape[0]), cv2.cvtColor(seen, cv2.COLOR_GRAY2BGR)])
    lines = captions(outcome, judged)
    below = np.full((len(lines) * LINE + PADDING, pictures.shape[1], 3), GROUND, np.uint8)
    for number, line in enumerate(lines):
        at = (2, (number + 1) * LINE - 3)
        cv2.putText(below, line, at, cv2.FONT_HERSHEY_SIMPLEX, 0.4, (0, 0, 0), 1, cv2.LINE_AA)
    whole = np.vstack([pictures, below])
    return cv2.copyMakeBorder(whole, PADDING, PADDING, PADDING, PADDING, cv2.BORDER_CONSTANT, value=(GROUND,) * 3)


def write(target, outcomes, pictures, judged):
    """Writes sheets of the outcomes, digits first, and returns their paths; earlier sheets go."""
    target.mkdir(parents=True, exist_ok=True)
    for old in target.glob("errors-*.png"):
        old.unlink()
    order = {"transition": 1, "no-digit": 2}
    chosen = sorted(outcomes, key=lambda o: (order.get(o.group, 0), o.group, o.row["file"]))
    tiles = [tile(outcome, load_picture(pictures / outcome.row["file"]), judged) for outcome in chosen]
    paths = []
    for first in range(0, len(tiles), COLUMNS * LINES):
        part = tiles[first : first + COLUMNS * LINES]
        blank = np.full_like(part[0], GROUND)
        lines = [part[at : at + COLUMNS] for at in range(0, len(part), COLUMNS)]
        rows = [np.hstack(line + [blank] * (COLUMNS - len(line))) for line in lines]
        paths.append(target / f"errors-{len(paths) + 1}.png")
        cv2.imwrite(str(paths[-1]), np.vstack(rows))
    return paths
