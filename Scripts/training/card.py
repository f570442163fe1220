"""The model card: everything about the weights that a reader of the repository may ask, as Markdown."""
import hashlib
import subprocess

import card_real
import transitions
import verdicts
from fonts import PACKAGES, catalogue
from markdown import percent, table
from network import CLOSER, FAINT, UNSURE
from readout import NEAR
from render import SHARES
from scene import KINDS


def package_versions(names):
    """Installed versions of Debian packages."""
    command = ["dpkg-query", "-W", "-f", "${Package} ${Version}\\n", *names]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\n")[:-1]


def recipe_section(recipe, network, data):
    """What was trained, on what, how."""
    layout = network.layout
    shares = ", ".join(f"{kind} {percent(share)}" for kind, share in zip(KINDS, SHARES))
    faces = catalogue()
    return f"""## What it is

Luma 20 × 32, normalised per crop (mean 0, standard deviation 1, the deviation taken as at least 4). Three 3 × 3
convolutions with {layout.first}, {layout.second} and {layout.third} channels, each followed by ReLU and 2 × 2 max pooling, a dense
layer of {layout.dense}, and 101 outputs: 100 circular tenths 0.0 … 9.9 and "no dial". Batch norm is folded in.

A crop whose confidence stays below {UNSURE} is looked at again, moved by one column either way and magnified by {CLOSER[0][1]}; the mean of
the {1 + len(CLOSER)} looks' logits counts, with a temperature of its own. So an unsure dial costs {1 + len(CLOSER)} times the multiply-adds. A crop
whose luma deviates by less than {FAINT:g} is not read at all: so faint a dial was not trained on. Every figure below is of the answers after
this, as the product gives them.

| parameters | bytes | multiply-adds per look | temperatures | SHA-256 of `weights.bin` |
|---|---|---|---|---|
| {layout.parameters} | {len(data)} | {layout.multiply_adds} | {network.temperature:.3f}, {network.closer_temperature:.3f} | `{hashlib.sha256(data).hexdigest()}` |

## Data and recipe

**Trained on rendered pictures only; no photograph was ever trained on.** `Scripts/training` draws every crop from nothing:
{shares}. Digits come from {faces.faces} faces of {len(faces.groups)} Debian font packages (catalogue digest
`{faces.digest[:16]}`), from parametric pen strokes, plotter fonts, seven-segment and dot-matrix geometry.

| | |
|---|---|
| command | `Scripts/train dial --crops {recipe['crops']} --epochs {recipe['epochs']} --seed {recipe['seed']}` |
| crops | {recipe['crops']} for training, {recipe['held_out']} held out (another seed) |
| optimiser | AdamW, one-cycle rate, batch 256, {recipe['epochs']} epochs, weights averaged over the last steps |
| labels | Gaussian of 1.6 tenths around the true position, circular; a rolling wheel has its true fraction |
| tools | {recipe['tools']} |

Same seed, same packages, same processor type: same weights. The number of render processes does not matter. The weights are
stored as float16; all figures below were measured with these rounded weights.
"""


def rendered_section(report):
    """Held-out rendered crops."""
    still = table(("kind", "crops", "right digit"), [(k, n, percent(share)) for k, (n, share) in report.still.items()])
    bins = table(
        ("confidence from", "crops", "mean confidence", "true position within 0.6"),
        [(low, count, f"{mean:.3f}", f"{right:.3f}") for low, count, mean, right in report.bins],
    )
    return f"""## Held-out rendered crops

Dials at rest (a wheel within 0.15 of a digit), position rounded to the digit:

{still}

Rolling wheels ({report.rolling}): mean error {report.rolling_mean:.3f} positions, median {report.rolling_median:.3f}, 95th percentile
{report.rolling_percentile95:.2f}, within a quarter {percent(report.rolling_within)}. Pictures without a dial called so:
{percent(report.none_found)}; dials called none: {percent(report.none_false)}.

Confidence is the mass within {NEAR} of the peak. Expected calibration error {report.calibration:.4f} (15 bins; the
temperatures were chosen on another part of the held-out crops):

{bins}

![reliability](reliability.png)

These pictures are harder than most real ones: many are blurred, glared or cut beyond what a person could read.
"""


def rolling_section(rolling):
    """Rolling wheels rendered for measuring."""
    total = next(iter(rolling.values()))[0][1].count
    rows = []
    for conditions, kept in rolling.items():
        for limit, errors in kept:
            share, within = percent(errors.count / total), percent(errors.within)
            rows.append((conditions, f"{limit:g}", share, f"{errors.mean:.3f}", f"{errors.percentile99:.2f}", within))
    heads = ("condition", "confidence from", "share", "mean error", "99th percentile", f"within {transitions.WITHIN}")
    return f"""## Rolling wheels, rendered to measure

{total} wheels in either condition, between two digits and never trained on (`transitions.py`, a seed of their own). The crop sits on
the wheel; light, blur, noise and JPEG are moderate. Clear: both digits well within the crop, no frame, no worn print, contrast of 80
or more. Moderate: at least half of a digit, frames, worn print, contrast of 50. The position is the product's: the mean of the mass
within {NEAR} of the peak, against the true phase.

{table(heads, rows)}
"""


def required_section(lines):
    """What has to be shown."""
    rows = [(line.what, line.figure, line.limit, "yes" if line.met else "**no**") for line in lines]
    return "## What it has to show\n\n" + table(("figure", "here", "limit", "met"), rows) + "\n"


WEAKNESSES = """## Known weaknesses

- Glare or dirt across a fat 8, 6, 9, 3 or 0 can turn one of them into another; the confidence usually drops, not always.
- A rolling wheel is at times read confidently to the wrong side: neighbours and history must decide, not this reader alone.
- The position of a rolling wheel is relative to the crop's centre; a crop that sits 5 % off shifts it by about 0.05.
- Fewer than about 12 rows of pixels per digit, slanted beyond 15° or upside down: not trained.
- Wheels that turn downwards, that is whose next digit comes from above, read as rolling backwards.
- Letters, slashed zeros and fourteen-segment displays are not known as such.
- "None" is a safety net, not a detector: pictures of something else than a dial may be given a position with low confidence.
"""


def card(recipe, network, data, measured):
    """The whole card; `measured` is what `measures.measure` found."""
    fonts = ", ".join(package_versions(PACKAGES))
    parts = (
        "# The dial network\n\nReads one wheel or one display digit from a crop. Written by `Scripts/train dial`; do not edit.\n",
        recipe_section(recipe, network, data),
        required_section(measured.lines),
        rendered_section(measured.rendered),
        rolling_section(measured.rolling),
        card_real.section(measured.reports, measured.spoiled, verdicts.load()),
        WEAKNESSES,
        f"## Font packages\n\n{fonts}\n",
    )
    return "\n".join(parts)
