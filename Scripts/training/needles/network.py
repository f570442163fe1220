# The needle network: circular along the angle, so that a turned dial gives a turned answer.
# Input [batch, 1, RADII, ANGLES], normalised; output [batch, 101]: a logit for each hundredth of a turn, then "no needle".
# Two plane convolutions shrink the radius (20 > 10 > 5) and the angle (100 > 50); the radius is then folded into channels
# and five residual convolutions with growing reach see the whole turn, which two-ended pointers need.
import torch
from torch import nn
from torch.nn import functional

CHANNELS = (8, 16, 24)
REACHES = (1, 2, 4, 8, 12)


class Circular(nn.Module):
    """Convolution with zero padding along the radius and circular padding along the angle, batch norm, ReLU."""

    def __init__(self, inputs, outputs, kernel, stride=(1, 1), reach=1):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, kernel, stride, dilation=(1, reach), bias=False)
        self.norm = nn.BatchNorm2d(outputs)
        self.across = kernel[0] // 2
        self.around = kernel[1] // 2 * reach

    def forward(self, x):
        if self.around:
            x = torch.cat((x[..., -self.around:], x, x[..., : self.around]), -1)
        if self.across:
            x = functional.pad(x, (0, 0, self.across, self.across))
        return torch.relu(self.norm(self.conv(x)))

    def folded(self):
        """Weights and bias with the batch norm taken in."""
        scale = self.norm.weight / torch.sqrt(self.norm.running_var + self.norm.eps)
        return self.conv.weight * scale[:, None, None, None], self.norm.bias - self.norm.running_mean * scale


class NeedleNetwork(nn.Module):
    """See the head of this file."""

    def __init__(self):
        super().__init__()
        first, second, width = CHANNELS
        self.first = Circular(1, first, (3, 5), (2, 1))
        self.second = Circular(first, second, (3, 3), (2, 2))
        self.fold = Circular(second, width, (5, 1))
        self.fold.across = 0
        self.blocks = nn.ModuleList(Circular(width, width, (1, 3), reach=reach) for reach in REACHES)
        self.angles = nn.Conv2d(width, 2, 1)
        self.none = nn.Linear(2 * width, 1)

    def forward(self, x):
        x = self.fold(self.second(self.first(x)))
        for block in self.blocks:
            x = x + block(x)
        pairs = self.angles(x)[:, :, 0]  # [batch, 2, 50]
        steps = pairs.transpose(1, 2).flatten(1)
        flat = x[:, :, 0]
        none = self.none(torch.cat((flat.mean(-1), flat.amax(-1)), 1))
        return torch.cat((steps, none), 1)


def multiply_adds():
    """Multiply-adds of one dial, counted from the shapes."""
    first, second, width = CHANNELS
    return (10 * 100 * 15 * first + 5 * 50 * 9 * first * second + 50 * 5 * second * width
            + len(REACHES) * 50 * 3 * width * width + 50 * 2 * width + 2 * width)
