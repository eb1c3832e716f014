"""What is recorded of one call of a student's function."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from grader.student.calling.own_code import Sides

Function = Callable[..., object]


@dataclass(frozen=True)
class Location:
    """A line of the student's code: `line` counts from the `def` line, which is line 1."""

    function: str
    line: int
    source: str

    def __str__(self) -> str:
        return f"line {self.line} of {self.function}:  {self.source}"


_SIZES = (
    r"matmul: .*\((?P<sizes>size \d+ is different from \d+)",
    r"not aligned: (?P<sizes>\d+ \(dim \d+\) != \d+) \(dim \d+\)",
    r"operands could not be broadcast together with shapes (?P<sizes>(?:\([\d, ]*\) ?)+)",
    r"(?P<sizes>index -?\d+ is out of bounds for axis \d+ with size \d+)",
)


@dataclass(frozen=True)
class Failure:
    """An exception that the student's function raised.

    `asserted` has what a failed assert compared: the text of each side, and its value.
    """

    kind: str
    text: str
    location: Location | None
    asserted: Sides = ()

    @property
    def mismatched_sizes(self) -> tuple[int, ...]:
        """The sizes that do not fit, for an error about shapes or positions, else ().

        For a matrix product, by @ or by np.dot, these are the two inner sizes.
        """
        for pattern in _SIZES:
            found = re.search(pattern, self.text)
            if found is not None:
                sizes = re.sub(r"\(dim \d+\)", "", found["sizes"])
                numbers = [int(n) for n in re.findall(r"\d+", sizes)]
                return tuple(numbers[::-1] if found["sizes"].startswith("size ") else numbers)
        return ()

    def assignment_target(self, function: str) -> str:
        """Return the name that the failing line assigns to, "" outside `function`."""
        if self.location is None or self.location.function != function:
            return ""
        found = re.match(r"(\w+)\s*[-+*/@]?=(?!=)", self.location.source)
        return found[1] if found else ""


@dataclass(frozen=True)
class CaughtWarning:
    """A warning that was issued while the student's function ran."""

    text: str
    location: Location | None


@dataclass(frozen=True)
class Call:
    """What one call of a student's function did.

    Attributes
    ----------
    value : object
        What it returned, None if it failed.
    failure : Failure or None
        The exception, if one was raised.
    changed : tuple of str
        Names of the arguments whose values differ from those before the call; for a generator,
        whether numbers were drawn from it.
    warnings : tuple of CaughtWarning
        Warnings in the order in which they were issued, each text and line once.
    printed : str
        What it printed.
    rebound : tuple of str
        Names of dictionaries of arrays among the arguments that contain other values than before,
        while the arrays that were in them are unchanged.
    changed_types : mapping of str to str
        The names of the types of the changed arguments, such as "list".
    """

    value: object
    failure: Failure | None
    changed: tuple[str, ...]
    warnings: tuple[CaughtWarning, ...]
    printed: str
    rebound: tuple[str, ...] = ()
    changed_types: Mapping[str, str] = field(default_factory=dict)

    @property
    def changed_values(self) -> tuple[str, ...]:
        """The changed arguments without generators: these are there to be drawn from."""
        return tuple(n for n in self.changed if self.changed_types.get(n) != "SeededGenerator")
