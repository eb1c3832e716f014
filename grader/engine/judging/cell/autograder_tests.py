"""A test cell of an instructor's notebook: its parts, its names, and its execution in the judge.

Only the instructor's text is executed here. The student's names in it refer to functions in
another process, and to copies of values.
"""

import ast
import builtins
import contextlib
import functools
import io
import itertools
import linecache
import math
import re
import traceback
import types
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from traitlets.config import Config

from grader.student.text import read_cell

_HIDDEN_TESTS = re.compile(
    r"^[^\n]*BEGIN HIDDEN TESTS[^\n]*\n?(.*?)(?:^[^\n]*END HIDDEN TESTS[^\n]*(?:\n|\Z)|\Z)",
    re.M | re.S,
)
_numbers = itertools.count()
# A class has few tests, which are executed for each student.
_cache_by_test = functools.lru_cache(maxsize=512)

Output = dict[str, Any]


def _output(kind: str, **content: Any) -> Output:
    if kind == "execute_result":
        content["execution_count"] = None
    if "data" in content:
        content.setdefault("metadata", {})
    return {"output_type": kind, **content}


def visible(source: str) -> str:
    """Return the part of a cell that students have."""
    return _HIDDEN_TESTS.sub("", source).rstrip("\n")


def hidden(source: str) -> str:
    """Return the part of a cell that students do not have, "" if there is none."""
    return "".join(_HIDDEN_TESTS.findall(source))


@_cache_by_test
def judges_by_score(source: str) -> bool:
    """Return whether a hidden test only calls `grader.exercises.score`."""
    tree = ast.parse(hidden(source))
    imported = {
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module == "grader.exercises"
        for alias in node.names
        if alias.name == "score"
    }
    match tree.body:
        case [*_, ast.Expr(value=ast.Call(func=ast.Name(id=name)))]:
            return name in imported
    return False


@_cache_by_test
def as_python(source: str) -> str:
    """Return the text of a cell as plain Python, with nothing in place of IPython's syntax."""
    return read_cell(source).text


@_cache_by_test
def assert_message(source: str, line: int) -> str:
    """Return the message of the assert at a line of a test, "" if its text does not show one."""
    for node in ast.walk(ast.parse(as_python(source))):
        match node:
            case ast.Assert(lineno=first, end_lineno=last, msg=ast.Constant(value=str() as text)):
                if first <= line <= (last or first):
                    return text.strip().partition("\n")[0]
    return ""


@dataclass(frozen=True)
class Names:
    """The names that a text loads, without built-in ones, and those that it stores."""

    loaded: frozenset[str]
    stored: frozenset[str]


def names_in(node: ast.AST) -> Names:
    """Return the names in a syntax tree, those inside its functions included."""
    loaded, stored = set(), set()
    for part in ast.walk(node):
        match part:
            case ast.Name(id=name, ctx=ast.Load()):
                loaded.add(name)
            case ast.Name(id=name):
                stored.add(name)
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                stored.add(name)
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                stored |= {alias.asname or alias.name.split(".")[0] for alias in names}
            case ast.AugAssign(target=ast.Name(id=name)):
                loaded.add(name)
    return Names(frozenset(loaded - vars(builtins).keys()), frozenset(stored))


@_cache_by_test
def converted_names(source: str) -> frozenset[str]:
    """Return the names of which a test only makes a number, as by `float(x)`."""
    tree = ast.parse(as_python(source))
    converted: set[ast.AST] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="float" | "int" | "complex"), args=[value]):
                converted.add(value)
    loads = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    used = {node.id for node in loads if node not in converted}
    return frozenset({node.id for node in loads} - used)


@dataclass(frozen=True)
class CellRun:
    """A test cell that has been executed.

    Attributes
    ----------
    outputs : tuple of dict
        As in nbformat; stderr is part of stdout.
    value : object
        Of the last line, None if that is not an expression.
    error : Exception, SystemExit or None
        The exception that stopped it.
    """

    outputs: tuple[Output, ...]
    value: object = None
    error: Exception | SystemExit | None = None


@dataclass(frozen=True)
class _Program:
    """A compiled test: all but the last line, and that one if it is an expression."""

    filename: str
    body: types.CodeType
    last: types.CodeType | None


@_cache_by_test
def _program(text: str, label: str) -> _Program:
    filename = f"<{label} {next(_numbers)}>"
    body = ast.parse(text, filename).body
    last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    return _Program(
        filename,
        compile(ast.Module(body, []), filename, "exec"),
        compile(ast.Expression(last.value), filename, "eval")
        if isinstance(last, ast.Expr)
        else None,
    )


class TestOutput(io.StringIO):
    """What a test prints, where it does not itself look at what is printed."""


def _ensure_shell() -> None:
    """Make `IPython.display.display` work outside of a notebook."""
    if not InteractiveShell.initialized():
        config = Config()
        config.HistoryManager.enabled = False
        InteractiveShell.instance(config=config, user_module=types.ModuleType("judge"))


def run_test(source: str, namespace: dict[str, Any], label: str) -> CellRun:
    """Run a test, and record its outputs.

    Parameters
    ----------
    source : str
    namespace : dict
    label : str
        Name of the cell in tracebacks.
    """
    text = as_python(source)
    value, error = None, None
    _ensure_shell()
    printed = TestOutput()
    with capture_output() as shown, contextlib.redirect_stdout(printed):
        try:
            program = _program(text, label)
            lines = text.splitlines(keepends=True)
            linecache.cache[program.filename] = (len(text), None, lines, program.filename)
            exec(program.body, namespace)
            if program.last is not None:
                value = eval(program.last, namespace)
            linecache.cache.pop(program.filename, None)
        except (Exception, SystemExit) as stopped:
            error = stopped
    outputs: list[Output] = []
    if text := printed.getvalue() + shown.stderr:
        outputs.append(_output("stream", name="stdout", text=text))
    for each in shown.outputs:
        outputs.append(_output("display_data", data=each.data or {}, metadata=each.metadata or {}))
    if error is not None:
        outputs.append(error_output(error))
    return CellRun(tuple(outputs), value, error)


def error_output(error: Exception | SystemExit) -> Output:
    """Return an exception as the output of a cell."""
    frames = [frame.rstrip() for frame in traceback.format_exception(error)]
    return _output("error", ename=type(error).__name__, evalue=str(error), traceback=frames)


def is_of_numpy(value: object) -> bool:
    """Return whether a value is a number of NumPy, or an array of one without axes."""
    return hasattr(value, "dtype") and getattr(value, "shape", None) == ()


def checked_score(value: object, max_points: float) -> float | None:
    """Return the points of a test from the value of its last line, None if they are invalid.

    As in nbgrader, a test without an exception gives all points, unless the value is a number.
    Here True gives all points and False none.
    """
    if isinstance(value, bool):
        return max_points if value else 0.0
    match value:
        case int() | float():
            number = float(value)
        case _ if is_of_numpy(value):
            return checked_score(value.item(), max_points)  # type: ignore[attr-defined]
        case _:
            return max_points
    return number if math.isfinite(number) and 0.0 <= number <= max_points else None


def as_outputs(
    shown: Sequence[Mapping[str, Any]],
    verdict: tuple[Output, ...],
    points: float | None,
    verdict_type: str,
) -> list[Output]:
    """Return the outputs of a judged cell: what the student saw, the verdict, the points.

    No output of the student's process can be taken for a verdict: neither an error, nor text on
    stderr, nor the result of a last line.

    Parameters
    ----------
    shown : list of dict
        Outputs of the visible part of the cell, from the student's process.
    verdict : tuple of dict
        Outputs of the hidden test.
    points : float or None
        None if the cell was not judged.
    verdict_type : str
        The MIME type of verdicts, which is removed from the student's outputs.
    """
    if points is None:
        kept = (without_effect(output, verdict_type, 1.0) for output in shown)
        return [*filter(None, kept), *map(dict, verdict)]
    outputs = [without_effect(output, verdict_type, points) for output in shown]
    outputs += [
        dict(output) for output in verdict if points == 0 or output["output_type"] != "error"
    ]
    result = _output("execute_result", data={"text/plain": repr(points)})
    return [*filter(None, outputs), result]


def without_effect(output: Mapping[str, Any], verdict_type: str, points: float) -> Output | None:
    """Return an output of the student's process without effect on the points."""
    match output.get("output_type"):
        case "stream":
            return _output("stream", name="stdout", text=str(output.get("text", "")))
        case "error" if points > 0:
            frames = [str(frame) for frame in output.get("traceback", [])]
            return _output("stream", name="stdout", text="\n".join(frames) + "\n")
        case "error":
            return dict(output)
        case "display_data" | "execute_result":
            data = {k: v for k, v in dict(output.get("data", {})).items() if k != verdict_type}
            return _output("display_data", data=data) if data else None
    return None
