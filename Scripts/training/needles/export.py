# The bytes of needle.bin (the format is described in Sources/Recognition/NeedleWeights.swift), there and back, and of the
# test vectors that hold the Swift inference to torch.
import copy
import struct

import numpy as np
import torch

from . import examples, polar
from .network import Circular, NeedleNetwork

MAGIC = b"MCN1"
HEADER = struct.Struct("<4sII")  # magic, number of values, fingerprint of their bytes


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
    """All values of a rounded network in file order, as views of its own."""
    for layer in (network.first, network.second, network.fold, *network.blocks):
        yield layer.conv.weight.permute(3, 2, 1, 0)  # angle tap, radius, input channel, output channel
        yield layer.norm.bias
    yield network.angles.weight[:, :, 0, 0].T
    yield network.angles.bias
    yield network.none.weight
    yield network.none.bias


def fingerprint(body):
    """FNV-1a, 32 bits."""
    value = 0x811C9DC5
    for byte in body:
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def encode(network):
    """The weight file's bytes for a rounded network."""
    with torch.no_grad():
        values = np.concatenate([array.contiguous().numpy().ravel() for array in arrays(network)]).astype("<f2")
    if not np.isfinite(values).all():
        raise ValueError("a weight does not fit into float16")
    body = values.tobytes()
    return HEADER.pack(MAGIC, len(values), fingerprint(body)) + body


def decode(data):
    """The rounded network of a weight file."""
    network = rounded(NeedleNetwork(), 1.0)  # its batch norms do nothing but add their bias
    body = data[HEADER.size :]
    needed = sum(array.numel() for array in arrays(network))
    if len(body) != 2 * needed or HEADER.unpack_from(data) != (MAGIC, needed, fingerprint(body)):
        raise ValueError("not a needle network's weight file, or a damaged one")
    values, at = torch.from_numpy(np.frombuffer(body, "<f2").astype(np.float32)), 0
    with torch.no_grad():
        for array in arrays(network):  # views: what is copied into them is in the network
            array.copy_(values[at : at + array.numel()].reshape(array.shape))
            at += array.numel()
    return network


def parameters(network):
    """Stored numbers."""
    return sum(array.numel() for array in arrays(network))


def encode_vectors(network, seed, count=12):
    """The test vectors' bytes, rendered dials with their grids in luma and their logits: "MCNV", count, then each dial."""
    rng = np.random.default_rng(seed)
    parts = [b"MCNV" + struct.pack("<I", count)]
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
        parts.append(struct.pack("<IIIf", width, height, int(sense > 0), zero_angle))
        parts.append(corners.astype("<f4").tobytes() + photo.tobytes())
        parts.append(grid.T.astype("<f4").tobytes() + logits.astype("<f4").tobytes())
    return b"".join(parts)


def quad_frame(corners):
    """Centre and half sides of an area's corners."""
    top_left, top_right, bottom_right, bottom_left = corners
    u = (top_right + bottom_right - top_left - bottom_left) / 4
    v = (bottom_left + bottom_right - top_left - top_right) / 4
    return corners.mean(0), u, v
