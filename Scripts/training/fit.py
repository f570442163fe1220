"""Training: AdamW with a one-cycle learning rate on soft circular labels, and an average of the last steps' weights."""
import copy
import sys
import time

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


def augment(crops, generator):
    """Small shifts, scalings and slants, noise, and now and then a negative; so no crop is seen twice."""
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
    return torch.where(negative[:, None, None], 255 - moved, moved)


def average_into(average, network, decay):
    """Moves the averaged weights a little towards the current ones; counters and statistics follow too."""
    with torch.no_grad():
        for target, source in zip(average.state_dict().values(), network.state_dict().values()):
            if target.dtype.is_floating_point:
                target.lerp_(source, 1 - decay)
            else:
                target.copy_(source)


def fit(crops, positions, epochs, seed, layout, after_epoch=None):
    """Trains on rendered crops and returns the averaged network, which depends on the data, the seed and torch alone."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    generator = torch.Generator().manual_seed(seed)
    network = TrainingNetwork(layout).to(memory_format=torch.channels_last)
    average = copy.deepcopy(network)
    images, labels = torch.from_numpy(crops), targets(positions)
    steps = len(crops) // BATCH
    optimiser = torch.optim.AdamW(network.parameters(), lr=PEAK_RATE, weight_decay=WEIGHT_DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, PEAK_RATE, total_steps=epochs * steps, pct_start=WARM_UP)
    began, done = time.monotonic(), 0
    for epoch in range(epochs):
        network.train()
        order = torch.randperm(len(crops), generator=generator)
        total = 0.0
        for step in range(steps):
            chosen = order[step * BATCH : (step + 1) * BATCH]
            batch = normalise(augment(images[chosen].float(), generator)).to(memory_format=torch.channels_last)
            loss = -(torch.log_softmax(network(batch), 1) * labels[chosen]).sum(1).mean()
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
