"""The model card: everything about the weights that a reader of the repository may ask, as Markdown."""
import hashlib
import subprocess

import card_real
import transitions
import verdicts
from fit import BATCH
from fit import PEAK_RATE as FIRST_PEAK
from fonts import PACKAGES, catalogue
from markdown import percent, table
from network import CLOSER, FAINT, UNSURE
from readout import NEAR
from render import SHARES
from scene import KINDS
from spoil import VIEWS
from together import OWN_SHARE, PEAK_RATE


def package_versions(names):
    """Installed versions of Debian packages."""
    command = ["dpkg-query", "-W", "-f", "${Package} ${Version}\\n", *names]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\n")[:-1]


def recipe_section(recipe, committee, data):
    """What was trained, on what, how."""
    layout = committee.first.layout
    shares = ", ".join(f"{kind} {percent(share)}" for kind, share in zip(KINDS, SHARES))
    faces = catalogue()
    temperatures = f"{committee.temperature:.3f}, {committee.closer_temperature:.3f}"
    seeds = " and ".join(str(recipe["seed"] + number) for number in range(len(committee.members)))
    alone, both = recipe["later_steps"]
    return f"""## What it is

{len(committee.members)} networks of one shape on 20 × 32 luma: three 3 × 3 convolutions with {layout.first}, {layout.second} and {layout.third} channels, each
followed by ReLU and 2 × 2 max pooling, a dense layer of {layout.dense}, and 101 outputs: 100 circular tenths 0.0 … 9.9 and "no dial".
Batch norm is folded in. The first network is shown local contrast: each pixel less the mean of the 9 × 9 around it, by their
deviation. The second is shown the luma itself, less the crop's mean, by its deviation. They err in different places.

The first network reads every dial, in one look. A dial whose confidence stays below {UNSURE} is looked at by both, as it is and moved by one
column either way and magnified by {CLOSER[0][1]}; the mean of the {committee.looks} looks' logits counts, with a temperature of its own. So an unsure
dial costs {committee.looks} times the multiply-adds. A crop whose luma deviates by less than {FAINT:g} is not read at all: so faint a dial was not
trained on. Every figure below is of the answers after this, as the product gives them.

| parameters of a network | bytes of both | multiply-adds of a look | temperatures | SHA-256 of `weights.bin` |
|---|---|---|---|---|
| {layout.parameters} | {len(data)} | {layout.multiply_adds} | {temperatures} | `{hashlib.sha256(data).hexdigest()}` |

## Data and recipe

**Trained on rendered pictures only; no photograph was ever trained on.** `Scripts/training` draws every crop from nothing:
{shares}. Digits come from {faces.faces} faces of {len(faces.groups)} Debian font packages (catalogue digest
`{faces.digest[:16]}`), from parametric pen strokes, plotter fonts, seven-segment and dot-matrix geometry.

| | |
|---|---|
| command | `Scripts/train dial --crops {recipe['crops']} --epochs {recipe['epochs']} --seed {recipe['seed']}` |
| crops | {recipe['crops']} for training, {VIEWS} of each of {recipe['spoiled']} spoiled pictures, {recipe['held_out']} held out (other seeds) |
| apart | {recipe['epochs']} epochs each, seeds {seeds} |
| the second for both | {alone} steps on crops of which the first is unsure; its own answer counts {OWN_SHARE:g} beside the mean of both |
| together | {both} steps: the first's answer, the mean of both where the first is not sure, and {OWN_SHARE:g} of the second's |
| optimiser | AdamW, one-cycle rate (peak {FIRST_PEAK:g} apart, {PEAK_RATE:g} later), batch {BATCH}, weights averaged over the last steps |
| labels | Gaussian of 1.6 tenths around the true position, circular; a rolling wheel has its true fraction |
| tools | {recipe['tools']} |

Same seed, same packages, same processor type: same weights. The number of render processes does not matter. The weights are
stored as int8 with a step for each output; all figures below were measured with these rounded weights.
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
or more as painted and of {transitions.CLEAR.visible} or more left in the crop. Moderate: at least half of a digit, frames, worn print, contrast of 50. The position is the product's: the mean of the mass
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


def card(recipe, committee, data, measured):
    """The whole card; `measured` is what `measures.measure` found."""
    fonts = ", ".join(package_versions(PACKAGES))
    parts = (
        "# The dial network\n\nReads one wheel or one display digit from a crop. Written by `Scripts/train dial`; do not edit.\n",
        recipe_section(recipe, committee, data),
        required_section(measured.lines),
        rendered_section(measured.rendered),
        rolling_section(measured.rolling),
        card_real.section(measured.reports, measured.spoiled, verdicts.load()),
        WEAKNESSES,
        f"## Font packages\n\n{fonts}\n",
    )
    return "\n".join(parts)
