"""What surrounds a dial within its crop: the edges of the window it is seen through, their shadow, bezels and lines."""
import cv2
import numpy as np

from draw import chance, pick, uniform


def opening(rng, shape, digit_box, digit_whole):
    """What a window leaves open, as (left, top, right, bottom): mostly one or two borders covered, at times all four."""
    rows, columns = shape
    left, top, right, bottom = digit_box
    if not digit_whole:
        top, bottom = rows, 0
    x0, y0, x1, y1 = 0.0, 0.0, float(columns), float(rows)
    around = chance(rng, 0.35)
    if around or chance(rng, 0.42):
        x0 = max(0.0, min(uniform(rng, 0, 0.2) * columns, left - 1))
    if around or chance(rng, 0.42):
        x1 = min(x1, max(columns - uniform(rng, 0, 0.2) * columns, right + 1))
    if around or chance(rng, 0.42):
        y0 = max(0.0, min(uniform(rng, 0, 0.22) * rows, top - 1))
    if around or chance(rng, 0.42):
        y1 = min(y1, max(rows - uniform(rng, 0, 0.22) * rows, bottom + 1))
    return x0, y0, x1, y1


def window(rng, image, digit_box, digit_whole):
    """Covers borders of the crop with a frame, or returns the picture as it is.

    `digit_box` is (left, top, right, bottom) of the digit. While `digit_whole`, the frame leaves it visible; a rolling
    wheel may be cut from above and below.
    """
    rows, columns = image.shape
    if chance(rng, 0.38):
        return image
    visible = np.zeros((rows, columns), np.uint8)
    x0, y0, x1, y1 = (round(value) for value in opening(rng, image.shape, digit_box, digit_whole))
    cv2.rectangle(visible, (x0, y0), (max(x1 - 1, x0 + 2), max(y1 - 1, y0 + 2)), 255, -1)
    if chance(rng, 0.5):
        turn = cv2.getRotationMatrix2D((columns / 2, rows / 2), uniform(rng, -4, 4), 1.0)
        visible = cv2.warpAffine(visible, turn, (columns, rows), borderMode=cv2.BORDER_REPLICATE)
    share = visible.astype(np.float32) / 255
    if chance(rng, 0.5):  # the frame throws a shadow on the dial
        size = int(rng.integers(2, 8)) * 2 + 1
        depth = uniform(rng, 0.2, 0.9)
        image = image * (1 - depth * (1 - cv2.GaussianBlur(share, (size, size), 0)))
    luma = uniform(rng, 0, 255)
    frame = np.full((rows, columns), luma, np.float32)
    if chance(rng, 0.3):
        frame += np.linspace(0, uniform(rng, -60, 60), rows, dtype=np.float32)[:, None]
    if chance(rng, 0.3):  # a bright or dark edge, as of bent sheet metal
        edge = cv2.morphologyEx(share, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
        frame = np.where(edge > 0, uniform(rng, 0, 255), frame)
    return image * share + frame * (1 - share)


def bezel(rng, image, digit_box):
    """Plain bands along one or two borders, never over the digit."""
    rows, columns = image.shape
    left, top, right, bottom = digit_box
    for _ in range(int(rng.integers(1, 3))):
        size, luma = int(uniform(rng, 0.03, 0.15) * rows), uniform(rng, 0, 255)
        side = pick(rng, ("top", "bottom", "left", "right"))
        if side == "top":
            image[: max(1, min(size, int(top - 2)))] = luma
        elif side == "bottom":
            image[-max(1, min(size, int(rows - bottom - 2))) :] = luma
        elif side == "left":
            image[:, : max(1, min(size, int(left - 2)))] = luma
        else:
            image[:, -max(1, min(size, int(columns - right - 2))) :] = luma
    return image


def ring(rng, image, digit_box, luma):
    """A line around the digit, as some displays and scales have."""
    left, top, right, bottom = digit_box
    x, y = int(rng.integers(2, 12)), int(rng.integers(2, 12))
    corners = (int(left - x), int(top - y)), (int(right + x), int(bottom + y))
    cv2.rectangle(image, *corners, float(luma), int(rng.integers(1, 4)))
    return image


def rules(rng, image, digit_box, luma):
    """Lines above and below the digit: the edge of a pane, an underline, what shows of the next row of text."""
    rows, columns = image.shape
    _, top, _, bottom = digit_box
    for above in pick(rng, ((True,), (False,), (True, False))):
        room = top if above else rows - bottom
        if room < 4:
            continue
        size = int(rng.integers(1, max(2, min(8, int(room) - 2))))
        gap = uniform(rng, 2, max(2.1, room - size))
        y = int(top - gap - size if above else bottom + gap)
        x0, x1 = (0, columns) if chance(rng, 0.5) else sorted(int(uniform(rng, 0, columns)) for _ in range(2))
        cv2.rectangle(image, (x0, y), (x1, y + size - 1), float(luma), -1)
    return image
