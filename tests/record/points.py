"""Compare the points of two records: which known mistakes earn more or less, and why."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.record.recorder import Entries

MOST = 0.05
"""By which share of an exercise the points of a mistake may change without being listed."""


@dataclass(frozen=True)
class Earned:
    """What an implementation has earned of an exercise.

    Attributes
    ----------
    share : float
        Of the exercise's points.
    groups : dict of str to float
        For each group of checks the share that is right.
    """

    share: float
    groups: dict[str, float]


@dataclass(frozen=True)
class Change:
    """A known mistake whose points have changed."""

    notebook: str
    exercise: str
    mistake: str
    before: Earned
    now: Earned

    @property
    def reason(self) -> str:
        """What has changed about the groups of checks."""
        old, new = self.before.groups, self.now.groups
        if any(old.values()) and not any(new.values()):
            return "form alone was right" if not old["value"] else "only what needs no knowledge is"
        if not any(old.values()) and any(new.values()):
            return "it does not stop any more"
        changed = [name for name in old if old[name] != new[name]]
        return ", ".join(f"{name} {old[name]:.2f} -> {new[name]:.2f}" for name in changed)


def earned(text: str) -> Earned | None:
    """Return what the text of a hidden test says of points; None if it says nothing."""
    points = re.match(r"points: (?:np\.float64\()?([\d.]+)\)? of ([\d.]+)\n", f"{text}\n")
    groups = re.search(r"^groups: (\{.*\})$", text, re.MULTILINE)
    if points is None or groups is None:
        return None
    return Earned(float(points[1]) / float(points[2]), ast.literal_eval(groups[1]))


def changes(before: dict[str, Entries], now: dict[str, Entries]) -> Iterator[Change]:
    """Yield the known mistakes whose points differ by more than `MOST` of their exercise."""
    for notebook in sorted(before.keys() & now.keys()):
        for entry in sorted(before[notebook].keys() & now[notebook].keys()):
            found = re.fullmatch(r"(\w+) \| mistake (.+) \| hidden", entry)
            if found is None:
                continue
            old, new = earned(before[notebook][entry]), earned(now[notebook][entry])
            if old and new and abs(old.share - new.share) > MOST:
                yield Change(notebook, found[1], found[2], old, new)
