"""The dial network: render, fit apart, fit together, calibrate, store, measure, describe.

Rendered sets are kept in the build folder under a name made of seed, count and the renderer's digest, so a changed renderer
or another seed never meets an old set.
"""
import functools
import hashlib
import pathlib

import cv2
import numpy as np

import card
import command
import evaluate
import exported
import measures
import montage
import reliability
import spoil
import together
import transitions
import verdicts
import weights
from fit import fit, steps_of
from fonts import catalogue
from network import Committee, Layout, folded, unsure_of
from render import render
from scene import KINDS
from sheet import caption, sheet

HERE = pathlib.Path(__file__).resolve().parent
RENDERER = "draw fonts strokes panels scene frame wheel segment nodial optics render".split()
HELD_OUT_SEED, SPOILED_SEED = 1_000_000, 500  # added to the seed
SPOILED_SHARE = 0.22  # spoiled pictures for each crop of the first training
MEMBERS = (True, False)  # whether each network of the committee is shown local contrast
VECTORS = 48
SAMPLES = 400


def arguments(words):
    """The options."""
    parser = command.Parser()
    parser.add_argument("--crops", type=int, default=1_000_000)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--montage", type=pathlib.Path)
    chosen = parser.parse_args(words)
    if chosen.seed is None:
        chosen.seed = 1
    if chosen.quick:
        chosen.crops, chosen.epochs = 20_000, 3
    if chosen.crops < 1000 or chosen.epochs < 1 or chosen.processes < 1 or not 0 <= chosen.seed < HELD_OUT_SEED:
        parser.error(f"at least 1000 crops, 1 epoch and 1 process are needed, and a seed of 0 to {HELD_OUT_SEED - 1}")
    if chosen.montage:
        montage.refuse_checkout(chosen.montage)
    return chosen


def held_out_count(chosen):
    """Crops to calibrate and measure on."""
    return max(2000, min(60_000, chosen.crops // 10))


def spoiled_count(chosen):
    """Pictures to spoil for the training together."""
    return round(chosen.crops * SPOILED_SHARE)


@functools.lru_cache(maxsize=2)
def renderer_digest(*more):
    """Changes whenever the renderer or its fonts change, or one of `more` modules."""
    sources = b"".join((HERE / f"{name}.py").read_bytes() for name in (*RENDERER, *more))
    return hashlib.sha256(sources + catalogue().digest.encode()).hexdigest()[:12]


def rendered_set(build, seed, count, processes):
    """A rendered set, from the build folder when it is there."""
    return kept(build / f"crops-{seed}-{count}-{renderer_digest()}.npz", lambda: render(seed, count, processes))


def spoiled_set(build, seed, count, processes):
    """A set of spoiled pictures, from the build folder when it is there."""
    return kept(build / f"spoiled-{seed}-{count}-{renderer_digest('spoil')}.npz", lambda: spoil.render(seed, count, processes))


def kept(path, draw):
    """What the file holds; if it is not there, what `draw()` gives, and the file is written."""
    if path.is_file():
        with np.load(path) as stored:
            return stored["crops"], stored["positions"], stored["kinds"]
    crops, positions, kinds = draw()
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part.npz")
    np.savez(unfinished, crops=crops, positions=positions, kinds=kinds)
    unfinished.rename(path)
    return crops, positions, kinds


def vector_choice(kinds):
    """Crops for the test vectors: the first ones, every kind among them."""
    chosen = [index for number in range(len(KINDS)) for index in np.flatnonzero(kinds == number)[:4]]
    others = [index for index in range(len(kinds)) if index not in chosen]
    return (chosen + others)[:VECTORS]


def train(chosen, test, half):
    """The calibrated committee, as rounded as it is stored. Its networks differ in seed and in what they are shown: one that sees
    local contrast errs elsewhere than one that sees the luma itself. They are trained apart, and then on for their common answer."""
    usual = rendered_set(chosen.build, chosen.seed, chosen.crops, chosen.processes)[:2]
    members = [fit(*usual, chosen.epochs, chosen.seed + number, Layout(), local) for number, local in enumerate(MEMBERS)]
    apart = calibrated(members, test, half)
    spoiled = spoiled_set(chosen.build, chosen.seed + SPOILED_SEED, spoiled_count(chosen), chosen.processes)[:2]
    steps = steps_of(chosen.crops, chosen.epochs)
    return calibrated(together.improve(members, apart, usual, spoiled, steps, chosen.seed), test, half)


def calibrated(members, test, half):
    """The committee of trained networks, as rounded as it is stored, its temperatures set on the first `half` of held-out crops."""
    committee = weights.decode(weights.encode(Committee([folded(member) for member in members])))
    evaluate.calibrate(committee, test[0][:half], test[1][:half])
    return committee


def store(committee, crops, kinds, folders):
    """Writes weights and test vectors; returns the weight file's bytes."""
    data = weights.encode(committee)
    (folders.model / "weights.bin").write_bytes(data)
    committee = weights.decode(data)
    some = crops[vector_choice(kinds)]
    (folders.vectors / "dials.bin").write_bytes(exported.encode_vectors(some, committee.first_look(some)))
    unsure = crops[np.flatnonzero(unsure_of(committee.first_look(crops)))[:VECTORS]]
    (folders.vectors / "unsure.bin").write_bytes(exported.encode_vectors(unsure, committee.probabilities(unsure)))
    return data


def describe(chosen, data, test, half, folders):
    """Measures stored weights on rendered crops and on photographs, if there are any; writes card, diagram and samples."""
    committee = weights.decode(data)
    seed = chosen.seed + 2 * HELD_OUT_SEED
    rolling = {found.name: transitions.render(seed, found) for found in (transitions.CLEAR, transitions.MODERATE)}
    measured = measures.measure(committee, len(data), [part[half:] for part in test], rolling, command.REAL)
    recipe = {"crops": chosen.crops, "epochs": chosen.epochs, "seed": chosen.seed}
    recipe |= {"held_out": held_out_count(chosen), "spoiled": spoiled_count(chosen), "tools": command.versions()}
    recipe["later_steps"] = together.later_steps(steps_of(chosen.crops, chosen.epochs))
    (folders.model / "MODEL.md").write_text(card.card(recipe, committee, data, measured))
    reliability.write(folders.model / "reliability.png", measured.diagrams)
    crops, positions, _ = test
    samples = sheet(crops[:SAMPLES], [caption(position) for position in positions[:SAMPLES]], 25)
    cv2.imwrite(str(folders.model / "samples.png"), samples, [cv2.IMWRITE_PNG_COMPRESSION, 9])
    for rows in measured.spoiled.values():
        for row in rows:
            sure = f"mean confidence {row.confidence:.3f}, {row.grave} sure errors"
            print(f"spoiled by {row.spoiling.name:28}{row.right.text:28}{sure}")
    for line in measured.lines:
        print(f"{line.what:74}{line.figure:36}{line.limit:34}{'' if line.met else 'NOT MET'}".rstrip())
    if not measured.reports:
        print(f"skipped: real crops; there are no photographs at {command.REAL}")
    elif chosen.montage:
        wrong = [outcome for report in measured.reports.values() for outcome in report.wrong]
        for path in montage.write(chosen.montage, wrong, command.REAL, verdicts.load()):
            print(path)
    print(f"dial network: {len(data)} bytes, in {folders.model}")


def run(chosen):
    """Renders, trains, stores and describes."""
    folders = command.outputs(chosen)
    data = command.stored(folders.model / "weights.bin") if chosen.card_only else None
    half = held_out_count(chosen) // 2  # one half sets the temperature, the other measures
    test = rendered_set(chosen.build, chosen.seed + HELD_OUT_SEED, held_out_count(chosen), chosen.processes)
    if data is None:
        data = store(train(chosen, test, half), test[0], test[2], folders)
    describe(chosen, data, test, half, folders)
