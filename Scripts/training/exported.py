"""The stored networks for other programs: the first as an ONNX file, and crops with the answers that are expected of them.

A file of test vectors: u16 count; per crop 640 bytes of luma, row by row, then 101 float32 probabilities; little endian.
"""
import copy
import struct

import numpy as np
import torch

from network import OUTPUTS
from optics import HEIGHT, WIDTH

OPSET = 13
SEED = 3


def read_crops(data):
    """The crops of a file of test vectors."""
    (count,) = struct.unpack_from("<H", data)
    size = WIDTH * HEIGHT + 4 * OUTPUTS
    if len(data) != 2 + count * size:
        raise ValueError(f"{count} test vectors need {2 + count * size} bytes, there are {len(data)}")
    rows = np.frombuffer(data, np.uint8, count * size, 2).reshape(count, size)
    return rows[:, : WIDTH * HEIGHT].reshape(count, HEIGHT, WIDTH).copy()


def variants(crops):
    """The crops, and each inverted, faint, noisy and moved; then a flat one and one of noise."""
    rng = np.random.default_rng(SEED)
    whole = crops.astype(np.float64)
    noisy = whole + rng.normal(0, 12, crops.shape)
    parts = [whole, 255 - whole, 100 + (whole - 128) * 0.3, noisy, np.roll(whole, (3, -2), (1, 2))]
    parts += [np.full((1, HEIGHT, WIDTH), 90.0), rng.uniform(0, 255, (1, HEIGHT, WIDTH))]
    return np.clip(np.concatenate(parts), 0, 255).astype(np.uint8)


def encode_vectors(crops, distributions):
    """A file of test vectors with these answers."""
    pairs = (crop.tobytes() + answer.astype("<f4").tobytes() for crop, answer in zip(crops, distributions))
    return struct.pack("<H", len(crops)) + b"".join(pairs)


def exportable(committee):
    """The first network from normalised crop to distribution, with the temperature in the last layer's weights."""
    plain = copy.deepcopy(committee.first)
    with torch.no_grad():
        last = plain.layers[-1]
        last.weight.div_(committee.temperature)
        last.bias.div_(committee.temperature)
    return torch.nn.Sequential(plain, torch.nn.Softmax(1)).eval()


def export(module, path):
    """Writes a module that takes one crop as an ONNX file."""
    example = torch.zeros(1, 1, HEIGHT, WIDTH)
    torch.onnx.export(module, example, str(path), opset_version=OPSET, input_names=["crop"], output_names=["answer"])
