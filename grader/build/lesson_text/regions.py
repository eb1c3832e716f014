"""Solution regions: the lines between `### BEGIN SOLUTION` and `### END SOLUTION`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from grader.build.errors import CellProblem

BEGIN = "### BEGIN SOLUTION"
END = "### END SOLUTION"

# nbgrader looks for these words anywhere in a line, in a comment, a string or a text.
_BEGIN_WORDS = "BEGIN SOLUTION"
_END_WORDS = "END SOLUTION"


@dataclass(frozen=True)
class Regions:
    """The solution regions of one cell.

    Parameters
    ----------
    spans : tuple of (int, int)
        First and last line of each region with its markers, counted from 0, both included.
    problems : tuple of CellProblem
        What is wrong with the markers.
    """

    spans: tuple[tuple[int, int], ...]
    problems: tuple[CellProblem, ...]


def has_markers(source: str) -> bool:
    """Whether nbgrader would see the begin or the end of a solution in a text."""
    return _BEGIN_WORDS in source or _END_WORDS in source


def find_regions(source: str) -> Regions:
    """Find the solution regions of a cell's source, and the problems of their markers."""
    spans: list[tuple[int, int]] = []
    problems: list[CellProblem] = []
    opened: int | None = None
    for offset, line in enumerate(source.split("\n")):
        for words, marker in ((_BEGIN_WORDS, BEGIN), (_END_WORDS, END)):
            if words in line and line.strip() != marker:
                problems.append(
                    CellProblem(
                        offset, f'"{words}" in a line of another form', f'Write "{marker}" alone.'
                    )
                )
        if _BEGIN_WORDS in line:
            if opened is not None:
                problems.append(
                    CellProblem(
                        offset,
                        "a solution region begins inside another one",
                        f'Close the one of {offset - opened} lines above with "{END}" first.',
                    )
                )
            else:
                opened = offset
        elif _END_WORDS in line:
            if opened is None:
                problems.append(
                    CellProblem(
                        offset,
                        "a solution region ends that was never begun",
                        f'Put "{BEGIN}" above the solution, or drop this line.',
                    )
                )
            else:
                spans.append((opened, offset))
                opened = None
    if opened is not None:
        problems.append(
            CellProblem(
                opened,
                "this solution region is never closed",
                f'Put "{END}" below the last line of the solution.',
            )
        )
    return Regions(tuple(spans), tuple(problems))


def solution_lines(source: str) -> list[str]:
    """Return the lines inside the solution regions of a cell, without blank ones and comments."""
    lines = source.split("\n")
    return [
        line
        for begin, end in find_regions(source).spans
        for line in lines[begin + 1 : end]
        if line.strip() and not line.strip().startswith("#")
    ]


def without_solutions(source: str, stub: str = "raise NotImplementedError") -> str:
    """Replace each solution region of a cell's source by a stub, as nbgrader does."""
    lines = source.split("\n")
    kept: list[str] = []
    position = 0
    for begin, end in find_regions(source).spans:
        indent = re.match(r"\s*", lines[begin])
        margin = indent.group(0) if indent else ""
        kept += lines[position:begin]
        kept += [margin + line for line in stub.split("\n")]
        position = end + 1
    return "\n".join([*kept, *lines[position:]])
