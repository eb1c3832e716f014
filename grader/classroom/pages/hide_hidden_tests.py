"""Remove hidden tests from a graded notebook: the regions, and all lines that quote them."""

import html
import re
from typing import Any

from nbconvert.preprocessors import Preprocessor
from traitlets import Bool

from grader.classroom.pages.line_finder import LineFinder
from grader.exercises.hidden_test import MIME as VERDICT
from grader.student.messages import grading_problems

NOTICE = grading_problems.hidden_line()

_REGION = re.compile(
    r"^[^\n]*BEGIN HIDDEN TESTS.*?(?:^[^\n]*END HIDDEN TESTS[^\n]*(?:\n|\Z)|\Z)", re.M | re.S
)
_ANSI_COLOR = re.compile(r"\x1b\[[0-9;]*m")
_LINE_NUMBER = re.compile(r"^\s*(?:-+>)?\s*\d*\s*")
# A shorter line, such as `)` or `x = 1`, counts as a quote only if it is the whole line.
_MIN_QUOTE = 12
# Traceback frames of the grader's own code contain cases and references.
_GRADER_FRAME = re.compile(r"grader[/\\](?:exercises|engine|classroom|build)[/\\]")


class HideHiddenTests(Preprocessor):
    """Preprocessor for feedback pages; plain nbgrader commands use it as well."""

    # nbconvert skips a preprocessor that is not enabled.
    enabled = Bool(True).tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Remove hidden tests from sources and outputs."""
        lines = hidden_lines([cell.source for cell in nb.cells if cell.cell_type == "code"])
        hidden = _Hidden(lines)
        for cell in nb.cells:
            if cell.cell_type == "code":
                cell.source = _REGION.sub("", cell.source).rstrip()
                cell.outputs = [_clean_output(output, hidden) for output in cell.outputs]
        return nb, resources


def hidden_lines(sources: list[str]) -> frozenset[str]:
    """Return the stripped, nonempty lines inside of hidden regions."""
    lines = (
        line.strip()
        for source in sources
        for region in _REGION.findall(source)
        for line in region.splitlines()
    )
    return frozenset(line for line in lines if line)


class _Hidden:
    """The hidden lines of a notebook, ready to be found in many texts."""

    def __init__(self, lines: frozenset[str]) -> None:
        self._lines = lines
        self._finder = LineFinder([line for line in lines if len(line) >= _MIN_QUOTE])

    def is_quoted_in(self, line: str) -> bool:
        """Return whether a line of an output quotes one of them."""
        text = html.unescape(_ANSI_COLOR.sub("", line))
        return _LINE_NUMBER.sub("", text).strip() in self._lines or self._finder.finds(text)


def _without_quotes(text: str, hidden: _Hidden) -> str:
    lines = [NOTICE if hidden.is_quoted_in(line) else line for line in text.split("\n")]
    once = [line for i, line in enumerate(lines) if line != NOTICE or lines[i - 1 : i] != [NOTICE]]
    return "\n".join(once)


def _clean_output(output: Any, hidden: _Hidden) -> Any:
    if output.output_type == "error":
        output.traceback = [
            NOTICE
            if _GRADER_FRAME.search(_ANSI_COLOR.sub("", frame))
            or any(hidden.is_quoted_in(line) for line in frame.split("\n"))
            else frame
            for frame in output.traceback
        ]
        output.evalue = _without_quotes(output.evalue, hidden)
    elif output.output_type == "stream":
        output.text = _without_quotes(output.text, hidden)
    elif "data" in output:
        output.data.pop(VERDICT, None)
        for kind, value in output.data.items():
            if isinstance(value, str) and not kind.startswith(("image/png", "image/jpeg")):
                output.data[kind] = _without_quotes(value, hidden)
    return output
