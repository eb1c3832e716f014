import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.engine.fork_server import protocol
from grader.engine.sandbox.limits import Limits


@given(
    st.lists(st.tuples(st.text(), st.booleans()), max_size=5),
    st.dictionaries(st.text(), st.binary(max_size=1000), max_size=4),
)
def test_a_task_arrives_as_it_was_sent(
    cells: list[tuple[str, bool]], files: dict[str, bytes]
) -> None:
    numbered = [protocol.Cell(str(n), text, graded) for n, (text, graded) in enumerate(cells)]
    task = protocol.Task(numbered, files, Limits(cell_seconds=1.5))
    ours, theirs = socket.socketpair()
    with ours, theirs:
        protocol.send_task(ours, task)
        assert protocol.receive_task(theirs) == task


@given(st.lists(st.binary(max_size=50), max_size=6), st.integers(1, 40))
def test_messages_are_whole_however_they_arrive(texts: list[bytes], size: int) -> None:
    sent = b"".join(len(text).to_bytes(4, "big") + text for text in texts)
    received, found = bytearray(), []
    for start in range(0, len(sent), size):
        received += sent[start : start + size]
        found += protocol.complete_messages(received)
    assert found == texts
    assert not received


def test_a_connection_that_ends_early_is_told() -> None:
    ours, theirs = socket.socketpair()
    with theirs:
        with ours:
            ours.sendall(b"\0\0\0\5ab")
        with pytest.raises(EOFError):
            protocol.receive_json(theirs)
