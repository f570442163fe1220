"""What is not as it should be."""


class Failure(Exception):
    """One thing or several that did not come out as they must."""


class Skipped(Exception):
    """A check that cannot be done here, and why."""


class Remarks:
    """Gathers what is wrong, so that one run tells of everything."""

    def __init__(self):
        self.wrong = []

    def check(self, holds, words):
        if not holds:
            self.wrong.append(words)

    def settle(self):
        if self.wrong:
            more = [f"and {len(self.wrong) - 12} more"] if len(self.wrong) > 12 else []
            raise Failure("\n".join(self.wrong[:12] + more))
