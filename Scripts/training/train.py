"""Everything `Scripts/train` does after its checks: render, fit, calibrate, store, measure, describe.

Rendered sets are kept in the build folder under a name made of seed, count and the renderer's digest, so a changed renderer
or another seed never meets an old set.
"""
import argparse
import functools
import hashlib
import pathlib
import sys

import cv2
import numpy as np
import torch

import card
import evaluate
import real
import weights
from fit import fit
from fonts import catalogue
from network import Layout, folded
from render import render
from scene import KINDS
from sheet import caption, sheet

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
REAL = ROOT.parent / "shared" / "realmeters"
RENDERER = "draw fonts strokes panels scene frame wheel segment nodial optics render".split()
HELD_OUT_SEED = 1_000_000  # added to the seed
VECTORS = 48
SAMPLES = 400


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(prog="Scripts/train", description="Trains the dial network from nothing.")
    parser.add_argument("--crops", type=int, default=300_000, help="rendered crops to train on (default %(default)s)")
    parser.add_argument("--epochs", type=int, default=6, help="passes over them (default %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of renderer and training (default %(default)s)")
    parser.add_argument("--processes", type=int, default=1, help="that render (default %(default)s); the result is the same")
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / ".build-training", help="folder for rendered sets")
    parser.add_argument("--quick", action="store_true", help="20000 crops, 3 epochs: tries the tools, gives a poor network")
    chosen = parser.parse_args()
    if chosen.quick:
        chosen.crops, chosen.epochs = 20_000, 3
    if chosen.crops < 1000 or chosen.epochs < 1 or chosen.processes < 1 or not 0 <= chosen.seed < HELD_OUT_SEED:
        parser.error(f"at least 1000 crops, 1 epoch and 1 process are needed, and a seed of 0 to {HELD_OUT_SEED - 1}")
    return chosen


def held_out_count(chosen):
    """Crops to calibrate and measure on."""
    return max(2000, min(20_000, chosen.crops // 10))


@functools.lru_cache(maxsize=1)
def renderer_digest():
    """Changes whenever the renderer or its fonts change."""
    sources = b"".join((HERE / f"{name}.py").read_bytes() for name in RENDERER)
    return hashlib.sha256(sources + catalogue().digest.encode()).hexdigest()[:12]


def rendered_set(build, seed, count, processes):
    """A rendered set, from the build folder when it is there."""
    path = build / f"crops-{seed}-{count}-{renderer_digest()}.npz"
    if path.is_file():
        with np.load(path) as stored:
            return stored["crops"], stored["positions"], stored["kinds"]
    crops, positions, kinds = render(seed, count, processes)
    build.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part.npz")
    np.savez(unfinished, crops=crops, positions=positions, kinds=kinds)
    unfinished.rename(path)
    return crops, positions, kinds


def vector_choice(kinds):
    """Crops for the test vectors: the first ones, every kind among them."""
    chosen = [index for number in range(len(KINDS)) for index in np.flatnonzero(kinds == number)[:4]]
    others = [index for index in range(len(kinds)) if index not in chosen]
    return (chosen + others)[:VECTORS]


def store(network, crops, positions, kinds):
    """Writes weights, vectors and the sheet of samples; returns the weight file's bytes and the network they give."""
    data = weights.encode(network)
    stored = weights.decode(data)
    model = ROOT / "Sources" / "RecognitionModel"
    vectors = ROOT / "Tests" / "RecognitionTests" / "Vectors"
    vectors.mkdir(parents=True, exist_ok=True)
    (model / "weights.bin").write_bytes(data)
    (vectors / "dials.bin").write_bytes(weights.encode_vectors(stored, crops[vector_choice(kinds)]))
    samples = sheet(crops[:SAMPLES], [caption(position) for position in positions[:SAMPLES]], 25)
    cv2.imwrite(str(model / "samples.png"), samples, [cv2.IMWRITE_PNG_COMPRESSION, 9])
    return data, stored


def describe(chosen, network, data, test):
    """Measures the stored network on held-out crops and on photographs, if there are any, and writes the model card."""
    reports = {}
    for prefix in real.SETS:
        found = real.load(REAL, (prefix,))
        if found:
            reports[prefix.rstrip("/")] = real.measure(network, found)
    tools = f"Python {sys.version.split()[0]}, torch {torch.__version__}, OpenCV {cv2.__version__}, numpy {np.__version__}"
    recipe = {"crops": chosen.crops, "epochs": chosen.epochs, "seed": chosen.seed}
    recipe |= {"held_out": held_out_count(chosen), "tools": tools}
    text = card.card(recipe, network, data, evaluate.measure(network, *test), reports)
    (ROOT / "Sources" / "RecognitionModel" / "MODEL.md").write_text(text)
    for name, report in reports.items():
        for group, tally in sorted(report.groups.items()):
            print(f"{name}: {group}: {tally.text}")
    print(f"stored {len(data)} bytes, temperature {network.temperature:.3f}")


def main():
    """Renders, trains, stores and describes."""
    chosen = arguments()
    crops, positions, _ = rendered_set(chosen.build, chosen.seed, chosen.crops, chosen.processes)
    test = rendered_set(chosen.build, chosen.seed + HELD_OUT_SEED, held_out_count(chosen), chosen.processes)
    network = folded(fit(crops, positions, chosen.epochs, chosen.seed, Layout()))
    half = held_out_count(chosen) // 2  # one half sets the temperature, the other measures
    network.temperature = evaluate.calibrate(network, test[0][:half], test[1][:half])
    data, stored = store(network, *test)
    describe(chosen, stored, data, [part[half:] for part in test])


if __name__ == "__main__":
    main()
