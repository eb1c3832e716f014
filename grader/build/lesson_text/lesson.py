"""Reading the text of one lesson, `notebooks/weekN/NAME.py`, into cells that know their lines."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from grader.build.errors import CellProblem, LessonError, Problem

CellKind = Literal["markdown", "code", "raw"]

# A line that starts a cell in jupytext's percent format.
_MARKER = re.compile(r"\s*#\s*(%%%*\s.*|(%%|<codecell>|In\[[0-9 ]*\]:?)\s*)")

# What jupytext notes about the layout of the text; it says nothing about the cell itself.
_LAYOUT = frozenset(
    {"cell_marker", "lines_to_next_cell", "lines_to_end_of_cell_marker", "skipline", "noskipline"}
)


@dataclass(frozen=True)
class Cell:
    """One cell of a lesson.

    Parameters
    ----------
    kind : {"markdown", "code", "raw"}
        Type of the cell.
    source : str
        Its text, without blank lines around it.
    tags : Mapping
        The `key=value` pairs of its `# %%` line.
    marker : int
        Line of the `# %%` in the file, counted from 1.
    line : int
        Line of the first line of `source` in the file.
    """

    kind: CellKind
    source: str
    tags: Mapping[str, object] = field(default_factory=dict)
    marker: int = 1
    line: int = 1

    @property
    def exercise(self) -> str | None:
        """Name of the exercise that this cell is the solution of, or None."""
        return self._name("exercise")

    @property
    def checks(self) -> str | None:
        """Name of the exercise that this cell checks, or None."""
        return self._name("checks")

    @property
    def locked(self) -> str | None:
        """Name of this read-only cell, or None."""
        return self._name("locked")

    @property
    def points(self) -> int | float:
        """Points of a check cell; 0 where there are none or where they are no number."""
        points = self.tags.get("points")
        return points if isinstance(points, int | float) else 0

    @property
    def grade_id(self) -> str | None:
        """The name by which nbgrader knows this cell, or None for a plain cell."""
        if self.exercise:
            return self.exercise
        if self.checks:
            return f"check-{self.checks}"
        return self.locked

    def _name(self, key: str) -> str | None:
        value = self.tags.get(key)
        return value if isinstance(value, str) and value else None


@dataclass(frozen=True)
class Lesson:
    """The text of one notebook.

    Parameters
    ----------
    name : str
        Assignment and notebook, such as "week2/logistic_regression".
    file : str
        The text's file relative to the course, with forward slashes.
    text : str
        The whole file.
    cells : tuple of Cell
        Its cells in order.
    """

    name: str
    file: str
    text: str
    cells: tuple[Cell, ...]

    @property
    def assignment(self) -> str:
        """The folder of the notebook, nbgrader's assignment, such as "week2"."""
        return self.name.partition("/")[0]

    def problem(self, line: int, what: str, todo: str) -> Problem:
        """Return a problem of a line of this lesson's file."""
        return Problem(self.file, line, what, todo)

    def problem_in(self, cell: Cell, problem: CellProblem) -> Problem:
        """Return the problem of a cell with its line in this lesson's file."""
        return self.problem(cell.line + problem.offset, problem.what, problem.todo)

    def exercises(self) -> dict[str, int]:
        """Return each exercise's name and the position of its cell, the first of two alike."""
        found: dict[str, int] = {}
        for index, cell in enumerate(self.cells):
            if cell.exercise:
                found.setdefault(cell.exercise, index)
        return found

    def check_of(self, exercise: str) -> Cell | None:
        """Return the check cell of an exercise, the first one where there are several."""
        return next((cell for cell in self.cells if cell.checks == exercise), None)


def read_lesson(root: Path, path: Path) -> Lesson:
    """Read one lesson's text.

    Parameters
    ----------
    root : Path
        Folder of the course.
    path : Path
        The text, `root/notebooks/weekN/NAME.py`.

    Returns
    -------
    Lesson

    Raises
    ------
    LessonError
        If the file cannot be split into cells. Everything else is found by
        `grader.build.validation.lesson_rules.problems_of`.
    """
    file = path.relative_to(root).as_posix()
    name = _lesson_name(root, path)
    text = _read_text(path, file)

    # jupytext comes late: its import takes seconds, which `course --help` need not pay.
    import jupytext
    from nbformat import ValidationError

    lines = text.split("\n")
    markers = [number for number, line in enumerate(lines, 1) if _MARKER.fullmatch(line)]
    try:
        raw_cells = list(jupytext.reads(text, fmt="py:percent").cells)
    except ValidationError as refusal:
        # A tag that the notebook format itself refuses, such as tags="one" instead of a list.
        raise LessonError([_format_problem(file, lines, markers, str(refusal))]) from None
    if len(markers) != len(raw_cells) or not raw_cells:
        raise LessonError([_cell_split_problem(file, text, markers)])

    ends = [*markers[1:], len(lines) + 1]
    cells = []
    for raw, marker, end in zip(raw_cells, markers, ends, strict=True):
        source = re.sub(r"\A([ \t]*\n)+", "", raw.source).rstrip()
        cells.append(
            Cell(
                kind=raw.cell_type,
                source=source,
                tags={key: value for key, value in raw.metadata.items() if key not in _LAYOUT},
                marker=marker,
                line=_first_line(source, lines, marker, end),
            )
        )
    return Lesson(name=name, file=file, text=text, cells=tuple(cells))


def _lesson_name(root: Path, path: Path) -> str:
    """Return the name of the lesson in a file, such as "week2/logistic_regression"."""
    relative = path.relative_to(root)
    name = relative.relative_to("notebooks").with_suffix("").as_posix()
    if not re.fullmatch(r"[A-Za-z0-9_-]+/[A-Za-z][A-Za-z0-9_-]*", name):
        raise LessonError(
            [
                Problem(
                    relative.as_posix(),
                    1,
                    "a lesson's text must lie in notebooks/ASSIGNMENT/NAME.py",
                    "Move it, for example to notebooks/week2/my_lesson.py; names are made of "
                    "letters, digits, - and _.",
                )
            ]
        )
    return name


def _read_text(path: Path, file: str) -> str:
    """Return the text of a lesson; `file` is its name in a problem."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        before = path.read_bytes()[: error.start]
        raise LessonError(
            [Problem(file, before.count(b"\n") + 1, "not UTF-8 text", "Save the file as UTF-8.")]
        ) from None


def syntax_problem(file: str, text: str) -> Problem | None:
    """Find the first place where a text is not Python, or None.

    A warning of the compiler counts as well (such as an unknown escape in a string): in a notebook
    it would be printed to stderr, where nbgrader takes it for a failed test.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            compile(text, file, "exec", flags=ast.PyCF_ONLY_AST, dont_inherit=True)
    except SyntaxError as error:
        what = f"not valid Python: {error.msg}"
        return Problem(file, error.lineno or 1, what, _SYNTAX_TODO)
    except (ValueError, RecursionError, Warning) as error:
        return Problem(file, 1, f"not valid Python: {error}", _SYNTAX_TODO)
    return None


_SYNTAX_TODO = (
    'Mend this line. Markdown belongs in r""" ... """ below "# %% [markdown]", with the r, so that '
    "backslashes stay as they are."
)


def _first_line(source: str, lines: list[str], marker: int, end: int) -> int:
    """Find the line, in the cell's own range of the file, where its source begins."""
    first = source.split("\n", 1)[0].strip()
    for number in range(marker + 1, end):
        if first and first in lines[number - 1]:
            return number
    return min(marker + 1, len(lines))


def _format_problem(file: str, lines: list[str], markers: list[int], said: str) -> Problem:
    """Find the first `# %%` line that makes no valid cell."""
    import jupytext
    from nbformat import ValidationError

    for marker in markers:
        try:
            jupytext.reads(lines[marker - 1] + "\n", fmt="py:percent")
        except ValidationError as refusal:
            what = f"these tags make no valid cell: {str(refusal).splitlines()[0]}"
            return Problem(file, marker, what, 'Write tags as key=value, lists as ["a", "b"].')
    return Problem(file, 1, f"no valid notebook: {said.splitlines()[0]}", "Look at the tags.")


def _cell_split_problem(file: str, text: str, markers: list[int]) -> Problem:
    """Say why a text cannot be cut at its `# %%` lines."""
    broken = syntax_problem(file, text)
    if broken:
        return broken
    if not markers:
        return Problem(
            file, 1, "this text has no cell", 'Start each cell with a line "# %%" or "# %% [...]".'
        )
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            for line in markers:
                if node.lineno < line <= (node.end_lineno or 0):
                    return Problem(
                        file,
                        line,
                        'a line starts with "# %%" inside a string',
                        "Write it otherwise: such a line is the start of a new cell.",
                    )
    if markers[0] > 1:
        return Problem(
            file,
            1,
            'there is text before the first "# %%" line',
            'Put a "# %%" line above it (only a "# ---" header of jupytext may stand there).',
        )
    return Problem(
        file,
        markers[0],
        f'jupytext does not cut this text at its {len(markers)} lines that start with "# %%"',
        'Look for a "# %%" inside a fenced block or a string, and write it otherwise.',
    )
