"""Sentences about arrays that lost an axis, or grew."""

import pytest

from grader.student.messages.array_shapes import explain_growth


@pytest.mark.parametrize(
    ("lost", "part"),
    [
        (("summed", 4), "It lost the other one in line 4: keepdims=True keeps both"),
        (("picked", None), "counts as a row: a slice such as i:i+1"),
        ((None, None), "counts as a row; reshape(4, 1) makes it a column"),
    ],
)
def test_growth(lost, part):
    assert part in explain_growth("db", 4, *lost)
    assert "Is that meant?" in explain_growth("", 0, None, None)
