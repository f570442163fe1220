# What light, lens, sensor and JPEG make of a rendered face, and pictures that show no dial at all.
# The dial's place in the picture is an affine map, returned with the picture, so that the truth stays exact.
import cv2
import numpy as np

from optics import jpeg, motion, sharpen

from .faces import MIDDLE, SIDE, UNIT, XS, YS

SMALLEST, LARGEST = 14, 66  # pixels of half the dial's side on the sensor


def light(canvas, rng):
    """Uneven light, glare and a bad exposure; float luma."""
    xs, ys = XS / MIDDLE - 1, YS / MIDDLE - 1
    picture = canvas.astype(np.float32)
    if rng.random() < 0.7:
        slope = rng.normal(0, 0.18, 2)
        picture *= np.clip(1 + slope[0] * xs + slope[1] * ys, 0.2, 2)
    if rng.random() < 0.2:  # a soft edge of shade across the dial
        angle, place, soft = rng.uniform(0, 2 * np.pi), rng.uniform(-0.6, 0.6), rng.uniform(0.03, 0.4)
        edge = np.clip((xs * np.cos(angle) + ys * np.sin(angle) - place) / soft, -1, 1)
        picture *= 1 - rng.uniform(0.05, 0.45) * (edge + 1) / 2
    for _ in range(int(rng.choice([0, 0, 0, 1, 1, 2, 3]))):
        centre, size = rng.uniform(-0.9, 0.9, 2), rng.uniform(0.02, 0.22, 2)
        angle = rng.uniform(0, np.pi)
        u = (xs - centre[0]) * np.cos(angle) + (ys - centre[1]) * np.sin(angle)
        v = (ys - centre[1]) * np.cos(angle) - (xs - centre[0]) * np.sin(angle)
        distance = (u / size[0]) ** 2 + (v / size[1]) ** 2
        spot = np.exp(-distance) if rng.random() < 0.5 else 1 / (1 + np.exp(np.minimum(8 * (distance - 1), 50)))
        picture += rng.uniform(40, 230) * spot
    if rng.random() < 0.07:  # a veil over everything
        picture = picture * rng.uniform(0.35, 0.8) + rng.uniform(10, 120)
    gain = np.exp(rng.normal(-0.1, 0.35))
    return picture * gain + rng.normal(0, 12)


def photograph(canvas, rng):
    """A picture of the canvas and the 2x3 matrix from canvas to picture pixels (continuous coordinates)."""
    picture = np.clip(light(canvas, rng), 0, 255)
    half = np.exp(rng.uniform(np.log(SMALLEST), np.log(LARGEST)))  # small dials as often as large ones, by the logarithm
    scale = half / UNIT
    turn, stretch, axis = rng.uniform(0, 2 * np.pi), rng.uniform(0.94, 1.06), rng.uniform(0, np.pi)
    if rng.random() < 0.5:
        turn = rng.normal(0, 0.05)
    tilt = np.array([[np.cos(axis), -np.sin(axis)], [np.sin(axis), np.cos(axis)]])
    linear = tilt @ np.diag([stretch, 1 / stretch]) @ tilt.T
    linear = linear @ np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]) * scale
    # Cut out tightly, as cropped tools do, or with what lies around.
    margin = 1.0 if rng.random() < 0.5 else rng.uniform(1.0, 1.4)
    side = int(round(2 * half * margin))
    matrix = np.zeros((2, 3))
    matrix[:, :2] = linear
    matrix[:, 2] = side / 2 + rng.uniform(-0.5, 0.5, 2) - linear @ [MIDDLE, MIDDLE]
    if scale < 1:
        picture = cv2.GaussianBlur(picture, (0, 0), 0.42 / scale)
    corner = matrix.copy()  # cv2 counts from pixel centres
    corner[:, 2] += linear @ [0.5, 0.5] - 0.5
    small = cv2.warpAffine(picture, corner, (side, side), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    return degrade(small, half, rng), matrix


def degrade(picture, half, rng):
    """Blur, movement, sharpening, noise, 8 bits and JPEG."""
    if rng.random() < 0.5:
        picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.3, 1.0 + half * 0.022))
    if rng.random() < 0.12:
        picture = motion(rng, picture, 2, 3 + int(half / 12))
    if rng.random() < 0.2:
        picture = sharpen(rng, picture, (0.8, 2), (0.3, 1.5))
    noise = np.abs(rng.normal(0, 3))
    picture = picture + rng.normal(0, 1, picture.shape) * noise
    picture = np.clip(picture + 0.5, 0, 255).astype(np.uint8)
    if rng.random() < 0.6:
        picture = jpeg(picture, int(rng.uniform(18, 95)))
    return picture


def rubbish(rng):
    """A canvas without any dial: plain, streaked, speckled, or lettered."""
    canvas = np.full((SIDE, SIDE), rng.uniform(0, 255), np.float32)
    kind = rng.random()
    if kind < 0.35:
        coarse = rng.normal(0, rng.uniform(3, 60), (int(rng.integers(3, 24)),) * 2).astype(np.float32)
        canvas += cv2.resize(coarse, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)
    elif kind < 0.55:
        for _ in range(int(rng.integers(1, 12))):
            start, end = rng.integers(-20, SIDE + 20, 2), rng.integers(-20, SIDE + 20, 2)
            cv2.line(canvas, tuple(map(int, start)), tuple(map(int, end)), float(rng.uniform(0, 255)),
                     int(rng.integers(1, 12)))
    elif kind < 0.8:
        size = rng.uniform(0.6, 3)
        for _ in range(int(rng.integers(1, 9))):
            place = tuple(int(v) for v in rng.integers(-10, SIDE, 2))
            cv2.putText(canvas, str(rng.choice(list("0123456789ABCKMNQm"))), place, cv2.FONT_HERSHEY_SIMPLEX, size,
                        float(rng.uniform(0, 255)), int(rng.integers(1, 8)), cv2.LINE_AA)
    return np.clip(canvas, 0, 255).astype(np.uint8)
