"""The shape tracer: it tells the truth about every line, and changes nothing."""

import contextlib
import functools
import gc
import io
import linecache
import re
import sys
import threading
import types
import warnings
import weakref

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.exercises import load_reference, notebooks
from grader.exercises.reference import define
from grader.student import trace_shapes
from grader.student.lesson.check import load_questions
from grader.student.text import CourseError
from grader.student.tracing import GrowingBroadcast, RankOne, trace_silently
from grader.student.tracing.shape_report import report_of
from grader.student.tracing.tracer import trace

A, COLUMN, ROW = np.arange(12.0).reshape(4, 3), np.ones((4, 1)), np.ones((1, 7))


def student(source, name="f", **namespace):
    return define(source, name, {"np": np, **namespace})


@pytest.fixture
def shown(capsys):
    """Trace a function and return the lines that were printed."""

    def show(function, *args, **kwargs):
        trace_shapes(function, *args, **kwargs)
        return capsys.readouterr().out.splitlines()

    return show


def shapes_of(lines, number):
    """Return the third column of a line."""
    line = next(line for line in lines if line.startswith(f"line {number:>3}"))
    return line[line.rindex("  ") + 2 :]


def body(*lines):
    return "def f(A, b, Z):\n" + "".join(f"    {line}\n" for line in lines)


# ------------------------------------------------------------------------- what is shown


def test_a_whole_function(shown):
    source = """\
def propagate(w, b, X, Y):
    m = X.shape[1]
    A = 1 / (1 + np.exp(-(w.T @ X + b)))
    dw = X @ (A - Y).T / m
    return {"dw": dw, "db": np.mean(A - Y)}, m
"""
    lines = shown(student(source, "propagate"), np.ones((3, 1)), 0.5, np.ones((3, 7)), ROW)
    assert lines == [
        "propagate(w (3, 1), b number, X (3, 7), Y (1, 7))",
        "line   2  m = X.shape[1]                              -> 7",
        "line   3  A = 1 / (1 + np.exp(-(w.T @ X + b)))        1 / (1 + np.exp(-((1, 3) @ (3, 7) +",
        "                                                          number))) -> (1, 7)",
        "line   4  dw = X @ (A - Y).T / m                      (3, 7) @ (7, 1) / 7 -> (3, 1)",
        'line   5  return {"dw": dw, "db": np.mean(A - Y)}, m  -> {dw: (3, 1), db: number}, 7',
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("x = A @ b", "(4, 3) @ (3, 1) -> (4, 1)"),
        ("x = A.T", "(4, 3).T -> (3, 4)"),
        ("x = A", "-> (4, 3)"),
        ("x = 2 * A", "2 * (4, 3) -> (4, 3)"),
        ("x = 1.5", "-> number"),
        ("x = A[:, 1:]", "(4, 3)[:, 1:] -> (4, 2)"),
        ("x = np.sum(A * A, axis=0)[None]", "np.sum((4, 3), axis=0)[None] -> (1, 3)"),
        ("x = A.sum(axis=1, keepdims=True)", "(4, 3).sum(axis=1, keepdims=True) -> (4, 1)"),
        ("x = -np.exp(A)", "-(4, 3) -> (4, 3)"),
        ("x = np.exp(-A)", "np.exp((4, 3)) -> (4, 3)"),
        ("x = 1 - (A - A) * (A + 1)", "1 - (4, 3) -> (4, 3)"),
        ("x = (A @ b) * (A @ b)", "(4, 3) @ (3, 1) * ((4, 3) @ (3, 1)) -> (4, 1)"),
        ("x = A - A.mean()", "(4, 3) - (4, 3).mean() -> (4, 3)"),
        ("x = (A @ b).T", "((4, 3) @ (3, 1)).T -> (1, 4)"),
        ("x = (A > 0.5).astype(int)", "(4, 3).astype(int) -> (4, 3)"),
        ("x = A > np.zeros((4, 1))", "(4, 3) > (4, 1) -> (4, 3)"),
        ("x, y = A.shape", "(4, 3).shape -> 4, 3"),
        ("x = y = A, b", "-> (4, 3), (3, 1)"),
        ("x = [A, b]", "-> [(4, 3), (3, 1)]"),
        ("x = {'W1': A, 'b1': b}", "-> {W1: (4, 3), b1: (3, 1)}"),
        ("x = [0.5 for _ in range(9)]", "-> [9 times number]"),
        ("x = np.zeros(())", "-> ()"),
        ("x = np.float32(3)", "-> number"),
        ("x = max([3, 4])", "-> 4"),
        ("x = None if b is None else (A,)", "-> ((4, 3),)"),
        ("x: object = A @ b", "(4, 3) @ (3, 1) -> (4, 1)"),
        ("A += 1", "(4, 3) += 1 -> (4, 3)"),
        ("A -= np.ones((4, 1))", "(4, 3) -= (4, 1) -> (4, 3)"),
        ("Z['W'] -= 0.1 * Z['W']", "(2, 2) -= (2, 2) -> (2, 2)"),
        ("Z['n'] += 1", "3 += 1"),
        ("A[0] += 1", "(3,) += 1 -> (3,)"),
        ("A[:2, 0] += 1", "... += 1"),
        ("np.exp(A)", "np.exp((4, 3)) -> (4, 3)"),
        ("x = np.stack([A, A], axis=1)", "np.stack([(4, 3), (4, 3)], axis=1) -> (4, 2, 3)"),
    ],
)  # fmt: skip
def test_one_line(shown, line, expected):
    lines = shown(student(body(line)), A.copy(), np.ones((3, 1)), {"W": np.ones((2, 2)), "n": 3})
    assert lines[1].endswith(f"  {expected}")
    assert len(lines) == 2


def test_lines_without_arrays_that_compute_nothing_are_left_out(shown, capsys):
    source = body(
        "'''A text.'''", "if b > 1:", "    print('here')", "import math", "return A @ A.T"
    )
    assert [line[:8] for line in shown(student(source), A, 3, None)] == [
        "here",
        "f(A (4, ",
        "line   6",
    ]


def test_a_loop_is_shown_once_with_its_count(shown):
    source = body(
        "for i in range(50):",
        "    for j in range(2):",
        "        x = A + i",
        "    y = x @ x.T",
        "while b > 0:",
        "    b = b - 1",
        "return A",
    )
    lines = shown(student(source), A, 3, None)
    assert shapes_of(lines, 2) == "50 times; the first is shown"
    assert shapes_of(lines, 3) == "100 times in all; the first is shown"
    assert shapes_of(lines, 4) == "(4, 3) + 0 -> (4, 3)"
    assert lines[3].startswith("line   4          x = A + i")
    assert shapes_of(lines, 6) == "3 > 0, 3 times; the first is shown"
    assert len(lines) == 8


def test_shapes_that_differ_from_turn_to_turn_are_all_shown(shown):
    layers = [(np.ones((n, m)), np.ones((n, 1))) for n, m in [(5, 3), (5, 5), (5, 5), (1, 5)]]
    source = "def f(X, layers):\n    for W, b in layers:\n        X = W @ X + b\n    return X\n"
    lines = shown(student(source), np.ones((3, 7)), layers)
    assert lines[2].endswith("  (5, 3) @ (3, 7) + (5, 1) -> (5, 7)")
    assert lines[3].strip() == "then (5, 5) @ (5, 7) + (5, 1) -> (5, 7)"
    assert lines[4].strip() == "then (1, 5) @ (5, 7) + (1, 1) -> (1, 7)"


def test_no_line_is_wider_than_a_notebook(shown):
    name = "a_rather_long_name_for_an_array"
    source = body(
        f"{name} = np.sum(A, axis=1) + np.sum(A, axis=1) * np.sum(A * A * A, axis=1) - "
        "np.sum(A, axis=1)",
        f"{name} = (",
        f"    {name}",
        f"    + {name}.reshape(4, 1) @ {name}.reshape(1, 4) @ {name}.reshape(4, 1)",
        ")",
        f"return {name}, {name}, {name}, {name}, {name}, {name}",
    )
    lines = shown(student(source), A, None, None)
    assert max(map(len, lines)) <= 100
    assert any(line.startswith(f"line   3  {name} = ( {name} +") for line in lines)


# ------------------------------------------------------------------- what is pointed at


@pytest.mark.parametrize(
    ("line", "cure"),
    [
        ("x = np.sum(A, axis=1) / 7", "keepdims=True keeps both"),
        ("x = A.mean(axis=0)", "keepdims=True keeps both"),
        ("x = A[:, 1]", "a slice such as i:i+1 in place of i keeps both"),
        ("x = A.flatten()", "reshape(12, 1) makes a column, reshape(1, 12) a row"),
        ("x = np.zeros(5)", "with both sizes, (5, 1) or (1, 5), it is one of them"),
    ],
)
def test_where_a_rank_one_array_crept_in(shown, line, cure):
    lines = shown(student(body(line, "y = x + x", "z = y")), A, None, None)
    assert lines[2].strip().startswith("^ here x has shape (")
    notes = " ".join(" ".join(lines[2:]).split())
    assert f"one axis, neither a row nor a column; {cure}" in notes
    assert notes.count("^") == 1, "it is said where it began, not again"


@pytest.mark.parametrize("line", ["x = A.sum(axis=1, keepdims=True)", "x = np.arange(3)", "x = b"])
def test_what_is_meant_is_not_pointed_at(shown, line):
    assert not [line for line in shown(student(body(line)), A, np.ones(3), None) if "^" in line]


def test_a_broadcast_that_grew_names_the_line_where_the_axis_was_lost(shown):
    source = body("db = np.sum(A, axis=1) / 7", "b = b - 0.1 * db", "return b")
    lines = shown(student(source), A, COLUMN, None)
    assert lines[3].endswith("(4, 1) - (4,) -> (4, 4)")
    assert " ".join(" ".join(lines[4:6]).split()) == (
        "^ here (4, 1) - (4,) gives (4, 4), larger than both: db has one axis and counts as a row. "
        "It lost the other one in line 2: keepdims=True keeps both"
    )


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("x = COLUMN - FLAT", "FLAT has one axis and counts as a row; reshape(4, 1) makes it"),
        ("x = np.multiply(COLUMN, FLAT)", "multiply((4, 1), (4,)) gives (4, 4), larger"),
        ("x = (COLUMN == FLAT).mean()", "(4, 1) == (4,) gives (4, 4)"),
        ("x = COLUMN * ROW", "(4, 1) * (1, 7) gives (4, 7), larger than both: every entry"),
        ("x = COLUMN - 2 * np.squeeze(COLUMN)", "np.squeeze(COLUMN) has one axis and counts"),
        ("x = COLUMN - A.mean(axis=1)", "A.mean(axis=1) has one axis and counts as a row: keep"),
    ],
)
def test_every_broadcast_that_grew_is_found(shown, line, part):
    f = student(body(line), COLUMN=COLUMN, ROW=ROW, FLAT=np.ones(4))
    notes = " ".join(" ".join(shown(f, A, None, None)[2:]).split())
    assert part in notes


@pytest.mark.parametrize("line", ["x = A - COLUMN", "x = A * 2", "x = A @ A.T", "x = A + A[0]"])
def test_a_broadcast_as_large_as_one_operand_is_not_pointed_at(line):
    assert trace(student(body(line), COLUMN=COLUMN), A, None, None).findings == ()


def test_in_a_helper_only_what_is_worth_it_is_shown(shown):
    namespace = {"np": np}
    define("def double(x):\n    y = x * 2\n    return y\n", "double", namespace)
    define("def update(b, db):\n    b = b - db\n    return b\n", "update", namespace)
    f = define(
        "def f(b, db):\n    db = double(db)\n    for i in range(3):\n        c = update(b, db)\n",
        "f",
        namespace,
    )
    lines = shown(f, COLUMN, np.ones(4))
    assert [line[:10] for line in lines if line.startswith("line")] == [
        "line   2  ",
        "line   3  ",
        "line   4  ",
        "line   2  ",
    ]
    assert "in update:  b = b - db" in lines[4]
    assert sum("^ here" in line for line in lines) == 1


# --------------------------------------------------------------------------- exceptions


def test_an_exception_shows_the_lines_up_to_it_and_the_shapes_there(shown):
    source = body("B = A.T", "C = 2 * (A @ A) + 1", "return C")
    lines = shown(student(source), A, None, None)
    assert [line[:8] for line in lines[1:4]] == ["line   2", "line   3", "        "]
    assert shapes_of(lines, 3) == "stops here"
    assert "2 * ((4, 3) @ (4, 3)) + 1" in lines[2]
    text = " ".join(" ".join(lines[3:]).split())
    assert "ValueError: matmul: " in text
    assert "gufunc" not in text
    assert "columns of A must be as many as the rows of B; here they are 3 and 4." in text


def test_an_exception_returns_none_and_no_traceback(shown):
    assert trace_shapes(student(body("raise ValueError")), 1, 2, 3) is None
    lines = shown(student(body("x = A", "raise ValueError('mine')")), A, 2, 3)
    assert lines[-2].startswith("line   3  raise ValueError('mine')")
    assert lines[-1].strip() == "^ ValueError: mine"


def test_an_exception_in_a_helper_shows_both_lines(shown):
    namespace = {"np": np}
    define("def helper(x):\n    y = x + 1\n    return y @ x\n", "helper", namespace)
    f = define("def f(x):\n    x = 2 * x\n    return helper(x)\n", "f", namespace)
    lines = shown(f, A)
    assert shapes_of(lines[2:], 3) == "stops inside"
    assert lines[3].startswith("line   2    y = x + 1")
    assert lines[4].startswith("line   3    return y @ x")
    assert "(4, 3) @ (4, 3)   stops here" in lines[4]


def test_an_exception_in_a_later_turn_says_which(shown):
    source = body("for x in Z:", "    y = A @ x", "return y")
    lines = shown(student(source), A, None, [np.ones((3, 2)), np.ones((3, 1)), np.ones((2, 2))])
    assert any("(4, 3) @ (2, 2)   stops here in turn 3" in line for line in lines)


@pytest.mark.parametrize(
    "lines",
    [
        ["a, b = Z"],
        ["x = [A @ A for _ in range(2)]"],
        ["x = sum(A @ A for _ in range(2))"],
        ["x = (lambda t: t @ t)(A)"],
        ["A += np.ones((5, 5))"],
        ["Z[0] -= np.ones((5, 5))"],
        ["x = undefined"],
        ["missing += 1"],
        ["assert A is None"],
        ["with open('nowhere') as file:", "    pass"],
        ["import nothing_of_that_name"],
        ["raise SystemExit(3)"],
    ],
)
def test_every_kind_of_line_can_stop(shown, lines):
    text = "\n".join(shown(student(body(*lines)), A, COLUMN, [COLUMN, A, A]))
    assert "line   2" in text
    assert "stops here" in text


def test_a_wrong_number_of_arguments_is_explained(shown):
    lines = shown(student(body("return A")), A)
    assert lines[1] == "The call of f stops:"
    assert "called with fewer values than it takes" in lines[-1]


def test_a_stub_is_said_to_be_one(shown):
    assert shown(student(body("raise NotImplementedError")), 1, 2, 3) == [
        "f is not written yet: put your lines in place of raise NotImplementedError."
    ]


def test_an_interrupt_passes_through_and_the_function_is_itself_again():
    f = student(body("raise KeyboardInterrupt"))
    code = f.__code__
    with pytest.raises(KeyboardInterrupt):
        trace_shapes(f, 1, 2, 3)
    assert f.__code__ is code


# ------------------------------------------------------------------ all sorts of functions


def test_a_decorated_function_runs_through_its_decorator(shown, capsys):
    calls = []

    def counted(function):
        @functools.wraps(function)
        def wrapper(*args):
            calls.append(args)
            return function(*args) + 1

        return wrapper

    f = student("@counted\ndef f(x):\n    return x @ x.T\n", counted=counted)
    assert trace_shapes(f, A).shape == (4, 4)
    assert len(calls) == 1
    assert shapes_of(capsys.readouterr().out.splitlines(), 3) == "(4, 3) @ (3, 4) -> (4, 4)"


def test_methods_with_super_and_private_names(shown):
    source = """\
class Base:
    def forward(self, X):
        return X + 1

class Layer(Base):
    __scale = 2
    def forward(self, X):
        Y = super().forward(X)
        return Y * self.__scale

    @classmethod
    def make(cls, n):
        return np.ones((n, cls.__scale))

    @staticmethod
    def turn(X):
        return X.T

    def __call__(self, X):
        return __class__.turn(X)
"""
    layer = student(source, "Layer")()
    assert shapes_of(shown(layer.forward, A), 3) == "(4, 3) * 2 -> (4, 3)"
    assert shapes_of(shown(type(layer).make, 5), 3) == "np.ones((5, 2)) -> (5, 2)"
    assert shapes_of(shown(layer.turn, A), 3) == "(4, 3).T -> (3, 4)"
    assert shapes_of(shown(layer, A), 2).endswith("-> (3, 4)")


def test_partial_lambda_and_a_function_of_a_file(shown):
    f = student(body("return A * b"))
    assert shapes_of(shown(functools.partial(f, A, Z=1), 2), 2) == "(4, 3) * 2 -> (4, 3)"
    g = student("g = lambda x: x @ x.T\n", "g")
    assert shapes_of(shown(g, A), 1) == "(4, 3) @ (3, 4) -> (4, 4)"
    assert shapes_of(shown(in_this_file, A), 3) == "(4, 3) + 1 -> (4, 3)"


def in_this_file(x):
    """Show that a docstring is no line."""
    return x + 1


def test_recursion(shown):
    source = "def f(x, n):\n    y = x + n\n    return f(y, n - 1) if n else y\n"
    f = student(source)
    lines = shown(f, A, 20)
    assert shapes_of(lines, 2) == "(4, 3) + 20 -> (4, 3)"
    assert len(lines) == 3
    assert (trace(f, A, 20).value == f(A, 20)).all()


def test_a_generator_is_left_for_whoever_loops_over_it(shown):
    f = student("def f(x):\n    for i in range(3):\n        got = yield x + i\n")
    assert "a generator: its lines run later" in shown(f, A)[1]
    assert list(trace(f, 1).value) == [1, 2, 3]
    uses = student("def f(x):\n    g = (x + i for i in range(3))\n    return sum(g)\n")
    assert shapes_of(shown(uses, A), 3) == "-> (4, 3)"


@pytest.mark.parametrize("what", [np.dot, len, int, np.ones(3), None, 3, type("Own", (), {})])
def test_what_has_no_lines_is_refused(what):
    with pytest.raises(CourseError):
        trace_shapes(what, A, A)


def test_without_source_the_function_is_not_called():
    namespace = {"ran": []}
    exec("def f(x):\n    ran.append(x)\n", namespace)
    with pytest.raises(CourseError, match="source of f cannot be read"):
        trace_shapes(namespace["f"], 1)
    assert namespace["ran"] == []


@pytest.mark.parametrize("new", ["return x - 1", "return x + 2", "return y + 1", "(("])
def test_a_source_that_was_edited_since_is_refused(new):
    f = student("def f(x):\n    return x + 1\n")
    text = f"def f(x):\n    {new}\n"
    name = f.__code__.co_filename
    linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
    with pytest.raises(CourseError, match="source of f"):
        trace_shapes(f, 1)
    assert trace_silently(f, {"x": 1}) is None


def test_future_imports_hold():
    source = "from __future__ import annotations\ndef f(x):\n    def g(y: nowhere): return y\n"
    f = student(source + "    return g.__annotations__\n")
    assert trace(f, 1).value == f(1) == {"y": "nowhere"}


# ------------------------------------------------------------------- nothing is changed

SETUP = """\
log, counter, G, D = [], 0, [3, 4], {'k': np.ones((2, 3)), 'n': 2}

def say(value, tag):
    log.append(tag)
    if len(log) > 60:
        raise TimeoutError
    return value

def helper(u, k=2, *rest, last=None):
    if k > 4:
        raise KeyError(k)
    u = u * k
    return u

def make():
    c, unused = 1.5, 0
    def f(a, b, n=3, *args, x=0.5, **more):
        global counter
        nonlocal c
"""
SIMPLE = """\
a = a + b
a += 1
b *= c
b -= a
c = c + n
c += n; counter += 1
counter += missing_one
G.append(n)
G[0] += n
G[say(0, 8)] += say(n, 9)
D['k'] -= a
D['z'] = D['k'] * 2
D['new'] += 1
a[0, 1] = x
a[0] += b
a[:, say(1, 10)] -= c
a = a.T
z = say(a, 1) @ say(b, 2) + say(c, 3)
p, q = a.shape
p, q = b.shape
y = [say(v, i) * n for i, v in enumerate(b)]
y = sum(v * v for v in b)
y = {i: v + c for i, v in enumerate(b) if v > 0}
y = {say(v, 11) for v in G}
g = (say(v, 12) for v in G)
n = next(g)
y = (lambda t, s=n: t + c + s)(n)
x = 1 / (n - 3)
z = a @ a
z = undefined
assert n < 5, 'large'
return a, c
return
print(n, a.shape)
y = helper(a, k=n)
y = helper(*[a], **{'k': 2, 'last': say(1, 13)})
b = np.random.rand(3)
n = n if say(n > 1, 6) else -n
y = (w := n + 1) * w
y = f'{say(n, 14)}:{a.shape!r:>9}'
del b
x = not n
y = 1 < n < say(4, 7) < 9
y = sorted(locals())
y = eval('n + 1')
raise ValueError('mine')
y = a.T.reshape(-1)[::2].tolist()
u = np.zeros(4); u.resize(2)
y = 1000; y = y is 1000
y = ((yy := 3), *G, [n, *G], {**D})
y = a[..., None].shape, a[1:, ::2], a[np.array([0, 1])]
y = -a ** 2 // 3 % 2 if n else ~n
y = f.__name__, f.__qualname__, f.__defaults__
y = more.get('k'), args
z = np.log(-a) + np.exp(a * 1000)
class Own: y = n
pass
import math
'''not a docstring'''
y: int = n
y: float
D[0], *y = G
more.setdefault('q', []).append(say(n, 15))
y = __name__
c = a.sum()
n -= 1
""".splitlines()
BLOCKS = """\
if say(n, 4) > 2 and say(x, 5) < 1 or c:
for i in range(n):
for i, v in enumerate(say(G, 16)[:2]):
while say(n, 17) > 0:
with np.errstate(all='ignore'):
try:
def inner(t, s=n):
match n:
""".splitlines()
ENDS = {
    "try:": [
        "except ValueError as e:\n    G.append(str(e))",
        "except (NameError, TypeError):\n    n = 1\n    z = a + b\nelse:\n    n = 2\nfinally:\n"
        "    G.append(5)",
        "finally:\n    x = x + 1",
        "except* ValueError:\n    n = 1",
    ],
    "def inner(t, s=n):": ["y = inner(n)", "y = inner(a), inner.__qualname__", "y = inner"],
    "while say(n, 17) > 0:": ["else:\n    c = 0"],
    "if say(n, 4) > 2 and say(x, 5) < 1 or c:": ["else:\n    n = 0\nn += 1", "elif n:\n    n += 5"],
}  # fmt: skip


def indented(text):
    return "\n".join(f"    {line}" for line in text.split("\n"))


def block(head, lines, end):
    inside = "\n".join(lines)
    if head == "while say(n, 17) > 0:":
        inside = f"n -= 1\n{inside}"
    if head == "match n:":
        return (
            f"match n:\n    case 3 | 2:\n{indented(indented(inside))}\n    case _:\n        n = 3"
        )
    if head.startswith("def"):
        inside = f"{inside}\nreturn t"
    return f"{head}\n{indented(inside)}" + (f"\n{end}" if end else "")


@st.composite
def blocks(draw, inner):
    head = draw(st.sampled_from(BLOCKS))
    end = draw(st.sampled_from(ENDS.get(head, [""])))
    return block(head, draw(st.lists(inner, min_size=1, max_size=4)), end)


statements = st.recursive(st.sampled_from(SIMPLE), blocks, max_leaves=6)
programs = st.lists(statements, min_size=1, max_size=8).map("\n".join)


def outcome(program, run):
    """Run a program in a world of its own and return all that it did there."""
    source = SETUP + indented(indented(program)) + "\n    return f\nf = make()\n"
    world = {"np": np, "__name__": "world"}
    linecache.checkcache()
    try:
        f = define(source, "f", world)
    except SyntaxError:
        return None
    a, b = np.arange(6.0).reshape(2, 3) - 1, np.array([0.5, -1.0, 2.0])
    np.random.seed(3)
    printed = io.StringIO()
    with (
        warnings.catch_warnings(record=True) as caught,
        np.errstate(all="warn"),
        contextlib.redirect_stdout(printed),
    ):
        warnings.simplefilter("always")
        value, error = run(f, a, b, 3, 7, k="more")
        if isinstance(value, types.FunctionType | types.GeneratorType):
            value = type(value).__name__
    del world["__builtins__"]
    left = {
        k: v
        for k, v in world.items()
        if k != "__warningregistry__"  # it counts what other code did to the filters
        and not callable(v)
        and not isinstance(v, types.ModuleType)
    }
    text = [
        repr(x)
        for x in (
            value,
            error,
            a,
            b,
            left,
            f.__defaults__,
            np.random.get_state(),
            printed.getvalue(),
        )
    ]
    text += [cell.cell_contents for cell in f.__closure__ or () if not callable(cell.cell_contents)]
    text = [re.sub(r" at 0x\w+|<f \d+>", "", str(t)) for t in text]
    return text, [(str(w.message), w.lineno, w.category) for w in caught], sorted(world)


def plainly(f, *args, **kwargs):
    try:
        return f(*args, **kwargs), None
    except Exception as error:
        return None, (type(error).__name__, " ".join(str(error).split()))


def traced(f, *args, **kwargs):
    traced = trace(f, *args, **kwargs)
    assert traced.tracer_error is None
    report_of(traced)
    return traced.value, traced.error and (traced.error.kind, traced.error.text)


@settings(max_examples=300, deadline=None)
@given(programs)
def test_results_and_side_effects_are_those_of_the_function_itself(program):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        expected = outcome(program, plainly)
        assert outcome(program, traced) == expected


@pytest.mark.parametrize("line", SIMPLE)
def test_every_line_of_the_programs_does_the_same(line):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        expected = outcome(line, plainly)
        assert expected is not None
        assert outcome(line, traced) == expected


def test_random_numbers_and_every_byte_are_the_same():
    source = (
        "def f(n):\n    W = np.random.randn(n, 3) * 0.01\n    return W @ np.random.rand(3, n)\n"
    )
    f = student(source)
    np.random.seed(1)
    expected = f(40)
    np.random.seed(1)
    assert trace(f, 40).value.tobytes() == expected.tobytes()


def test_arguments_are_the_caller_s_own_and_nothing_is_kept_alive():
    f = student(body("Z.append(A)", "B = A + 1", "return A"))
    kept = []
    array = A.copy()
    traced = trace(f, array, None, kept)
    assert traced.value is array
    assert kept[0] is array
    ref = weakref.ref(array)
    kept.clear()
    del array
    object.__setattr__(traced, "value", None)
    gc.collect()
    assert ref() is None


def test_warnings_show_the_student_s_line():
    f = student(body("x = 1", "return np.log(", "    A - A", ")"))
    with warnings.catch_warnings(record=True) as plain:
        warnings.simplefilter("always")
        f(A, 1, 2)
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        trace(f, A, 1, 2)
    assert [(w.filename, w.lineno) for w in seen] == [(w.filename, w.lineno) for w in plain]


def test_a_debugger_s_trace_function_stays_and_still_sees_the_lines():
    f = student(body("x = A", "return x"))
    seen = []

    def tracer(frame, event, arg):
        if frame.f_code.co_name == "f":
            seen.append((event, frame.f_lineno))
        return tracer

    before = sys.gettrace()
    sys.settrace(tracer)
    try:
        trace(f, A, 1, 2)
        assert sys.gettrace() is tracer
    finally:
        sys.settrace(before)
    assert [line for event, line in seen if event == "line"] == [2, 3]


def test_the_function_is_itself_again_and_can_be_traced_inside_itself(shown):
    namespace = {"np": np, "trace_shapes": trace_shapes}
    define("def g(x):\n    return x + 1\n", "g", namespace)
    f = define(
        "def f(x):\n    y = trace_shapes(g, x)\n    z = g(y)\n    return z\n", "f", namespace
    )
    codes = f.__code__, namespace["g"].__code__
    lines = shown(f, A)
    assert lines[1] == "line   2  return x + 1  (4, 3) + 1 -> (4, 3)"
    assert shapes_of(lines[2:], 4) == "-> (4, 3)"
    assert (f.__code__, namespace["g"].__code__) == codes


def test_another_thread_is_not_shown(shown):
    source = body(
        "t = Thread(target=helper, args=(A,))", "t.start()", "t.join()", "return helper(b)"
    )
    namespace = {"np": np, "Thread": threading.Thread}
    define("def helper(x):\n    y = x.sum(axis=1)\n    return y[:, None]\n", "helper", namespace)
    assert trace(define(source, "f", namespace), A, COLUMN, None).findings == (
        RankOne("helper", 2, "x.sum(axis=1)", "y", 4, "summed"),
    )


def test_values_that_object_to_being_looked_at_are_left_alone(shown):
    class Hostile:
        def __getattribute__(self, name):
            raise AssertionError(name)

        __repr__ = __eq__ = __len__ = __iter__ = __array__ = None
        __hash__ = None

    value = Hostile()
    f = student(body("x = A", "y = [x, {1: x}, (x,)]", "return A"))
    assert trace(f, value, 1, 2).value is value
    assert trace(f, value, 1, 2).tracer_error is None
    loop = []
    loop.append(loop)
    assert trace(f, loop, 1, 2).tracer_error is None


def test_a_quiet_trace_shows_nothing_and_works_on_copies(capsys):
    f = student(body("print('here')", "A += np.log(A - A)", "return A - b"))
    argument = A.copy()
    traced = trace_silently(f, {"A": argument, "b": np.ones(3), "Z": None})
    assert isinstance(traced.statements[0].executions, int)
    assert (argument == A).all()
    assert capsys.readouterr() == ("", "")


def test_findings_are_data():
    f = student(body("d = A.sum(axis=1)", "return b - d"))
    lost, grown = trace(f, A, COLUMN, None).findings
    assert lost == RankOne("f", 2, "A.sum(axis=1)", "d", 4, "summed")
    assert grown == GrowingBroadcast("f", 3, "b - d", "(4, 1) - (4,)", (4, 4), "d", 4, "summed", 2)


@pytest.mark.parametrize("name", notebooks())
def test_every_solution_of_the_course_runs_the_same_under_the_tracer(name, monkeypatch):
    new_generator = np.random.default_rng
    monkeypatch.setattr(np.random, "default_rng", lambda seed=1: new_generator(seed))
    functions = load_reference(name).functions
    for exercise, question in load_questions(name).items():
        case = question.cases[0]
        traced = trace_silently(functions[exercise], case.arguments)
        assert traced.tracer_error is None
        assert traced.error is None
        with np.errstate(all="ignore"):
            expected = functions[exercise](*case.arguments.values())
        assert repr(traced.value) == repr(expected)
        assert report_of(traced)
