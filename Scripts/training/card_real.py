"""The model card's part on photographs: by kind, by camera, spoiled, and every error with our verdict."""
import real
import robustness
import verdicts
from markdown import percent, table
from readout import calibration_error, reliability

SHARES = (0, 0.01, 0.02, 0.05, 0.10)  # of the least confident that are withheld
LIMITS = (0.0, 0.5, real.ACCEPTED, real.CONFIDENT, 0.98)
INTRODUCTION = """## Real crops

Photographs of real meters from public sources, which are not part of this repository; used to measure, never to train. They
guided the renderer: its parameters were changed after looking at sheets of misread crops, so these figures are not blind, and a
new camera should be expected to do a little worse. The whole picture is area-resampled to 20 × 32, by OpenCV here and by our own
sampler in the product, which `Scripts/measure` runs. A digit is right when the position rounds to it, half a step upwards.
Confidence is the mass within 0.6 of the peak.
"""


def kinds_table(report):
    """Digits at rest, by kind and share withheld."""
    groups = [(kind, report.of(kind)) for kind in real.DIGITS] + [("all", report.digits)]
    rows = []
    for name, outcomes in groups:
        if outcomes:
            kept = [real.outcomes_withheld(outcomes, share) for share in SHARES]
            wrong = [f"{percent(tally.share)} ({tally.total - tally.good})" for tally in kept]
            rows.append((name, len(outcomes), *wrong))
    heads = [f"{100 * share:.0f} % withheld" if share else "right (errors)" for share in SHARES]
    return table(("shows", "crops", *heads), rows)


def camera_table(report):
    """Cameras with errors in full; the others in one row."""
    rows, rest, quiet = [], real.Tally(), set()
    failing = {camera for (camera, _), tally in report.cameras.items() if tally.good < tally.total}
    for (camera, group), tally in sorted(report.cameras.items()):
        if tally.good < tally.total:
            rows.append((camera.split(":")[-1], group, tally.total, tally.total - tally.good, percent(tally.share)))
        else:
            rest.total, rest.good = rest.total + tally.total, rest.good + tally.good
            quiet |= {camera} - failing
    if rest.total:
        others = f"the other crops, {len(quiet)} cameras without any error among them"
        rows.append((others, "all", rest.total, 0, percent(rest.share)))
    return table(("camera", "shows", "crops", "errors", "right"), rows)


def limits_table(report):
    """What a limit on the confidence withholds, and what is left."""
    groups = (("digits at rest", report.digits), ("rolling wheels", report.of("transition")), ("no digit", report.of("no-digit")))
    heads, rows = ["confidence from"], [[f"{limit:g}"] for limit in LIMITS]
    for name, outcomes in groups:
        if not outcomes:
            continue
        heads += [f"{name}: withheld", "of the rest wrong"] if name != "no digit" else [f"{name}: withheld"]
        for cells, limit in zip(rows, LIMITS):
            left = [outcome for outcome in outcomes if outcome.confidence >= limit and outcome.none <= 0.5]
            cells.append(percent(1 - len(left) / len(outcomes)))
            if name != "no digit":
                wrong = sum(not outcome.good for outcome in left)
                cells.append(f"{wrong} of {len(left)}")
    return table(heads, rows)


def calibration_text(report):
    """How honest the confidence is here."""
    confidence, near = report.calibration
    bins = table(
        ("confidence from", "crops", "mean confidence", "true position within 0.6"),
        [(low, count, f"{mean:.3f}", f"{share:.3f}") for low, count, mean, share in reliability(confidence, near)],
    )
    error = calibration_error(confidence, near)
    return f"Expected calibration error of digits at rest and pictures without a digit: {error:.4f}.\n\n{bins}"


def set_section(name, report):
    """One set of pictures."""
    confusions = ", ".join(f"{what} × {count}" for what, count in report.confusions.most_common(12)) or "none"
    parts = [f"### {name}", kinds_table(report), f"Misread: {confusions}."]
    transitions, silent = real.tally(report.of("transition")), real.tally(report.of("no-digit"))
    if transitions.total:
        missed = report.of("transition")
        grave = sum(not outcome.good and outcome.confidence > real.CONFIDENT for outcome in missed)
        parts.append(
            f"Rolling wheels, position in [u − 0.1, u + 1.1] with u the upper digit: {transitions.text}; "
            f"{grave} of the misses with a confidence above {real.CONFIDENT}."
        )
    if silent.total:
        parts.append(f"Pictures without a digit, \"none\" above a half or confidence below {real.ACCEPTED}: {silent.text}.")
    parts += [limits_table(report), calibration_text(report), camera_table(report)]
    return "\n\n".join(parts) + "\n"


def robustness_section(name, rows):
    """The spoiled digits."""
    cells = []
    for row in rows:
        study = "–" if row.spoiling.study is None else percent(row.spoiling.study)
        aim = "–" if row.spoiling.aim is None else percent(row.spoiling.aim)
        met = "–" if row.spoiling.aim is None else "yes" if row.met else "**no**"
        figures = (row.right.total, percent(row.right.share), study, aim, met)
        cells.append((row.spoiling.name, *figures, f"{row.confidence:.3f}", percent(row.kept.share), row.grave))
    heads = ("spoiled by", "crops", "right", "study", "aim", "met", "mean confidence", "right, 5 % withheld")
    heads += (f"wrong above {real.CONFIDENT}",)
    by_mass = max((abs(row.right.share - row.by_mass) for row in rows), default=0)
    return f"""### {name}, spoiled

The digits at rest again, each picture spoiled before it is resampled (`robustness.py`, seed {robustness.SEED}). Both signs of a
shift or turn are measured, and {robustness.DRAWS} draws of what is random; the study drew one. Its figures come from a larger set of
which these crops are a part and count the digit with most mass; counted that way ours move by at most {100 * by_mass:.1f} points. A
shift along the drum is in part a true change of a wheel's phase: as in the study, the label stays. The networks' later training
spoils rendered dials in such ways too (`spoil.py`, drawn wider), so none of them is new to the networks. Rank correlation of the share right
and the mean confidence over the rows: {robustness.agreement(rows):.2f}.

{table(heads, cells)}
"""


def errors_section(reports, judged):
    """Every misread crop."""
    rows = []
    for report in reports.values():
        for outcome in report.wrong:
            verdict, why = verdicts.of(judged, outcome)
            sure = f"{outcome.confidence:.2f}"
            rows.append((f"`{outcome.row['file']}`", outcome.group, outcome.expected, outcome.answer, sure, verdict, why))
    kinds = (verdicts.OURS, verdicts.NOISE, verdicts.UNJUDGED)
    counts = ", ".join(f"{sum(row[5] == kind for row in rows)} {kind}" for kind in kinds)
    return f"""### Every error

{len(rows)} crops: {counts}. "Label noise": a careful person who sees the picture would not give the label either. All of them
count as errors above. `Scripts/train dial --card-only --montage DIR` draws them.

{table(("file", "shows", "expected", "answer", "confidence", "verdict", "why"), rows)}
"""


def section(reports, spoiled, judged):
    """All of it; photographs may be missing."""
    if not reports:
        return "## Real crops\n\nNot measured: no photographs lay beside the checkout (`../shared/realmeters`).\n"
    parts = [INTRODUCTION]
    for name, report in reports.items():
        parts.append(set_section(name, report))
        if name in spoiled:
            parts.append(robustness_section(name, spoiled[name]))
    return "\n".join([*parts, errors_section(reports, judged)])
