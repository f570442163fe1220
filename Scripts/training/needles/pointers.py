# The pointers of needle dials as outlines: a half-width along the axis, plus discs.
# Lengths are in units of the scale's radius; +x is where the pointer points. Every choice comes from the generator `rng`.
from dataclasses import dataclass, field


@dataclass
class Pointer:
    """An outline symmetric about its axis, discs on the axis, and bright spots (magnets, screws)."""

    profile: list  # (x, half-width), x growing
    discs: list = field(default_factory=list)  # (x, radius)
    caps: list = field(default_factory=list)  # (x, radius) in another tone than the pointer
    magnet: tuple | None = None  # (x, half-side, is round)


def teardrop(rng):
    """A fat round hub with a short tip, straight, hollowed or like a bottle's neck."""
    hub = rng.uniform(0.16, 0.5)
    length = rng.uniform(max(0.58, hub + 0.28), 1.0)
    base = hub * rng.uniform(0.45, 0.98)
    start = (hub * hub - base * base) ** 0.5
    tip = rng.uniform(0.0, 0.055)
    profile = [(start * 0.5, base * 0.8), (start, base)]
    shape = rng.random()
    if shape < 0.35:  # hollowed
        middle = start + (length - start) * rng.uniform(0.3, 0.55)
        straight = base + (tip - base) * (middle - start) / (length - start)
        profile.append((middle, straight * rng.uniform(0.55, 0.95)))
    elif shape < 0.65:  # neck of even width, then cut off or pointed
        neck = rng.uniform(0.045, 0.12)
        profile.append((start + (length - start) * rng.uniform(0.25, 0.6), neck))
        tip = neck * rng.uniform(0.1, 1.0)
    profile.append((length, tip))
    return Pointer(profile, [(0, hub)])


def house(rng):
    """A broad plate: flat tail, straight sides, pointed end."""
    tail, shoulder = rng.uniform(0.15, 0.5), rng.uniform(-0.1, 0.45)
    width = rng.uniform(0.14, 0.36)
    length = rng.uniform(max(0.65, shoulder + 0.3), 1.05)
    tip = rng.uniform(0.0, 0.05)
    profile = [(-tail, width * rng.uniform(0.7, 1.1)), (shoulder, width)]
    if rng.random() < 0.4:
        middle = shoulder + (length - shoulder) * rng.uniform(0.4, 0.8)
        straight = width + (tip - width) * (middle - shoulder) / (length - shoulder)
        profile.append((middle, straight * rng.uniform(0.6, 1.15)))
    profile.append((length, tip))
    return Pointer(profile)


def thin(rng):
    """A slender needle with a small hub and, mostly, a tail that is shorter or ends in a counterweight."""
    width, length = rng.uniform(0.018, 0.085), rng.uniform(0.65, 1.05)
    tail = 0 if rng.random() < 0.3 else rng.uniform(0.1, 0.62) * length
    tip = width * rng.uniform(0.1, 1.0)
    profile = [(-tail, width * rng.uniform(0.7, 1.6)), (0, width), (length * rng.uniform(0.6, 0.95), width), (length, tip)]
    if rng.random() < 0.5:
        profile = [(-tail, width * rng.uniform(0.7, 1.8)), (0, width * rng.uniform(1, 1.6)), (length, tip)]
    discs = [(0, rng.uniform(0.05, 0.2))] if rng.random() < 0.85 else []
    if tail > 0.2 and rng.random() < 0.45:
        weight = rng.uniform(0.05, 0.13)
        if rng.random() < 0.5:
            discs.append((-tail, weight))
        else:
            profile = [(-tail - weight, weight), (-tail + weight, weight), (-tail + weight, width)] + profile[1:]
    return Pointer(profile, discs)


def arrow(rng):
    """A shaft with a head or a spade before its end."""
    shaft, head = rng.uniform(0.02, 0.07), rng.uniform(0.07, 0.17)
    length = rng.uniform(0.65, 1.05)
    neck = length - rng.uniform(0.15, 0.4)
    tail = rng.uniform(0.0, 0.55)
    profile = [(-tail, shaft * rng.uniform(0.8, 2.5)), (0, shaft), (neck, shaft)]
    profile += [(neck + rng.uniform(0, 0.12), head), (length, rng.uniform(0, 0.02))]
    return Pointer(profile, [(0, rng.uniform(0.06, 0.24))])


def wedge(rng):
    """Two ends: a narrow one that points and a broad one that mostly carries a magnet."""
    tail, width = rng.uniform(0.45, 1.4), rng.uniform(0.14, 0.5)
    length, tip = rng.uniform(0.7, 1.05), rng.uniform(0.0, 0.08)
    profile = [(-tail, width * rng.uniform(0.8, 1.05))]
    if rng.random() < 0.6:
        profile.append((-tail * rng.uniform(0.25, 0.7), width))
    if rng.random() < 0.6:
        profile.append((rng.uniform(-0.2, 0.3), width * rng.uniform(0.45, 0.95)))
    if rng.random() < 0.5:  # a step to a narrow tip
        profile.append((length * rng.uniform(0.45, 0.8), rng.uniform(0.06, 0.2)))
    profile.append((length, tip))
    magnet = (-tail * rng.uniform(0.55, 0.8), width * rng.uniform(0.35, 0.75), rng.random() < 0.3)
    return Pointer(profile, magnet=magnet if rng.random() < 0.75 else None)


def lance(rng):
    """A long diamond, broadest at or before the hub, with a short tail."""
    width, length = rng.uniform(0.06, 0.2), rng.uniform(0.65, 1.05)
    tail = rng.uniform(0.08, 0.5) * length
    profile = [(-tail, rng.uniform(0, 0.6) * width), (rng.uniform(-0.06, 0.22), width), (length, rng.uniform(0, 0.03))]
    return Pointer(profile, [(0, rng.uniform(0.04, 0.25))] if rng.random() < 0.6 else [])


def paddle(rng):
    """A strip of even width, rounded or cut, that reaches further on the pointing side."""
    width, length = rng.uniform(0.04, 0.14), rng.uniform(0.6, 1.0)
    tail = rng.uniform(0.0, 0.45) * length
    profile = [(-tail, width), (length - width, width), (length, width * rng.uniform(0.05, 0.9))]
    return Pointer(profile, [(0, rng.uniform(0.06, 0.3))] if rng.random() < 0.7 else [])


KINDS = [(teardrop, 0.28), (house, 0.14), (thin, 0.18), (arrow, 0.09), (wedge, 0.15), (lance, 0.1), (paddle, 0.06)]


def draw_pointer_shape(rng):
    """A pointer of a random kind, with a cap in another tone on some hubs."""
    pick, sum_so_far = rng.random(), 0.0
    for kind, share in KINDS:
        sum_so_far += share
        if pick < sum_so_far:
            break
    pointer = kind(rng)
    if rng.random() < 0.25:
        pointer.caps.append((rng.uniform(-0.02, 0.02), rng.uniform(0.03, 0.16)))
    return pointer
