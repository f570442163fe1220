"""The reliability diagram: how often positions of each confidence are right, as a small picture beside the model card."""
import cv2
import numpy as np

from readout import calibration_error

BINS = 15
SIDE, MARGIN, HEAD = 240, 34, 22  # pixels of a diagram's square, of what surrounds it, and of its title
FEWEST = 5  # crops in a bin from which on it is a full mark
LIGHT, MIDDLE, DARK = 225, 150, 0


def bins(confidence, right, count=BINS):
    """(number, mean confidence, share right) of each bin that has any crops, of `count` equally wide ones."""
    index = np.minimum((np.asarray(confidence) * count).astype(int), count - 1)
    rows = []
    for number in range(count):
        inside = index == number
        if inside.any():
            rows.append((int(inside.sum()), float(confidence[inside].mean()), float(right[inside].mean())))
    return rows


def text(picture, words, x, y, size=0.36):
    """Small words with their left end at (x, y)."""
    cv2.putText(picture, words, (x, y), cv2.FONT_HERSHEY_SIMPLEX, size, DARK, 1, cv2.LINE_AA)


def diagram(title, confidence, right):
    """One square: a mark per bin, full where it stands for FEWEST crops or more; honest ones lie on the diagonal."""
    picture = np.full((HEAD + SIDE + MARGIN, SIDE + 2 * MARGIN), 255, np.uint8)

    def place(across, up):
        return round(MARGIN + across * SIDE), round(HEAD + (1 - up) * SIDE)

    for step in range(6):
        share = step / 5
        cv2.line(picture, place(share, 0), place(share, 1), LIGHT)
        cv2.line(picture, place(0, share), place(1, share), LIGHT)
        text(picture, f"{share:.1f}", place(share, 0)[0] - 9, HEAD + SIDE + 13)
        text(picture, f"{share:.1f}", 6, place(0, share)[1] + 4)
    cv2.line(picture, place(0, 0), place(1, 1), MIDDLE, 1, cv2.LINE_AA)
    cv2.rectangle(picture, place(0, 1), place(1, 0), MIDDLE)
    for number, mean, share in bins(confidence, right):
        radius = 2 + round(np.log10(number))
        cv2.circle(picture, place(mean, share), radius, DARK, -1 if number >= FEWEST else 1, cv2.LINE_AA)
    text(picture, f"{title}: {len(confidence)} crops, error {calibration_error(confidence, right):.4f}", MARGIN, 14)
    text(picture, "confidence across, share right upwards", MARGIN, HEAD + SIDE + 28)
    return picture


def write(path, diagrams):
    """Writes the diagrams of {title: (confidence, right)} side by side."""
    squares = [diagram(title, *points) for title, points in diagrams.items()]
    cv2.imwrite(str(path), np.hstack(squares), [cv2.IMWRITE_PNG_COMPRESSION, 9])
