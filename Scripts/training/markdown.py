"""Pieces of Markdown for the model cards."""


def percent(share):
    """Like "99.1 %"."""
    return f"{100 * share:.1f} %"


def table(head, rows):
    """A Markdown table."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows])
