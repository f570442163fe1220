"""What a person says about each real crop that the network misreads: `verdicts.tsv`, one line per file.

A crop is label noise only if a careful person who sees the picture would not give the label either; anything that can be read
as labelled is ours, however hard it is.
"""
import csv
import pathlib

NOISE, OURS, UNJUDGED = "label noise", "ours", "not judged"
FILE = pathlib.Path(__file__).resolve().parent / "verdicts.tsv"


def load(path=FILE):
    """File name -> (verdict, why). Says which line is wrong."""
    verdicts = {}
    with path.open(newline="") as file:
        for number, row in enumerate(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE), 2):
            if row.get("verdict") not in (NOISE, OURS) or not row["why"] or None in row:
                raise ValueError(f"{path}:{number}: needs a file, \"{NOISE}\" or \"{OURS}\", and why, with tabs between them")
            if row["file"] in verdicts:
                raise ValueError(f"{path}:{number}: {row['file']} has been judged before")
            verdicts[row["file"]] = (row["verdict"], row["why"])
    return verdicts


def of(verdicts, outcome):
    """(verdict, why) for an outcome; a crop that nobody has looked at yet says so."""
    return verdicts.get(outcome.row["file"], (UNJUDGED, ""))
