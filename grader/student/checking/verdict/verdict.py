"""The result of a check: points, and the lines of the message."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Status = Literal["right", "rule", "wrong", "error", "unfinished", "chosen"]

SHARES: Mapping[str, float] = {"shape": 0.2, "value": 0.6, "rule": 0.2}
"""Which share of an exercise's points each group of checks is worth."""


@dataclass(frozen=True)
class Verdict:
    """What is right and wrong about a function, and the lines of the message.

    Attributes
    ----------
    status : str
        "chosen" for a letter of a question of choice, where nobody is told whether it is right.
    groups : mapping of str to float
        For "shape", "value" and "rule" the share that is right, 0 to 1.
    mistake : str or None
        Name of the known mistake, where the function's results equal it in every case.
    lines : tuple of str
        The message, at most four lines.
    printed : str
        What the function printed in the case that the message speaks of.
    """

    status: Status
    groups: Mapping[str, float]
    mistake: str | None
    lines: tuple[str, ...]
    printed: str = ""

    @property
    def share(self) -> float:
        """The share of the points that the function earns, 0 to 1."""
        return sum(SHARES[group] * self.groups[group] for group in SHARES)


NOTHING_RIGHT: Mapping[str, float] = {"shape": 0.0, "value": 0.0, "rule": 0.0}
"""The groups of a function that earns nothing."""
