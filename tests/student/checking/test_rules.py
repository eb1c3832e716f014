"""What each rule catches, and what it must not catch."""

import functools
import importlib
import math
import textwrap

import numpy as np
import pytest

from grader.exercises.reference import define
from grader.student.calling import call
from grader.student.checking.question import SolvedCase
from grader.student.checking.rules import RULES, loop_by_count

X = np.arange(6.0).reshape(2, 3)


def broken(rule, body, arguments="X", helpers=(), **namespace):
    source = f"def f({arguments}):\n" + "".join(f"    {line}\n" for line in body.split("\n"))
    space = {"np": np, **namespace}
    for helper in [s for s in namespace.values() if isinstance(s, str) and s.startswith("def ")]:
        define(helper, helper[4 : helper.index("(")], space)
    f = define(source, "f", space)
    return RULES[rule](f, [call(f, {"X": X})], helpers)


@pytest.mark.parametrize(
    "body",
    [
        "for i in range(X.shape[0]): pass",
        "i = 0\nwhile i < 3: i += 1",
        "return [x for x in X]",
        "return sum(float(x) for x in X.ravel())",
        "return {i: x for i, x in enumerate(X)}",
        "return list(map(abs, X))",
        "return np.vectorize(abs)(X)",
        "return np.apply_along_axis(np.sum, 0, X)",
        "return f(X[1:]) if len(X) else 0",
        "def g(x):\n    for v in x: pass\nreturn g(X)",
        # a loop that does not look like one
        "rows = iter(X)\nreturn [next(rows), next(rows)]",
        "return list(iter(lambda: X.pop(), None))",
        "return sum(X.ravel())",
        "return max(X.ravel())",
        "X.tolist().sort(key=lambda v: print(v))",
        "return min(X.tolist(), key=abs)",
        "return np.frompyfunc(abs, 1, 1)(X)",
        "return np.nditer(X)",
        "@np.vectorize\ndef g(x): return x\nreturn g(X)",
        "v = np.vectorize\nreturn v(abs)(X)",
        "from functools import reduce as r\nreturn r(max, X)",
        "exec('for v in X: pass')",
        # over things that only look few
        "for row in [*X]: pass",
        "for row in (0, *X): pass",
        "rows = list(X)\nfor row in rows: pass",
        "for i, v in enumerate(X.ravel()): pass",
        "for i, v in dict(enumerate(X)).items(): pass",
        "d = dict(enumerate(X))\nfor i, v in d.items(): pass",
        "for i in range(10000):\n    if i == len(X): break",
        "for i in range(len(X)): pass",
        "for i in range(X.size): pass",
        # a function that comes back to itself
        "def g(i): return g(i - 1) if i else X[0]\nreturn g(2)",
        "g = lambda i: g(i - 1) if i else X[0]\nreturn g(2)",
        "def g(i): return h(i)\ndef h(i): return g(i - 1) if i else 0\nreturn g(2)",
        "g = f\nreturn g(X[1:]) if len(X) else 0",
    ],
)
def test_vectorized_catches_loops_over_the_data(body):
    assert "one array operation" in broken("vectorized", body)


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ("return g(X)", np.vectorize(abs)),
        ("return g(X)", np.frompyfunc(abs, 1, 1)),
        ("return g.reduce(X)", np.frompyfunc(max, 2, 1)),
        ("return list(g(abs, X))", map),
        ("return g(max, X)", functools.reduce),
        ("return fsum(X.ravel())", None),
        ("return g.fsum(X.ravel())", math),
        ("return g.reduce(max, X)", functools),
    ],
)
def test_vectorized_looks_up_what_a_name_stands_for(body, value):
    assert "one array operation" in broken("vectorized", body, g=value, fsum=math.fsum)


def test_vectorized_follows_recursion_through_a_second_function():
    helper = "def rest(x):\n    return f(x[1:]) if len(x) else 0\n"
    says = broken("vectorized", "return rest(X)", rest_source=helper)
    assert "line 2 of rest is a call of f, which has led here" in says
    helper = "def rest(x):\n    return rest(x[1:]) if len(x) else 0\n"
    assert "a call of itself" in broken("vectorized", "return rest(X)", rest_source=helper)


def test_vectorized_reads_lambdas_and_functions_that_are_handed_on():
    space = {"np": np}
    define("rows = lambda x: [v for v in x]\n", "rows", space)
    f = define("def f(X):\n    return rows(X)\n", "f", space)
    assert "is a comprehension" in RULES["vectorized"](f, [], ())
    helper = "def one(v):\n    while v: v -= 1\n"
    assert "a while loop" in broken("vectorized", "return (lambda g: g(X))(one)", one=helper)


def test_vectorized_reads_a_file_beside_the_notebook_and_no_library(tmp_path, monkeypatch):
    text = "def add_up(x):\n    return [v for v in x]\n"
    (tmp_path / "my_own_tools.py").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    module = importlib.import_module("my_own_tools")
    assert "line 2 of add_up" in broken("vectorized", "return add_up(X)", add_up=module.add_up)
    assert "line 2 of add_up" in broken("vectorized", "return t.add_up(X)", t=module)
    # np.stack and textwrap.dedent loop inside, which is not the student's affair
    body = "dedent('a')\nreturn np.stack((X, X))"
    assert broken("vectorized", body, dedent=textwrap.dedent) is None


def test_vectorized_looks_into_the_student_s_own_helpers():
    helper = "def add_up(x):\n    s = 0\n    for v in x:\n        s += v\n    return s\n"
    says = broken("vectorized", "return add_up(X)", helper=helper)
    assert says.startswith("line 3 of add_up is a for loop")
    assert broken("vectorized", "return add_up(X)", helpers=("add_up",), helper=helper) is None


@pytest.mark.parametrize(
    "body",
    [
        "return X.sum(axis=1)",
        "return np.einsum('ij->j', X)",
        "for name in ('a', 'b'): pass",
        "for k in range(2): pass",
        "return {k: v for k, v in {'a': 1}.items()}",
        "return X if X.any() else -X",
        "for axis in range(X.ndim): pass",
        "for size in X.shape: pass",
        "for axis, size in enumerate(X.shape): pass",
        "for i in range(len(X.shape)): pass",
        "for s, t in zip(reversed(X.shape), (1, 2)): pass",
        "names = ('a', 'b')\nfor name in names: pass",
        "d = {'a': X}\nreturn {k: v + 1 for k, v in d.items()}",
        "g = np.gradient(X)\nd = dict(a=X)\nfor k in d.keys(): pass",
        "return sum((X, X))",
        "return max(1, len(X)), max(X.shape), sum(X.shape)",
        "return np.sum(X), X.max(), X.any(), np.prod(X), sorted(('b', 'a'))",
        "return np.add.reduce(X), np.maximum.accumulate(X)",
        "add = np.add\nreturn add.reduce(X)",
        "return np.fromfunction(lambda i, j: i + j, X.shape)",
        "f = np.exp(X)\nreturn f / np.sum(f)",
        "map = X + 1\nreturn map",
        "def g(x): return x + 1\nreturn g(X)",
        "g = lambda x: x + 1\nreturn g(g(X))",
        "def g(x): return x\ndef h(x): return g(g(x))\nreturn h(g(X))",
    ],
)
def test_vectorized_lets_array_code_and_small_loops_pass(body):
    assert broken("vectorized", body) is None


@pytest.mark.parametrize(
    "body",
    [
        "print(f'{X.shape}', X.dtype.name, type(X).__name__)\nreturn X",
        "assert isinstance(X, np.ndarray), str(X)\nreturn np.linalg.norm(X, axis=0)",
        "m: int = X.shape[1]\nreturn round(float(np.sum(X) / m), 3)",
        "if (m := X.shape[1]) > 1: return X / m\nraise ValueError('one sample')",
        "with np.errstate(over='ignore'): return 1 / (1 + np.exp(-X))",
        "try:\n    return X / X\nexcept ZeroDivisionError as error:\n    print(error)",
        "import numpy as np\nimport math\nreturn np.sqrt(X) + math.pi",
        "from numpy.linalg import norm\nreturn X / norm(X)",
        "import warnings, copy, time\nstart = time.time()\nreturn copy.deepcopy(X)",
        "return {'a': np.exp, 'b': np.tanh}['a'](X)",
        "g = np.exp if X.size else np.tanh\nreturn g(X)",
        "g = lambda x: np.maximum(x, 0)\nreturn g(X)",
        "def g(x: 'ndarray') -> 'ndarray': return add_one(x)\nreturn g(X)",
        "return np.random.default_rng(1).normal(size=X.shape)",
        "return X.__len__(), X.__class__.__name__, np.__version__",
        "return locals()['X'], dict(a=X), np.fft.fft(X), np.lib.stride_tricks.as_strided(X)",
        "cache = {}\ncache['X'] = X\ncache.update(Y=X)\nreturn cache['X'] + EPSILON",
        "X = np.asarray(X, dtype=np.float64)\nX = X.copy()\nX[X < 0] = 0\nreturn X",
        "return np.where(X > 0, X, 0).astype(int), np.squeeze(X).item, np.add.outer(X, X)",
    ],
)
def test_vectorized_lets_what_honest_students_write_pass(body):
    helper = "def add_one(x):\n    return x + 1\n"
    assert broken("vectorized", body, helper=helper, EPSILON=1e-8) is None


@pytest.mark.parametrize("rule", ["vectorized", "own_loop"])
@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("for x in X: pass\nreturn getattr(np, 'd' + 'ot')(X, X)", "uses getattr"),
        ("for x in X: pass\nreturn globals()['g'](X)", "uses globals"),
        ("for x in X: pass\nreturn np.__dict__['dot'](X, X)", "uses __dict__"),
        ("for x in X: pass\nreturn missing(X)", "uses missing, which no cell defines"),
        ("for x in X: pass\nimport tools\nreturn tools.g(X)", "imports tools"),
        ("for x in X: pass\nreturn g.run(X)", "uses g.run"),
        ("for x in X: pass\nreturn Tools().run(X)", "uses the class Tools"),
        ("for x in X: pass\nreturn partial(X)", "uses partial"),
        ("for x in X: pass\nreturn table['g'](X)", "uses table"),
    ],
)
def test_what_the_text_does_not_show_is_not_taken_for_innocent(rule, body, what):
    if rule == "vectorized":
        body = body.removeprefix("for x in X: pass\n")
    helper = "def g(x):\n    return x\n"
    tools = type("Tools", (), {"__module__": "__main__"})
    names = {"Tools": tools, "partial": functools.partial(abs), "table": {"g": abs}}
    says = broken(rule, body, helper=helper, **names)
    assert says is not None
    assert what in says
    assert "the text does not show what that runs. " in says


def test_a_closure_is_read_and_a_wrapper_hides_nothing():
    space = {"np": np, "functools": functools}
    define("def looped(x):\n    return [v for v in x]\n", "looped", space)
    made = define(
        "def make(g):\n    @functools.wraps(make)\n    def inner(x):\n        return g(x)\n"
        "    return inner\n",
        "make",
        space,
    )
    says = broken("vectorized", "return helper(X)", helper=made(space["looped"]))
    assert says.startswith("line 2 of g is a comprehension")


def counted(body, **case):
    f = define(f"def f(X):\n    {body}\n", "f", {"np": np, **case})
    arguments = {"X": np.arange(12.0).reshape(3, 4)}
    return loop_by_count(f, [SolvedCase(arguments, None, {"m": 4}, None, {})])


def test_the_count_shows_a_loop_over_either_axis():
    assert "for an axis of length 4, and" in counted("return [v for v in X.T]")
    assert "for an axis of length 3, and" in counted("return [v for v in X]")
    assert counted("return X.T @ X") is None
    assert counted("return [v for v in ('a', 'b')]") is None
    assert loop_by_count(abs, []) is None


@pytest.mark.parametrize("rule", ["vectorized", "own_loop"])
def test_refuses_what_it_cannot_read(rule):
    space = {}
    exec("def f(X):\n    return X", space)
    assert "cannot be read" in RULES[rule](space["f"], [], ())


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("return np.dot(X, X)", "np.dot"),
        ("return X.dot(X)", "X.dot"),
        ("return X @ X", "@"),
        ("for i in range(3): pass\nreturn np.sum(X * X)", "np.sum"),
        ("s = 0\nfor x in X: s += x.sum()", "x.sum"),
        ("return np.einsum('ij,ij', X, X)", "np.einsum"),
        ("return [d(x, x) for x in X]", "d"),
        ("try:\n    return np.broadcast_shapes(X, X)\nexcept ValueError: pass", "broadcast_shapes"),
    ],
)
def test_own_loop_wants_no_ready_made_function(body, what):
    says = broken("own_loop", body, d=np.dot)
    assert "leaves the work to" in says and what in says


def test_own_loop_wants_a_loop():
    assert "has no loop" in broken("own_loop", "return X * X")
    assert "has no loop" in broken("own_loop", "return sum(X * X)")


@pytest.mark.parametrize(
    "body",
    [
        "s = 0\nfor x in X: s += x\nreturn s",
        "return sum(x * x for x in X)",
        "i = 0\nwhile i < 3: i += 1",
        "return list(map(abs, X))",
        "return f(X[1:]) if len(X) else 0",
        "for i in range(3): pass",
    ],
)
def test_own_loop_takes_every_kind_of_loop(body):
    assert broken("own_loop", body) is None


def test_own_loop_looks_into_the_student_s_own_helpers():
    helper = "def add_up(x):\n    s = 0\n    for v in x:\n        s += v\n    return s\n"
    assert broken("own_loop", "return add_up(X)", helper=helper) is None
    helper = "def add_up(x):\n    return np.sum(x)\n"
    body = "for x in X: pass\nreturn add_up(X)"
    assert "line 2 of add_up leaves the work" in broken("own_loop", body, helper=helper)


@pytest.mark.parametrize("body", ["X -= 1", "X[0] = 9", "X *= 0", "X.sort(); X[:] = X[::-1]"])
def test_unchanged_catches_changes_in_place(body):
    assert "changes its argument X in place" in broken("unchanged", body)


def test_unchanged_speaks_of_lists_and_dictionaries_as_such():
    def change(weights, grads):
        if weights:
            weights.pop()
        grads["dw"] -= 1

    made = call(change, {"weights": [1.0, 2.0], "grads": {"dw": np.ones(2)}})
    assert "the caller's own list weights" in RULES["unchanged"](change, [made], ())
    made = call(change, {"weights": [], "grads": {"dw": np.ones(2)}})
    assert "the arrays of its argument grads" in RULES["unchanged"](change, [made], ())


@pytest.mark.parametrize("body", ["X = X - 1", "Y = X.copy()\nY -= 1", "return X"])
def test_unchanged_lets_new_arrays_pass(body):
    assert broken("unchanged", body) is None


@pytest.mark.parametrize(
    ("body", "name", "value"),
    [
        ("return X @ train_set_x", "train_set_x", np.ones((3, 1))),
        ("return parameters['w']", "parameters", {"w": 1}),
        ("return X / num_px", "num_px", 64),
        ("return [train for _ in (1,)]", "train", np.ones(2)),
    ],
)
def test_own_arguments_catches_the_notebook_s_data(body, name, value):
    assert f"reads {name} from the notebook" in broken("own_arguments", body, **{name: value})


def test_own_arguments_lets_functions_modules_and_settings_pass():
    helper = "def helper(x):\n    return x\n"
    body = "print(len(X))\nreturn helper(np.maximum(X, EPSILON))"
    assert broken("own_arguments", body, helper_source=helper, EPSILON=1e-8) is None


def drawn(body):
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    source = f"def f(n, rng=None):\n{lines}    return {{'W': W, 'b': np.zeros((n, 1))}}\n"
    f = define(source, "f", {"np": np})
    return RULES["fresh_draws"](f, [call(f, {"n": n}) for n in (3, 2, 3)], ())


@pytest.mark.parametrize(
    "body",
    [
        "W = np.random.default_rng(0).normal(size=(n, 2))",
        "np.random.seed(1)\nW = np.random.randn(n, 2)",
        "W = np.random.RandomState(3).randn(n, 2)",
    ],
)
def test_fresh_draws_catches_a_seed_inside(body):
    assert "two calls returned the same W, " in drawn(body)


@pytest.mark.parametrize(
    "body",
    [
        "W = np.random.default_rng().normal(size=(n, 2))",
        "W = np.random.randn(n, 2)",
        "W = np.zeros((n, 2))",
        "W = 1.0",
    ],
)
def test_fresh_draws_lets_other_draws_and_constants_pass(body):
    assert drawn(body) is None
