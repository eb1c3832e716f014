"""What is wrong in the text of a lesson: every reason at once, before anything is written."""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Callable, Iterator, Mapping

from grader.build.errors import CellProblem, Problem
from grader.build.lesson_text import (
    BEGIN,
    Cell,
    Lesson,
    has_markers,
    is_distinctive,
    is_header,
    parse_header,
    solution_lines,
    syntax_problem,
    without_solutions,
)
from grader.build.validation.function_rules import function_problems, parse
from grader.build.validation.tag_rules import tag_problems
from grader.exercises.catalog import file_of
from grader.exercises.exercise import Exercise
from grader.exercises.header import Header
from grader.student.text import CourseError

ExercisesOf = Callable[[str], Mapping[str, Exercise]]

# Words that make nbgrader act on a cell, wherever they stand in it.
_RESERVED = ("BEGIN HIDDEN TESTS", "END HIDDEN TESTS", "AUTOTEST", "MARK SCHEME")


def problems_of(lesson: Lesson, exercises_of: ExercisesOf) -> list[Problem]:
    """Find everything that is wrong in the text of a lesson.

    Parameters
    ----------
    lesson : Lesson
        The lesson's text.
    exercises_of : callable
        Notebook name to its exercises by name, as `grader.exercises.exercises_of`.

    Returns
    -------
    list of Problem
        In the order of the lines; empty if the lesson can be built.
    """
    found = [
        *_syntax_problems(lesson),
        *tag_problems(lesson),
        *_marker_problems(lesson),
        *_exercise_problems(lesson),
        *_check_problems(lesson),
        *_known_problems(lesson, exercises_of),
        *_setup_problems(lesson),
        *_shown_solutions(lesson),
    ]
    return sorted(set(found))


def headers_of(lesson: Lesson) -> dict[str, Header]:
    """Read the headers of a valid lesson's exercises, in notebook order."""
    headers = {}
    for name, index in lesson.exercises().items():
        header, _ = _header(lesson, name, index)
        if header is not None:
            headers[name] = header
    return headers


def _header(lesson: Lesson, name: str, index: int) -> tuple[Header | None, list[CellProblem]]:
    check = lesson.check_of(name)
    return parse_header(
        lesson.cells[index - 1].source,
        solution_lines(lesson.cells[index].source),
        check.points if check else 0,
    )


def _syntax_problems(lesson: Lesson) -> Iterator[Problem]:
    broken = syntax_problem(lesson.file, lesson.text)
    if broken:
        yield broken
        return
    for cell in lesson.cells:
        # The text may be valid as a whole and its cells not: a function cut in two by "# %%", or
        # a comment "# %pip ..." that jupytext turns into a magic.
        if (cell.exercise or cell.checks or cell.locked) and parse(cell.source) is None:
            yield lesson.problem(
                cell.line,
                "this cell by itself is not valid Python",
                'Let no "# %%" line cut a statement, and write no % or ! command in such a cell.',
            )


def _marker_problems(lesson: Lesson) -> Iterator[Problem]:
    for cell in lesson.cells:
        for offset, line in enumerate(cell.source.split("\n")):
            if has_markers(line) and (cell.kind != "code" or cell.exercise is None):
                where = "an exercise cell" if cell.kind == "code" else "code"
                yield lesson.problem_in(
                    cell,
                    CellProblem(
                        offset,
                        f"a solution marker outside {where}",
                        'Only a cell tagged exercise="name" may hold a solution region.',
                    ),
                )
            for words in _RESERVED:
                if words in line:
                    yield lesson.problem_in(
                        cell,
                        CellProblem(
                            offset,
                            f'the words "{words}" are nbgrader\'s own',
                            "Drop them: the build adds the hidden test below each check.",
                        ),
                    )


def _exercise_problems(lesson: Lesson) -> Iterator[Problem]:
    numbers: dict[str, str] = {}
    for index, cell in enumerate(lesson.cells):
        name = cell.exercise
        if name is None or cell.kind != "code":
            continue
        for problem in function_problems(cell.source, name):
            yield lesson.problem_in(cell, problem)
        below = lesson.cells[index + 1] if index + 1 < len(lesson.cells) else None
        if below is None or below.checks != name:
            yield lesson.problem(
                cell.marker,
                f'exercise "{name}" has no check directly below it',
                f'Add a cell  # %% checks="{name}" points=5  with the text  check({name})',
            )
        above = lesson.cells[index - 1] if index else None
        if above is None or above.kind != "markdown" or not is_header(above.source):
            yield lesson.problem(
                cell.marker,
                f'exercise "{name}" has no header, and so no hint',
                'Put a markdown cell directly above it that starts "### Exercise 7.1: its title".',
            )
            continue
        header, problems = _header(lesson, name, index)
        for problem in problems:
            yield lesson.problem_in(above, problem)
        if header and header.number in numbers:
            yield lesson.problem(
                above.line,
                f'two exercises have the number {header.number}: "{numbers[header.number]}" '
                f'and "{name}"',
                "Number them in the order of the text.",
            )
        elif header:
            numbers[header.number] = name


def _check_problems(lesson: Lesson) -> Iterator[Problem]:
    exercises = lesson.exercises()
    for index, cell in enumerate(lesson.cells):
        name = cell.checks
        if name is None:
            continue
        if name not in exercises:
            yield lesson.problem(
                cell.marker,
                f'a check without exercise: no cell is tagged exercise="{name}"',
                _did_you_mean(name, exercises) + "Tag the cell with the function, or drop this.",
            )
        elif exercises[name] != index - 1:
            yield lesson.problem(
                cell.marker,
                f'this check of "{name}" does not stand directly below its exercise',
                f"Move it below the cell of line {lesson.cells[exercises[name]].marker}.",
            )
        if cell.source != f"check({name})":
            yield lesson.problem(
                cell.line,
                f"the text of this check cell is not  check({name})",
                f"Write  check({name})  alone; the build adds the hidden test.",
            )


def _known_problems(lesson: Lesson, exercises_of: ExercisesOf) -> Iterator[Problem]:
    """Cells without exercise value, and exercise values without a cell."""
    written = lesson.exercises()
    try:
        known = exercises_of(lesson.name)
    except CourseError as error:
        if written:
            name, index = next(iter(written.items()))
            yield lesson.problem(
                lesson.cells[index].marker,
                f"the exercises of {lesson.name} are not known: {error}",
                f"Write each in a file of its own, such as {file_of(lesson.name, name)}.",
            )
        return
    for name, index in written.items():
        if name not in known:
            yield lesson.problem(
                lesson.cells[index].marker,
                f'unknown exercise "{name}"',
                _did_you_mean(name, known) + f"Its value belongs in {file_of(lesson.name, name)}.",
            )
        else:
            yield from _value_problems(lesson, known[name])
    for name in known:
        if name not in written:
            yield lesson.problem(
                1,
                f'the exercise value "{name}" has no cell in this text',
                f'Add a cell tagged exercise="{name}", or delete {file_of(lesson.name, name)}.',
            )


def _value_problems(lesson: Lesson, exercise: Exercise) -> Iterator[Problem]:
    """Where an exercise value speaks of the text: the exercises it uses, and its equations."""
    written = lesson.exercises()
    index = written[exercise.name]
    marker = lesson.cells[index].marker
    for used in exercise.uses:
        if written.get(used, index) >= index:
            yield lesson.problem(
                marker,
                f'"{exercise.name}" uses "{used}", which no cell above it defines',
                f"Order the exercises so that each stands below those in its uses, or mend "
                f"{file_of(lesson.name, exercise.name)}.",
            )
    text = "\n".join(cell.source for cell in lesson.cells if cell.kind == "markdown")
    for output, number in exercise.equations.items():
        bare = re.escape(number.strip("()"))
        if not re.search(rf"\\text\{{\s*\({bare}\)|\\tag\*?\{{\(?{bare}\)?\}}", text):
            yield lesson.problem(
                marker,
                f'messages about {output} of "{exercise.name}" point to equation {number}, '
                "which the text does not have",
                rf"Number the equation with  \qquad\text{{{number}}}, or mend "
                f"{file_of(lesson.name, exercise.name)}.",
            )


def _setup_problems(lesson: Lesson) -> Iterator[Problem]:
    code = [cell for cell in lesson.cells if cell.kind == "code"]
    line = f'check, ready, hint = notebook("{lesson.name}")'
    if not code or code[0].locked != "setup":
        yield lesson.problem(
            code[0].marker if code else 1,
            "the first code cell is not the setup cell",
            f'Start with a cell  # %% locked="setup"  that imports what the lesson needs, with  '
            f"{line}",
        )
        return
    if lesson.exercises() and not _opens_notebook(code[0], lesson.name):
        yield lesson.problem(
            code[0].line,
            f'the setup cell does not call  notebook("{lesson.name}")',
            f"Write  {line}  in it.",
        )


def _opens_notebook(cell: Cell, name: str) -> bool:
    module = parse(cell.source)
    if module is None:
        return True  # refused already
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "notebook"
        and [ast.unparse(argument) for argument in node.args] == [repr(name)]
        for node in ast.walk(module)
    )


def _shown_solutions(lesson: Lesson) -> Iterator[Problem]:
    """Cells that show, in the open, every line of some solution that says anything."""
    for name, index in lesson.exercises().items():
        solution = solution_lines(lesson.cells[index].source)
        for position, cell in enumerate(lesson.cells):
            if position != index and shows_solution(cell.source, solution):
                yield lesson.problem(
                    cell.line,
                    f'this cell shows the whole solution of "{name}"',
                    f'Students see it. Only lines between "{BEGIN}" and its end are taken out.',
                )


def shows_solution(source: str, solution: list[str]) -> bool:
    """Whether a text outside solution regions has every telling line of a solution in it.

    A solution of short lines only is never found: its lines occur in many other texts.
    """
    telling = {line.strip() for line in solution if is_distinctive(line)}
    if not any(len(line) >= 12 for line in telling):
        return False
    shown = {line.strip() for line in without_solutions(source).split("\n")}
    return telling <= shown


def _did_you_mean(name: str, names: Mapping[str, object]) -> str:
    near = difflib.get_close_matches(name, names, n=1)
    return f'Did you mean "{near[0]}"? ' if near else ""
