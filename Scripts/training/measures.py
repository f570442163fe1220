"""Everything that is measured on a stored dial network, in one place: rendered crops, rolling wheels, photographs."""
from dataclasses import dataclass

import evaluate
import real
import required
import robustness
import transitions


@dataclass
class Measured:
    """All figures of one network."""

    rendered: evaluate.RenderedReport
    rolling: dict  # name of the conditions -> (confidence from, transitions.Errors) each
    reports: dict  # name of a set of photographs -> real.Report; empty where there are none
    spoiled: dict  # name of a set -> rows of robustness
    lines: list  # what has to be shown

    @property
    def diagrams(self):
        """What the reliability diagrams show."""
        found = {"rendered": self.rendered.points}
        if required.MEASURED in self.reports:
            found["real"] = self.reports[required.MEASURED].calibration
        return found


def photographs(network, folder):
    """(reports, spoiled) of the photographs in a folder; empty where there are none."""
    reports, spoiled = {}, {}
    for prefix in real.SETS:
        found, name = real.load(folder, (prefix,)), prefix.rstrip("/")
        if found:
            reports[name] = real.measure(network, found)
            if name == required.MEASURED:
                spoiled[name] = robustness.measure(network, folder, found.rows)
    return reports, spoiled


def measure(network, size, held_out, rolling_sets, folder):
    """Measures a network of `size` bytes on (crops, positions, kinds), on rolling
    wheels by conditions, and on photographs in `folder`."""
    rendered = evaluate.measure(network, *held_out)
    rolling = {name: transitions.measure(network, *found) for name, found in rolling_sets.items()}
    reports, spoiled = photographs(network, folder)
    name = required.MEASURED
    lines = required.lines(network, size, rendered, rolling, reports.get(name), spoiled.get(name))
    return Measured(rendered, rolling, reports, spoiled, lines)
