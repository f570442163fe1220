"""`Scripts/benchmark` after its preparations: the stored dial network in ONNX Runtime and in the product, side by side.

ONNX Runtime gets every advantage: the crops come normalised, the temperature is folded into the last layer, inputs and outputs
stay bound, and all its optimisations are on. The product's time includes its normalisation. Both run on one core, in turns.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import time

import numpy as np
import onnxruntime
import torch

import weights
from command import ROOT
from exported import encode_vectors, export, exportable, read_crops, variants
from network import normalise

RATIO_MAX = 0.5  # of the product's time to ONNX Runtime's
DIFFERENCE_MAX = 1e-4  # between two probabilities
EXIT_UNAVAILABLE = 69
MODEL = ROOT / "Sources" / "RecognitionModel" / "weights.bin"
VECTORS = ROOT / "Tests" / "RecognitionTests" / "Vectors" / "dials.bin"


class Session:
    """An ONNX file in ONNX Runtime: one thread, one crop at a time, bound to its input and output."""

    def __init__(self, path):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def bound(self, crop):
        """A binding for one normalised crop, float32[1, 1, rows, columns]."""
        binding = self._session.io_binding()
        binding.bind_ortvalue_input("crop", onnxruntime.OrtValue.ortvalue_from_numpy(crop))
        binding.bind_output("answer")
        return binding

    def answer(self, binding):
        """What the network says to a bound crop."""
        self._session.run_with_iobinding(binding)
        return binding.copy_outputs_to_cpu()[0][0]

    def times(self, bindings, passes):
        """Nanoseconds of each run over all bindings."""
        run, clock, found = self._session.run_with_iobinding, time.perf_counter_ns, []
        for _ in range(passes):
            for binding in bindings:
                began = clock()
                run(binding, None)
                found.append(clock() - began)
        return found


def product(meterclip, vectors, passes):
    """What the product says of the vectors: its time and how far its answers are off."""
    command = [meterclip, "bench", "--dials", vectors, "--rounds", str(passes), "--json"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        fail(f"{meterclip} bench --dials ended with {done.returncode}: {(done.stderr or done.stdout).strip()[:300]}")
    try:
        found = json.loads(done.stdout)
        return found["dial_ns"], found["max_difference"], found["dials"]
    except (ValueError, KeyError) as problem:
        fail(f"{meterclip} bench --dials said something else than expected ({problem!r}): {done.stdout.strip()[:300]}")


def fail(message):
    """Ends the benchmark without a result."""
    sys.stderr.write(f"Scripts/benchmark: {message}\n")
    sys.exit(EXIT_UNAVAILABLE)


def verdict(own, other, overhead, difference):
    """The lines of the result and whether both limits are kept. Times in nanoseconds."""
    ratio, strict = own / other, own / (other - overhead)
    kept = ratio <= RATIO_MAX and difference <= DIFFERENCE_MAX
    return [
        f"{'ONNX Runtime ' + onnxruntime.__version__ + ', one thread, batch 1':52}{other / 1000:9.2f} µs",
        f"{'  of that for calling it (a network that does nothing)':52}{overhead / 1000:9.2f} µs",
        f"{'meterclip, with normalisation':52}{own / 1000:9.2f} µs",
        f"{'meterclip / ONNX Runtime':52}{ratio:9.3f}     (limit {RATIO_MAX})",
        f"{'meterclip / ONNX Runtime without the calling':52}{strict:9.3f}",
        f"{'largest difference of a probability':52}{difference:9.1e}     (limit {DIFFERENCE_MAX:.0e})",
    ], kept


def main():
    parser = argparse.ArgumentParser(prog="Scripts/benchmark", allow_abbrev=False)
    parser.add_argument("--meterclip", type=pathlib.Path, required=True)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--passes", type=int, default=20)
    chosen = parser.parse_args()
    if chosen.rounds < 1 or chosen.passes < 1:
        parser.error("at least one round and one pass are needed")
    torch.set_num_threads(1)
    committee = weights.decode(MODEL.read_bytes())
    crops = variants(read_crops(VECTORS.read_bytes()))
    export(exportable(committee), chosen.build / "dial.onnx")
    export(torch.nn.Identity(), chosen.build / "nothing.onnx")
    session, nothing = Session(chosen.build / "dial.onnx"), Session(chosen.build / "nothing.onnx")
    inputs = [normalise(crop[None], committee.first.local).numpy() for crop in crops]
    bindings, idle = [session.bound(crop) for crop in inputs], [nothing.bound(crop) for crop in inputs]
    answers = [session.answer(binding) for binding in bindings]
    vectors = chosen.build / "benchmark-dials.bin"
    vectors.write_bytes(encode_vectors(crops, answers))
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})  # both on one core; the product inherits it
    session.times(bindings, chosen.passes)  # warms caches, not counted
    others, overheads, owns, differences = [], [], [], []
    for _ in range(chosen.rounds):
        others.append(np.median(session.times(bindings, chosen.passes)))
        overheads.append(np.median(nothing.times(idle, chosen.passes)))
        own, difference, count = product(chosen.meterclip, vectors, chosen.passes)
        if count != len(crops):
            fail(f"{chosen.meterclip} measured {count} crops of {len(crops)}")
        owns.append(own)
        differences.append(difference)
    print(f"{len(crops)} crops, {committee.first.layout.multiply_adds} multiply-adds each, medians of {chosen.rounds} turns")
    lines, kept = verdict(np.median(owns), np.median(others), np.median(overheads), max(differences))
    print("\n".join(lines))
    if not kept:
        sys.exit("the benchmark is beyond its limits")


if __name__ == "__main__":
    main()
