"""The needle network: render, fit, calibrate, store, measure, describe.

Makes needle.bin, its test vectors, its model card and the sheet of samples from nothing but this folder. The same options and
the same versions give the same files.
"""
import sys
import time

import cv2
import numpy as np
import torch

import command
from sheet import caption, sheet

from . import card, evaluate, examples, export, fit

HELD_OUT = 3000  # pictures: one half sets the temperature, the other measures
SAMPLES, SAMPLE_SIDE, SAMPLE_COLUMNS = 60, 64, 12


def arguments(words):
    """The options."""
    parser = command.Parser()
    parser.add_argument("--pictures", type=int, default=40_000)
    parser.add_argument("--passes", type=int, default=6)
    chosen = parser.parse_args(words)
    if chosen.seed is None:
        chosen.seed = 11
    if chosen.quick:
        chosen.pictures, chosen.passes = 4000, 2
    if chosen.pictures < 1000 or chosen.passes < 1 or chosen.seed < 0:
        parser.error("at least 1000 pictures, 1 pass and a seed from 0 are needed")
    return chosen


def say(started, line):
    """One line of progress."""
    sys.stderr.write(f"{time.monotonic() - started:5.0f} s  {line}\n")


def train(chosen, held_out, truth):
    """The trained network with folded norms and temperature, rounded to half floats."""
    started = time.monotonic()
    grids, positions, _ = examples.make(chosen.pictures, chosen.seed, lambda done: say(started, f"{done} pictures"))
    network = fit.train(grids, positions, chosen.passes, chosen.seed, lambda line: say(started, line))
    temperature = fit.temperature_for(fit.logits_of(network, held_out), torch.from_numpy(truth))
    say(started, f"temperature {temperature:.2f}, folded into the weights")
    return export.rounded(network, temperature)


def samples(seed):
    """A sheet of rendered dials, each with the position that its pointer shows in the picture: 0 at the top, clockwise."""
    rng = np.random.default_rng(seed)
    pictures, captions = [], []
    for _ in range(SAMPLES):
        photo, views, steps = examples.example(rng)
        _, u, v, zero, sense = views[0]
        angle = 2 * np.pi * (zero + sense * steps[0] / 100)
        x, y = np.sin(angle) * u - np.cos(angle) * v
        position = round(float(np.arctan2(x, -y) / (2 * np.pi) % 1 * 10), 1) % 10
        captions.append(caption(position if steps[0] >= 0 else -1))
        pictures.append(cv2.resize(photo, (SAMPLE_SIDE, SAMPLE_SIDE), interpolation=cv2.INTER_AREA))
    return sheet(pictures, captions, SAMPLE_COLUMNS, 1)


def describe(chosen, data, held_out, folders):
    """Measures stored weights on held-out dials and on photographs, if there are any; writes card and sheet of samples."""
    network = export.decode(data)
    rendered = evaluate.rendered(network, *held_out)
    reports = evaluate.real(network, command.REAL)
    recipe = {"pictures": chosen.pictures, "passes": chosen.passes, "seed": chosen.seed}
    recipe |= {"held_out": HELD_OUT, "tools": command.versions()}
    (folders.model / "NEEDLE.md").write_text(card.card(recipe, network, data, rendered, reports))
    path = str(folders.model / "needle-samples.png")
    cv2.imwrite(path, samples(chosen.seed + 1), [cv2.IMWRITE_PNG_COMPRESSION, 9])
    for name, figures in (("rendered", rendered.figures), *((name, report.figures) for name, report in reports.items())):
        print(f"{name}: {figures.text}")
    print(f"needle network: {len(data)} bytes, in {folders.model}")


def run(chosen):
    """Renders, trains, stores and describes."""
    torch.set_num_threads(1)
    folders = command.outputs(chosen)
    data = command.stored(folders.model / "needle.bin") if chosen.card_only else None
    held_out = examples.make(HELD_OUT, chosen.seed + 1)
    half = len(held_out[0]) // 2
    if data is None:
        network = train(chosen, held_out[0][:half], held_out[1][:half])
        data = export.encode(network)
        (folders.model / "needle.bin").write_bytes(data)
        (folders.vectors / "needles.bin").write_bytes(export.encode_vectors(network, chosen.seed + 2))
    describe(chosen, data, held_out, folders)
