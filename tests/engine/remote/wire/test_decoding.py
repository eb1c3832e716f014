"""Whatever a frame says, little is made of it: the limit is on what is made, not on what came."""

import json
import tracemalloc
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.engine.remote.wire import Budget, FrameLimits, WireError, pack, unpack

MADE = 300_000
LIMITS = FrameLimits(made=MADE)
# The tree of JSON takes so many times its text, and the first value imports something.
TREE_FACTOR, FIXED = 60, 100_000

NUMBERS = st.integers(0, 2**70) | st.sampled_from([0, 1, 7, 1000, 2**31 - 1, 2**60])
HEX = NUMBERS.map(hex) | st.sampled_from(["f" * 2500, "-0x1", "zz"])
AXES = st.lists(st.sampled_from([0, 1, 2, 3, 100, 4096, 100_000, 2**30]), max_size=4)
DTYPES = st.sampled_from(["<f8", ">f8", "|b1", "<U1", ">U100000", "|S4096", "<c16", "|u1", "<i2"])
LEAVES = st.one_of(
    st.none(),
    st.text(max_size=5),
    st.floats(),
    st.tuples(st.just("i"), HEX),
    st.tuples(st.just("O"), AXES, st.lists(st.text("abc", max_size=3), max_size=5)),
    st.tuples(st.just("o"), st.text("abc", max_size=3)),
    st.tuples(st.just("F"), st.integers(0, 3), st.just("f")),
    st.tuples(st.just("b"), st.integers(0, 4)),
    st.tuples(st.just("r"), HEX, HEX, HEX),
    st.tuples(st.just("e"), HEX),
    st.builds(lambda *parts: ["a", *parts], DTYPES, AXES, st.integers(0, 4)),
    st.builds(lambda *parts: ["g", *parts], DTYPES, AXES, st.integers(0, 4)),
    st.lists(st.floats(), max_size=5).map(lambda c: ["p", *c]),
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(
            # The same value many times over is how a short text becomes a large one.
            lambda kind, parts, times: [kind, *parts * times],
            st.sampled_from("ltsz"),
            st.lists(inner, max_size=4),
            st.sampled_from([1, 2, 60, 500]),
        ),
        st.lists(st.tuples(inner, inner), max_size=4).map(lambda pairs: ["d", *pairs]),
    ),
    max_leaves=8,
)


def traced_peak(header: bytes, data: bytearray) -> int:
    """Return how many bytes unpacking a frame takes at most, whether it is refused or not."""
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        try:
            value = unpack(header, data, limits=LIMITS)
        except WireError:
            value = None
        peak = tracemalloc.get_traced_memory()[1] - before
        del value
    finally:
        tracemalloc.stop()
    return peak


@settings(max_examples=40)
@given(TREES, st.lists(st.sampled_from([0, 1, 8, 4096, 40_000]), max_size=5))
def test_no_frame_makes_more_than_its_budget(tree: Any, lengths: list[int]) -> None:
    header = json.dumps({"value": tree, "buffers": lengths}).encode()
    data = bytearray(sum(lengths))
    assert traced_peak(header, data) <= 2 * MADE + TREE_FACTOR * len(header) + FIXED


MULTIPLYING = {
    "one buffer, not aligned": (["l", *[["a", "<f8", [5000], 1]] * 60], [1, 40_000]),
    "one buffer, other byte order": (["l", *[["a", ">f8", [5000], 0]] * 60], [40_000]),
    "one buffer as bytes": (["l", *[["b", 0]] * 60], [40_000]),
    "arrays of objects": (["l", *[["O", [1000], []]] * 60], []),
    "truth values": (["a", "|b1", [40_000], 0], [40_000]),
    "a range": (["r", "0x0", hex(150_000_000), "0x1"], []),
    "ranges": (["l", *[["r", "0x0", "0x100", "0x1"]] * 60], []),
    "an endless range": (["r", "0x0", hex(2**70), "0x1"], []),
    "functions": (["l", *[["F", 0, "f"]] * 400], []),
    "equal hashes": (["s", *[["i", hex((2**61 - 1) * n)] for n in range(200)]], []),
}


@pytest.mark.parametrize("name", MULTIPLYING)
def test_what_would_become_many_times_as_much_is_refused(name: str) -> None:
    tree, lengths = MULTIPLYING[name]
    header = json.dumps({"value": tree, "buffers": lengths}).encode()
    with pytest.raises(WireError):
        unpack(header, bytearray(sum(lengths)), limits=LIMITS)


def test_many_unknown_classes_become_one() -> None:
    names = [["o", f"a{n}"] for n in range(1000)]
    header = json.dumps({"value": ["l", *names], "buffers": []}).encode()
    made = unpack(header, bytearray())
    assert len({type(each) for each in made}) <= 101


@pytest.mark.parametrize("count", [100, 400])
def test_what_is_counted_grows_as_the_frame_does(count: int) -> None:
    budget = Budget(2**30)
    value = [np.zeros(count), "x" * count, list(range(count)), {str(n): n for n in range(count)}]
    _, header, *buffers = pack(value)
    unpack(bytes(header), bytearray(b"".join(buffers)), budget=budget)
    assert budget.taken / count < 1000


@pytest.mark.parametrize(
    "value",
    [
        np.zeros(40_000, bool),
        np.full(100_000, None, dtype=object),
        range(10**6),
        "x" * 100_000,
        bytes(400_000),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_would_be_refused_is_not_sent(value: Any) -> None:
    with pytest.raises(WireError):
        pack(value, limits=LIMITS)
