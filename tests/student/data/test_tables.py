"""Tables of numbers in CSV files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.student.data import Table, load_houses, load_table
from grader.student.text import DataError
from tests.student.data.small_files import assert_helpful, write_text

pytestmark = pytest.mark.filterwarnings("error")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(
    st.lists(
        st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=3, max_size=3),
        min_size=1,
        max_size=6,
    )
)
def test_a_table_that_was_written_is_loaded(tmp_path: Path, rows: list[list[float]]) -> None:
    lines = ["size, rooms ,price", *(",".join(map(repr, row)) for row in rows)]
    table = load_table(write_text(tmp_path / "own.csv", "\n".join(lines)))
    assert table.columns == ("size", "rooms", "price")
    assert table.rows.tolist() == rows


def test_marks_and_empty_lines_of_a_spreadsheet_do_no_harm(tmp_path: Path) -> None:
    text = "\ufeffsize,price\r\n800,99.5\r\n\r\n900,120\r\n"
    (tmp_path / "own.csv").write_bytes(text.encode())
    assert load_houses(tmp_path / "own.csv").rows.tolist() == [[800, 99.5], [900, 120]]


def test_columns_are_taken_by_name() -> None:
    table = Table(("size", "rooms", "price"), np.arange(6.0).reshape(2, 3))
    assert table.column("price").tolist() == [2, 5]
    chosen = table.select("price", "size")
    assert chosen.columns == ("price", "size")
    assert chosen.rows.tolist() == [[2, 0], [5, 3]]
    with pytest.raises(DataError, match="no column 'prise'; there are size, rooms, price"):
        table.column("prise")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "one column or none"),
        ("size;price\n800;99\n", "one column or none"),
        ("size,price\n", "no rows"),
        ("size,\n800,99\n", "an empty name"),
        ("800,99\n900,120\n", "the number 800 where a name"),
        ("size,size\n800,99\n", "Two columns"),
        ("size,price\n800,99,1\n", "Line 2 of the table has 3 entries"),
        ("size,price\n800,99\n900\n", "Line 3 of the table has 1 entries"),
        ("size,price\n800,99\n900,cheap\n", "Line 3 of the table has 'cheap' in the column price"),
        ("size,price\n800,\n", "nothing in the column price"),
        ("size,price\n800,nan\n", "'nan' in the column price"),
        ("size,price\ninf,99\n", "'inf' in the column size"),
    ],
)
def test_a_table_that_is_wrong_is_refused(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(DataError) as error:
        load_table(write_text(tmp_path / "own.csv", text))
    assert_helpful(error, words, "own.csv", "what to do")


def test_a_table_that_is_missing_or_no_text_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "no.csv", tmp_path):
        with pytest.raises(DataError) as error:
            load_table(path)
        assert_helpful(error, "no such table", str(path))
    (tmp_path / "own.xlsx").write_bytes(b"PK\x03\x04\xff\xfe\x80")
    with pytest.raises(DataError) as error:
        load_table(tmp_path / "own.xlsx")
    assert_helpful(error, "not text", "own.xlsx", "CSV")
