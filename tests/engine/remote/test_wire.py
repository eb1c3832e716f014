import contextlib
import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.engine.remote.wire import (
    ConnectionClosed,
    DeadlineExceeded,
    FrameLimits,
    Opaque,
    WireError,
    has_unread_bytes,
    opaque,
    pack,
    receive,
    send,
    unpack,
)
from grader.engine.remote.wire.frames import MAGIC
from grader.student.calling import Logarithm, Polynomial, SeededGenerator

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
ARRAYS = hnp.arrays(
    st.one_of(
        hnp.boolean_dtypes(),
        hnp.integer_dtypes(),
        hnp.unsigned_integer_dtypes(),
        hnp.floating_dtypes(),
        hnp.complex_number_dtypes(),
        hnp.byte_string_dtypes(),
    ),
    hnp.array_shapes(min_dims=0, min_side=0, max_dims=4, max_side=4),
)
SIMPLE = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.complex_numbers(), TEXT, st.binary()
)
KEYS = st.one_of(TEXT, st.integers(), st.booleans(), st.none(), st.tuples(TEXT, st.integers()))
VALUES = st.recursive(
    st.one_of(SIMPLE, ARRAYS),
    lambda inner: st.one_of(
        st.lists(inner),
        st.lists(inner).map(tuple),
        st.dictionaries(KEYS, inner),
        st.sets(st.integers()),
        st.frozensets(TEXT),
    ),
    max_leaves=20,
)


def there_and_back(value: Any, limits: FrameLimits | None = None, **how: Any) -> Any:
    prefix, header, *buffers = pack(value, limits=limits or FrameLimits())
    assert len(header) == struct.unpack(">4sIQ", bytes(prefix))[1]
    return unpack(bytes(header), bytearray(b"".join(buffers)), **how)


def same(one: Any, other: Any) -> bool:
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        kind = other.dtype.newbyteorder("=")  # every array arrives in the order of this machine
        return one.dtype == kind and np.array_equal(one, other, equal_nan=kind.kind in "fc")
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[k], other[k]) for k in one)
    return bool(one == other or (one != one and other != other))


@given(VALUES)
def test_values_come_back_as_they_were(value: Any) -> None:
    assert same(there_and_back(value), value)


@given(ARRAYS)
def test_arrays_come_back_however_they_lie_in_memory(array: np.ndarray) -> None:
    turned = array.T[..., ::-1] if array.ndim else array
    assert same(there_and_back([turned])[0], np.array(turned))


@pytest.mark.parametrize(
    "value",
    [
        np.float32(1.5),
        np.int8(-3),
        np.bool_(True),
        np.str_("ä"),
        np.complex64(1j),
        2**300,
        -(2**70),
        Polynomial((1.0, 2.0)),
        Logarithm(3.0),
        SeededGenerator(7),
        range(3, 9, 2),
        np.array(["ä", "bc"]),
        1e308,
    ],
    ids=repr,
)
def test_scalars_and_functions_keep_their_type(value: Any) -> None:
    assert same(there_and_back(value), value)


class Mine(dict[str, int]):
    pass


class Number(int):
    def __int__(self) -> int:
        return 7


def test_subclasses_become_the_plain_type() -> None:
    value = [Mine(a=1), Number(3), np.ma.masked_array([1.0, 2.0], [True, False])]
    back = there_and_back(value)
    assert [type(v) for v in back] == [dict, int, np.ndarray]
    assert (back[0], back[1], back[2].tolist()) == ({"a": 1}, 3, [1.0, 2.0])


@pytest.mark.parametrize(
    "use",
    [
        lambda x: x == 1,
        lambda x: x != 1,
        lambda x: x > 1,
        bool,
        np.asarray,
        lambda x: np.allclose(x, 1),
        lambda x: x in [1],
    ],
)
def test_what_does_not_travel_is_a_name_that_equals_nothing(use: Callable[[Any], Any]) -> None:
    (found,) = there_and_back([(n for n in [1])])
    assert isinstance(found, Opaque)
    assert type(found).__name__ == "generator"
    with pytest.raises(WireError):
        use(found)


def test_objects_in_an_array_and_functions_do_not_travel() -> None:
    back = there_and_back({"array": np.array([print, None]), "function": len})
    assert [type(value).__name__ for value in back["array"]] == [type(print).__name__, "NoneType"]
    assert isinstance(back["function"], Opaque)
    assert type(opaque("a b; c")).__name__ == "object"


def test_functions_travel_by_number() -> None:
    _, header, *_ = pack([len, len, print], refer=[len, print].index)
    back = unpack(bytes(header), bytearray(), resolve=lambda number, name: (number, name))
    kind = type(len).__name__
    assert back == [(0, kind), (0, kind), (1, kind)]


def nested(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    return value


def holding_itself() -> list[Any]:
    value: list[Any] = []
    value.append(value)
    return value


@pytest.mark.parametrize(
    ("value", "limits"),
    [
        (nested(50), FrameLimits()),
        (holding_itself(), FrameLimits()),
        ([0] * 101, FrameLimits(nodes=100)),
        (np.zeros(100), FrameLimits(data=799)),
        ("x" * 1000, FrameLimits(header=1000)),
    ],
)
def test_what_is_too_large_is_not_sent(value: Any, limits: FrameLimits) -> None:
    with pytest.raises(WireError):
        pack(value, limits=limits)


def frame(value: object, buffers: list[int], **more: object) -> bytes:
    return json.dumps({"value": value, "buffers": buffers, **more}).encode()


HOSTILE = {
    "no JSON": b"[",
    "bytes": b"\xff\xfe",
    "deep": b"[" * 100_000,
    "another form": b'{"value": 1}',
    "more parts": frame(None, [], extra=1),
    "a number": frame(1, []),
    "a dictionary": frame({"a": 1}, []),
    "unknown kind": frame(["q", 1], []),
    "object dtype": frame(["a", "|O", [1], 0], [8]),
    "structured dtype": frame(["a", "f8,f8", [1], 0], [16]),
    "a date": frame(["a", "<M8[D]", [1], 0], [8]),
    "no dtype": frame(["a", "<f3", [1], 0], [3]),
    "no size": frame(["a", "<U0", [1], 0], [0]),
    "lying shape": frame(["a", "<f8", [1000000], 0], [8]),
    "negative shape": frame(["a", "<f8", [-1, -1], 0], [8]),
    "shape of truth": frame(["a", "|b1", [True], 0], [1]),
    "empty and endless": frame(["a", "<f8", [0, 2**40], 0], [0]),
    "empty and large": frame(["a", "<f8", [0, 2**30, 2**30, 2**30], 0], [0]),
    "many axes": frame(["a", "<f8", [1] * 33, 0], [8]),
    "another buffer": frame(["a", "<f8", [1], 1], [8]),
    "a negative buffer": frame(["a", "<f8", [1], -1], [8]),
    "no buffer": frame(["b", 0], []),
    "negative length": frame(["b", 0], [-1, 1]),
    "too many bytes": frame(["b", 0], [9]),
    "a number with a shape": frame(["g", "<f8", [1], 0], [8]),
    "objects": frame(["O", [2**20, 2**20], []], []),
    "more objects than there are": frame(["O", [1], ["int", "int"]], []),
    "a class without a name": frame(["O", [1], [1]], []),
    "no truth": frame(["a", "|b1", [8], 0], [8]),
    "no character": frame(["a", "<U1", [2], 0], [8]),
    "unhashable key": frame(["d", [["l"], None]], []),
    "no pair": frame(["d", [1, 2, 3]], []),
    "unhashable member": frame(["s", ["l"]], []),
    "colliding keys": frame(["d", *[[["i", hex(n * (2**61 - 1))], 0.0] for n in range(200)]], []),
    "no whole number": frame(["i", "zz"], []),
    "a long number": frame(["i", "f" * 100_000], []),
    "a step of nothing": frame(["r", "0x0", "0x1", "0x0"], []),
    "a number of a function": frame(["F", True, "f"], []),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_frames_are_refused(name: str) -> None:
    data = bytearray(b"\xff" * 8)
    header = HOSTILE[name]
    with pytest.raises(WireError):
        unpack(header, data if b"[8]" in header[-5:] else bytearray())


@given(st.binary(max_size=200))
def test_nothing_but_a_refusal_comes_of_any_bytes(data: bytes) -> None:
    with pytest.raises(WireError):
        unpack(data, bytearray(data))


@given(VALUES, st.integers(0, 2000), st.integers(0, 255))
def test_a_changed_byte_gives_a_value_or_a_refusal(value: Any, place: int, byte: int) -> None:
    _, header, *buffers = pack(value)
    changed = bytearray(header)
    changed[place % len(changed)] = byte
    with contextlib.suppress(WireError):
        unpack(bytes(changed), bytearray(b"".join(buffers)))


def test_a_half_character_can_be_in_a_file() -> None:
    assert there_and_back("a\ud800b") == "a?b"


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    one, other = socket.socketpair()
    with one, other:
        yield one, other


def test_frames_follow_each_other(pair: tuple[socket.socket, socket.socket]) -> None:
    one, other = pair
    assert not has_unread_bytes(other)
    for value in ("first", np.arange(3.0), {"last": None}):
        send(one, value)
    assert has_unread_bytes(other)
    assert receive(other) == "first"
    assert receive(other).tolist() == [0.0, 1.0, 2.0]
    assert receive(other) == {"last": None}
    one.close()
    with pytest.raises(ConnectionClosed):
        receive(other)


@pytest.mark.parametrize(
    "prefix",
    [
        struct.pack(">4sIQ", b"HTTP", 10, 0),
        struct.pack(">4sIQ", MAGIC, 2**32 - 1, 0),
        struct.pack(">4sIQ", MAGIC, 10, 2**63),
    ],
)
def test_a_bad_prefix_is_refused_before_more_is_read(
    pair: tuple[socket.socket, socket.socket], prefix: bytes
) -> None:
    one, other = pair
    one.sendall(prefix)
    with pytest.raises(WireError):
        receive(other, time.monotonic() + 60)


def test_one_deadline_holds_for_a_frame_that_drips(
    pair: tuple[socket.socket, socket.socket],
) -> None:
    one, other = pair
    stop = threading.Event()

    def drip() -> None:
        for byte in b"".join(pack("x" * 10_000)):
            one.sendall(bytes([byte]))
            if stop.wait(0.02):
                return

    dripping = threading.Thread(target=drip)
    dripping.start()
    try:
        with pytest.raises(DeadlineExceeded):
            receive(other, time.monotonic() + 0.2)
    finally:
        stop.set()
        dripping.join()


def test_a_side_that_takes_nothing_is_given_up(
    pair: tuple[socket.socket, socket.socket],
) -> None:
    with pytest.raises(DeadlineExceeded):
        send(pair[0], np.zeros(10_000_000), time.monotonic() + 0.2)
