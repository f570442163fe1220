# Training and calibration of the needle network on rendered grids.
import time

import numpy as np
import torch

from .network import NeedleNetwork

SIGMA = 0.9  # spread of the target, in steps of a hundredth turn
BATCH = 256


def targets(truth):
    """Soft targets [count, 101]: a circular bell around the step, or "none"."""
    distance = (torch.arange(100)[None] - truth[:, None] + 50) % 100 - 50
    bell = torch.exp(-0.5 * (distance / SIGMA) ** 2)
    bell = bell / bell.sum(1, keepdim=True)
    none = (truth < 0).float()[:, None]
    return torch.cat((bell * (1 - none), none), 1)


def cross_entropy(logits, truth, temperature=1.0):
    return -(targets(truth) * torch.log_softmax(logits / temperature, 1)).sum(1).mean()


def train(grids, truth, passes, seed, report=print):
    """A network trained on float16 grids; half of the batches, by lot, are mirrored in angle."""
    torch.manual_seed(seed)
    network = NeedleNetwork()
    order = torch.Generator().manual_seed(seed)
    steps = passes * (len(grids) // BATCH)
    optimiser = torch.optim.AdamW(network.parameters(), lr=4e-3, weight_decay=1e-2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 4e-3, total_steps=steps, pct_start=0.15)
    started, step, total = time.time(), 0, 0.0
    for turn in range(passes):
        shuffled = torch.randperm(len(grids), generator=order)
        for start in range(0, len(grids) // BATCH * BATCH, BATCH):
            pick = shuffled[start:start + BATCH].numpy()
            x = torch.from_numpy(grids[pick].astype(np.float32))[:, None]
            y = torch.from_numpy(truth[pick])
            if torch.rand(1, generator=order) < 0.5:  # the mirrored dial: column a becomes column -a
                x = torch.roll(torch.flip(x, (3,)), 1, 3)
                y = torch.where(y < 0, y, (100 - y) % 100)
            loss = cross_entropy(network(x), y)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            step, total = step + 1, total + loss.item()
            if step % 100 == 0:
                report(f"pass {turn + 1}/{passes} step {step}/{steps} loss {total / 100:.4f} {time.time() - started:.0f} s")
                total = 0.0
    return network.eval()


@torch.no_grad()
def logits_of(network, grids):
    parts = [network(torch.from_numpy(grids[start:start + 1024].astype(np.float32))[:, None])
             for start in range(0, len(grids), 1024)]
    return torch.cat(parts)


def temperature_for(logits, truth):
    """The divisor of the logits for which the mass within 0.6 of the truth (or on "none") is most honest: least mean
    negative logarithm. The width of a single peak is left as trained; what counts is the odds between peaks."""
    near = (torch.round(truth)[:, None].long() + torch.arange(-6, 7)) % 100
    shown = truth >= 0

    def cost(t):
        mass = torch.softmax(logits / t, 1)
        right = torch.where(shown, torch.gather(mass, 1, near).sum(1), mass[:, 100])
        return -torch.log(right + 1e-9).mean().item()

    return min((cost(t), float(t)) for t in np.arange(0.5, 2.01, 0.02))[1]
