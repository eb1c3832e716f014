"""Numbers that a function prints, judged whatever the words around them."""

import re
from collections.abc import Sequence

from grader.student.messages import wrong_values as says

PRINTS = "prints"
"""The rule of a case in which the numbers printed count, and not what is returned."""

# A dash that ends a word is no minus.
_NUMBER = re.compile(r"(?:(?<![\w.)-])[-+])?\d+\.?\d*(?:[eE][-+]?\d+)?")

Lines = list[list[float]]


def printed_numbers_of(text: str) -> Lines:
    """Return the numbers of each printed line that has any."""
    found = ([float(word) for word in _NUMBER.findall(line)] for line in text.splitlines())
    return [numbers for numbers in found if numbers]


def _stands_in(value: float, line: Sequence[float]) -> bool:
    """Return whether a line has a number, given with two digits at least; people count from 1."""
    if value.is_integer():
        return value in line or value + 1 in line
    return any(abs(other - value) <= 0.006 * (1 + abs(value)) for other in line)


_MORE = 3
"""So many more lines with numbers are nobody's concern: an accuracy at the end, say."""


def printed_difference(expected: Lines, got: Lines) -> str | None:
    """Say how printed lines differ from the expected ones, None where each has its numbers."""
    if len(got) > len(expected) + (_MORE if expected else 0):
        return says.too_many_printed(len(got), len(expected))
    waiting = iter(got)
    for want in expected:
        if not any(all(_stands_in(value, have) for value in want) for have in waiting):
            return says.not_printed(want)
    return None
