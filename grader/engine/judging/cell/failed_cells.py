"""Why a name is not defined: what went wrong in the cell that was to define it."""

import ast
import re
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from grader.engine.judging.newer_python import newer_syntax
from grader.student.messages import grading_problems
from grader.student.text import MAX_CELL_LENGTH, definitions_in, read_cell, silent_magic

_COLORS = re.compile(r"\x1b\[[0-9;]*m")
_LINE = re.compile(r"Cell In\[\d{1,9}\], line (\d{1,6})\b")
_CELL_MAGICS = re.compile(r"\s*(?:%%[^\n]*(?:\n\s*|\Z))+")
_USAGE_ERROR = re.compile(r"^(?:UsageError|ERROR): *([^\n]{1,300})", re.MULTILINE)
_UNDEFINED = re.compile(r"name '(\w+)' is not defined")
_MAX_TEXT = 300

Output = Mapping[str, Any]


class FailedCells:
    """The cells so far whose definitions did not take place, as far as texts and outputs say."""

    def __init__(self) -> None:
        self._reasons: dict[str, str] = {}
        self._exercises: dict[str, str] = {}
        self._not_python: set[str] = set()

    def add(self, source: str, outputs: Sequence[Output], exercise: str = "") -> None:
        """Note a cell that was executed, its outputs, and the exercise that it was to solve."""
        if exercise:
            self._exercises[exercise] = source
        error = _error_of(source, outputs)
        if error is None:
            if self._reasons:
                for name in definitions_in(source):
                    self._reasons.pop(name, None)
            return
        text, line = error
        names = definitions_in(source) or definitions_in(_below_cell_magics(source))
        # Of a text that is far from Python, no name can be read.
        for name in {*names, exercise} - {""}:
            self._reasons[name] = grading_problems.cell_failed(name, text, line)
            if read_cell(source).error is not None:
                self._not_python.add(name)
            else:
                self._not_python.discard(name)

    def reason(self, error: BaseException | None) -> str | None:
        """Return why a name is not defined, for the error of a test that uses it."""
        return self.reason_in(str(error)) if isinstance(error, NameError) else None

    def nothing_defined(self, error: BaseException | None) -> str | None:
        """Say what the cell of an exercise has in place of a definition, for such an error."""
        found = _UNDEFINED.fullmatch(str(error)) if isinstance(error, NameError) else None
        source = self._exercises.get(found[1]) if found else None
        return _in_place_of(found[1], source) if found and source is not None else None

    def reason_of(self, names: frozenset[str]) -> str | None:
        """Return why nothing ran of the last cell that was to define one of these names.

        Of a cell that stopped with an error, a part did run.
        """
        found = [self._reasons[name] for name in self._reasons if name in names & self._not_python]
        return found[-1] if found else None

    def reason_in(self, message: str) -> str | None:
        """Return why a name is not defined, for a message that says that it is not."""
        found = _UNDEFINED.search(message) if self._reasons else None
        return self._reasons.get(found[1]) if found else None


def _in_place_of(name: str, source: str) -> str | None:
    """Say what a cell that runs has in place of the definition of a name."""
    tree = read_cell(source).tree
    if tree is None:
        return None
    if not tree.body:
        return grading_problems.nothing_in_cell(name, has_comments=bool(source.strip()))
    for outer in tree.body:
        if not isinstance(outer, ast.ClassDef | ast.FunctionDef) or outer.name == name:
            continue
        kind = "class" if isinstance(outer, ast.ClassDef) else "function"
        for node in ast.walk(outer):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == name:
                return grading_problems.defined_inside(name, node.lineno, kind, outer.name)
    return None


def _below_cell_magics(source: str) -> str:
    found = _CELL_MAGICS.match(source)
    return source[found.end() :] if found else ""


def _error_of(source: str, outputs: Sequence[Output]) -> tuple[str, int | None] | None:
    """Return what kept a cell from running, and the line; None if nothing did."""
    invalid = read_cell(source).error
    errors = [output for output in outputs if output.get("output_type") == "error"]
    # A text that is too long to be read may well be Python.
    if invalid is not None and len(source) <= MAX_CELL_LENGTH and (errors or not outputs):
        newer = newer_syntax(source)
        if newer is not None:
            here = sys.version_info[:2]
            return grading_problems.newer_python(newer.kind, newer.version, here), invalid.line
        return f"SyntaxError: {invalid.reason}", invalid.line
    usage = _usage_error(outputs)
    if (magic := silent_magic(source)) is not None:
        name, line = magic
        return (usage, None) if usage else (grading_problems.silent_magic(name), line)
    if errors:
        # The errors of missing imports before the last one did not stop it.
        kind, value = (str(errors[-1].get(key, "")) for key in ("ename", "evalue"))
        first_line = value.strip().partition("\n")[0]
        frames = "\n".join(map(str, errors[-1].get("traceback", ())))
        found = _LINE.search(_COLORS.sub("", frames[:_MAX_TEXT]))
        # IPython does not count the empty lines at the top.
        empty = source[: len(source) - len(source.lstrip())].count("\n")
        number = int(found[1]) + empty if found else None
        return f"{kind}: {first_line}".removesuffix(": ")[:_MAX_TEXT], number
    return (usage, None) if usage else None


def _usage_error(outputs: Sequence[Output]) -> str | None:
    """Return what IPython printed about a magic that it could not run."""
    texts = (str(each.get("text", "")) for each in outputs if each.get("name") == "stderr")
    found = (_USAGE_ERROR.search(text) for text in texts)
    return next((each[1] for each in found if each), None)
