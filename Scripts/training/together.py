"""Training on from two networks that were trained apart, for the answer that they give together.

The product asks the second network only about dials of which the first is unsure. So the second first learns alone what the first
lacks, from nothing but such crops; then both learn together. Either time some of the crops are those of the first training, lest
it be forgotten.
"""
import copy
import sys
import time
from dataclasses import dataclass

import numpy as np
import torch

from fit import AVERAGE_DECAY, BATCH, WEIGHT_DECAY, augment, average_into
from network import CLOSER, TENTHS, TrainingNetwork, closer, normalise, targets, unsure_of
from readout import REACH
from spoil import VIEWS

ALONE, TOGETHER = 0.15, 0.2  # steps, as shares of those that a network was trained with before
LEAST = 50  # steps
PEAK_RATE, WARM_UP, FIRST_RATE = 1e-3, 0.05, 0.1  # share of the steps; share of the peak
DROPOUT = 0.06
OWN_SHARE = 0.3  # of the loss of the second network's answer by itself
FAMILIAR = 0.3  # share of the first training's crops that are looked through for unsure ones
FAMILIAR_ALONE, FAMILIAR_TOGETHER = 0.3, 0.4  # shares of a batch that come from the first training
PLAIN_ALONE, PLAIN_TOGETHER = 86, 128  # crops of a batch that are seen as they are; the others moved and magnified
FAULTS = (0.35, 0.45)  # shares of light and JPEG among the spoiled crops of a batch
HESITANT = 0.97  # confidence of the first network below which the common answer counts; drop-out takes some of it


@dataclass
class Doubtful:
    """Crops of which the first network is unsure, and the mean of its looks' logits."""

    crops: torch.Tensor
    positions: torch.Tensor
    logits: torch.Tensor

    def some(self, count, generator):
        """A random choice of (crops, positions, logits)."""
        chosen = torch.randint(len(self.positions), (count,), generator=generator)
        return self.crops[chosen].float(), self.positions[chosen], self.logits[chosen].float()


def doubtful(committee, crops, positions):
    """Those crops of which the committee's first network is unsure."""
    logits = committee.first.logits(crops)
    unsure = unsure_of(torch.softmax(logits / committee.temperature, 1).numpy())
    kept, total = crops[unsure], logits[unsure]
    for across, zoom in CLOSER:
        total = total + committee.first.logits(closer(kept, across, zoom))
    mean = (total / (1 + len(CLOSER))).half()
    return Doubtful(torch.from_numpy(kept), torch.from_numpy(positions[unsure]), mean)


def augmented(crops, seed):
    """The crops as one pass of the first training would show them."""
    generator = torch.Generator().manual_seed(seed)
    parts = []
    for at in range(0, len(crops), BATCH):
        parts.append(augment(torch.from_numpy(crops[at : at + BATCH]).float(), generator).clamp(0, 255).round().to(torch.uint8))
    return torch.cat(parts).numpy()


def trainable(trained):
    """A copy to train on."""
    network = TrainingNetwork(trained.layout, trained.local, DROPOUT)
    network.load_state_dict(trained.state_dict())
    return network.to(memory_format=torch.channels_last).train()


def answers(network, crops):
    """A training network's logits, computed as in the first training."""
    batch = normalise(crops, network.local).to(memory_format=torch.channels_last)
    with torch.autocast("cpu", torch.bfloat16):
        logits = network(batch)
    return logits.float()


def missed(logits, labels):
    """Cross entropy of each answer."""
    return -(torch.log_softmax(logits, 1) * labels).sum(1)


def looked_at(crops, plain):
    """The first `plain` crops as they are, the others moved and magnified as the product does it."""
    parts = crops[plain:].tensor_split(len(CLOSER))
    return torch.cat([crops[:plain], *(closer(part, *look) for part, look in zip(parts, CLOSER))])


def shuffled(generator, *parts):
    """Rows in another order, the same in all parts."""
    order = torch.randperm(len(parts[0]), generator=generator)
    return (part[order] for part in parts)


def optimise(networks, steps, loss, what):
    """Trains the networks on `loss()`; returns the averages of their weights."""
    averages = [copy.deepcopy(network) for network in networks]
    parameters = [parameter for network in networks for parameter in network.parameters()]
    optimiser = torch.optim.AdamW(parameters, lr=PEAK_RATE, weight_decay=WEIGHT_DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, PEAK_RATE, total_steps=steps, pct_start=WARM_UP, div_factor=1 / FIRST_RATE
    )
    began, total = time.monotonic(), 0.0
    for step in range(1, steps + 1):
        value = loss()
        optimiser.zero_grad(set_to_none=True)
        value.backward()
        optimiser.step()
        schedule.step()
        for average, network in zip(averages, networks):
            average_into(average, network, min(AVERAGE_DECAY, step / (step + 10)))
        total += value.item()
        if step % 500 == 0 or step == steps:
            sys.stderr.write(f"{what}, step {step} of {steps}: loss {total / step:.4f}, {time.monotonic() - began:.0f} s\n")
    return [average.eval() for average in averages]


def complement(second, temperature, familiar, spoiled, steps, seed):
    """The second network, trained on for the mean of its answer and the first network's, which stays as it is."""
    torch.manual_seed(seed)
    generator = torch.Generator().manual_seed(seed)
    network = trainable(second)
    known = round(BATCH * FAMILIAR_ALONE)

    def loss():
        parts = zip(spoiled.some(BATCH - known, generator), familiar.some(known, generator))
        crops, positions, first = shuffled(generator, *(torch.cat(part) for part in parts))
        labels = targets(positions)
        own = answers(network, looked_at(crops, PLAIN_ALONE))
        return missed((first + own) / 2 / temperature, labels).mean() + OWN_SHARE * missed(own, labels).mean()

    return optimise([network], steps, loss, "second network")[0]


def hesitant(logits, temperature):
    """1 for each answer of which the first network is not sure, else 0."""
    with torch.no_grad():
        mass = torch.softmax(logits / temperature, 1)
        steps = mass[:, :TENTHS].argmax(1)[:, None] + torch.arange(-REACH, REACH + 1)
        return ((mass.gather(1, steps % TENTHS).sum(1) < HESITANT) & (mass[:, TENTHS] < HESITANT)).float()


def spoiled_choice(pictures, count, generator):
    """Random crops of a spoiled set: indices, by FAULTS."""
    light, jpeg = (round(count * share) for share in FAULTS)
    fault = torch.tensor([0] * light + [1] * jpeg + [2] * (count - light - jpeg))
    return torch.randint(pictures, (count,), generator=generator) * VIEWS + fault


def join(members, committee, familiar, spoiled, steps, seed):
    """Both networks, trained on for their own answers and, where the first is not sure, for the common one. The sets are
    (crops, positions)."""
    torch.manual_seed(seed)
    generator = torch.Generator().manual_seed(seed)
    first, second = (trainable(member) for member in members)
    known = round(BATCH * FAMILIAR_TOGETHER)

    def loss():
        rare = spoiled_choice(len(spoiled[1]) // VIEWS, BATCH - known, generator)
        usual = torch.randint(len(familiar[1]), (known,), generator=generator)
        crops = torch.cat([spoiled[0][rare].float(), augment(familiar[0][usual].float(), generator)])
        crops, positions = shuffled(generator, crops, torch.cat([spoiled[1][rare], familiar[1][usual]]))
        views, labels = looked_at(crops, PLAIN_TOGETHER), targets(positions)
        one, other = answers(first, views), answers(second, views)
        common = missed((one + other) / 2 / committee.closer_temperature, labels) * hesitant(one, committee.temperature)
        return missed(one, labels).mean() + common.mean() + OWN_SHARE * missed(other, labels).mean()

    return optimise([first, second], steps, loss, "both networks")


def later_steps(steps):
    """Steps of either training here, after one of so many steps for each network."""
    return max(LEAST, round(steps * ALONE)), max(LEAST, round(steps * TOGETHER))


def improve(members, committee, familiar, spoiled, steps, seed):
    """Two networks that were trained apart in `steps` steps each, trained on together. `committee` is made of them and calibrated;
    the sets are (crops, positions)."""
    few = round(len(familiar[1]) * FAMILIAR)
    usual = doubtful(committee, augmented(familiar[0][:few], seed + 2), familiar[1][:few])
    rare = doubtful(committee, *spoiled)
    alone, together = later_steps(steps)
    first, second = members
    second = complement(second, committee.closer_temperature, usual, rare, alone, seed)
    as_tensors = [tuple(torch.from_numpy(part) for part in found) for found in (familiar, spoiled)]
    return join((first, second), committee, *as_tensors, together, seed)
