"""Damage loses the damaged cells only, wherever it is, and costs work that is linear."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.classroom.submissions.forms.damaged_notebooks import (
    MAX_WORK,
    find_cells,
    joined,
    sides_of_conflicts,
)
from tests.tiny_course import SOLUTIONS, notebook

_OUTPUT = {
    "output_type": "display_data",
    "metadata": {"image/png": {"width": 3}},
    "data": {"text/plain": ['{"cell_type": "code"}'], "application/json": {"source": ["no"]}},
}
WHOLE = notebook(SOLUTIONS)
for _cell in WHOLE["cells"][1:4]:
    _cell["outputs"] = [_OUTPUT]
_MARKDOWN = {"cell_type": "markdown", "id": "m", "metadata": {}, "source": ["# [{\n", '"}']}
WHOLE["cells"].insert(2, _MARKDOWN)


def reordered(cell: dict[str, Any]) -> dict[str, Any]:
    """Return a cell with its source first, as Colab writes it."""
    return {"cell_type": cell["cell_type"], "source": cell["source"], **cell}


COLAB = {**WHOLE, "cells": [reordered(cell) for cell in WHOLE["cells"]]}
TEXTS = {
    "Jupyter": json.dumps(WHOLE, indent=1, sort_keys=True),
    "Colab": json.dumps(COLAB, indent=2),
    "one line": json.dumps(WHOLE, ensure_ascii=False),
}


def spans(text: str) -> list[tuple[int, int, Any]]:
    """Return where each cell of a valid text starts and ends, and the cell."""
    decoder, found = json.JSONDecoder(), []
    position = text.index("[", text.index('"cells"')) + 1
    while True:
        position += len(text[position:]) - len(text[position:].lstrip(" ,\n"))
        if text[position] == "]":
            return found
        cell, end = decoder.raw_decode(text, position)
        found.append((position, end, cell))
        position = end


SPANS = {name: spans(text) for name, text in TEXTS.items()}

garbage = st.sampled_from(
    [
        "",
        "x",
        '"',
        "\\",
        "{",
        "}",
        "[",
        "]",
        ",",
        "\n<<<<<<< HEAD\n",
        '"a": [',
        '{"id": ',
        "\x00",
        "é",
    ]
) | st.text(max_size=6)


@given(st.sampled_from(list(TEXTS)), st.integers(0, 10_000), st.integers(0, 400), garbage)
def test_cells_outside_of_the_damage_are_found(
    name: str, start: int, length: int, new: str
) -> None:
    text = TEXTS[name]
    start %= len(text)
    damaged = text[:start] + new + text[start + length :]
    found = find_cells(damaged)
    complete = [cell for low, high, cell in SPANS[name] if high <= start or low >= start + length]
    remaining = iter(found.cells)
    assert all(cell in remaining for cell in complete)
    assert len(found.cells) <= len(SPANS[name])
    assert found.work <= MAX_WORK * len(damaged) + 2 * len(damaged) + 1000


@pytest.mark.parametrize("name", TEXTS)
def test_of_a_damaged_cell_the_source_remains(name: str) -> None:
    for key in ('"metadata"', '"outputs"'):
        low, high, cell = SPANS[name][1]
        damaged = TEXTS[name][:low] + TEXTS[name][low:high].replace(key, "?", 1)
        found = find_cells(damaged + TEXTS[name][high:])
        assert found.parts == 1
        assert [each["source"] for each in found.cells] == [c["source"] for c in WHOLE["cells"]]
        assert found.cells[1]["metadata"]["nbgrader"]["grade_id"] == "double"
        assert found.cells[1]["id"] == cell["id"]


@pytest.mark.parametrize(
    "unit",
    [
        '{"id":{"id":',
        '{"id":"',
        '{"cell_type": "code", "source": ["a", ',
        '{"metadata": [[[[',
        '"source": ["a", ',
        '"source": "a',
        "\n<<<<<<<\n",
        "\n<<<<<<<\n=======\n",
        '{"cell_type": "code", "source": "a", "outputs": [',
        "{" + " " * 30,
        '{"cell_type": "code", "cell_type": "code"}',
    ],
)
def test_the_work_grows_as_the_text_does(unit: str) -> None:
    work = [find_cells(unit * (size // len(unit))).work for size in (5_000, 20_000)]
    assert work[1] <= (MAX_WORK + 2) * 20_000 + 1000
    assert work[1] <= 6 * work[0] + 1000


def conflict(first: str, second: str, base: str | None = None) -> str:
    middle = "" if base is None else f"||||||| base\n{base}"
    return f"<<<<<<< HEAD\n{first}{middle}=======\n{second}>>>>>>> other\n"


def test_both_sides_of_conflicts() -> None:
    first, second = conflict("b\n", "c\n"), conflict("", "e\n", "f\n")
    text = f"a\n{first}d\n{second}"
    assert sides_of_conflicts(text) == ("a\nb\nd\n", "a\nc\nd\ne\n")
    assert sides_of_conflicts(text.replace("\n", "\r\n")) == (
        "a\r\nb\r\nd\r\n",
        "a\r\nc\r\nd\r\ne\r\n",
    )
    assert sides_of_conflicts("Title\n=======\n") is None
    assert sides_of_conflicts(" <<<<<<< HEAD\n") is None


@given(st.lists(st.integers(0, 5), max_size=8), st.lists(st.integers(0, 5), max_size=8))
def test_joined_versions_have_all_of_both(first: list[int], second: list[int]) -> None:
    found = joined(first, second)
    assert set(found) == {*first, *second}
    remaining = iter(found)
    assert all(each in remaining for each in first)


def test_joined_versions_keep_what_both_have_once() -> None:
    assert joined("abXcd", "abYZcd") == list("abYZXcd")
    assert joined("abc", "abc") == list("abc")
    assert copy.copy(joined("", "ab")) == ["a", "b"]
