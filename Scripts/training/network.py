"""The dial network: three small convolutions and two dense layers on 20 × 32 luma, about a million multiply-adds.

`TrainingNetwork` has batch norm and drop-out; `folded` turns it into a `DialNetwork`, and a `Committee` of these is what is
stored, measured and run in the product: the first network reads every dial, the others help where it is unsure.
"""
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from optics import HEIGHT, WIDTH
from readout import read

TENTHS = 100  # steps of a turn
OUTPUTS = TENTHS + 1  # and "no dial"
SMALLEST_DEVIATION = 4.0  # luma; an empty crop's noise is not blown up beyond this
REACH = 4  # pixels to every side that make up a pixel's surroundings
LABEL_SIGMA = 1.6  # tenths
FAINT = 2.5  # luma; a crop that deviates less shows nothing that was trained on, and is not read

# A crop that is not sure at first is looked at again by every network, as it is and moved by some columns and magnified; all looks
# are averaged.
UNSURE = 0.95  # confidence
CLOSER = ((1.0, 1.06), (-1.0, 1.06))  # columns to the right, magnification


@dataclass(frozen=True)
class Layout:
    """The sizes of the layers."""

    first: int = 12
    second: int = 24
    third: int = 48
    dense: int = 96

    @property
    def flat(self):
        """Values after the last pooling."""
        return self.third * (HEIGHT // 8) * (WIDTH // 8)

    @property
    def multiply_adds(self):
        """Multiply-adds of one inference."""
        area = WIDTH * HEIGHT
        convolutions = 9 * (area * self.first + area // 4 * self.first * self.second + area // 16 * self.second * self.third)
        return convolutions + self.flat * self.dense + self.dense * OUTPUTS

    @property
    def parameters(self):
        """Stored numbers."""
        convolutions = 9 * (self.first + self.first * self.second + self.second * self.third)
        biases = self.first + self.second + self.third + self.dense + OUTPUTS
        return convolutions + biases + self.flat * self.dense + self.dense * OUTPUTS


def offset_norm(channels):
    """Batch norm without a gain: ReLU lets any positive gain through to the next layer's weights, so it would be idle."""
    norm = nn.BatchNorm2d(channels)
    norm.weight.requires_grad_(False)
    return norm


class TrainingNetwork(nn.Module):
    """The network as it is trained.

    Pooling comes before norm and ReLU: with a positive gain all three commute, and the norm has a quarter of the work. The
    dense layers are written as convolutions over the whole map, which is the same sum by a faster routine.
    """

    def __init__(self, layout=Layout(), local=False, dropout=0.12):
        super().__init__()
        self.layout, self.local = layout, local
        self.conv1 = nn.Conv2d(1, layout.first, 3, padding=1, bias=False)
        self.conv2 = nn.Conv2d(layout.first, layout.second, 3, padding=1, bias=False)
        self.conv3 = nn.Conv2d(layout.second, layout.third, 3, padding=1, bias=False)
        self.dense1 = nn.Conv2d(layout.third, layout.dense, (HEIGHT // 8, WIDTH // 8), bias=False)
        self.dense2 = nn.Conv2d(layout.dense, OUTPUTS, 1)
        self.norm1, self.norm2 = offset_norm(layout.first), offset_norm(layout.second)
        self.norm3, self.norm4 = offset_norm(layout.third), offset_norm(layout.dense)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x):
        x = functional.relu(self.norm1(functional.max_pool2d(self.conv1(x), 2)))
        x = functional.relu(self.norm2(functional.max_pool2d(self.conv2(x), 2)))
        x = functional.relu(self.norm3(functional.max_pool2d(self.conv3(x), 2)))
        x = functional.relu(self.norm4(self.dense1(self.dropout(x))))
        return self.dense2(self.dropout(x)).flatten(1)


class DialNetwork(nn.Module):
    """The network as it is used: no batch norm."""

    def __init__(self, layout=Layout(), local=False):
        super().__init__()
        self.layout, self.local = layout, local
        self.conv1 = nn.Conv2d(1, layout.first, 3, padding=1)
        self.conv2 = nn.Conv2d(layout.first, layout.second, 3, padding=1)
        self.conv3 = nn.Conv2d(layout.second, layout.third, 3, padding=1)
        self.dense1 = nn.Linear(layout.flat, layout.dense)
        self.dense2 = nn.Linear(layout.dense, OUTPUTS)

    @property
    def layers(self):
        """The layers in the order they are stored."""
        return self.conv1, self.conv2, self.conv3, self.dense1, self.dense2

    def forward(self, x):
        for convolution in (self.conv1, self.conv2, self.conv3):
            x = functional.max_pool2d(functional.relu(convolution(x)), 2)
        x = functional.relu(self.dense1(x.flatten(1)))
        return self.dense2(x)

    @torch.no_grad()
    def logits(self, crops, batch=1000):
        """The logits for each crop of [n, HEIGHT, WIDTH]."""
        starts = range(0, len(crops), batch)
        parts = [self(normalise(crops[at : at + batch], self.local)) for at in starts]
        return torch.cat(parts) if parts else torch.zeros(0, OUTPUTS)


@dataclass
class Committee:
    """Networks of one layout that answer together, and the temperatures their logits are divided by."""

    members: list
    temperature: float = 1.0  # of the first network's look
    closer_temperature: float = 1.0  # of the mean of all looks

    @property
    def first(self):
        """The network that reads every dial."""
        return self.members[0]

    @property
    def looks(self):
        """Looks at an unsure dial, of all networks together."""
        return len(self.members) * (1 + len(CLOSER))

    def first_look(self, crops):
        """The distribution after one look at each crop of [n, HEIGHT, WIDTH], as float32[n, OUTPUTS]."""
        return torch.softmax(self.first.logits(crops) / self.temperature, 1).numpy()

    def all_looks(self, crops):
        """The mean logits of all looks at each crop, not divided by any temperature."""
        views = [crops, *(closer(crops, across, zoom) for across, zoom in CLOSER)]
        return sum(member.logits(view) for member in self.members for view in views) / self.looks

    def probabilities(self, crops):
        """The distribution for each crop of [n, HEIGHT, WIDTH] as the product gives it, as float32[n, OUTPUTS]."""
        answers = self.first_look(crops)
        faint = np.asarray(crops, np.float32).std((1, 2)) < FAINT
        answers[faint] = np.eye(OUTPUTS, dtype=np.float32)[TENTHS]
        unsure = unsure_of(answers)
        if unsure.any():
            again = self.all_looks(np.asarray(crops)[unsure]) / self.closer_temperature
            answers[unsure] = torch.softmax(again, 1).numpy()
        return answers


def unsure_of(answers):
    """Which of these distributions call for more looks."""
    seen = read(answers)
    return (seen.confidence < UNSURE) & (seen.none < UNSURE)


def folded(trained):
    """The trained network with batch norm folded into the weights."""
    plain = DialNetwork(trained.layout, trained.local)
    norms = (trained.norm1, trained.norm2, trained.norm3, trained.norm4)
    sources = (trained.conv1, trained.conv2, trained.conv3, trained.dense1)
    with torch.no_grad():
        for target, source, norm in zip(plain.layers, sources, norms):
            gain = 1 / torch.sqrt(norm.running_var + norm.eps)
            target.weight.copy_((source.weight * gain[:, None, None, None]).reshape(target.weight.shape))
            target.bias.copy_(norm.bias - norm.running_mean * gain)
        plain.dense2.weight.copy_(trained.dense2.weight[:, :, 0, 0])
        plain.dense2.bias.copy_(trained.dense2.bias)
    return plain.eval()


def closer(crops, across, zoom):
    """The crops moved `across` columns to the right and magnified; beyond their border the border repeats."""
    x = torch.as_tensor(crops).float()[:, None]
    columns = (torch.arange(WIDTH) - (WIDTH - 1) / 2 - across) / zoom / ((WIDTH - 1) / 2)
    rows = (torch.arange(HEIGHT) - (HEIGHT - 1) / 2) / zoom / ((HEIGHT - 1) / 2)
    grid = torch.stack([columns[None].expand(HEIGHT, -1), rows[:, None].expand(-1, WIDTH)], 2).expand(len(x), -1, -1, -1)
    return functional.grid_sample(x, grid, padding_mode="border", align_corners=True)[:, 0]


def normalise(crops, local=False):
    """Luma [n, HEIGHT, WIDTH] to a network's input [n, 1, HEIGHT, WIDTH]: less the mean, by the deviation.

    Both are those of the whole crop, or, if `local`, of each pixel's surroundings, so that light and shade drop out; the
    variance is then the mean of theirs and the whole crop's, lest an even part's noise be blown up.
    """
    x = torch.as_tensor(crops).float()[:, None]
    if local:
        x = x - surroundings(x)
        square = x * x
        deviation = torch.sqrt((surroundings(square) + square.mean((2, 3), keepdim=True)) / 2)
    else:
        x = x - x.mean((2, 3), keepdim=True)
        deviation = x.std((2, 3), unbiased=False, keepdim=True)
    return x / deviation.clamp_min(SMALLEST_DEVIATION)


def surroundings(x):
    """The mean of the square around each pixel; beyond the border the border repeats."""
    padded = functional.pad(x, (REACH,) * 4, mode="replicate")
    side = 2 * REACH + 1
    return functional.avg_pool2d(functional.avg_pool2d(padded, (side, 1), stride=1), (1, side), stride=1)


def targets(positions):
    """Soft circular labels [n, OUTPUTS] of positions in 0 ..< 10; negative means "no dial"."""
    tenths = torch.as_tensor(positions).float() * 10
    steps = torch.arange(TENTHS).float()
    distance = (steps[None] - tenths[:, None] + TENTHS / 2) % TENTHS - TENTHS / 2
    weight = torch.exp(-(distance**2) / (2 * LABEL_SIGMA**2))
    present = (tenths >= 0).float()[:, None]
    label = torch.zeros(len(tenths), OUTPUTS)
    label[:, :TENTHS] = weight / weight.sum(1, keepdim=True) * present
    label[:, TENTHS] = 1 - present[:, 0]
    return label
