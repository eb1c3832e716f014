"""The cell of an instructor's notebook that judges: its parts, its names, and its run in the judge.

Only text that an instructor wrote runs here. The names of the student's that it uses stand for
functions in another process, and for copies of values.
"""

import ast
import builtins
import functools
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

_REGION = re.compile(
    r"^[^\n]*BEGIN HIDDEN TESTS[^\n]*\n?(.*?)(?:^[^\n]*END HIDDEN TESTS[^\n]*(?:\n|\Z)|\Z)",
    re.M | re.S,
)
_MAGIC = re.compile(r"^[ \t]*[%!?].*$", re.M)
_numbers = itertools.count()
# A class meets the same few tests again and again.
_of_tests = functools.lru_cache(maxsize=512)

Output = dict[str, Any]


def _output(kind: str, **content: Any) -> Output:
    if kind == "execute_result":
        content["execution_count"] = None
    if "data" in content:
        content.setdefault("metadata", {})
    return {"output_type": kind, **content}


def visible(source: str) -> str:
    """Return the part of a cell that students have."""
    return _REGION.sub("", source).rstrip("\n")


def hidden(source: str) -> str:
    """Return the part of a cell that students do not have, "" if there is none."""
    return "".join(_REGION.findall(source))


@_of_tests
def judges_by_score(source: str) -> bool:
    """Tell whether a hidden test is `grader.exercises.score`, which needs no other part."""
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


def without_magics(source: str) -> str:
    """Return the text of a cell as plain Python, without the lines that belong to IPython."""
    return "" if source.lstrip().startswith("%%") else _MAGIC.sub("", source)


@dataclass(frozen=True)
class Names:
    """The names that a text uses, and those that it makes; Python's own are not among them."""

    loaded: frozenset[str]
    stored: frozenset[str]


def names_in(node: ast.AST) -> Names:
    """Return the names of a piece of a program, those inside its functions included."""
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


@dataclass(frozen=True)
class Ran:
    """What a test did.

    Attributes
    ----------
    outputs : tuple of dict
        As nbformat has them; what went to stderr is among what was printed.
    value : object
        Of the last line, None if that is no expression.
    error : Exception or None
        What stopped it.
    """

    outputs: tuple[Output, ...]
    value: object = None
    error: Exception | None = None


@dataclass(frozen=True)
class _Program:
    """A test as it is run: all but the last line, and that one if it is an expression."""

    filename: str
    body: types.CodeType
    last: types.CodeType | None


@_of_tests
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


def _shell() -> None:
    """Make `IPython.display.display` work outside of a notebook."""
    if not InteractiveShell.initialized():
        config = Config()
        config.HistoryManager.enabled = False
        InteractiveShell.instance(config=config, user_module=types.ModuleType("judge"))


def run_test(source: str, namespace: dict[str, Any], label: str) -> Ran:
    """Run a test, with all that it shows as outputs.

    Parameters
    ----------
    label : str
        Name of the cell, for its lines in a traceback.
    """
    text = without_magics(source)
    value, error = None, None
    _shell()
    with capture_output() as shown:
        try:
            program = _program(text, label)
            lines = text.splitlines(keepends=True)
            linecache.cache[program.filename] = (len(text), None, lines, program.filename)
            exec(program.body, namespace)
            if program.last is not None:
                value = eval(program.last, namespace)
            linecache.cache.pop(program.filename, None)
        except Exception as stopped:
            error = stopped
    outputs: list[Output] = []
    if shown.stdout or shown.stderr:
        outputs.append(_output("stream", name="stdout", text=shown.stdout + shown.stderr))
    for each in shown.outputs:
        outputs.append(_output("display_data", data=each.data or {}, metadata=each.metadata or {}))
    if error is not None:
        outputs.append(error_output(error))
    return Ran(tuple(outputs), value, error)


def error_output(error: Exception) -> Output:
    """Return an exception as the output of a cell."""
    frames = [frame.rstrip() for frame in traceback.format_exception(error)]
    return _output("error", ename=type(error).__name__, evalue=str(error), traceback=frames)


def checked_score(value: object, most: float) -> float | None:
    """Return the points that the last line of a test gives, None if that is no number of points.

    As in nbgrader, a test that comes to its end gives all points, unless its last line is a
    number. Here True and False are all and nothing.
    """
    if isinstance(value, bool):
        return most if value else 0.0
    match value:
        case int() | float():
            number = float(value)
        case _ if hasattr(value, "dtype") and getattr(value, "shape", None) == ():
            return checked_score(value.item(), most)  # type: ignore[attr-defined]
        case _:
            return most
    return number if math.isfinite(number) and 0.0 <= number <= most else None


def as_outputs(
    shown: Sequence[Mapping[str, Any]], verdict: tuple[Output, ...], points: float, forged: str
) -> list[Output]:
    """Return the outputs of a judged cell: what the student saw, the verdict, the points.

    Nothing of what the student's process wrote can be taken for a verdict: neither an error, nor
    what goes to stderr, nor the result of a last line.

    Parameters
    ----------
    shown : list of outputs
        Of the visible part of the cell, from the student's process.
    verdict : tuple of outputs
        Of the hidden test.
    forged : str
        The MIME type of verdicts, which the student's process has no business to write.
    """
    outputs = [harmless(output, forged, points) for output in shown]
    outputs += [
        dict(output) for output in verdict if points == 0 or output["output_type"] != "error"
    ]
    result = _output("execute_result", data={"text/plain": repr(points)})
    return [*filter(None, outputs), result]


def harmless(output: Mapping[str, Any], forged: str, points: float) -> Output | None:
    """Return an output of the student's process in a form that decides nothing."""
    match output.get("output_type"):
        case "stream":
            return _output("stream", name="stdout", text=str(output.get("text", "")))
        case "error" if points > 0:
            frames = [str(frame) for frame in output.get("traceback", [])]
            return _output("stream", name="stdout", text="\n".join(frames) + "\n")
        case "error":
            return dict(output)
        case "display_data" | "execute_result":
            data = {k: v for k, v in dict(output.get("data", {})).items() if k != forged}
            return _output("display_data", data=data) if data else None
    return None
