"""Restore a student's cells to the form of the release notebook, and note what was repaired.

Which exercises and checks there are, their order and their points come from the release; the text
of the exercises and the student's own cells come from the submission. So a notebook that was
damaged loses no points, and nothing in it can change the points.
"""

import ast
import re
from collections.abc import Mapping, Sequence
from typing import Any

from grader.classroom.submissions.file_formats import StudentCell
from grader.student.messages import file_repairs

Cell = Mapping[str, Any]


def repair(
    release: Mapping[str, Any], submitted: Sequence[StudentCell]
) -> tuple[dict[str, Any], list[str]]:
    """Insert a student's work into a copy of the release notebook.

    Parameters
    ----------
    release : mapping
        The release notebook, parsed from its JSON.
    submitted : sequence of StudentCell

    Returns
    -------
    notebook : dict
        Every exercise with the student's text or, if there is none, its stub; every check and
        locked cell as released; the student's other cells after the cell that they followed.
        It shares objects with the release.
    notes : list of str
        What was repaired.
    """
    notes: list[str] = []
    released = list(release["cells"])
    matches = _match_cells(released, submitted)
    joined: set[int] = set()
    sources = {
        i: _exercise_source(
            cell, sorted(k for k, p in matches.items() if p == i), submitted, matches, notes, joined
        )
        for i, cell in enumerate(released)
        if _nbgrader_metadata(cell).get("solution")
    }
    _note_changed_cells(released, submitted, matches, notes)
    own_cells = _own_cells(submitted, matches, joined)
    cells: list[dict[str, Any]] = _new_cells(own_cells.get(-1, []), "before")
    for i, cell in enumerate(released):
        if i in sources:
            cells.append({**_without_outputs(cell), "source": sources[i]})
        elif _nbgrader_metadata(cell):
            cells.append(_without_outputs(cell))
        else:
            versions = [submitted[k] for k, p in matches.items() if p == i]
            if versions:
                cells.append({**_without_outputs(cell), "source": versions[-1].source})
        cells += _new_cells(own_cells.get(i, []), str(cell["id"]))
    return {**release, "cells": cells}, notes


def count_exercises(release: Mapping[str, Any], submitted: Sequence[StudentCell]) -> int:
    """Count the exercises of a release notebook that occur in a student's cells in any form."""
    return sum(
        any(c.grade_id == name or _defines(c, name) for c in submitted)
        for cell in release["cells"]
        if _nbgrader_metadata(cell).get("solution")
        for name in (_nbgrader_metadata(cell)["grade_id"],)
    )


def count_changed_exercises(release: Mapping[str, Any], submitted: Sequence[StudentCell]) -> int:
    """Count the exercises of a release notebook that the student changed."""
    notebook, _ = repair(release, submitted)
    exercises = sum(bool(_nbgrader_metadata(cell).get("solution")) for cell in release["cells"])
    return exercises - len(unanswered(release, notebook))


def unanswered(release: Mapping[str, Any], repaired: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the grade ids of the exercises that the student did not change."""
    sources = {
        _nbgrader_metadata(cell)["grade_id"]: _source(cell)
        for cell in repaired["cells"]
        if _nbgrader_metadata(cell)
    }
    return tuple(
        name
        for cell in release["cells"]
        if _nbgrader_metadata(cell).get("solution")
        for name in (_nbgrader_metadata(cell)["grade_id"],)
        if sources[name] == _source(cell)
    )


def _nbgrader_metadata(cell: Cell) -> Mapping[str, Any]:
    metadata: Mapping[str, Any] = cell["metadata"].get("nbgrader", {})
    return metadata


def _source(cell: Cell) -> str:
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def _without_outputs(cell: Cell) -> dict[str, Any]:
    copy = dict(cell)
    if copy["cell_type"] == "code":
        copy["outputs"], copy["execution_count"] = [], None
    return copy


def _match_cells(released: Sequence[Cell], submitted: Sequence[StudentCell]) -> dict[int, int]:
    """Map the index of each submitted cell to that of its released cell, if it has one.

    A cell is recognized by its grade id or id, else by its text or by the function it defines.
    """
    by_id = {cell["id"]: i for i, cell in enumerate(released)}
    by_grade_id = {
        metadata["grade_id"]: i
        for i, cell in enumerate(released)
        if (metadata := _nbgrader_metadata(cell))
    }
    matches = {}
    for k, cell in enumerate(submitted):
        if cell.grade_id in by_grade_id:
            matches[k] = by_grade_id[cell.grade_id]
        elif cell.id in by_id:
            matches[k] = by_id[cell.id]
    matched = set(matches.values())
    by_text = {_source(cell).strip(): i for i, cell in enumerate(released) if i not in matched}
    names = {
        i: metadata["grade_id"]
        for i, cell in enumerate(released)
        if (metadata := _nbgrader_metadata(cell)).get("solution")
    }
    for k, cell in enumerate(submitted):
        if k in matches:
            continue
        match = by_text.get(cell.source.strip())
        if match is None:
            found = [
                i for i, name in names.items() if i not in matched and _defines_only(cell, name)
            ]
            match = found[0] if found else None
        if match is not None:
            matches[k] = match
    return matches


def _definition_pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"^def\s+{re.escape(name)}\s*\(", re.MULTILINE)


def _defines(cell: StudentCell, name: str) -> bool:
    return _definition_pattern(name).search(cell.source) is not None


def _defines_only(cell: StudentCell, name: str) -> bool:
    """Return whether a cell defines this function and no other one."""
    return _defines(cell, name) and len(re.findall(r"^def\s", cell.source, re.MULTILINE)) == 1


def _exercise_source(
    released: Cell,
    candidates: Sequence[int],
    submitted: Sequence[StudentCell],
    matches: Mapping[int, int],
    notes: list[str],
    joined: set[int],
) -> str:
    """Return the text of an exercise: that of the last candidate that the student changed.

    The indices of the cells that were joined to it are added to `joined`.
    """
    name, stub = _nbgrader_metadata(released)["grade_id"], _source(released)
    if len(candidates) > 1:
        notes.append(file_repairs.several_cells(name, len(candidates)))
    for k in reversed(candidates):
        cell = submitted[k]
        if cell.source.strip() in ("", stub.strip()):
            continue
        if released["cell_type"] != "code":
            return cell.source
        if cell.kind != "code":
            notes.append(file_repairs.cell_type(name, cell.kind))
        text, parts = _join_split_cell(k, submitted, matches)
        if parts:
            notes.append(file_repairs.split_cell(name))
            joined.update(parts)
        return text
    definition = _find_definition(name, [c for k, c in enumerate(submitted) if k not in candidates])
    if definition is not None:
        notes.append(file_repairs.outside_its_cell(name))
        return definition
    if not candidates:
        notes.append(file_repairs.no_cell(name))
    return stub


def _parses(source: str) -> bool:
    try:
        ast.parse(source)
    except (SyntaxError, ValueError):
        return False
    return True


def _join_split_cell(
    k: int, submitted: Sequence[StudentCell], matches: Mapping[int, int]
) -> tuple[str, list[int]]:
    """Join a cell with the student's own cells below it if only together they are valid code.

    Returns the text, and the indices of the cells that were joined to it.
    """
    text = valid = submitted[k].source
    parts: list[int] = []
    for i in range(k + 1, len(submitted)):
        if i in matches or submitted[i].kind != "code":
            break
        if _parses(text) and _parses(submitted[i].source):
            break
        text = f"{text}\n{submitted[i].source}"
        if _parses(text):
            valid, parts = text, list(range(k + 1, i + 1))
    return valid, parts


def _find_definition(name: str, cells: Sequence[StudentCell]) -> str | None:
    """Return the source of the last definition of a function, from cells with other code in it."""
    for cell in reversed(cells):
        if cell.kind != "code" or not _defines(cell, name):
            continue
        try:
            nodes = ast.parse(cell.source).body
        except (SyntaxError, ValueError):
            continue
        for node in reversed(nodes):
            if isinstance(node, ast.FunctionDef) and node.name == name:
                return ast.get_source_segment(cell.source, node)
    return None


def _note_changed_cells(
    released: Sequence[Cell],
    submitted: Sequence[StudentCell],
    matches: Mapping[int, int],
    notes: list[str],
) -> None:
    """Note which checks and locked cells differ from the release."""
    for i, cell in enumerate(released):
        metadata = _nbgrader_metadata(cell)
        if not metadata or metadata.get("solution"):
            continue
        versions = [submitted[k] for k, match in matches.items() if match == i]
        name = metadata["grade_id"]
        if not versions:
            notes.append(file_repairs.restored(name))
        elif len(versions) > 1:
            notes.append(file_repairs.repeated(name, len(versions)))
        elif (versions[0].kind, versions[0].source.strip()) != (
            cell["cell_type"],
            _source(cell).strip(),
        ):
            notes.append(file_repairs.changed(name))
    order = [match for k, match in sorted(matches.items()) if _nbgrader_metadata(released[match])]
    if sorted(order) != order:
        notes.append(file_repairs.moved())


def _own_cells(
    submitted: Sequence[StudentCell], matches: Mapping[int, int], joined: set[int]
) -> dict[int, list[StudentCell]]:
    """Return the student's own cells by the index of the released cell before them, or -1."""
    found: dict[int, list[StudentCell]] = {}
    previous = -1
    for k, cell in enumerate(submitted):
        if k in matches:
            previous = matches[k]
        elif cell.source.strip() and k not in joined:
            found.setdefault(previous, []).append(cell)
    return found


def _new_cells(cells: Sequence[StudentCell], previous_id: str) -> list[dict[str, Any]]:
    new_cells = []
    for number, cell in enumerate(cells, 1):
        new: dict[str, Any] = {
            "cell_type": cell.kind,
            "id": f"own-{previous_id}-{number}"[-64:],
            "metadata": {},
            "source": cell.source,
        }
        if cell.kind == "code":
            new |= {"execution_count": None, "outputs": []}
        new_cells.append(new)
    return new_cells
