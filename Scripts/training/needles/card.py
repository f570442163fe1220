"""The needle network's model card, as Markdown."""
import hashlib

import numpy as np

from markdown import percent, table

from . import evaluate, export
from .examples import RUBBISH_SHARE, VIEWS
from .faces import BARE_SHARE
from .fit import BATCH, SIGMA
from .network import CHANNELS, REACHES, multiply_adds
from .picture import LARGEST, SMALLEST
from .pointers import KINDS
from .polar import ANGLES, MOST_TAPS, RADII

HEAD = """# The needle network

Reads one pointer of a dial from its polar unwrap. Written by `Scripts/train needle`; do not edit. `needle-samples.png` shows
rendered dials with the position of their pointer, counted clockwise from the top of the picture.
"""


def recipe_section(recipe, network, data, rendered):
    """What was trained, on what, how."""
    first, second, width = CHANNELS
    reaches = ", ".join(str(reach) for reach in REACHES[:-1]) + f" and {REACHES[-1]}"
    shapes = ", ".join(f"{kind.__name__} {100 * share:.0f} %" for kind, share in KINDS)
    bare = RUBBISH_SHARE + (1 - RUBBISH_SHARE) * BARE_SHARE
    command = f"Scripts/train needle --pictures {recipe['pictures']} --passes {recipe['passes']} --seed {recipe['seed']}"
    return f"""## What it is

The dial's disc as a grid of {RADII} radii × {ANGLES} angles, counted from the scale's zero in the scale's sense; each cell is the mean of up
to {MOST_TAPS} × {MOST_TAPS} bilinear taps, the grid normalised (mean 0, standard deviation 1, the deviation taken as at least 4). All convolutions are
circular in the angle, so that a turned dial gives a turned answer: two in the plane with {first} and {second} channels, which shrink the
grid to 5 × 50, one that folds the radius into {width} channels, and {len(REACHES)} residual ones along the angle with dilations {reaches}, which
see the whole turn. {ANGLES + 1} outputs: {ANGLES} circular tenths 0.0 … 9.9 and "no needle". Batch norm and temperature are folded in.

| parameters | bytes | multiply-adds per dial | temperature | SHA-256 of `needle.bin` |
|---|---|---|---|---|
| {export.parameters(network)} | {len(data)} | {multiply_adds()} | folded in; {rendered.temperature:.2f} suits the stored weights best | `{hashlib.sha256(data).hexdigest()}` |

## Data and recipe

**Trained on rendered pictures only; no photograph was ever trained on.** `Scripts/training/needles` draws every dial from
nothing: faces, scales, print and neighbouring dials in any tones, and pointers of {len(KINDS)} families
({shapes}), then light,
glare, shade, affine tilt, defocus, movement, sharpening, noise and JPEG. Half a dial's side has {SMALLEST} to {LARGEST} pixels. {percent(bare)} of the
pictures show no needle. Each picture is unwrapped {VIEWS} times with a random zero and sense and a geometry that is off by a few
percent, as a meter card's may be.

| | |
|---|---|
| command | `{command}` |
| pictures | {recipe['pictures']} for training, {recipe['held_out']} held out (another seed), {VIEWS} views of each |
| optimiser | AdamW, one-cycle rate, batch {BATCH}, {recipe['passes']} passes; half of the batches mirrored |
| labels | Gaussian of {SIGMA} tenths around the true position, circular |
| tools | {recipe['tools']} |

Same seed, same packages, same processor type: same weights. The weights are stored as float16; all figures below were measured
with these rounded weights.
"""


def figure_row(figures):
    """The cells of one row of figures."""
    share = percent(figures.good / figures.count)
    return figures.count, share, f"{figures.mean:.3f}", f"{figures.median:.3f}", f"{figures.percentile95:.3f}", figures.opposite


def honesty_text(honesty):
    """Like "Within one spread of the truth: 71.2 %, within two: 96.0 %. ..."."""
    one, two = honesty.within
    flagged = f"{honesty.flagged_misses} of {honesty.misses} misses and {honesty.flagged_good} of the good readings"
    return (f"The truth lies within one spread of the reading in {percent(one)}, within two in {percent(two)}. "
            f"Flagged (spread above {evaluate.FLAG}): {flagged}.")


FIGURE_HEAD = ("dials", f"within {evaluate.GOOD}", "mean error", "median", "95th percentile", "opposite end")


def size_name(low, high):
    """Like "20 – 30"."""
    return f"below {high}" if low == 0 else f"from {low}" if high == evaluate.SIZES[-1] else f"{low} – {high}"


def rendered_section(report):
    """Held-out rendered dials."""
    rows = [(size_name(low, high), *figure_row(figures)) for low, high, figures in report.sizes]
    by_size = table(("half the side, pixels", *FIGURE_HEAD), [*rows, ("all", *figure_row(report.figures))])
    bins = table(
        ("confidence from", "dials", "mean confidence", f"truth within {evaluate.NEAR}"),
        [(low, count, f"{mean:.3f}", f"{right:.3f}") for low, count, mean, right in report.bins],
    )
    spread_bins = table(
        ("spread from", "dials", "mean spread (square)", "mean error (square)", "within one spread", "within two"),
        [(low, count, f"{mean:.3f}", f"{error:.3f}", percent(one), percent(two))
         for low, count, mean, error, one, two in report.honesty.bins],
    )
    return f"""## Held-out rendered dials

Errors in positions, tenths of a turn. "Opposite end": the error is {evaluate.OPPOSITE:.0f} or more, mostly a pointer read from its tail.

{by_size}

Pictures without a needle ({report.bare}) called so: {percent(report.none_found)}; needles called none: {percent(report.none_false)}.

Confidence is the mass within {evaluate.NEAR} of the peak. Expected calibration error {report.calibration:.4f} (15 bins; the temperature was
chosen on another part of the held-out dials):

{bins}

The spread is the circular standard deviation of the whole distribution. Needles called none are left out here.
{honesty_text(report.honesty)}

{spread_bins}

These pictures are harder than most real ones: many are blurred, glared or printed over beyond what a person could read.
"""


def real_section(reports):
    """Photographs, if there were any beside the checkout."""
    if not reports:
        return "## Real crops\n\nNot measured: no photographs lay beside the checkout (`../shared/realmeters`).\n"
    parts = [
        "## Real crops\n",
        "Photographs of real meters from public sources, which are not part of this repository; used to measure, never to train. "
        "They guided the renderer: its parameters were changed after looking at misread crops, so these figures are not blind, "
        "and a new camera should be expected to do worse. The whole crop is taken as the dial's area, the scale as clockwise "
        "with its zero at the top; no rejection: every crop counts.\n",
    ]
    parts += [text for name, report in reports.items() for text in real_set(name, report)]
    return "\n".join([*parts, JUDGEMENT])


def real_set(name, report):
    """The paragraphs of one set of photographs."""
    figures = report.figures
    turned = f" The pictures stand aslant: the scale's zero is taken at {report.zero:+.1f}°." if report.zero else ""
    calls = f"Called none: {report.none}. Bias {figures.bias:+.3f}, scatter {figures.scatter:.3f}.{turned}"
    yield f"### {name}\n\n{figures.text}. {calls}\n\n{honesty_text(report.honesty)}\n"
    rows = [
        (camera.name.split(":")[-1], camera.figures.count, percent(camera.figures.good / camera.figures.count),
         f"{camera.figures.mean:.3f}", f"{camera.figures.bias:+.3f}", f"{camera.figures.scatter:.3f}", f"{camera.spread:.3f}")
        for camera in report.cameras
    ]
    yield table(("camera", "dials", f"within {evaluate.GOOD}", "mean error", "bias", "scatter", "median spread"), rows) + "\n"
    kept = [(level, percent(count / figures.count), f"{good} of {count}") for level, count, good in report.kept]
    yield table(("confidence from", "share", f"within {evaluate.GOOD}"), kept) + "\n"
    if report.misses:
        misses = [
            (file, label, "–" if np.isnan(gears) else f"{gears:.2f}", f"{value:.2f}", f"{spread:.2f}", f"{confidence:.3f}")
            for file, label, gears, value, spread, confidence in report.misses
        ]
        yield table(("miss", "label", "by the gears", "reading", "spread", "confidence"), misses) + "\n"
    if report.gears:
        labels, readings = report.gears.labels, report.gears.readings
        yield (f"The gears tie each needle to the next finer one: its fraction is a tenth of what that one shows. For the "
               f"{labels.count} needles with a finer neighbour the labels miss what the neighbour's label demands by "
               f"{labels.mean:.3f} on average (bias {labels.bias:+.3f}), the readings miss it by {readings.mean:.3f} (bias {readings.bias:+.3f}), "
               f"{readings.good} of them within {evaluate.GOOD}.\n")


JUDGEMENT = """### What the labels are worth

- `jomjol-needles`: the labels are angles to one decimal. The gears contradict them more than they contradict the readings (see
  above), always to the same side on `zr2014`, whose 9 labels with a finer neighbour all lie 0.12 to 0.34 too low, and on
  `mnk2020_zeiger1` (0.08 to 0.29 too low). A reader that did exactly what the gears demand would be counted with the mean error
  that stands there for the labels. Less than that against these labels would be luck, not skill.
- The misses of `zr2014_zeiger3` are mostly the labels' fault: measured by hand on the pictures, the tips stand at about 6.85 and
  7.05 where the labels say 6.6 and 6.8. The rest, about 0.1, is ours: a reflection covers the lower half of the tip, and the
  reading leans away from it. No spread flags them.
- `meterelf-water`: the labels follow from the meter's index, so they agree with the gears by construction. What is left is how the
  needles sit on their axles, parallax, and our errors; these figures do not tell them apart.
"""

WEAKNESSES = """## Known weaknesses

- A pointer with two similar ends, or whose tail is broader and darker than its tip, may be read from the wrong end: about half
  of all gross errors. The spread usually grows, not always.
- Print, a shade's edge or a crack of the pointer's tone and width can be taken for the pointer where it is faint.
- A reflection that hides one edge of the tip shifts the reading away from it by up to 0.2 without a wide spread.
- The spread tells pictures apart, not mountings: labels and readings of the same crisp picture differ by about 0.1 through the card's
  geometry and the needle's seat, which is why the narrowest spread is 0.09 and not the 0.04 that rendered dials would allow.
- The position follows the meter card's geometry: on real crops, a centre that is off by 3 % of half the side shifts it by about
  0.03 and seldom by more than 0.07, one that is off by 6 % by 0.05 and 0.11; a zero that is off shifts it in full.
- Less than about 14 pixels for half the side, more than a few percent of tilt beyond what the card's corners undo: not trained.
- Leak indicators, counter windows within the dial, marks on turning discs and pointers with two equally long ends: not trained.
- One pointer per dial: two hands on one axis are not known.
- "None" is a safety net, not a detector: a bare hub or a picture of something else may be given a position with low confidence.
"""


def card(recipe, network, data, rendered, reports):
    """The whole card."""
    parts = (HEAD, recipe_section(recipe, network, data, rendered), rendered_section(rendered), real_section(reports), WEAKNESSES)
    return "\n".join(parts)
