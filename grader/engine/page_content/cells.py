"""A cell of a student's notebook, made anew for the pages that show it."""

import re
from collections.abc import Collection, Iterable, Mapping
from itertools import islice
from typing import Any

from grader.engine.page_content.markdown import rebuilt_markdown
from grader.engine.page_content.outputs import few_outputs, rebuilt_output
from grader.student.messages import grading_problems

_NAME = re.compile(r"[\w.-]{1,120}")
_FLAGS = ("deletable", "editable")

MOST_IN_A_LINE = 2_000
"""Characters of a line of code that a page shows. What highlights it takes time that grows with the
square of a line's length."""

MOST_WORDS = 20_000
"""Words and signs of a student's code that a page shows. Each of them is highlighted, which takes
some kilobytes of memory and a tenth of a millisecond while the page is made."""

MOST_TEXT = 200_000
"""Characters of a student's own Markdown that a page shows."""

_WORD = re.compile(r"\w+|[^\w\s]")


def rebuilt_cells(
    cells: Iterable[Mapping[str, Any]], lesson_texts: Collection[str], also: Collection[str] = ()
) -> list[dict[str, Any]]:
    """Return the cells of a notebook as `rebuilt_cell` makes them, and no more than fits.

    What is left out of a cell is said in it.

    Parameters
    ----------
    cells : iterable of mapping
    lesson_texts, also : collection of str
        As for `rebuilt_cell`. The lesson's own text and code are not counted.
    """
    left, text_left = MOST_WORDS, MOST_TEXT
    made = []
    for cell in cells:
        text = source_of(cell)
        if cell["cell_type"] != "code" and text not in lesson_texts:
            if (more := len(text) - text_left) > 0:
                note = grading_problems.cell_left_out(more)
                cell = {**cell, "source": f"{text[:text_left]}\n\n{note}"}
            text_left = max(0, -more)
        new = rebuilt_cell(cell, lesson_texts, also)
        if new["cell_type"] == "code" and source_of(cell) not in lesson_texts:
            words = list(islice(_WORD.finditer(new["source"]), left + 1))
            if len(words) > left:
                end = words[left].start()
                note = grading_problems.cell_left_out(len(new["source"]) - end)
                new["source"] = f"{new['source'][:end]}\n# {note}"
            left = max(0, left - len(words))
        made.append(new)
    return made


def rebuilt_cell(
    cell: Mapping[str, Any], lesson_texts: Collection[str], also: Collection[str] = ()
) -> dict[str, Any]:
    """Return a cell with nothing in it but what may reach a page.

    Parameters
    ----------
    cell : mapping
        As nbformat has it. Its text and outputs may be anything.
    lesson_texts : collection of str
        The lesson's own texts, which stay as they are.
    also : collection of str
        Further MIME types of outputs that stay: those that no page shows.
    """
    kind = cell["cell_type"]
    text = source_of(cell)
    made: dict[str, Any] = {"cell_type": kind, "metadata": _metadata(cell.get("metadata"))}
    if isinstance(cell.get("id"), str) and _NAME.fullmatch(cell["id"]):
        made["id"] = cell["id"]
    if kind == "code":
        outputs = cell.get("outputs", ())
        made["execution_count"] = None
        made["outputs"] = few_outputs(
            [new for output in outputs if (new := rebuilt_output(output, also)) is not None]
        )
        made["source"] = text if text in lesson_texts else _with_short_lines(text)
    else:
        made["source"] = text if text in lesson_texts else rebuilt_markdown(text)
    return made


def source_of(cell: Mapping[str, Any]) -> str:
    """Return the text of a cell, which nbformat allows to be in lines."""
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def _with_short_lines(text: str) -> str:
    """Return code of which each line is short enough for a page, and says what is left out."""
    if len(text) <= MOST_IN_A_LINE:
        return text
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if (more := len(line) - MOST_IN_A_LINE) > 0:
            note = grading_problems.code_left_out(more)
            lines[number] = f"{line[:MOST_IN_A_LINE]}  # {note}"
    return "\n".join(lines)


def _metadata(metadata: object) -> dict[str, Any]:
    """Return what nbgrader and Jupyter need: names, numbers and flags."""
    if not isinstance(metadata, Mapping):
        return {}
    made: dict[str, Any] = {
        key: metadata[key] for key in _FLAGS if metadata.get(key) in (True, False)
    }
    marks = metadata.get("nbgrader")
    if isinstance(marks, Mapping):
        made["nbgrader"] = {key: value for key, value in marks.items() if _is_mark(key, value)}
    return made


def _is_mark(key: object, value: object) -> bool:
    return (
        isinstance(key, str)
        and _NAME.fullmatch(key) is not None
        and (
            value is None
            or isinstance(value, bool | int | float)
            or (isinstance(value, str) and _NAME.fullmatch(value) is not None)
        )
    )
