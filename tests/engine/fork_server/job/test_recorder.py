from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.engine.fork_server.job.recorder import RecordedStream, Recorder, json_bundle
from grader.engine.fork_server.output_validation import checked_outputs

texts = st.lists(st.tuples(st.sampled_from(["stdout", "stderr"]), st.text()), max_size=20)


@given(texts)
def test_streams_keep_their_order_and_are_joined(pieces: list[tuple[str, str]]) -> None:
    recorder = Recorder(1 << 20)
    for name, text in pieces:
        recorder.stream(name, text)
    outputs = recorder.take()
    assert "".join(each["text"] for each in outputs) == "".join(text for _, text in pieces)
    names = [each["name"] for each in outputs]
    assert all(first != second for first, second in pairwise(names))
    assert recorder.take() == []


@given(texts, st.integers(1, 100))
def test_no_more_is_kept_than_the_limit_and_a_notice(
    pieces: list[tuple[str, str]], limit: int
) -> None:
    recorder = Recorder(limit)
    for name, text in pieces:
        recorder.stream(name, text)
        recorder.add({"output_type": "display_data", "data": {"text/plain": text}, "metadata": {}})
    notices = str(recorder.outputs).count("cut off here")
    assert notices <= 1
    kept = [each["text"] for each in recorder.take() if each["output_type"] == "stream"]
    assert sum(map(len, kept)) <= limit + 80


def test_clearing_may_wait_for_the_next_output() -> None:
    recorder = Recorder(1000)
    recorder.stream("stdout", "a")
    recorder.clear(wait=True)
    assert recorder.outputs
    recorder.stream("stdout", "b")
    assert [each["text"] for each in recorder.take()] == ["b"]


def test_pictures_become_text_that_a_notebook_holds() -> None:
    bundle = json_bundle({"image/png": b"\x89PNG", "application/json": {"a": 1}, "text/plain": 5})
    assert bundle == {"image/png": "iVBORw==", "application/json": {"a": 1}, "text/plain": "5"}


def test_a_stream_takes_texts_alone() -> None:
    recorder = Recorder(1000)
    stream = RecordedStream(recorder, "stdout")
    print("a", "b", file=stream)
    (output,) = checked_outputs(recorder.take())
    assert output["text"] == "a b\n"
    assert not stream.isatty() and stream.writable()
    try:
        stream.write(b"bytes")  # type: ignore[arg-type]
    except TypeError as error:
        assert "must be str" in str(error)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"loss": float("nan")}, {"loss": None}),
        ([float("inf"), -float("inf"), 1.5], [None, None, 1.5]),
        ({1: (2, 3)}, {"1": [2, 3]}),
    ],
)
def test_json_of_libraries_becomes_strict_json(content: object, expected: object) -> None:
    made = json_bundle({"application/vnd.x+json": content, "text/plain": "x"})
    assert made == {"application/vnd.x+json": expected, "text/plain": "x"}


CYCLE: list[object] = []
CYCLE.append(CYCLE)


@pytest.mark.parametrize(
    "content", [{1, 2}, object(), b"x", {(1, 2): 3}, CYCLE, pytest.param(10**5000, id="huge")]
)
def test_what_is_no_json_takes_no_other_form_of_an_output_with_it(content: object) -> None:
    made = json_bundle({"application/json": [content], "text/plain": "x"})
    assert made == {"text/plain": "x"}
