"""`Scripts/train` after its checks: python3 Scripts/training dial|needle|all OPTIONS.

All options are read before the first network is trained, so that a mistake in them does not come to light an hour later.
"""
import importlib
import sys

TRAINERS = {"dial": ("train",), "needle": ("needles.train",), "all": ("train", "needles.train")}


def main():
    """Runs the trainers one after the other."""
    trainers = [importlib.import_module(name) for name in TRAINERS[sys.argv[1]]]
    work = [(trainer, trainer.arguments(sys.argv[2:])) for trainer in trainers]
    for trainer, chosen in work:
        trainer.run(chosen)


if __name__ == "__main__":
    main()
