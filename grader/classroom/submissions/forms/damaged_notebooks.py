"""Find the cells in the text of a notebook that is no valid JSON any more.

A text can break off, lose or gain some characters, or contain the markers of a merge. All cells
that are complete are found, those after the damage too, and of others the source if it is complete.
The work is linear in the length of the text: see `MAX_WORK`.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeVar

T = TypeVar("T")

MAX_WORK: Final = 16
"""The most characters that are read, for each character of the text."""

_DECODER: Final = json.JSONDecoder(strict=False)
_START: Final = re.compile(
    r'\{\s*"(?:attachments|cell_type|execution_count|id|metadata|outputs|source|'
    r'collapsed|input|language|level|prompt_number)"\s*:'
)
"""The beginning of an object that may be a cell of format 3 or 4."""

_KIND: Final = re.compile(r'(?<!\\)"cell_type"\s*:\s*"(code|markdown|raw|heading)"')
_SOURCE: Final = re.compile(r'(?<!\\)"(?:source|input)"\s*:\s*(?=["\[])')
_NAMES: Final = {
    name: re.compile(rf'(?<!\\)"{name}"\s*:\s*"([^"\\\n]*)"') for name in ("id", "grade_id")
}
_MARKER: Final = re.compile(r"(<{7}|>{7}|\|{7})(?: .*)?\r?|(={7})\r?")
"""A line of a merge conflict."""


@dataclass
class Work:
    """How much of a text was read, in characters.

    Attributes
    ----------
    done, limit : int
    """

    limit: int
    done: int = 0

    def add(self, characters: int) -> bool:
        """Add work; return whether more is allowed."""
        self.done += characters
        return self.done < self.limit


@dataclass(frozen=True)
class FoundCells:
    """The cells of a damaged text.

    Attributes
    ----------
    cells : list
        As in the JSON of a notebook; those of which only a part was found have only this part.
    starts : list of int
        Where they start in the text.
    parts : int
        How many of them are incomplete.
    work : int
        The characters that were read.
    """

    cells: list[Any] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    parts: int = 0
    work: int = 0


def find_cells(text: str) -> FoundCells:
    """Return the complete cells of a text, and the complete sources of the others, in order."""
    work = Work(MAX_WORK * len(text) + 1000)
    found = FoundCells()
    parts = done = 0
    for start, end, cell in [*_complete_cells(text, work), (len(text), len(text), None)]:
        for part_start, part in _parts_of_cells(text, done, start):
            found.cells.append(part)
            found.starts.append(part_start)
            parts += 1
        if cell is not None:
            found.cells.append(cell)
            found.starts.append(start)
        done = end
    return replace(found, parts=parts, work=work.done)


def _complete_cells(text: str, work: Work) -> Iterator[tuple[int, int, Any]]:
    """Yield where each complete cell starts and ends, and the cell."""
    position = 0
    while (match := _START.search(text, position)) is not None:
        start = match.start()
        position = start + 1
        try:
            value, end = _DECODER.raw_decode(text, start)
        except json.JSONDecodeError as error:
            # The position of a string without an end is its beginning, but all after it was read.
            stopped = len(text) if error.msg.startswith("Unterminated") else error.pos
            if not work.add(stopped - start + 1):
                return
            continue
        except (ValueError, RecursionError):
            if not work.add(len(text) - start):
                return
            continue
        if not work.add(end - start):
            return
        cells_inside = len(_KIND.findall(text, start, end))
        if cells_inside == 1 and _is_cell(value):
            yield start, end, value
        if cells_inside <= 1:
            position = end
        # Else damage made a cell, or something else, include the cells after it.


def _is_cell(value: Any) -> bool:
    if not isinstance(value, dict) or "cell_type" not in value:
        return False
    source = value.get("source", value.get("input"))
    lines = source if isinstance(source, list) else [source]
    return all(isinstance(line, str) for line in lines)


def _parts_of_cells(text: str, start: int, end: int) -> list[tuple[int, dict[str, Any]]]:
    """Return what can be read of the damaged cells between two complete ones, with its place."""
    kinds = list(_KIND.finditer(text, start, end))
    names = [match[1] for match in kinds] or ["code"]
    # What is before the kind of a cell belongs to it as well, if no other cell is there.
    bounds = [start, *(match.start() for match in kinds[1:]), end]
    return [
        (low, cell)
        for kind, low, high in zip(names, bounds[:-1], bounds[1:], strict=True)
        if (cell := _part_of_cell(text, kind, low, high))
    ]


def _part_of_cell(text: str, kind: str, start: int, end: int) -> dict[str, Any] | None:
    matches = list(_SOURCE.finditer(text, start, end))
    if not matches:
        return None
    # Outputs can have a key of this name too, but deeper, and before the one of the cell.
    source = None
    for match in sorted(matches, key=lambda m: (_indentation(text, m.start()), -m.start())):
        source = _complete_source(text, match.end(), end)
        if source is not None:
            break
    if source is None:
        return None
    names = {
        name: found[1]
        for name, pattern in _NAMES.items()
        if (found := pattern.search(text, start, end))
    }
    cell: dict[str, Any] = {"cell_type": kind, "source": source}
    if "id" in names:
        cell["id"] = names["id"]
    if "grade_id" in names:
        cell["metadata"] = {"nbgrader": {"grade_id": names["grade_id"]}}
    return cell


def _indentation(text: str, position: int) -> int:
    line = text.rfind("\n", max(0, position - 100), position)
    between = text[line + 1 : position] if line >= 0 else ""
    return len(between) if between.isspace() else 0


def _complete_source(text: str, position: int, end: int) -> str | list[str] | None:
    """Return a string or a list of strings at this position, None if it is not complete."""
    lines: list[str] = []
    in_list = text[position] == "["
    position += in_list
    while True:
        position = _after_space(text, position)
        if position >= end:
            return None
        if in_list and text[position] == "]":
            return lines
        if text[position] != '"':
            return None
        try:
            line, position = _DECODER.raw_decode(text, position)
        except ValueError:
            return None
        lines.append(line)
        if not in_list:
            return str(line) if position <= end else None
        position = _after_space(text, position)
        if text[position : position + 1] == ",":
            position += 1


def _after_space(text: str, position: int) -> int:
    match = re.compile(r"\s*").match(text, position)
    assert match is not None
    return match.end()


def sides_of_conflicts(text: str) -> tuple[str, str] | None:
    """Return a text with the first side of each merge conflict, and with the second one.

    Returns
    -------
    tuple of str or None
        None if no line is a marker of the beginning of a conflict.
    """
    sides: tuple[list[str], list[str]] = ([], [])
    state, conflicts = "both", 0
    for line in text.split("\n"):
        match = _MARKER.fullmatch(line)
        marker = (match[1] or match[2])[0] if match else ""
        if marker == "<":
            state, conflicts = "first", conflicts + 1
        elif marker == "|" and state == "first":
            state = "base"
        elif marker == "=" and state in ("first", "base"):
            state = "second"
        elif marker == ">":
            state = "both"
        else:
            for side, own_state in zip(sides, ("first", "second"), strict=True):
                if state in ("both", own_state):
                    side.append(line)
    return ("\n".join(sides[0]), "\n".join(sides[1])) if conflicts else None


def joined(first: Sequence[T], second: Sequence[T]) -> list[T]:
    """Join two versions of a sequence: where they differ, the second's part is before the first's.

    Returns
    -------
    list
        What both have in common is in it once.
    """
    common = set(first) & set(second)
    extra: dict[T | None, list[T]] = {}
    previous: T | None = None
    for each in second:
        if each in common:
            previous = each
        else:
            extra.setdefault(previous, []).append(each)
    found = extra.pop(None, [])
    for each in first:
        found += [each, *extra.pop(each, [])]
    return found
