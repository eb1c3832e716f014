"""Restore a student's cells to the form of the release notebook, and note what was repaired.

Which exercises and checks there are, their order and their points come from the release; the text
of the exercises and the student's own cells come from the submission. So a notebook that was
damaged loses no points, and nothing in it can change the points.
"""

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import Any, Final

from grader.classroom.submissions.exercise_text import (
    MAX_PARTS,
    binds,
    defines_only,
    definition,
    find_definition,
    forget_cells,
    join_below,
    join_marked,
    may_define,
    plain_text,
    with_definition,
    without_stubs,
)
from grader.classroom.submissions.file_formats import StudentCell
from grader.student.messages import file_repairs
from grader.student.text import LineChange, enable_definitions, repair_typing

Cell = Mapping[str, Any]
OwnTexts = Callable[[], Mapping[str, str]]
"""Returns the texts of the instructor's own cells, by name."""

_FENCED: Final = re.compile(r"(?:```|~~~)[^\n]*\n(.*?)\n?(?:```|~~~)", re.DOTALL)
_MAX_NOTED_LINES: Final = 1
"""Of one cell; the others are counted."""


def repair(
    release: Mapping[str, Any], submitted: Sequence[StudentCell], own: OwnTexts = dict
) -> tuple[dict[str, Any], list[str]]:
    """Insert a student's work into a copy of the release notebook.

    Parameters
    ----------
    release : mapping
        The release notebook, parsed from its JSON.
    submitted : sequence of StudentCell
    own : callable, optional

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
    submitted = _with_repaired_typing(released, submitted, notes)
    matches = _match_cells(released, submitted)
    joined: set[int] = set()
    sources = {
        i: _exercise_source(
            cell, sorted(k for k, p in matches.items() if p == i), submitted, matches, notes, joined
        )
        for i, cell in enumerate(released)
        if _nbgrader_metadata(cell).get("solution")
    }
    notes += _notes_on_changed_cells(released, submitted, matches, own)
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
    forget_cells()
    return {**release, "cells": cells}, notes


def count_exercises(release: Mapping[str, Any], submitted: Sequence[StudentCell]) -> int:
    """Count the exercises of a release notebook that occur in a student's cells in any form."""
    return sum(
        any(c.grade_id == name for c in submitted)
        or any(definition(c.source, name) is not None for c in submitted)
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


def _with_repaired_typing(
    released: Sequence[Cell], submitted: Sequence[StudentCell], notes: list[str]
) -> list[StudentCell]:
    """Return the cells, without characters that keep those with code from being Python."""
    exercises = {
        metadata["grade_id"]
        for cell in released
        if cell["cell_type"] == "code" and (metadata := _nbgrader_metadata(cell)).get("solution")
    }
    given = {metadata["grade_id"] for cell in released if (metadata := _nbgrader_metadata(cell))}
    repaired = []
    for cell in submitted:
        is_exercise = cell.grade_id in exercises
        if not is_exercise and (cell.kind != "code" or cell.grade_id in given):
            repaired.append(cell)
            continue
        text, changes = repair_typing(cell.source)
        notes += _notes_on_lines(cell.grade_id if is_exercise else "", changes)
        repaired.append(replace(cell, source=text))
    return repaired


def _notes_on_lines(exercise: str, changes: Sequence[LineChange]) -> list[str]:
    notes = [
        file_repairs.repaired_line(exercise, each.line, each.before, each.after)
        for each in changes[:_MAX_NOTED_LINES]
    ]
    more = len(changes) - len(notes)
    return [*notes, file_repairs.more_repaired_lines(exercise, more)] if more else notes


def _match_cells(released: Sequence[Cell], submitted: Sequence[StudentCell]) -> dict[int, int]:
    """Map the index of each submitted cell to that of its released cell, if it has one.

    A cell is recognized by its grade id or id, else by its text or by the function it defines.
    """
    by_id = {cell["id"]: i for i, cell in enumerate(released) if cell["id"]}
    by_grade_id = {
        metadata["grade_id"]: i
        for i, cell in enumerate(released)
        if (metadata := _nbgrader_metadata(cell))
    }
    matches = {}
    for k, cell in enumerate(submitted):
        if cell.grade_id in by_grade_id:
            matches[k] = by_grade_id[cell.grade_id]
    marked = set(matches.values())
    for k, cell in enumerate(submitted):
        # Programs that copy a cell may copy its id: what its marks say is more certain.
        if k not in matches and by_id.get(cell.id, -1) not in {-1, *marked}:
            matches[k] = by_id[cell.id]
    matched = set(matches.values())
    by_text: dict[str, list[int]] = {}
    for i, each in enumerate(released):
        if i not in matched:
            by_text.setdefault(plain_text(_source(each)), []).append(i)
    names = {
        i: metadata["grade_id"]
        for i, cell in enumerate(released)
        if (metadata := _nbgrader_metadata(cell)).get("solution")
    }
    for k, cell in enumerate(submitted):
        if k in matches:
            continue
        same = by_text.get(plain_text(cell.source), [])
        # Cells of the same text are matched in their order; one copy more is that of the last one.
        match = same.pop(0) if len(same) > 1 else same[0] if same else None
        if match is None:
            found = [
                i
                for i, name in names.items()
                if i not in matched and cell.kind == "code" and defines_only(cell.source, name)
            ]
            match = found[0] if found else None
        if match is not None:
            matches[k] = match
    return matches


def _exercise_source(
    released: Cell,
    candidates: Sequence[int],
    submitted: Sequence[StudentCell],
    matches: Mapping[int, int],
    notes: list[str],
    joined: set[int],
) -> str:
    """Return the text of an exercise: that of the candidates that the student changed.

    The indices of the cells that were joined to it are added to `joined`.
    """
    name, stub = _nbgrader_metadata(released)["grade_id"], _source(released)
    changed = [k for k in candidates if submitted[k].source.strip() not in ("", stub.strip())]
    if changed and released["cell_type"] != "code":
        notes += _notes_on_versions(name, candidates, changed[-1:], submitted)
        return submitted[changed[-1]].source
    if changed:
        changed = without_stubs({k: submitted[k].source for k in changed}, name)
        text, parts = join_marked([submitted[k].source for k in changed], name)
        used = sorted(changed[i] for i in parts)
        is_split = 1 < len(used) == len(changed)
        if not is_split:
            notes += _notes_on_versions(name, candidates, used, submitted)
        kind = submitted[used[-1]].kind
        if kind != "code":
            notes.append(file_repairs.cell_type(name, kind))
        below = _own_cells_below(used[-1], submitted, matches)
        text, count = join_below([text, *(submitted[k].source for k in below)])
        if is_split or count:
            notes.append(file_repairs.split_cell(name))
        joined.update(below[:count])
        text, changes = enable_definitions(text)
        notes += _notes_on_lines(name, changes)
        if not may_define(text, name):
            found = _function_outside(name, submitted, {*candidates, *below[:count]}, notes)
            return text if found is None else with_definition(text, name, found)
        return text
    notes += _notes_on_versions(name, candidates, [], submitted)
    beside = _own_words_beside(candidates, submitted, {*matches, *joined})
    if beside and released["cell_type"] != "code":
        joined.update(beside)
        notes.append(file_repairs.beside_its_cell(name))
        return "\n\n".join(submitted[k].source for k in beside)
    found = _function_outside(name, submitted, set(candidates), notes)
    if found is None:
        words = [_without_fence(submitted[k].source) for k in beside]
        found = find_definition(words, name)
        if found is None and not candidates:
            others = [cell.source for cell in reversed(submitted) if cell.kind == "code"]
            found = next((source for source in others if binds(source, name)), None)
        notes += [file_repairs.outside_its_cell(name)] if found is not None else []
    if found is not None:
        return found
    if not candidates:
        notes.append(file_repairs.no_cell(name))
    return stub


def _function_outside(
    name: str, submitted: Sequence[StudentCell], own: Set[int], notes: list[str]
) -> str | None:
    """Return the function of an exercise out of the cells that are not its own."""
    others = [c for k, c in enumerate(submitted) if k not in own and c.kind == "code"]
    found = find_definition([c.source for c in others], name)
    if found is not None:
        notes.append(file_repairs.outside_its_cell(name))
    return found


def _notes_on_versions(
    name: str, candidates: Sequence[int], used: Sequence[int], submitted: Sequence[StudentCell]
) -> list[str]:
    """Return a note on which of several cells of an exercise is judged; none if there is one."""
    if len(candidates) <= 1:
        return []
    sides = {k: submitted[k].side for k in candidates}
    if sorted(sides.values()) == ["above", "below"] and len(used) == 1:
        return [file_repairs.versions_of_merge(name, sides[used[0]])]
    judged = [candidates.index(k) for k in used]
    return [file_repairs.several_cells(name, len(candidates), judged)]


def _own_cells_below(
    k: int, submitted: Sequence[StudentCell], matches: Mapping[int, int]
) -> list[int]:
    """Return the indices of the student's own code cells directly below a cell, the first few."""
    found: list[int] = []
    for i in range(k + 1, min(k + MAX_PARTS, len(submitted))):
        if i in matches or submitted[i].kind != "code":
            break
        found.append(i)
    return found


def _own_words_beside(
    candidates: Sequence[int], submitted: Sequence[StudentCell], taken: Set[int]
) -> list[int]:
    """Return the indices of the student's own Markdown cells around the last cell of an exercise.

    They are those directly below it or, if there are none, directly above it.
    """
    if not candidates:
        return []
    k = candidates[-1]
    below = range(k + 1, min(k + MAX_PARTS, len(submitted)))
    for side in (below, range(k - 1, max(k - MAX_PARTS, -1), -1)):
        own = itertools.takewhile(
            lambda i: i not in taken and submitted[i].kind == "markdown", side
        )
        found = sorted(i for i in own if submitted[i].source.strip())
        if found:
            return found
    return []


def _without_fence(text: str) -> str:
    """Return the code of a Markdown cell that has nothing else than a block of code."""
    found = _FENCED.fullmatch(text.strip())
    return found[1] if found else text


def _notes_on_changed_cells(
    released: Sequence[Cell],
    submitted: Sequence[StudentCell],
    matches: Mapping[int, int],
    own: OwnTexts,
) -> Iterator[str]:
    """Yield a note on each check and locked cell that differs from the release."""
    for i, cell in enumerate(released):
        metadata = _nbgrader_metadata(cell)
        if not metadata or metadata.get("solution"):
            continue
        versions = [submitted[k] for k, match in matches.items() if match == i]
        name, texts = metadata["grade_id"], [plain_text(each.source) for each in versions]
        if not versions:
            yield file_repairs.restored(name)
        elif len(versions) > 1:
            yield file_repairs.repeated(name, len(versions))
        elif (versions[0].kind, *texts) != (cell["cell_type"], plain_text(_source(cell))):
            is_own = name in own() and texts == [plain_text(own()[name])]
            yield (file_repairs.instructors if is_own else file_repairs.changed)(name)
    order = [match for k, match in sorted(matches.items()) if _nbgrader_metadata(released[match])]
    if sorted(order) != order:
        yield file_repairs.moved()


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
