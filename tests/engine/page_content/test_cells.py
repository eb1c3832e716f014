import json

import nbformat
import pytest

from grader.engine.page_content import rebuilt_cell, source_of
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
