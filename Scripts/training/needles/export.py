# Writes needle.bin (the format is described in Sources/Recognition/NeedleWeights.swift) and the test vectors that hold
# the Swift inference to torch.
import copy
import struct

import numpy as np
import torch

import examples
import polar
from network import Circular


def rounded(network, temperature):
    """A copy whose batch norms are folded in, logits divided by the temperature, and weights rounded to half floats."""
    network = copy.deepcopy(network).eval()
    with torch.no_grad():
        for layer in network.modules():
            if isinstance(layer, Circular):
                weight, bias = layer.folded()
                layer.conv.weight.copy_(weight.half().float())
                norm = layer.norm
                norm.weight.fill_(1)
                norm.running_mean.zero_()
                norm.running_var.fill_(1 - norm.eps)
                norm.bias.copy_(bias.half().float())
        for head in (network.angles, network.none):
            head.weight.copy_((head.weight / temperature).half().float())
            head.bias.copy_((head.bias / temperature).half().float())
    return network


def arrays(network):
    """All values of a rounded network in file order."""
    for layer in (network.first, network.second, network.fold, *network.blocks):
        yield layer.conv.weight.permute(3, 2, 1, 0)  # angle tap, radius, input channel, output channel
        yield layer.norm.bias
    yield network.angles.weight[:, :, 0, 0].T
    yield network.angles.bias
    yield network.none.weight
    yield network.none.bias


def write_weights(network, path):
    """Writes a rounded network."""
    with torch.no_grad():
        values = np.concatenate([array.contiguous().numpy().ravel() for array in arrays(network)]).astype("<f2")
    body = values.tobytes()
    hash_value = 0x811C9DC5
    for byte in body:
        hash_value = ((hash_value ^ byte) * 0x01000193) & 0xFFFFFFFF
    with open(path, "wb") as file:
        file.write(b"MCN1" + struct.pack("<II", len(values), hash_value) + body)
    return len(body) + 12


def write_vectors(network, path, seed, count=12):
    """Rendered dials with their grids in luma and their logits: "MCNV", count, then each dial."""
    rng = np.random.default_rng(seed)
    with open(path, "wb") as file:
        file.write(b"MCNV" + struct.pack("<I", count))
        for _ in range(count):
            photo, views, _ = examples.example(rng)
            centre, u, v, zero, sense = views[0]
            corners = np.float32([centre - u - v, centre + u - v, centre + u + v, centre - u + v])
            zero_angle = np.float32(zero * 10)
            centre, u, v = quad_frame(corners.astype(np.float64))
            grid = polar.unwrap(photo, centre, u, v, float(zero_angle) / 10, sense, exact=True)
            with torch.no_grad():
                logits = network(torch.from_numpy(polar.normalise(grid))[None, None])[0].numpy()
            height, width = photo.shape
            file.write(struct.pack("<IIIf", width, height, int(sense > 0), zero_angle))
            file.write(corners.astype("<f4").tobytes() + photo.tobytes())
            file.write(grid.T.astype("<f4").tobytes() + logits.astype("<f4").tobytes())


def quad_frame(corners):
    """Centre and half sides of an area's corners."""
    top_left, top_right, bottom_right, bottom_left = corners
    u = (top_right + bottom_right - top_left - bottom_left) / 4
    v = (bottom_left + bottom_right - top_left - top_right) / 4
    return corners.mean(0), u, v
