"""What the training commands share: their options, the places they write to, and the versions they ran with.

The options are explained in one place, `Scripts/train --help`; a test holds it to the parsers made from this.
"""
import argparse
import pathlib
import sys
from dataclasses import dataclass

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
REAL = ROOT.parent / "shared" / "realmeters"  # photographs to measure on, where there are any
EXIT_USAGE, EXIT_NO_INPUT = 64, 66


def usage_error(message):
    """Ends the command because of its options."""
    sys.stderr.write(f"Scripts/train: {message}\n")
    sys.exit(EXIT_USAGE)


class Parser(argparse.ArgumentParser):
    """The options that every network knows; wrong ones end the command before any work."""

    def __init__(self):
        super().__init__(prog="Scripts/train", add_help=False, allow_abbrev=False)
        self.add_argument("--seed", type=int)
        self.add_argument("--quick", action="store_true")
        self.add_argument("--card-only", action="store_true")
        self.add_argument("--build", type=pathlib.Path, default=ROOT / ".build-training")
        self.add_argument("--out", type=pathlib.Path)

    def error(self, message):
        """Says what is wrong with the options."""
        usage_error(f"{message}; see Scripts/train --help")


@dataclass(frozen=True)
class Outputs:
    """The folders that a training run writes to: those of a checkout, or the same ones below another folder."""

    model: pathlib.Path
    vectors: pathlib.Path


def outputs(chosen):
    """The folders for these options, made where they are missing. A trial run never writes into the checkout by itself."""
    root = chosen.out or (chosen.build / "quick" if chosen.quick else ROOT)
    made = Outputs(root / "Sources" / "RecognitionModel", root / "Tests" / "RecognitionTests" / "Vectors")
    for folder in (made.model, made.vectors):
        folder.mkdir(parents=True, exist_ok=True)
    return made


def stored(path):
    """The bytes of a weight file that is to be described."""
    if not path.is_file():
        sys.stderr.write(f"Scripts/train: {path}: no weights to describe; train first, without --card-only\n")
        sys.exit(EXIT_NO_INPUT)
    return path.read_bytes()


def versions():
    """Like "Python 3.11.2, torch 1.13.0, OpenCV 4.6.0, numpy 1.24.2"."""
    import cv2
    import numpy
    import torch

    return f"Python {sys.version.split()[0]}, torch {torch.__version__}, OpenCV {cv2.__version__}, numpy {numpy.__version__}"
