"""Training: AdamW with a one-cycle learning rate on soft circular labels, and an average of the last steps' weights."""
import copy
import sys
import time

import cv2
import numpy as np
import torch
from torch.nn import functional

from network import TrainingNetwork, normalise, targets
from optics import HEIGHT, WIDTH

BATCH = 256
PEAK_RATE = 4e-3
WEIGHT_DECAY = 1e-2
WARM_UP = 0.15  # share of the steps with a rising rate
AVERAGE_DECAY = 0.999  # of the running average of the weights
INVERT_SHARE = 0.12
DAZZLED_SHARE, BLOCKY_SHARE = 0.26, 0.18

# JPEG: the waves of a block, and the steps of their strengths, which get coarser the finer the wave.
WAVES = torch.from_numpy(cv2.dct(np.eye(8, dtype=np.float32), flags=cv2.DCT_ROWS).T.copy())
STEPS = 16 + 6.5 * (torch.arange(8)[:, None] + torch.arange(8)[None]).float()
COARSEST = 6.5


def dazzle(crops, generator):
    """A spot of light on each crop, bright enough to burn out."""
    shape = (len(crops), 1, 1)

    def draw(low, high):
        return low + (high - low) * torch.rand(shape, generator=generator)

    down = (torch.linspace(0, 1, HEIGHT)[None, :, None] - draw(0.1, 0.9)) / draw(0.05, 0.2)
    across = (torch.linspace(0, 1, WIDTH)[None, None] - draw(0.1, 0.9)) / draw(0.08, 0.25)
    return (crops + draw(80, 230) * torch.exp(-(down**2 + across**2))).clamp(0, 255)


def blocks(crops, generator):
    """What a poor JPEG leaves of a dial as small as the crop: steps in the frequencies of 8 × 8 blocks, their grid anywhere."""
    left, top = (int(torch.randint(8, (1,), generator=generator)) for _ in range(2))
    padded = functional.pad(crops[:, None], (left, -(left + WIDTH) % 8, top, -(top + HEIGHT) % 8), mode="replicate")
    count, _, rows, columns = padded.shape
    cells = padded.reshape(count, rows // 8, 8, columns // 8, 8).transpose(2, 3) - 128
    # The root: mostly coarse, since a fine step changes nothing.
    coarseness = torch.exp(torch.rand(count, 1, 1, 1, 1, generator=generator).sqrt() * np.log(COARSEST)) * STEPS
    waves = torch.round(WAVES @ cells @ WAVES.T / coarseness) * coarseness
    plain = (WAVES.T @ waves @ WAVES + 128).transpose(2, 3).reshape(count, rows, columns)
    return plain[:, top : top + HEIGHT, left : left + WIDTH].clamp(0, 255)


def augment(crops, generator):
    """Small shifts, scalings and slants, noise, now and then a negative, a reflection or a poor JPEG; no crop is seen twice."""
    count = len(crops)

    def normal(scale):
        return torch.randn(count, generator=generator) * scale

    matrix = torch.zeros(count, 2, 3)
    matrix[:, 0, 0], matrix[:, 1, 1] = 1 + normal(0.04), 1 + normal(0.03)
    matrix[:, 0, 1] = normal(0.02)
    matrix[:, 0, 2], matrix[:, 1, 2] = normal(0.04), normal(0.015)
    grid = functional.affine_grid(matrix, (count, 1, HEIGHT, WIDTH), align_corners=False)
    moved = functional.grid_sample(crops[:, None], grid, padding_mode="border", align_corners=False)[:, 0]
    strength = torch.rand(count, 1, 1, generator=generator) * 4
    moved = moved + torch.randn(moved.shape, generator=generator) * strength
    negative = torch.rand(count, generator=generator) < INVERT_SHARE
    moved = torch.where(negative[:, None, None], 255 - moved, moved)
    # The order of a batch is random already, so its first crops are as good as any.
    dazzled, blocky = round(count * DAZZLED_SHARE), round(count * BLOCKY_SHARE)
    moved[:dazzled] = dazzle(moved[:dazzled], generator)
    moved[-blocky:] = blocks(moved[-blocky:], generator)
    return moved


def average_into(average, network, decay):
    """Moves the averaged weights a little towards the current ones; counters and statistics follow too."""
    with torch.no_grad():
        for target, source in zip(average.state_dict().values(), network.state_dict().values()):
            if target.dtype.is_floating_point:
                target.lerp_(source, 1 - decay)
            else:
                target.copy_(source)


def steps_of(count, epochs):
    """The steps that training on so many crops takes."""
    return epochs * (count // BATCH)


def fit(crops, positions, epochs, seed, layout, local, after_epoch=None):
    """Trains on rendered crops and returns the averaged network, which depends on the data, the seed and torch alone."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    generator = torch.Generator().manual_seed(seed)
    network = TrainingNetwork(layout, local).to(memory_format=torch.channels_last)
    average = copy.deepcopy(network)
    images, labels = torch.from_numpy(crops), targets(positions)
    steps = len(crops) // BATCH
    optimiser = torch.optim.AdamW(network.parameters(), lr=PEAK_RATE, weight_decay=WEIGHT_DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, PEAK_RATE, total_steps=steps_of(len(crops), epochs), pct_start=WARM_UP)
    began, done = time.monotonic(), 0
    for epoch in range(epochs):
        network.train()
        order = torch.randperm(len(crops), generator=generator)
        total = 0.0
        for step in range(steps):
            chosen = order[step * BATCH : (step + 1) * BATCH]
            batch = normalise(augment(images[chosen].float(), generator), local).to(memory_format=torch.channels_last)
            # Products in bfloat16 take less time; sums, norms' statistics and weights stay in full.
            with torch.autocast("cpu", torch.bfloat16):
                logits = network(batch)
            loss = -(torch.log_softmax(logits.float(), 1) * labels[chosen]).sum(1).mean()
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            optimiser.step()
            schedule.step()
            done += 1
            average_into(average, network, min(AVERAGE_DECAY, done / (done + 10)))
            total += loss.item()
        elapsed = time.monotonic() - began
        sys.stderr.write(f"epoch {epoch + 1} of {epochs}: loss {total / steps:.4f}, {elapsed:.0f} s\n")
        if after_epoch:
            after_epoch(epoch, average)
    return average.eval()
