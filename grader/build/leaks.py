"""Check what students get: no solution and no hidden test may be in it."""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence

from grader.build.errors import BuildError
from grader.build.lesson_text import Lesson, solution_lines, without_solutions
from grader.build.validation import shows_solution

MARKERS = ("BEGIN SOLUTION", "END SOLUTION", "BEGIN HIDDEN TESTS", "END HIDDEN TESTS")


def assert_no_leak(lesson: Lesson, release: bytes) -> None:
    """Refuse a student notebook that holds more than the open part of its lesson.

    Parameters
    ----------
    lesson : Lesson
        The lesson's text.
    release : bytes
        The student notebook made from it.

    Raises
    ------
    BuildError
        If it has a marker, an output, or a line (other than a stub's) that the text has only
        inside a solution region, or not at all.
    """
    notebook = json.loads(release)
    cells = notebook["cells"]
    if len(cells) != len(lesson.cells):
        raise _leak(lesson, 1, "it has another number of cells than the text")
    for made, cell in zip(cells, lesson.cells, strict=True):
        if made.get("outputs") or made.get("execution_count") is not None:
            raise _leak(lesson, cell.line, "a cell has an output")
        text = made["source"] if isinstance(made["source"], str) else "".join(made["source"])
        if any(marker in text for marker in MARKERS):
            raise _leak(lesson, cell.line, "a marker of a solution or a hidden test is left in it")
        if cell.exercise is None:
            if text.rstrip() != cell.source:
                raise _leak(lesson, cell.line, "a cell differs from the text")
            continue
        allowed = Counter(without_solutions(cell.source, "").split("\n"))
        secret = {line.strip() for line in solution_lines(cell.source)}
        for line, count in Counter(text.split("\n")).items():
            if line.strip() in secret and count > allowed[line]:
                raise _leak(lesson, cell.line, f"a line of the solution: {line.strip()}")


def solutions_of(lessons: Sequence[Lesson]) -> dict[str, list[str]]:
    """Return the lines of every reference, by notebook and exercise ("week2/lesson: propagate")."""
    return {
        f"{lesson.name}: {name}": solution_lines(lesson.cells[index].source)
        for lesson in lessons
        for name, index in lesson.exercises().items()
    }


def assert_holds_no_solution(files: Mapping[str, bytes], lessons: Sequence[Lesson]) -> None:
    """Refuse a package for students if a text in it has a marker or a whole solution.

    Parameters
    ----------
    files : mapping of str to bytes
        What would be packed; files that are not text are passed over.
    lessons : sequence of Lesson
        All lessons of the course.
    """
    solutions = solutions_of(lessons)
    for name, content in files.items():
        try:
            text = content.decode()
        except UnicodeDecodeError:
            continue
        if name.endswith((".ipynb", ".json")):
            # A damaged file is looked through as it is.
            with contextlib.suppress(ValueError):
                text = "\n".join(_strings(json.loads(text)))
        marker = next((marker for marker in MARKERS if marker in text), None)
        if marker:
            raise BuildError(f'{name} may not go to students: it says "{marker}".')
        for owner, solution in solutions.items():
            if shows_solution(text, solution):
                raise BuildError(
                    f"{name} may not go to students: it holds the whole solution of {owner}.\n"
                    "Run `course build`, or take these lines out of the file."
                )


def _leak(lesson: Lesson, line: int, what: str) -> BuildError:
    return BuildError(
        f"The student notebook of {lesson.name} is not what {lesson.file}:{line} says: {what}.\n"
        "Nothing was written. Look at ClearSolutions and the preprocessors in nbgrader_config.py."
    )


def _strings(value: object) -> list[str]:
    """Every string in a JSON value, lists of lines joined."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for item in value for text in _strings(item)]
    if isinstance(value, dict):
        return [text for item in value.values() for text in _strings(item)]
    return []
