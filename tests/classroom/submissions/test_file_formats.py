"""Whatever form a notebook comes in, its cells are found, or a reason is given."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.classroom.submissions import limits
from grader.classroom.submissions.file_formats import (
    StudentCell,
    UnreadableError,
    read_cells,
)
from tests.tiny_course import SOLUTIONS, notebook

WHOLE = notebook(SOLUTIONS)
TEXT = json.dumps(WHOLE, ensure_ascii=False, indent=1).encode()
CELLS, _ = read_cells("tiny.ipynb", TEXT)


def test_cells_keep_kind_text_and_marks() -> None:
    double = next(c for c in CELLS if c.grade_id == "double")
    assert double == StudentCell("code", SOLUTIONS["double"], "double", "double")


@given(st.integers(0, len(TEXT)))
def test_a_file_that_breaks_off_gives_the_cells_before(length: int) -> None:
    try:
        cells, notes = read_cells("tiny.ipynb", TEXT[:length])
    except UnreadableError as error:
        assert "empty" in str(error) or "damaged" in str(error)
    else:
        assert cells == CELLS[: len(cells)]
        assert len(cells) == len(CELLS) or any("damaged" in note for note in notes)


@given(st.binary(max_size=300))
def test_no_bytes_whatever_do_anything_but_give_cells_or_a_reason(data: bytes) -> None:
    try:
        cells, _ = read_cells("x.ipynb", data)
    except UnreadableError as error:
        assert str(error).startswith("x.ipynb")
    else:
        assert all(isinstance(cell, StudentCell) for cell in cells)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)


@given(st.lists(json_values | st.fixed_dictionaries({"cell_type": json_values}), max_size=4))
def test_cells_of_any_form_stop_nothing(cells: list[object]) -> None:
    data = json.dumps({"nbformat": 4, "cells": cells}).encode()
    found, _ = read_cells("x.ipynb", data)
    assert all(cell.kind in ("code", "markdown", "raw") for cell in found)


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ({"cell_type": "Code"}, "code"),
        ({"cell_type": "MARKDOWN", "outputs": []}, "markdown"),
        ({"outputs": []}, "code"),
        ({"cell_type": None, "execution_count": 1}, "code"),
        ({"cell_type": ["code"], "input": "x"}, "code"),
        ({"cell_type": "heading", "level": 1}, "markdown"),
        ({}, "markdown"),
    ],
)
def test_a_cell_without_its_kind_is_code_if_it_has_what_only_code_has(
    cell: dict[str, object], kind: str
) -> None:
    data = json.dumps({"nbformat": 4, "cells": [{**cell, "source": "x = 1"}]}).encode()
    (found,), _ = read_cells("x.ipynb", data)
    assert (found.kind, found.source) == (kind, "x = 1")


def test_format_3() -> None:
    old = {
        "nbformat": 3,
        "worksheets": [{"cells": [{"cell_type": "code", "input": ["a = 1\n", "b = 2"]}]}],
    }
    cells, _ = read_cells("old.ipynb", json.dumps(old).encode())
    assert cells == [StudentCell("code", "a = 1\nb = 2")]


def test_a_script_is_one_cell() -> None:
    cells, notes = read_cells("tiny.py", b"def double(x):\n    return 2 * x\n")
    assert cells == [StudentCell("code", "def double(x):\n    return 2 * x\n")]
    assert "script" in notes[0]


def test_nul_bytes_and_a_mark_of_byte_order_are_left_out() -> None:
    cells, notes = read_cells("tiny.ipynb", b"\xef\xbb\xbf" + TEXT + b"\0\0")
    assert cells == CELLS
    assert notes == ["tiny.ipynb holds NUL bytes, which were left out."]


def test_a_notebook_of_more_cells_than_are_read_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_CELLS", 2)
    cells = [{"cell_type": "code", "source": "1"}] * 3
    with pytest.raises(UnreadableError, match="3 cells; at most 2"):
        read_cells("tiny.ipynb", json.dumps({"nbformat": 4, "cells": cells}).encode())
