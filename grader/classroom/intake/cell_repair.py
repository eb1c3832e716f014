"""Puts a student's cells back into the form of the release notebook, and notes what was mended.

The release decides which exercises and checks there are, where they stand and what they are
worth; the student's text decides what stands in the exercises and in cells of their own. So
nothing that happened to the notebook on its way costs a point, and nothing in it can change one.
"""

import ast
import re
from collections.abc import Mapping, Sequence
from typing import Any

from grader.classroom.intake.file_formats import StudentCell

Cell = Mapping[str, Any]


def repair(
    release: Mapping[str, Any], handed_in: Sequence[StudentCell]
) -> tuple[dict[str, Any], list[str]]:
    """Make a notebook of the release's form with a student's work in it.

    Parameters
    ----------
    release : mapping
        The release notebook, as read from its JSON.
    handed_in : sequence of StudentCell

    Returns
    -------
    notebook : dict
        Every exercise with the student's text or, where there is none, its stub; every check and
        locked cell as released; the student's other cells after the cell that they stood behind.
        It shares parts with the release.
    notes : list of str
        What was restored.
    """
    notes: list[str] = []
    released = list(release["cells"])
    places = _places(released, handed_in)
    joined: set[int] = set()
    chosen = {
        i: _chosen(
            cell, sorted(k for k, p in places.items() if p == i), handed_in, places, notes, joined
        )
        for i, cell in enumerate(released)
        if _marks(cell).get("solution")
    }
    _note_checks(released, handed_in, places, notes)
    extras = _extras(handed_in, places, joined)
    cells: list[dict[str, Any]] = _numbered(extras.get(-1, []), "before")
    for i, cell in enumerate(released):
        if i in chosen:
            cells.append({**_clean(cell), "source": chosen[i]})
        elif _marks(cell):
            cells.append(_clean(cell))
        else:
            kept = [handed_in[k] for k, p in places.items() if p == i]
            if kept:
                cells.append({**_clean(cell), "source": kept[-1].source})
        cells += _numbered(extras.get(i, []), str(cell["id"]))
    return {**release, "cells": cells}, notes


def likeness(release: Mapping[str, Any], handed_in: Sequence[StudentCell]) -> int:
    """Count the exercises of a release notebook that a student's cells hold in some form."""
    return sum(
        any(c.grade_id == name or _defines(c, name) for c in handed_in)
        for cell in release["cells"]
        if _marks(cell).get("solution")
        for name in (_marks(cell)["grade_id"],)
    )


def written(release: Mapping[str, Any], handed_in: Sequence[StudentCell]) -> int:
    """Count the exercises of a release notebook in which a student wrote something."""
    notebook, _ = repair(release, handed_in)
    exercises = sum(bool(_marks(cell).get("solution")) for cell in release["cells"])
    return exercises - len(unanswered(release, notebook))


def unanswered(release: Mapping[str, Any], repaired: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the grade ids of the exercises that stand as they were handed out."""
    sources = {
        _marks(cell)["grade_id"]: _source(cell) for cell in repaired["cells"] if _marks(cell)
    }
    return tuple(
        name
        for cell in release["cells"]
        if _marks(cell).get("solution")
        for name in (_marks(cell)["grade_id"],)
        if sources[name] == _source(cell)
    )


def _marks(cell: Cell) -> Mapping[str, Any]:
    marks: Mapping[str, Any] = cell["metadata"].get("nbgrader", {})
    return marks


def _source(cell: Cell) -> str:
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def _clean(cell: Cell) -> dict[str, Any]:
    made = dict(cell)
    if made["cell_type"] == "code":
        made["outputs"], made["execution_count"] = [], None
    return made


def _places(released: Sequence[Cell], handed_in: Sequence[StudentCell]) -> dict[int, int]:
    """Say for each cell handed in which released cell it is, if any: by id, else by grade id."""
    by_id = {cell["id"]: i for i, cell in enumerate(released)}
    by_grade_id = {_marks(cell)["grade_id"]: i for i, cell in enumerate(released) if _marks(cell)}
    places = {}
    for k, cell in enumerate(handed_in):
        if cell.grade_id in by_grade_id:
            places[k] = by_grade_id[cell.grade_id]
        elif cell.id in by_id:
            places[k] = by_id[cell.id]
    # What lost all marks is known again by its text, or by the function that it defines.
    known = set(places.values())
    by_text = {_source(cell).strip(): i for i, cell in enumerate(released) if i not in known}
    names = {
        i: m["grade_id"] for i, cell in enumerate(released) if (m := _marks(cell)).get("solution")
    }
    for k, cell in enumerate(handed_in):
        if k in places:
            continue
        place = by_text.get(cell.source.strip())
        if place is None:
            found = [i for i, name in names.items() if i not in known and _is_alone(cell, name)]
            place = found[0] if found else None
        if place is not None:
            places[k] = place
    return places


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"^def\s+{re.escape(name)}\s*\(", re.MULTILINE)


def _defines(cell: StudentCell, name: str) -> bool:
    return _pattern(name).search(cell.source) is not None


def _is_alone(cell: StudentCell, name: str) -> bool:
    """Tell whether a cell defines a function and no other one."""
    return _defines(cell, name) and len(re.findall(r"^def\s", cell.source, re.MULTILINE)) == 1


def _chosen(
    released: Cell,
    candidates: Sequence[int],
    handed_in: Sequence[StudentCell],
    places: Mapping[int, int],
    notes: list[str],
    joined: set[int],
) -> str:
    """Return the text of an exercise: the last one that the student changed.

    The numbers of the cells that were joined to it are added to `joined`.
    """
    name, stub = _marks(released)["grade_id"], _source(released)
    if len(candidates) > 1:
        notes.append(f"There are {len(candidates)} cells of {name}; the last one was judged.")
    for k in reversed(candidates):
        cell = handed_in[k]
        if cell.source.strip() in ("", stub.strip()):
            continue
        if released["cell_type"] != "code":
            return cell.source
        if cell.kind != "code":
            notes.append(f"The cell of {name} was {cell.kind} and is code again.")
        text, parts = _whole(k, handed_in, places)
        if parts:
            notes.append(f"The cell of {name} was split and is one again.")
            joined.update(parts)
        return text
    elsewhere = _definition(name, [c for k, c in enumerate(handed_in) if k not in candidates])
    if elsewhere is not None:
        notes.append(f"The function {name} was found outside its cell.")
        return elsewhere
    if not candidates:
        notes.append(f"The cell of {name} is missing.")
    return stub


def _parses(source: str) -> bool:
    try:
        ast.parse(source)
    except (SyntaxError, ValueError):
        return False
    return True


def _whole(
    k: int, handed_in: Sequence[StudentCell], places: Mapping[int, int]
) -> tuple[str, list[int]]:
    """Join a cell with the student's own cells below, where only together they are a program.

    Returns the text, and the numbers of the cells that were joined to it.
    """
    text = whole = handed_in[k].source
    parts: list[int] = []
    for i in range(k + 1, len(handed_in)):
        if i in places or handed_in[i].kind != "code":
            break
        if _parses(text) and _parses(handed_in[i].source):
            break
        text = f"{text}\n{handed_in[i].source}"
        if _parses(text):
            whole, parts = text, list(range(k + 1, i + 1))
    return whole, parts


def _definition(name: str, cells: Sequence[StudentCell]) -> str | None:
    """Cut the last definition of a function out of cells that hold other things as well."""
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


def _note_checks(
    released: Sequence[Cell],
    handed_in: Sequence[StudentCell],
    places: Mapping[int, int],
    notes: list[str],
) -> None:
    """Note which checks and locked cells are not as they were handed out."""
    for i, cell in enumerate(released):
        marks = _marks(cell)
        if not marks or marks.get("solution"):
            continue
        there = [handed_in[k] for k, place in places.items() if place == i]
        name = marks["grade_id"]
        if not there:
            notes.append(f"The cell {name} was missing and is restored.")
        elif len(there) > 1:
            notes.append(f"The cell {name} was there {len(there)} times; once is enough.")
        elif there[0].source.strip() != _source(cell).strip() or there[0].kind != "code":
            notes.append(f"The cell {name} was changed and is restored.")
    order = [place for k, place in sorted(places.items()) if _marks(released[place])]
    if sorted(order) != order:
        notes.append("Cells were moved; they stand in their order again.")


def _extras(
    handed_in: Sequence[StudentCell], places: Mapping[int, int], joined: set[int]
) -> dict[int, list[StudentCell]]:
    """Return the student's own cells by the released cell that they stand behind; -1 is none."""
    found: dict[int, list[StudentCell]] = {}
    behind = -1
    for k, cell in enumerate(handed_in):
        if k in places:
            behind = places[k]
        elif cell.source.strip() and k not in joined:
            found.setdefault(behind, []).append(cell)
    return found


def _numbered(cells: Sequence[StudentCell], behind: str) -> list[dict[str, Any]]:
    made = []
    for number, cell in enumerate(cells, 1):
        own: dict[str, Any] = {
            "cell_type": cell.kind,
            "id": f"own-{behind}-{number}"[-64:],
            "metadata": {},
            "source": cell.source,
        }
        if cell.kind == "code":
            own |= {"execution_count": None, "outputs": []}
        made.append(own)
    return made
