"""The student's own functions of another notebook, taken out of its file by name.

A later lesson is built on what the student wrote in an earlier one. Only definitions are taken:
the functions that are asked for, the functions, imports and plain constants that these use, and
nothing else. No cell of the other notebook is run.
"""

import ast
import codecs
import itertools
import json
import linecache
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from grader.student.checking import Question, judge
from grader.student.grading_mode import is_graded
from grader.student.lesson.check import FROM_FILE, NoSuchLesson, is_written, load_questions
from grader.student.lesson.earlier_exercises import NOT_RIGHT
from grader.student.messages import earlier_notebook as says
from grader.student.text import CourseError, definitions_in, read_cell, repair_typing

__all__ = ["OwnNotebookError", "own_functions"]

Function = Callable[..., Any]
_Function = ast.FunctionDef | ast.Assign | ast.AnnAssign
"""The syntax of a function: a `def`, or a name to which a lambda is assigned."""

_numbers = itertools.count()


class OwnNotebookError(CourseError):
    """The other notebook's file cannot be read as a notebook."""


@dataclass
class _Definitions:
    """What a notebook's code cells define, as syntax: the last definition of a name counts."""

    functions: dict[str, _Function] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    imports: dict[str, ast.stmt] = field(default_factory=dict)
    constants: dict[str, ast.stmt] = field(default_factory=dict)
    twice: set[str] = field(default_factory=set)
    unreadable: dict[str, str] = field(default_factory=dict)


def own_functions(
    file: str, names: Sequence[str], notebook: str | None = None, folder: Path | None = None
) -> SimpleNamespace:
    """Take functions by name out of a notebook of the student's, and say what is not as it should.

    Parameters
    ----------
    file : str
        Name of the notebook, such as "deep_network.ipynb". It is looked for in the folder of the
        running notebook. Where it is not there, the course's own copy is taken, if this runs in
        a checkout of the course, and a line says so.
    names : sequence of str
        The functions to take.
    notebook : str, optional
        Name of the lesson, such as "week4/deep_network": each function that is an exercise there
        is then tried on that exercise's public cases.
    folder : path, optional
        Where to look, by default the current folder, which is the running notebook's.

    Returns
    -------
    SimpleNamespace
        Each of `names`. One that is missing, unfinished or wrong is a function that says, when
        it is called, what there is to do.

    Raises
    ------
    OwnNotebookError
        If the file is there and is not a notebook.
    """
    questions = _questions(notebook)
    path, remark = _find(file, notebook, folder or Path.cwd())
    lines = [remark] if remark else []
    found: dict[str, Function] = {}
    reasons: dict[str, str] = {}
    if path is None:
        reasons = dict.fromkeys(names, says.no_file(file))
    else:
        definitions = _definitions(_code_cells(path))
        found, reasons = _define_functions(definitions, names)
        for name in names:
            if name in reasons:
                continue
            reason = _reason_not_right(found[name], questions.get(name))
            if reason:
                reasons[name] = reason
        lines += [says.defined_twice(name, file) for name in names if name in definitions.twice]
    reasons = {name: reasons[name] for name in names if name in reasons}
    for name, reason in reasons.items():
        found[name] = _placeholder(name, reason, file, questions)
    print("\n".join(_report(file, path, names, reasons, questions, lines)))
    return SimpleNamespace(**{name: found[name] for name in names})


def _questions(notebook: str | None) -> Mapping[str, Question]:
    try:
        return load_questions(notebook) if notebook else {}
    except NoSuchLesson:
        return {}


def _find(file: str, notebook: str | None, folder: Path) -> tuple[Path | None, str]:
    """Return the notebook's file, None if there is none, and a remark for the student."""
    if (folder / file).is_file():
        return folder / file, ""
    root = os.environ.get("COURSE_ROOT")
    if root and notebook:
        instructors = Path(root) / "source" / f"{notebook}.ipynb"
        if instructors.is_file():
            return instructors, says.course_copy(file)
    return None, ""


def _code_cells(path: Path) -> list[str]:
    """Read the sources of a notebook's code cells, in order.

    Raises
    ------
    OwnNotebookError
        If the file is not a notebook.
    """
    try:
        content = json.loads(_decoded(path.read_bytes()), strict=False)
        # A cell that is damaged itself takes none of the others with it.
        cells = [cell for cell in content["cells"] if isinstance(cell, dict)]
        if content["cells"] and not cells:
            raise TypeError("no cells")
        code = [cell.get("source") for cell in cells if cell.get("cell_type") == "code"]
        lines = [source for source in code if isinstance(source, str | list)]
        return ["".join(part for part in source if isinstance(part, str)) for source in lines]
    except OSError as error:
        raise OwnNotebookError(says.unreadable(path, error.strerror)) from None
    except (
        ValueError,
        KeyError,
        TypeError,
        RecursionError,
    ):  # not text, not JSON, not of a notebook's form
        raise OwnNotebookError(says.damaged(path)) from None


def _decoded(data: bytes) -> str:
    """Return the text of a file in the encodings that editors save notebooks in."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _definitions(cells: Sequence[str]) -> _Definitions:
    """Collect what the cells define at their top level, without running anything."""
    all_of_them = _Definitions()
    for source in cells:
        code = read_cell(repair_typing(source)[0])
        if code.tree is not None:
            for node in code.tree.body:
                _collect(node, code.text, all_of_them)
        elif code.error is not None:
            reason = says.not_python(code.error.line, code.error.reason)
            all_of_them.unreadable |= dict.fromkeys(definitions_in(code.text), reason)
    return all_of_them


def _collect(node: ast.stmt, text: str, found: _Definitions) -> None:
    """Add one statement to the definitions, if it is one."""
    match node:
        case (
            ast.FunctionDef(name=name)
            | ast.Assign(targets=[ast.Name(id=name)], value=ast.Lambda())
            | ast.AnnAssign(target=ast.Name(id=name), value=ast.Lambda())
        ):
            if name in found.functions or name in found.unreadable:
                found.twice.add(name)
            found.unreadable.pop(name, None)
            found.functions[name] = node
            found.texts[name] = text
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
            for alias in aliases:
                found.imports[alias.asname or alias.name.split(".")[0]] = node
        case (
            ast.Assign(targets=[ast.Name(id=name)], value=value)
            | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
        ) if _is_literal(value):
            found.constants[name] = node


def _is_literal(value: ast.expr) -> bool:
    try:
        ast.literal_eval(value)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False
    return True


def _needed(definitions: _Definitions, names: Sequence[str]) -> list[str]:
    """Return `names` and all functions of the notebook that they call, directly or not."""
    waiting, needed = list(names), []
    while waiting:
        name = waiting.pop()
        if name in needed or name not in definitions.functions:
            continue
        needed.append(name)
        waiting += sorted(_names_in(definitions.functions[name]))
    return needed


def _names_in(function: _Function) -> set[str]:
    return {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}


def _reason_not_to_define(function: _Function) -> str:
    """Say why defining this function would run more than the definition, or return ""."""
    if isinstance(function, ast.FunctionDef):
        if function.decorator_list:
            return says.decorated()
        arguments = function.args
    else:
        assert isinstance(function.value, ast.Lambda)
        arguments = function.value.args
    defaults = [*arguments.defaults, *(d for d in arguments.kw_defaults if d is not None)]
    if not all(_is_literal(default) for default in defaults):
        return says.computed_default()
    return ""


def _define_functions(
    definitions: _Definitions, names: Sequence[str]
) -> tuple[dict[str, Function], dict[str, str]]:
    """Define the functions in a namespace of their own; return them, and why others are not."""
    namespace: dict[str, Any] = {"np": np, "__name__": "own_functions"}
    reasons = {}
    for name in names:
        if name in definitions.unreadable:
            reasons[name] = definitions.unreadable[name]
        elif name not in definitions.functions:
            reasons[name] = says.not_defined()
    failing: dict[str, str] = {}
    needed = _needed(definitions, names)
    used = {each for name in needed for each in _names_in(definitions.functions[name])}
    for name in sorted(used & (definitions.imports.keys() | definitions.constants.keys())):
        statement = definitions.imports.get(name) or definitions.constants[name]
        try:
            exec(compile(ast.Module([statement], []), f"<{name}>", "exec"), namespace)
        except Exception as error:  # a library that is not installed may fail in any way
            failing[name] = says.failing_line(ast.unparse(statement), type(error).__name__)
    for name in needed:
        reason = _define(name, definitions.functions[name], definitions.texts[name], namespace)
        failing |= {name: reason} if reason else {}
    for name in names:
        reason = _reason_failing(name, definitions, failing)
        if reason and name not in reasons:
            reasons[name] = reason
    return {n: namespace[n] for n in names if n not in reasons}, reasons


def _reason_failing(name: str, definitions: _Definitions, failing: Mapping[str, str]) -> str:
    """Say what keeps a function or what it uses from being defined, or return ""."""
    if name in failing:
        return failing[name]
    for own in _needed(definitions, [name]):
        if own in failing:
            return says.of_helper(own, failing[own])
        for used in sorted(_names_in(definitions.functions[own])):
            if used in failing and used not in definitions.functions:
                return failing[used]
    return ""


def _define(name: str, node: _Function, cell: str, namespace: dict[str, Any]) -> str:
    """Define one function; return why that cannot be done, or ""."""
    harmful = _reason_not_to_define(node)
    if harmful:
        return harmful
    try:
        # Annotations would be computed when the function is defined.
        text = "from __future__ import annotations\n" + _source_of(node, cell)
        _run(text, says.name_in_traceback(name, next(_numbers)), namespace)
    except SyntaxError as error:
        # The parser accepts more than the compiler, such as a `break` outside of a loop.
        line = None if error.lineno is None else error.lineno - 2 + node.lineno
        return says.not_python(line, error.msg)
    except (ValueError, RecursionError, MemoryError) as error:
        return says.not_python(None, str(error) or type(error).__name__)
    # A lambda does not know its name, by which `ready` finds its exercise.
    namespace[name].__name__ = namespace[name].__qualname__ = name
    return ""


def _source_of(node: _Function, text: str) -> str:
    if not isinstance(node, ast.FunctionDef):
        # Other statements can be on its line.
        return ast.unparse(node) + "\n"
    return "\n".join(text.split("\n")[node.lineno - 1 : node.end_lineno]) + "\n"


def _run(text: str, filename: str, namespace: dict[str, Any]) -> None:
    """Run a definition; register its lines, so that tracebacks and `inspect` find them."""
    linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
    exec(compile(text, filename, "exec"), namespace)


def _reason_not_right(function: Function, question: Question | None) -> str:
    """Say in what state an exercise of the other notebook is, or "" where it is right."""
    if not is_written(function):
        return says.not_written()
    # While a notebook is graded, the reference's functions take the place of these.
    if question is None or is_graded():
        return ""
    if judge(function, question).status in NOT_RIGHT:
        return says.not_right()
    return ""


def _where_to_write(name: str, file: str, questions: Mapping[str, Question]) -> str:
    return says.where_to_write(file, questions[name].number if name in questions else None)


def _placeholder(name: str, reason: str, file: str, questions: Mapping[str, Question]) -> Function:
    """Make a function that says what there is to do."""
    message = says.to_do(name, reason, _where_to_write(name, file, questions))

    def missing(*args: object, **kwargs: object) -> object:
        raise NotImplementedError(message)

    missing.__name__ = missing.__qualname__ = name
    missing.__doc__ = message
    setattr(missing, FROM_FILE, file)
    return missing


def _report(
    file: str,
    path: Path | None,
    names: Sequence[str],
    reasons: Mapping[str, str],
    questions: Mapping[str, Question],
    remarks: Sequence[str],
) -> Iterator[str]:
    """Yield the lines that tell the student what was taken."""
    taken = [name for name in names if name not in reasons]
    yield from remarks
    if path is None:
        yield from says.file_missing(file)
        return
    if taken:
        yield says.taken(file, taken)
    if reasons:
        yield from says.not_ready(
            file,
            {n: (reason, _where_to_write(n, file, questions)) for n, reason in reasons.items()},
        )
