import json
import re

import nbformat
import pytest

from grader.engine.page_content import rebuilt_cells, source_of
from grader.engine.page_content.cells import MOST_IN_A_LINE, MOST_TEXT, MOST_WORDS, rebuilt_cell
from tests.engine.page_content.payloads import HTML, cells
from tests.engine.page_content.test_html import assert_harmless

HINT = "Read.\n\n<details>\n<summary>A hint</summary>\n\nLook at $a$.\n\n</details>\n"


@pytest.mark.parametrize("in_lines", [True, False])
def test_the_lessons_own_text_stays_however_it_is_stored(in_lines: bool) -> None:
    source = HINT.splitlines(keepends=True) if in_lines else HINT
    lesson = {"cell_type": "markdown", "id": "a", "metadata": {}, "source": source}
    assert rebuilt_cell(lesson, {source_of(lesson)})["source"] == HINT
    assert rebuilt_cell({**lesson, "source": HINT}, {source_of(lesson)})["source"] == HINT


def test_marks_and_flags_stay() -> None:
    marks = {"grade_id": "check-a", "points": 2.5, "grade": True, "cell_type": None}
    metadata = {"nbgrader": marks, "deletable": False, "editable": True}
    cell = {"cell_type": "code", "id": "a", "metadata": metadata, "source": "", "outputs": []}
    assert rebuilt_cell(cell, ())["metadata"] == metadata


@pytest.mark.parametrize("text", HTML)
def test_no_text_of_the_students_is_left_in_metadata(text: str) -> None:
    metadata = {
        "tags": [text],
        "name": text,
        "editable": text,
        "nbgrader": {"grade_id": text, text: "a", "points": [text]},
        text: {},
    }
    cell = {"cell_type": "markdown", "id": text, "metadata": metadata, "source": "a"}
    made = rebuilt_cell({**cell, "attachments": {text: {"image/svg+xml": text}}}, ())
    assert made.keys() == {"cell_type", "metadata", "source"}
    assert made["metadata"] == {"nbgrader": {}}


def test_every_payload_makes_a_valid_notebook_without_harm() -> None:
    made = [rebuilt_cell(cell, ()) for cell in cells()]
    for number, cell in enumerate(made):
        cell["id"] = f"cell-{number}"
        if cell["cell_type"] != "code":
            assert_harmless(cell["source"])
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": made}
    nbformat.validate(json.loads(json.dumps(notebook)))


def test_a_line_of_code_too_long_for_a_page_says_what_is_left_out() -> None:
    code = f"x = 1\ny = {'a' * 10_000}\nz = 2"
    cell = {"cell_type": "code", "source": code, "metadata": {}, "outputs": []}
    first, second, third = rebuilt_cell(cell, ())["source"].split("\n")
    assert (first, third) == ("x = 1", "z = 2")
    assert second.startswith(f"y = {'a' * 100}") and len(second) < MOST_IN_A_LINE + 100
    assert f"[{10_004 - MOST_IN_A_LINE} more characters" in second
    assert rebuilt_cell(cell, (code,))["source"] == code


@pytest.mark.parametrize("line", ["x = 1\n", "x?\n", "%%a\n", "word_of_some_length\n"])
@pytest.mark.parametrize("count", [1, 3, 40])
def test_code_too_long_for_a_page_is_left_out_and_each_cell_says_how_much(
    count: int, line: str
) -> None:
    words = len(re.findall(r"\w+|[^\w\s]", line))
    code = line * (2 * MOST_WORDS // words // count)
    cell = {"cell_type": "code", "source": code, "metadata": {}, "outputs": []}
    sources = [made["source"] for made in rebuilt_cells([cell] * count, ())]
    shown, left_out = 0, 0
    for source in sources:
        start, found, note = source.partition("\n# [")
        assert code.startswith(start)
        shown += len(start)
        left_out += int(note.split(" more characters of this cell")[0]) if found else 0
    assert left_out == count * len(code) - shown
    assert abs(shown - MOST_WORDS * len(line) / words) < len(line)
    assert [made["source"] for made in rebuilt_cells([cell] * count, (code,))] == [code] * count


@pytest.mark.parametrize("count", [1, 3, 40])
@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_text_too_long_for_a_page_is_left_out_and_each_cell_says_how_much(
    kind: str, count: int
) -> None:
    text = "A word.\n" * (2 * MOST_TEXT // 8 // count)
    cell = {"cell_type": kind, "source": text, "metadata": {}}
    sources = [made["source"] for made in rebuilt_cells([cell] * count, ())]
    left_out = sum(
        int(number) for each in sources for number in re.findall(r"(\d+) more characters", each)
    )
    assert left_out == count * len(text) - MOST_TEXT
    assert sum(map(len, sources)) < 1.1 * MOST_TEXT + 500 * count
    assert [made["source"] for made in rebuilt_cells([cell] * count, (text,))] == [text] * count
