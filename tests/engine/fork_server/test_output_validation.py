import json
from typing import Any

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.engine.fork_server.output_validation import InvalidOutput, checked_outputs, read_message

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
almost = st.fixed_dictionaries(
    {
        "output_type": st.sampled_from(
            ["stream", "error", "display_data", "execute_result", "update_display_data"]
        )
    },
    optional={
        "name": st.sampled_from(["stdout", "stderr", "stdin"]),
        "text": st.text() | json_values,
        "ename": st.text(),
        "evalue": st.text(),
        "traceback": st.lists(st.text() | json_values, max_size=3),
        "execution_count": st.integers() | json_values,
        "data": st.dictionaries(st.text(), st.text() | json_values, max_size=3),
        "metadata": st.dictionaries(st.text(), json_values, max_size=3),
        "transient": json_values,
    },
)


@given(st.lists(almost | json_values, max_size=4))
def test_whatever_comes_is_refused_or_is_what_a_notebook_holds(outputs: list[Any]) -> None:
    try:
        checked = checked_outputs(outputs)
    except InvalidOutput:
        return
    json.dumps(checked, allow_nan=False).encode()
    assert "\ud800" not in json.dumps(checked, ensure_ascii=False)
    cell = nbformat.v4.new_code_cell("", outputs=[nbformat.from_dict(each) for each in checked])
    nbformat.validate(nbformat.v4.new_notebook(cells=[cell]))


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"[]",
        b"\xff",
        b'{"cell": NaN}',
        b'{"cell": Infinity}',
        b"[" * 100_000,
        b'{"cell": ' + b"9" * 10_000 + b"}",
    ],
)
def test_a_message_that_is_none_is_refused(message: bytes) -> None:
    with pytest.raises(InvalidOutput):
        read_message(message)


def test_data_that_is_nested_too_deeply_is_refused() -> None:
    deep: Any = "x"
    for _ in range(30):
        deep = [deep]
    output = {"output_type": "display_data", "data": {"application/json": deep}, "metadata": {}}
    with pytest.raises(InvalidOutput, match="deep"):
        checked_outputs([output])


def test_halves_of_characters_are_replaced() -> None:
    output = {"output_type": "stream", "name": "stdout", "text": "a\ud800b"}
    assert checked_outputs([output])[0]["text"] == "a?b"
