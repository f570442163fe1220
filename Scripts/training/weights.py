"""The weight file, little endian.

weights.bin: "MCD3"; u16 input width, input height, channels of the three convolutions, width of the dense layer, outputs, number of
networks; two float32 temperatures: of the first network's look, and of the mean of all looks. Then each network: u16 1 if
its input is normalised by each pixel's surroundings, else 0; and for conv1, conv2, conv3, the dense layer and the output: a float32 step for each
output, int8 weights in steps ([out][in][3][3] or [out][channel × row × column]), float16 biases.
"""
import struct

import numpy as np
import torch

from network import OUTPUTS, Committee, DialNetwork, Layout
from optics import HEIGHT, WIDTH

MAGIC = b"MCD3"
HEADER = "<4s8H2f"
MOST = 127  # steps


def encode(committee):
    """The weight file's bytes."""
    layout = committee.first.layout
    sizes = (WIDTH, HEIGHT, layout.first, layout.second, layout.third, layout.dense, OUTPUTS, len(committee.members))
    parts = [struct.pack(HEADER, MAGIC, *sizes, committee.temperature, committee.closer_temperature)]
    for member in committee.members:
        parts.append(struct.pack("<H", member.local))
        for layer in member.layers:
            rows = layer.weight.detach().numpy().reshape(len(layer.bias), -1)
            steps = np.maximum(np.abs(rows).max(1) / np.float32(MOST), np.float32(1e-12)).astype("<f4")
            bias = layer.bias.detach().numpy().astype("<f2")
            if not np.isfinite(steps).all() or not np.isfinite(bias).all():
                raise ValueError("a weight is beyond what the file can hold")
            parts += [steps.tobytes(), np.rint(rows / steps[:, None]).astype("i1").tobytes(), bias.tobytes()]
    return b"".join(parts)


def decode(data):
    """The networks of a weight file, with the rounded weights."""
    magic, width, height, *sizes, outputs, count, first, closer = struct.unpack_from(HEADER, data)
    if magic != MAGIC or (width, height, outputs) != (WIDTH, HEIGHT, OUTPUTS):
        raise ValueError("not a dial network's weight file")
    at = struct.calcsize(HEADER)

    def array(kind, length):
        nonlocal at
        found = np.frombuffer(data, kind, length, at)
        at += found.nbytes
        return found

    members = []
    for _ in range(count):
        member = DialNetwork(Layout(*sizes), bool(array("<u2", 1)[0]))
        with torch.no_grad():
            for layer in member.layers:
                steps = array("<f4", len(layer.bias))
                rows = array("i1", layer.weight.numel()).reshape(len(steps), -1)
                values = torch.from_numpy(rows.astype(np.float32) * steps[:, None])
                layer.weight.copy_(values.reshape(layer.weight.shape))
                layer.bias.copy_(torch.from_numpy(array("<f2", len(steps)).astype(np.float32)))
        members.append(member.eval())
    if at != len(data):
        raise ValueError(f"the weight file has {len(data)} bytes, {at} expected")
    return Committee(members, first, closer)
