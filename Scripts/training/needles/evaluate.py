# Measures a reader on real needle crops: python3 evaluate.py FOLDER MODEL, with FOLDER/manifest.tsv (kind needle_crop).
# Only measures: nothing of what it reads goes into training.
import csv
import os
import sys

import cv2
import numpy as np
import torch

import fit
import polar
from network import NeedleNetwork

ZERO = {"meterelf-water": -4.5 / 360}  # turn of the scale's zero against upright, where a folder has one


def crops(folder):
    """(path, group, gray picture, zero in turns, label in steps)."""
    with open(os.path.join(folder, "manifest.tsv")) as manifest:
        for row in csv.DictReader(manifest, delimiter="\t"):
            if row["kind"] == "needle_crop":
                path = os.path.join(folder, row["file"])
                zero = ZERO.get(row["file"].split("/")[0], 0.0)
                yield row["file"], row["camera"], cv2.imread(path, cv2.IMREAD_GRAYSCALE), zero, float(row["label"]) * 10


def whole(picture):
    """The whole crop as a geometry: centre and half sides."""
    height, width = picture.shape
    return np.array([width / 2, height / 2]), np.array([width / 2, 0]), np.array([0, height / 2])


def measure(logits_of, folder, temperature, report=print, worst=8):
    rows = list(crops(folder))
    grids = np.stack([polar.normalise(polar.unwrap(p, *whole(p), zero, 1, exact=True)) for _, _, p, zero, _ in rows])
    probabilities = torch.softmax(logits_of(grids) / temperature, 1).numpy()
    truth = np.array([row[4] for row in rows])
    signed = fit.errors(fit.values(probabilities), truth)
    groups = [row[1] for row in rows]
    for name in sorted({g.split("_")[0] for g in groups}) + sorted(set(groups)):
        pick = np.array([g == name or g.split("_")[0] == name for g in groups])
        error = np.abs(signed[pick])
        report(f"{name:28} n {pick.sum():4} within 0.3: {np.mean(error <= 0.3):.4f} mean {error.mean():.4f} "
               f"bias {np.median(signed[pick]):+.3f} none mean {probabilities[pick, 100].mean():.4f}")
    for index in np.argsort(-np.abs(signed))[:worst]:
        report(f"  {rows[index][0]} error {signed[index]:+.2f} peak {probabilities[index, :100].max():.2f} "
               f"none {probabilities[index, 100]:.2f}")
    return signed


if __name__ == "__main__":
    torch.set_num_threads(1)
    saved = torch.load(sys.argv[2])
    network = NeedleNetwork()
    network.load_state_dict(saved["network"])
    network.eval()
    measure(lambda grids: fit.logits_of(network, grids), sys.argv[1], saved["temperature"])
