"""What an exercise cell must be: one function, with a docstring and a solution region."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from grader.build.errors import CellProblem
from grader.build.lesson_text import (
    BEGIN,
    find_regions,
    has_markers,
    solution_lines,
    without_solutions,
)


def function_problems(source: str, name: str) -> Iterator[CellProblem]:
    """Everything that is wrong with the source of an exercise cell.

    Parameters
    ----------
    source : str
        The cell's text.
    name : str
        Name of the exercise, which the function must have.
    """
    regions = find_regions(source)
    yield from regions.problems
    if not has_markers(source):
        yield CellProblem(
            0,
            "an exercise without a solution region",
            f'Put "{BEGIN}" and "### END SOLUTION" around the lines that the student must write.',
        )
    elif not regions.problems and not solution_lines(source):
        yield CellProblem(
            regions.spans[0][0], "an empty solution region", "Write the reference into it."
        )

    module = parse(source)
    if module is None:
        return  # the file as a whole is refused for it
    functions = [node for node in module.body if isinstance(node, ast.FunctionDef)]
    if len(functions) != 1 or len(module.body) != 1:
        yield CellProblem(
            0,
            "an exercise cell must hold one function and nothing else",
            "Move the rest to a cell of its own.",
        )
    if len(functions) == 1 and functions[0].name != name:
        yield CellProblem(
            functions[0].lineno - 1,
            f'the function is called "{functions[0].name}", but the tag says exercise="{name}"',
            "Give both the same name.",
        )
    for function in functions[:1]:
        yield from _docstring_problems(function)
    if not regions.problems and regions.spans and parse(without_solutions(source)) is None:
        yield CellProblem(
            regions.spans[0][0],
            "what is left for the student, without the solution, is not valid Python",
            f'Indent "{BEGIN}" like the lines of the solution, and let the region hold whole '
            "statements.",
        )


def parse(source: str) -> ast.Module | None:
    """Return the syntax tree of a source, or None if it has none."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError):
        return None


def _docstring_problems(function: ast.FunctionDef) -> Iterator[CellProblem]:
    docstring = ast.get_docstring(function)
    offset = function.lineno - 1
    if not docstring:
        yield CellProblem(
            offset,
            f"{function.name} has no docstring",
            "Write one that says what it computes, with the shape of each argument and result.",
        )
        return
    bare = [name for name in _parameters(function) if not _is_described(name, docstring)]
    if bare:
        yield CellProblem(
            offset,
            f"the docstring of {function.name} does not give the shape of {', '.join(bare)}",
            'Add a line such as "X : ndarray (n_x, m)   one example per column" '
            '(for a plain value its type: "b : float").',
        )


def _parameters(function: ast.FunctionDef) -> list[str]:
    arguments = function.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    every += [extra for extra in (arguments.vararg, arguments.kwarg) if extra is not None]
    return [argument.arg for argument in every]


def _is_described(name: str, docstring: str) -> bool:
    """Whether a docstring has a line "name : type", with a shape if the type is an array."""
    others = r"(?:[*\w]+\s*,\s*)*"
    after = r"(?:\s*,\s*[*\w]+)*"
    found = re.search(
        rf"^\s*{others}\*{{0,2}}{re.escape(name)}{after}\s*:\s*(\S.*)$", docstring, re.MULTILINE
    )
    if found is None:
        return False
    described = found[1]
    has_shape = re.search(r"\([^()]*\w[^()]*\)|\bshape\b", described) is not None
    return has_shape or "array" not in described
