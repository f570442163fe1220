"""From the dial to the crop: perspective, light, glare, dirt, blur, few pixels, sharpening, noise and JPEG.

The strengths are deliberately moderate: a small network that is trained on pictures nobody could read gets worse at those
that can be read.
"""
import cv2
import numpy as np

from draw import chance, pick, uniform

WIDTH, HEIGHT = 20, 32  # of the network's input
CLEAN_SHARE = 0.06  # pictures that go through unspoiled
CLEAN_SHARE_OF_CLEAN = 0.5  # the same for dials that were drawn without wear
SMALLEST, LARGEST = 11, 75  # rows of a dial on the sensor


def axes(shape):
    """Coordinates −1 … 1 across and down, ready to broadcast."""
    rows, columns = shape
    across = np.linspace(-1, 1, columns, dtype=np.float32)[None]
    return across, np.linspace(-1, 1, rows, dtype=np.float32)[:, None]


def perspective(rng, image, jitter=0.04):
    """Moves each corner a little."""
    rows, columns = image.shape
    corners = np.float32([[0, 0], [columns, 0], [columns, rows], [0, rows]])
    moved = corners + ((rng.random((4, 2)) * 2 - 1) * (columns * jitter, rows * jitter)).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(corners, moved)
    return cv2.warpPerspective(image, matrix, (columns, rows), borderMode=cv2.BORDER_REPLICATE)


def illuminate(rng, image, contrast, slope=0.3):
    """Light falling off to one side, and now and then a veil. The fall-off stays within reach of the contrast."""
    across, down = axes(image.shape)
    slope = min(slope, 1.2 * contrast / max(float(image.mean()), 1.0))
    image = image * (1 + uniform(rng, -slope, slope) * across + uniform(rng, -slope, slope) * down)
    if chance(rng, 0.3):
        image = image + contrast * (uniform(rng, -0.3, 0.3) * across + uniform(rng, -0.3, 0.3) * down)
    return image


def glare(rng, image, contrast):
    """Reflections: one or two spots, at times a band; now and then so strong that they burn out. A dark spot is a shadow."""
    strongest = uniform(rng, 120, 220) if chance(rng, 0.35) else min(140, 30 + contrast)
    rows, columns = image.shape
    x, y = np.arange(columns, dtype=np.float32)[None], np.arange(rows, dtype=np.float32)[:, None]
    for _ in range(int(rng.integers(1, 3))):
        dx = (x - rng.random() * columns) / (uniform(rng, 0.04, 0.35) * columns)
        dy = (y - rng.random() * rows) / (uniform(rng, 0.03, 0.3) * rows)
        spot = np.exp(-(dx * dx + dy * dy) / 2 * uniform(rng, 0.6, 2))
        image = image + spot * uniform(rng, 0.2, 1) * strongest * (1.0 if chance(rng, 0.8) else -0.6)
    if chance(rng, 0.25):
        band = np.exp(-(((y - rng.random() * rows) / uniform(rng, 2, 12)) ** 2))
        image = image + band * uniform(rng, 0.15, 0.8) * strongest
    return image


def dirt(rng, image):
    """Specks and scratches on the glass."""
    rows, columns = image.shape

    def somewhere():
        return int(rng.random() * columns), int(rng.random() * rows)

    for _ in range(int(rng.integers(1, 6))):
        cv2.circle(image, somewhere(), int(rng.integers(1, 4)), uniform(rng, 0, 255), -1, cv2.LINE_AA)
    if chance(rng, 0.4):
        cv2.line(image, somewhere(), somewhere(), uniform(rng, 0, 255), 1, cv2.LINE_AA)
    return image


def expose(rng, image, bend):
    """What a sensor can hold of the light, on a tone curve that bends by up to e to the `bend`."""
    brightest = float(image.max())
    if brightest > 255 and chance(rng, 0.65):
        image = image * (255 / brightest)  # the camera's exposure control; without it highlights burn out
    image = np.clip(image, 0, 255)
    if chance(rng, 0.3):
        image = 255 * (image / 255) ** np.float32(np.exp(uniform(rng, -bend, bend)))
    return image


def motion(rng, image, shortest, longest):
    """Movement during the exposure, across or down, by `shortest` pixels to less than `longest`."""
    length = int(rng.integers(shortest, longest))
    kernel = np.zeros((length, length), np.float32)
    if chance(rng, 0.5):
        kernel[length // 2] = 1 / length
    else:
        kernel[:, length // 2] = 1 / length
    return cv2.filter2D(image, -1, kernel)


def blur(rng, image):
    """Defocus, and now and then motion."""
    if chance(rng, 0.75):
        image = cv2.GaussianBlur(image, (0, 0), abs(rng.normal(0, 0.015)) * image.shape[0] + 0.3)
    if chance(rng, 0.08):
        image = motion(rng, image, 3, 9)
    return image


def sample_down(rng, image):
    """As many pixels as a dial gets on a sensor, small dials as often as large ones on a logarithmic scale."""
    rows = int(np.exp(uniform(rng, np.log(SMALLEST), np.log(LARGEST))))
    columns = max(7, round(rows * image.shape[1] / image.shape[0]))
    return cv2.resize(image, (columns, rows), interpolation=cv2.INTER_AREA)


def sharpen(rng, image, radius=(0.7, 2.0), strength=(0.4, 2.5)):
    """The camera's unsharp mask with its halos."""
    soft = cv2.GaussianBlur(image, (0, 0), uniform(rng, *radius))
    return image + uniform(rng, *strength) * (image - soft)


def noise(rng, image, contrast):
    """Sensor noise, kept below what would drown the contrast."""
    if chance(rng, 0.7):
        image = image + rng.standard_normal(image.shape, dtype=np.float32) * min(abs(rng.normal(0, 6)), contrast / 6)
    if chance(rng, 0.1):
        rows, columns = image.shape
        coarse = rng.standard_normal((max(2, rows // 3), max(2, columns // 3)), dtype=np.float32)
        coarse *= uniform(rng, 1, max(1.0, min(12, contrast / 6)))
        image = image + cv2.resize(coarse, (columns, rows), interpolation=cv2.INTER_LINEAR)
    return image


def jpeg(image, quality):
    """What is left of a picture after JPEG."""
    _, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return cv2.imdecode(data, cv2.IMREAD_GRAYSCALE)


def compress(rng, image, contrast):
    """JPEG with its block grid anywhere. Faint digits get better qualities: coarse steps would wipe them out."""
    worst = 8 if contrast > 60 else 30
    top, left = int(rng.integers(0, 8)), int(rng.integers(0, 8))
    padded = cv2.copyMakeBorder(image, top, 0, left, 0, cv2.BORDER_REPLICATE)
    return np.ascontiguousarray(jpeg(padded, int(uniform(rng, worst, 95)))[top:, left:])


def to_input(rng, image):
    """The network's input: mostly area-averaged, as the product does it."""
    rows = image.shape[0]
    if rows >= HEIGHT:
        method = cv2.INTER_AREA if chance(rng, 0.85) else cv2.INTER_LINEAR
    else:
        method = pick(rng, (cv2.INTER_LINEAR, cv2.INTER_AREA, cv2.INTER_CUBIC))
    return cv2.resize(image, (WIDTH, HEIGHT), interpolation=method)


def photograph(rng, scene):
    """The crop of a scene as uint8[HEIGHT, WIDTH]."""
    image = scene.image
    if chance(rng, CLEAN_SHARE_OF_CLEAN if scene.clean else CLEAN_SHARE):
        image = sample_down(rng, image) if chance(rng, 0.5) else image
        return to_input(rng, np.clip(image, 0, 255).astype(np.uint8))
    if chance(rng, 0.5):
        image = perspective(rng, image)
    if chance(rng, 0.6):
        image = illuminate(rng, image, scene.contrast)
    if chance(rng, 0.2):
        image = glare(rng, image, scene.contrast)
    if chance(rng, 0.1):
        image = dirt(rng, image)
    image = expose(rng, image, 0.6)
    image = sample_down(rng, blur(rng, image))
    if chance(rng, 0.25):
        image = sharpen(rng, image)
    image = np.clip(noise(rng, image, scene.contrast), 0, 255).astype(np.uint8)
    if chance(rng, 0.7):
        image = compress(rng, image, scene.contrast)
    return to_input(rng, image)
