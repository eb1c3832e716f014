"""Functions in another process, without a sandbox: a forked child connected by a socket."""

import json
import os
import random
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from grader.engine.judging.cell.static_text.static_analysis import static_namespace
from grader.engine.remote import wire
from grader.engine.remote.limits import CallLimits
from grader.engine.remote.records import MAX_PRINTED, random_state
from grader.engine.remote.remote_function import RemoteFunction, SessionEnded, StudentError
from grader.engine.remote.session import Session
from grader.exercises import load_reference, mistaken_source
from grader.exercises.exercise import Exercise, changed_source
from grader.exercises.hidden_test import judge_hidden
from grader.student.calling import call
from grader.student.checking.verdict import Verdict
from tests.engine.plain_child import run_cells, session_with_cells
from tests.notebook_order import exercises_in_order

LESSONS = ("week2/logistic_regression", "week3/planar_classifier", "week4/deep_network")


def without_random_parts(verdict: Verdict, exercise: Exercise) -> Verdict:
    """Remove from a verdict what depends on a student's own random numbers."""
    if not exercise.contract.drawn:
        return verdict
    # With few numbers it is random whether they reveal a mistake.
    full = {group: float(share == 1.0) for group, share in verdict.groups.items()}
    return replace(verdict, lines=(), groups=full)


def both_verdicts(notebook: str, exercise: Exercise, text: str) -> tuple[Verdict, Verdict]:
    """Judge a text for an exercise in this process and in another one."""
    reference = load_reference(notebook)
    cells = list({**reference.sources, exercise.name: text}.values())
    space: dict[str, Any] = {"np": np, "__name__": "__main__", **reference.given}
    run_cells(cells, space)
    here = judge_hidden(space[exercise.name], notebook, exercise.name, "seed")
    with session_with_cells(cells, reference.given) as session:
        function = session.lookup(exercise.name)
        there = judge_hidden(function, notebook, exercise.name, "seed")
        assert session.violation == ""
    return without_random_parts(here, exercise), without_random_parts(there, exercise)


def texts_for(notebook: str, exercise: Exercise) -> Iterator[tuple[str, str]]:
    source = load_reference(notebook).sources[exercise.name]
    yield "right", source
    for variant in exercise.variants:
        yield variant.name, changed_source(exercise.name, variant.change, source)
    for mistake in exercise.mistakes:
        yield mistake.name, mistaken_source(exercise, mistake, source)


ALL = [
    pytest.param(notebook, exercise, text, id=f"{exercise.name}-{name}")
    for notebook in LESSONS
    for exercise in exercises_in_order(notebook)
    for name, text in texts_for(notebook, exercise)
]


@pytest.mark.parametrize(("notebook", "exercise", "text"), ALL[:: len(ALL) // 60])
def test_a_verdict_is_the_same_from_elsewhere(notebook: str, exercise: Exercise, text: str) -> None:
    here, there = both_verdicts(notebook, exercise, text)
    assert there == here


@pytest.mark.slow
@pytest.mark.parametrize(("notebook", "exercise", "text"), ALL)
def test_every_verdict_is_the_same_from_elsewhere(
    notebook: str, exercise: Exercise, text: str
) -> None:
    here, there = both_verdicts(notebook, exercise, text)
    assert there == here


CALLS = {
    "right": "def f(x):\n    return 2 * x",
    "raises": "def f(x):\n    y = 1\n    return y / 0",
    "raises in a helper": "def g(x):\n    return x[7]\n\ndef f(x):\n    return g(x)",
    "warns": "def f(x):\n    return np.log(x - x)",
    "prints": "def f(x):\n    print('ä', x.shape)\n    return None",
    "changes": "def f(x):\n    x[0] = 9\n    return {'x': x, 1: (x, [])}",
    "asks for more": "def f(x, more, still=3):\n    return more",
    "asserts": "def f(x):\n    assert x.shape == (3,), 'three'\n    return x",
    "asserts in a helper": "def g(x):\n    assert len(x) > 3\n\n\ndef f(x):\n    return g(x)",
    "leaves": "def f(x):\n    raise SystemExit('now')",
    "is a class": "class f:\n    def __init__(self, x):\n        pass",
}


@pytest.mark.parametrize("name", CALLS)
def test_a_call_tells_what_a_call_here_tells(name: str) -> None:
    space: dict[str, Any] = {"np": np}
    run_cells([CALLS[name]], space)
    arguments = {"x": np.array([1.0, 2.0])}
    here = call(space["f"], arguments)
    with session_with_cells([CALLS[name]]) as session:
        there = call(session.lookup("f"), arguments)
    np.testing.assert_equal(
        there.value if name != "is a class" else None,
        here.value if name != "is a class" else None,
    )
    assert replace(there, value=None) == replace(here, value=None)


def test_values_are_copies_and_names_may_be_missing() -> None:
    with session_with_cells(["x = [1, np.arange(2)]\ny = lambda: x"]) as session:
        session.lookup("x").append(3)
        assert len(session.lookup("x")) == 2
        assert len(session.lookup("y")()) == 2
        with pytest.raises(NameError):
            session.lookup("z")


def test_functions_go_both_ways() -> None:
    cells = [
        "def twice(f, x):\n    return f(f(x))",
        "def adder(n):\n    return lambda x: x + n",
        "def same(f):\n    return f",
    ]
    with session_with_cells(cells) as session:
        twice, adder, same = (session.lookup(n) for n in ("twice", "adder", "same"))
        seen = []
        assert twice(lambda x: seen.append(x) or x * x, 3) == 81
        assert seen == [3, 9]
        assert twice(adder(5), 1) == 11
        assert same(seen.append) == seen.append
        with pytest.raises(ZeroDivisionError, match="by zero"):
            twice(lambda x: x // 0, 1)


def test_helpers_run_here() -> None:
    def helper(x: float) -> float:
        return x + os.getpid()

    with session_with_cells(
        ["def helper(x):\n    return x\n\ndef f(x):\n    return helper(x)"]
    ) as session:
        function = session.lookup("f").with_helpers({"helper": helper})
        assert function.observe({"x": 1}).value == 1 + os.getpid()
        assert session.lookup("f").observe({"x": 1}).value == 1


@pytest.mark.parametrize("error", [KeyError("W0"), KeyError(3), ValueError("W0"), IndexError()])
def test_what_a_helper_raises_is_raised_with_the_same_text(error: Exception) -> None:
    def helper(x: float) -> float:
        raise error

    with session_with_cells(
        ["def helper(x):\n    return x\n\ndef f(x):\n    return helper(x)"]
    ) as session:
        failure = call(session.lookup("f").with_helpers({"helper": helper}), {"x": 1}).failure
    assert failure is not None
    assert (failure.kind, failure.text) == (type(error).__name__, str(error))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("raise KeyError('k')", KeyError),
        ("raise UnicodeDecodeError('utf-8', b'', 0, 1, 'r')", StudentError),
        ("class Own(Exception): pass\n    raise Own('text')", StudentError),
        ("raise KeyboardInterrupt", StudentError),
        ("class Own(BaseException): pass\n    raise Own('text')", StudentError),
    ],
)
def test_exceptions_are_raised_here(text: str, kind: type[Exception]) -> None:
    with session_with_cells([f"def f():\n    {text}"]) as session, pytest.raises(kind):
        session.lookup("f")()


def test_random_numbers_are_those_of_the_judge() -> None:
    cells = ["import random\ndef f():\n    return [*np.random.rand(3), random.random()]"]
    with session_with_cells(cells) as session:
        np.random.seed(3)
        random.seed(4)
        state = random_state()
        value, *_ = session.lookup("f").call_with_arguments((), {}, state)
        np.testing.assert_array_equal(value, [*np.random.rand(3), random.random()])


def test_a_call_has_a_time_and_all_together_too() -> None:
    cells = ["import time\ndef f(x):\n    time.sleep(x)\n    return x"]
    with session_with_cells(cells, limits=CallLimits(call=1.0, total=60.0)) as session:
        slow = call(session.lookup("f"), {"x": 60})
        assert slow.failure is not None
        assert slow.failure.kind == "TimeoutError"
        with pytest.raises(SessionEnded, match="takes longer than 1"):
            session.lookup("f")
    with session_with_cells(cells, limits=CallLimits(call=60.0, total=1.0)) as session:
        function = session.lookup("f")
        assert [call(function, {"x": 0.4}).failure is None for _ in range(3)] == [True, True, False]


def test_a_helper_that_is_kept_busy_is_stopped() -> None:
    def endless(n: int) -> None:
        while True:
            n += 1

    with session_with_cells(["def f(x):\n    return g(x)"], limits=CallLimits(call=1.0)) as session:
        made = call(session.lookup("f").with_helpers({"g": endless}), {"x": 1})
        assert made.failure is not None
        assert made.failure.kind == "TimeoutError"
        # Nobody knows whether the helper is slow or its caller asks for too much.
        assert isinstance(session.fault, TimeoutError)


AFTER_A_HELPER_WAS_STOPPED = """\
import sys
from grader.engine.remote.limits import CallLimits
from grader.student.calling import call
from tests.engine.plain_child import session_with_cells
def endless(n):
    while True:
        n += 1
with session_with_cells(["def f(x):\\n    return g(x)"], limits=CallLimits(call=0.2)) as session:
    assert call(session.lookup("f").with_helpers({"g": endless}), {"x": 1}).failure is not None
lines = []
sys.settrace(lambda frame, event, arg: lines.append(event))
session_with_cells
(lambda: 1)()
sys.settrace(None)
print(lines)
"""


def test_a_debugger_works_after_a_helper_was_stopped() -> None:
    # An error withdrawn in the wrong way blocks Python 3.11 here forever.
    words = [sys.executable, "-c", AFTER_A_HELPER_WAS_STOPPED]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=True)
    assert "call" in done.stdout


def test_what_a_helper_prints_the_function_has_printed() -> None:
    with session_with_cells(
        ["def f(x):\n    print('a', end='')\n    g(x)\n    print('c')"]
    ) as session:
        function = session.lookup("f").with_helpers({"g": lambda x: print("b", end="")})
        assert call(function, {"x": 1}).printed == "abc\n"


@pytest.mark.parametrize(
    "asks",
    [
        "g(10**9)",
        "g([{'n': -10**6}])",
        "g(np.zeros(2**23))",
        "g(np.zeros(2**23, bool))",
        "g(x=np.int64(10**7))",
        "g(range(10**6))",
        "g([range(10**5)] * 50)",
        "g('x' * 10**6, b'x' * 2**26)",
    ],
)
def test_a_helper_is_not_asked_for_what_is_too_large(asks: str) -> None:
    called = []
    with session_with_cells([f"def f(x):\n    return {asks}"]) as session:
        made = call(session.lookup("f").with_helpers({"g": called.append}), {"x": 1})
    assert made.failure is not None
    assert made.failure.kind == "ValueError"
    assert called == []


def test_all_results_of_a_cell_together_have_a_size() -> None:
    cells = ["import numpy as np\ndef f(x):\n    return np.ones(10_000)"]
    with session_with_cells(cells, limits=CallLimits(made=200_000)) as session:
        function = session.lookup("f")
        assert [call(function, {"x": 1}).failure is None for _ in range(3)] == [True, True, False]
        assert "take more than" in session.violation


def test_what_helpers_are_called_with_does_not_add_up() -> None:
    cells = ["import numpy as np\ndef f(x):\n    return sum(g(np.ones(10_000)) for _ in range(9))"]
    with session_with_cells(cells, limits=CallLimits(made=200_000)) as session:
        function = session.lookup("f").with_helpers({"g": lambda x: float(x[0])})
        assert call(function, {"x": 1}).value == 9.0


def test_helpers_are_called_so_often_and_no_more() -> None:
    text = "def f(x):\n    while True:\n        g(x)"
    with session_with_cells([text], limits=CallLimits(callbacks=20)) as session:
        call(session.lookup("f").with_helpers({"g": abs}), {"x": 1})
        assert "more than 20 calls" in session.violation


def test_a_process_that_dies_is_told() -> None:
    with session_with_cells(["import os\ndef f(x):\n    os._exit(0)"]) as session:
        made = call(session.lookup("f"), {"x": 1})
        assert made.failure is not None
        assert made.failure.kind == "ProcessDied"
        assert session.violation == ""


@contextmanager
def session_with(reply: Callable[[socket.socket, dict[str, Any]], None]) -> Iterator[Session]:
    """A session with a thread that replies to each request by a function."""
    ours, theirs = socket.socketpair()

    def work() -> None:
        with theirs:
            try:
                while True:
                    reply(theirs, wire.receive(theirs))
            except wire.WireError:
                return

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield Session(ours, {}, CallLimits(call=2.0))
    finally:
        ours.close()
        thread.join()


def reply_with_value(sock: socket.socket, request: dict[str, Any], **changed: Any) -> None:
    result = {"found": True, "value": 7, "code": None}
    wire.send(sock, {"nonce": request["nonce"], "result": result, **changed})


def test_a_right_answer_counts() -> None:
    with session_with(reply_with_value) as session:
        assert session.lookup("x") == 7


INVALID_REPLIES: dict[str, Callable[[socket.socket, dict[str, Any]], None]] = {
    "another nonce": lambda s, r: reply_with_value(s, {"nonce": "0" * 32}),
    "no nonce": lambda s, r: wire.send(s, {"result": {}}),
    "no answer": lambda s, r: reply_with_value(s, r, result=None),
    "a list": lambda s, r: wire.send(s, [r["nonce"]]),
    "keys that are no texts": lambda s, r: reply_with_value(s, r, result={1: 2}),
    "no frame": lambda s, r: s.sendall(b"HTTP/1.1 200 OK\r\n\r\n"),
    "a helper there is not": lambda s, r: reply_with_value(s, r, call_helper=3, args=(), kwargs={}),
    "a helper below all": lambda s, r: reply_with_value(s, r, call_helper=-1, args=(), kwargs={}),
    "arguments that are none": lambda s, r: reply_with_value(
        s, r, call_helper=0, args=7, kwargs={}
    ),
    "a function there is not": lambda s, r: wire.send(
        s, {"nonce": r["nonce"], "result": {"value": len}}, refer=lambda f: -5
    ),
}


@pytest.mark.parametrize("name", INVALID_REPLIES)
def test_an_answer_that_is_none_ends_the_session(name: str) -> None:
    with session_with(INVALID_REPLIES[name]) as session:
        with pytest.raises(SessionEnded):
            session.lookup("x")
        assert session.violation
        with pytest.raises(SessionEnded, match="no answer of a function"):
            session.lookup("x")


def test_answers_before_a_question_count_for_nothing() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        reply_with_value(theirs, {"nonce": "0" * 32})
        session = Session(ours, {})
        with pytest.raises(SessionEnded, match="before it was asked"):
            session.lookup("x")


MALFORMED_RECORDS = [
    {},
    {"value": 1},
    {"failure": 3},
    {"failure": ["E", "t", ["f", "line", "s"]]},
    {"value": 1, "failure": None, "changed": [], "rebound": [], "warned": 3, "printed": ""},
    {"value": 1, "failure": None, "changed": [], "rebound": [], "warned": [1], "printed": ""},
    {"value": 1, "failure": None, "changed": [], "rebound": [], "warned": [], "printed": 3},
    {"value": 1, "failure": [1, 2, 3], "changed": [], "rebound": [], "warned": [], "printed": ""},
]


@pytest.mark.parametrize("record", MALFORMED_RECORDS, ids=json.dumps)
def test_an_account_of_a_call_that_is_none_earns_nothing(record: dict[str, Any]) -> None:
    with session_with(lambda s, r: reply_with_value(s, r, result=record)) as session:
        made = RemoteFunction(session, 0, "f").observe({"x": 1})
        assert made.failure is not None
        assert session.violation


def test_a_trace_that_is_none_is_left_out() -> None:
    for trace in (3, {"name": "f"}, {"name": 1, "arguments": "", "findings": [], "stopped": None}):
        with session_with(
            lambda s, r, t=trace: reply_with_value(s, r, result={"trace": t})
        ) as session:  # type: ignore[misc]
            assert RemoteFunction(session, 0, "f").trace({"x": 1}) is None


def test_texts_are_cut_and_can_be_printed() -> None:
    with session_with_cells(
        ["def f(x):\n    print('\\x1b[2J' * 10**5)\n    raise ValueError('\\x00' * 10**6)"]
    ) as s:
        made = call(s.lookup("f"), {"x": 1})
    assert made.failure is not None
    assert len(made.failure.text) <= 2000 and len(made.printed) <= MAX_PRINTED
    assert made.printed.replace("\n", " ").isprintable()


def test_the_code_is_that_of_the_text_or_cannot_be_read() -> None:
    cells = ["def f(x):\n    return x", "def g(x):\n    return x"]
    with session_with_cells(cells) as session:
        assert not session.lookup("f").code_differs
        assert session.lookup("f").__code__.co_name == "f"
        session.static_namespace = static_namespace(["def f(x):\n    return x + 1", cells[1]])
        found = session.lookup("f")
        assert found.code_differs
        assert found.__code__ is None


def test_time_over_does_not_come_later() -> None:
    # The timer for a helper is canceled at the end of the call.
    with session_with_cells(["def f(x):\n    return g(x)"], limits=CallLimits(call=0.5)) as session:
        assert call(session.lookup("f").with_helpers({"g": abs}), {"x": -1}).value == 1
        began = time.monotonic()
        while time.monotonic() < began + 0.8:
            pass
