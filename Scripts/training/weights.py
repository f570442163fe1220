"""The weight file and the test vectors, little endian.

weights.bin: "MCD2"; u16 input width, input height, channels of the three convolutions, width of the dense layer, outputs;
two float32 temperatures, by which logits are to be divided, the second for the mean of all looks; then float16 arrays without padding: weights and bias
of conv1, conv2, conv3 ([out][in][3][3] and [out]), of the dense layer ([out][channel × row × column]) and of the output.

dials.bin: u16 count; per crop 640 bytes of luma, row by row, then the 101 float32 probabilities of a first look.
"""
import struct

import numpy as np
import torch

from network import OUTPUTS, DialNetwork, Layout
from optics import HEIGHT, WIDTH

MAGIC = b"MCD2"
HEADER = "<4s7H2f"


def encode(network):
    """The weight file's bytes."""
    layout = network.layout
    sizes = (WIDTH, HEIGHT, layout.first, layout.second, layout.third, layout.dense, OUTPUTS)
    parts = [struct.pack(HEADER, MAGIC, *sizes, network.temperature, network.closer_temperature)]
    for layer in network.layers:
        for array in (layer.weight, layer.bias):
            half = array.detach().numpy().astype("<f2")
            if not np.isfinite(half).all():
                raise ValueError("a weight does not fit into float16")
            parts.append(half.tobytes())
    return b"".join(parts)


def decode(data):
    """The network of a weight file, with the float16-rounded weights."""
    magic, width, height, first, second, third, dense, outputs, *temperatures = struct.unpack_from(HEADER, data)
    if magic != MAGIC or (width, height, outputs) != (WIDTH, HEIGHT, OUTPUTS):
        raise ValueError("not a dial network's weight file")
    network = DialNetwork(Layout(first, second, third, dense), *temperatures)
    at = struct.calcsize(HEADER)
    with torch.no_grad():
        for layer in network.layers:
            for array in (layer.weight, layer.bias):
                values = np.frombuffer(data, "<f2", array.numel(), at).astype(np.float32)
                array.copy_(torch.from_numpy(values).reshape(array.shape))
                at += 2 * array.numel()
    if at != len(data):
        raise ValueError(f"the weight file has {len(data)} bytes, {at} expected")
    return network.eval()


def encode_vectors(network, crops):
    """The test vectors' bytes: crops and what `network` makes of each, one by one in float32."""
    parts = [struct.pack("<H", len(crops))]
    for crop in crops:
        parts.append(crop.tobytes())
        parts.append(network.first_look(crop[None])[0].astype("<f4").tobytes())
    return b"".join(parts)
