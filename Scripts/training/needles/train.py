# Makes Sources/RecognitionModel/needle.bin and Tests/RecognitionTests/Vectors/needles.bin from nothing but this folder:
#   python3 Scripts/training/needles/train.py [--pictures 40000] [--passes 6] [--seed 11] [--out FOLDER]
# One thread, ten to fifteen minutes of one free core; needs numpy, OpenCV and torch as Debian 12 packages them. The same seed and the same
# versions give the same file. evaluate.py then measures the saved model on real pictures, which are never trained on.
import argparse
import os
import time

import cv2
import numpy as np
import torch

import examples
import export
import fit
import network

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--pictures", type=int, default=40000)
    arguments.add_argument("--passes", type=int, default=6)
    arguments.add_argument("--seed", type=int, default=11)
    arguments.add_argument("--out", default=ROOT)
    arguments.add_argument("--checkpoint", default=None, help="also save the torch model here, for evaluate.py")
    options = arguments.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)

    started = time.time()
    grids, truth = examples.make(options.pictures, options.seed, lambda done: say(started, f"{done} pictures"))
    held_out, held_truth = examples.make(3000, options.seed + 1)
    say(started, f"{len(grids)} views rendered; {network.multiply_adds()} multiply-adds per dial")
    model = fit.train(grids, truth, options.passes, options.seed, lambda line: say(started, line))

    # Temperature on one half of the held-out pictures, figures on the other.
    half = len(held_out) // 2
    logits, held_truth = fit.logits_of(model, held_out), torch.from_numpy(held_truth)
    temperature = fit.temperature_for(logits[:half], held_truth[:half])
    say(started, f"temperature {temperature:.2f}; {fit.summary(logits[half:], held_truth[half:], temperature)}")

    final = export.rounded(model, temperature)
    say(started, f"rounded to half floats: {fit.summary(fit.logits_of(final, held_out[half:]), held_truth[half:], 1.0)}")
    if options.checkpoint:
        torch.save({"network": final.state_dict(), "temperature": 1.0}, options.checkpoint)
    weights = os.path.join(options.out, "Sources", "RecognitionModel", "needle.bin")
    vectors = os.path.join(options.out, "Tests", "RecognitionTests", "Vectors", "needles.bin")
    for path in (weights, vectors):
        os.makedirs(os.path.dirname(path), exist_ok=True)
    say(started, f"{export.write_weights(final, weights)} bytes of weights")
    export.write_vectors(final, vectors, options.seed + 2)


def say(started, line):
    print(f"{time.time() - started:5.0f} s  {line}", flush=True)


if __name__ == "__main__":
    main()
