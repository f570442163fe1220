"""Sheets of crops with captions, for people to look at."""
import cv2
import numpy as np

CAPTION = 11  # rows below each crop


def sheet(crops, captions, columns, scale=2):
    """One picture of all crops, which have one size, `columns` to a row, each enlarged and with its caption below."""
    rows, width = crops[0].shape[0] * scale + CAPTION, crops[0].shape[1] * scale + 2
    lines = -(-len(crops) // columns)
    picture = np.full((lines * rows, columns * width), 255, np.uint8)
    for number, (crop, caption) in enumerate(zip(crops, captions)):
        y, x = number // columns * rows, number % columns * width
        large = cv2.resize(crop, None, fx=scale, fy=scale, interpolation=cv2.INTER_NEAREST)
        picture[y : y + large.shape[0], x : x + large.shape[1]] = large
        cv2.putText(picture, caption, (x, y + rows - 3), cv2.FONT_HERSHEY_SIMPLEX, 0.28, 0, 1, cv2.LINE_AA)
    return picture


def caption(position):
    """A position as text; "-" where there is none."""
    return "-" if position < 0 else f"{position:.1f}"
