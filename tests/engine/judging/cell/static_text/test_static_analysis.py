import builtins
import contextlib
import functools
import inspect
import io
import json
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path

import hypothesis
import IPython
import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell

from grader.engine.fork_server.job.not_installed import HANDLER, GuardStatements, Handler
from grader.engine.judging.cell.static_text.static_analysis import static_namespace
from grader.engine.judging.cell.static_text.static_values import UnknownCallable, UnknownValue
from grader.engine.remote.records import code_digest, code_digests
from grader.exercises import exercises_of, load_reference, notebooks
from grader.exercises.exercise import changed_source
from grader.student.checking import RULES
from grader.student.checking.global_names import notebook_data_read_by
from grader.student.tracing import first_loop, read_sources
from tests.work import calls

FUNCTION = "import numpy as np\n{before}\ndef f(x):\n    return {value}"

LOOPS = {
    "np.sum(x)": None,
    "sum(v for v in x)": "own sum",
    "helper(x)": "a for loop",
    "fast(x)": "fast",
    "ufunc(x)": "ufunc",
    "vec(x)": "vec",
    "again(x)": "again",
    "np.vectorize(abs)(x)": "vectorize",
    "f(x[1:])": "itself",
}
HELPERS = """
from functools import reduce as again
from numpy import vectorize as vec
def helper(x):
    for v in x:
        pass
fast = np.vectorize(lambda v: v)
ufunc = np.frompyfunc(abs, 1, 1)
"""


@pytest.mark.parametrize("value", LOOPS)
def test_loops_are_found_in_the_text(value: str) -> None:
    space = static_namespace([FUNCTION.format(before=HELPERS, value=value)])
    sources = read_sources(space["f"], ())  # type: ignore[arg-type]
    assert sources is not None
    found = first_loop(sources)
    if LOOPS[value] is None:
        assert found is None
    else:
        assert found is not None
        assert LOOPS[value] in found.description


DATA = {
    "X = load()": True,
    "X, other = load()": True,
    "for X in load():\n    pass": True,
    "with load() as X:\n    pass": True,
    "if load():\n    X = np.ones(3)": True,
    "def g():\n    global X": True,
    "(X := np.ones(3))": True,
    "X = [1, 2]": True,
    "X = 7": True,
    "X = lambda: 1": False,
    "def X():\n    return 1": False,
    "class X:\n    pass": False,
    "import math as X": False,
    "from numpy import sum as X": False,
    "from somewhere import X": False,
    "X = 'text'": False,
    "X = len": False,
    "X = np.exp": False,
    "X = print": False,
    "X = load()\ndel X": False,
    "X = load()\ndef X():\n    return 1": False,
}


@pytest.mark.parametrize("before", DATA)
def test_variables_of_the_notebook_are_found_in_the_text(before: str) -> None:
    space = static_namespace([FUNCTION.format(before=before, value="x + X")])
    found = [each.name for each in notebook_data_read_by(space["f"])]  # type: ignore[arg-type]
    assert found == (["X"] if DATA[before] else [])


@pytest.mark.parametrize(
    ("text", "value"),
    [("1e-8", 1e-8), ("10 ** -8", 1e-8), ("-2.5", -2.5), ("float('1e-3')", 1e-3), ("np.pi", np.pi)],
)
def test_a_setting_of_the_students_own_is_known(text: str, value: float) -> None:
    assert static_namespace([f"import numpy as np\nx = {text}"])["x"] == value


@pytest.mark.parametrize(
    "text",
    [
        "9 ** 9 ** 9",
        "2 ** 10000",
        "'a' * 10 ** 9",
        "1 / 0",
        "float('x')",
        "[0] * 10 ** 9",
        "f(1)(2)",
    ],
)
def test_nothing_is_computed_for_long(text: str) -> None:
    assert isinstance(static_namespace([f"x = {text}"])["x"], UnknownValue | int | float)


@pytest.mark.parametrize(
    "cell",
    [
        "%%time\ndef f(x):\n    return X",
        "await g()\nasync with g() as X:\n    pass\ndef f(x):\n    return X",
        "y = (5\n% 4)\ndef f(x):\n    return X\nf?",
    ],
)
def test_whatever_ipython_runs_is_analyzed(cell: str) -> None:
    space = static_namespace(["X = load()", "async for X in g():\n    pass", cell])
    assert [each.name for each in notebook_data_read_by(space["f"])] == ["X"]  # type: ignore[arg-type]


def test_nothing_runs() -> None:
    cells = [
        "import os\nos.abort()",
        "def f(x):\n    raise SystemExit",
        "f(1)",
        "%run other.py",
        "!rm -r x",
    ]
    assert isinstance(static_namespace(cells)["f"], types.FunctionType)


@pytest.mark.parametrize(
    "text",
    [
        "def f(:",
        "(" * 500,
        "x = " + "-" * 20000 + "1",
        "\x00",
        "�",
        "%%bash\nls",
        "x" * 10**6,
        "x" + ".a" * 50000,
        "[" * 90 + "]" * 90,
        "await f()",
        "?",
        "f?",
        "def f(): yield",
    ],
    ids=range(13),
)
def test_any_text_can_be_read(text: str) -> None:
    assert static_namespace(["y = 1", text, "z = 2"])["z"] == 2


def test_what_is_no_plain_function_is_not_read() -> None:
    space = static_namespace(
        ["import functools\n@functools.cache\ndef f(x):\n    return x\ng = functools.partial(f, 1)"]
    )
    assert isinstance(space["f"], UnknownCallable)
    assert isinstance(space["g"], UnknownCallable)
    assert callable(functools.partial) and callable(space["f"])


def test_the_functions_of_an_earlier_notebook_are_no_data() -> None:
    text = "from grader.student import own_functions\nown = own_functions('a.ipynb', ('g',))\n"
    text += "g = own.g\ndef f(x):\n    return g(x)"
    assert notebook_data_read_by(static_namespace([text])["f"]) == []  # type: ignore[arg-type]


def test_two_students_with_the_same_cell_have_each_their_own_likeness_of_it() -> None:
    cell = "x = 1\ndef f():\n    return x"
    mine, other = static_namespace([cell, "x = 'a'"]), static_namespace([cell])
    assert mine["f"] is not other["f"]
    assert mine["f"].__globals__["x"] == "a"  # type: ignore[attr-defined]
    assert other["f"].__globals__["x"] == 1  # type: ignore[attr-defined]


def test_a_cell_that_is_no_python_is_left_out_each_time() -> None:
    for _ in range(2):
        assert "x" not in static_namespace(["x = = 1"])


DEEP: dict[str, Callable[[int], str]] = {
    "sums": lambda n: "x = " + "+".join(["1"] * n),
    "signs": lambda n: "x = " + "-" * n + "1",
    "attributes": lambda n: "x = a" + ".b" * n,
    "calls": lambda n: "x = a" + "()" * n,
    "tuples": lambda n: "x = " + "(1, " * n + ")" * n,
    "targets": lambda n: "(" * n + "x, " + "), " * (n - 1) + ") = 1",
    "branches": lambda n: "if a: pass\n" + "elif a: pass\n" * n,
    "named": lambda n: "if a: pass\n" + "elif (b := f(1, 2, 3)): g(1, 2, 3)\n" * n,
    "powers": lambda n: "x = 9 ** 64\n" + "x = x ** 64\n" * n,
    "pairs": lambda n: "x = 1, 1\n" + "x = x, x\n" * n,
    "stars": lambda n: "from math import *\n" * n,
}


@pytest.mark.parametrize("name", DEEP)
def test_the_work_grows_as_a_cell_does(name: str) -> None:
    static_namespace([DEEP[name](2)])
    few, many = (calls(lambda n=n: static_namespace([DEEP[name](n)])) for n in (40, 160))
    assert many <= 5 * few + 500


@pytest.mark.parametrize("name", DEEP)
@pytest.mark.parametrize("times", [300, 3_000, 30_000])
def test_what_nests_deep_ends_neither_the_judge_nor_what_stands_below(
    name: str, times: int
) -> None:
    text = DEEP[name](times)[:30_000]
    assert static_namespace([text, "y = 7"])["y"] == 7


def test_names_in_branches_are_found_wherever_they_stand() -> None:
    text = "if (a := 1):\n    b = (c := 2)\nelif (d := 3):\n    print(e := 4)\nelse:\n    f = 5"
    found = static_namespace([text])
    assert [found[name] for name in "acdef"] == [1, 2, 3, 4, 5]


def test_a_very_long_cell_is_read_as_well() -> None:
    assert static_namespace(["y = 0\n" * 2000 + "x = 7"])["x"] == 7


# In a process of its own: what this one has imported is not imported again.
IMPORTS = """
import json, sys
from grader.engine.judging.cell.static_text.static_analysis import static_namespace
from grader.engine.judging.cell.static_text.static_values import KNOWN_MODULES
for name in KNOWN_MODULES:
    __import__(name)
before = set(sys.modules)
for text in json.load(sys.stdin):
    static_namespace([text])
print(json.dumps(sorted(set(sys.modules) - before)))
"""


def test_no_module_is_imported_because_a_submission_names_it() -> None:
    packages = [Path(module.__file__ or "").parent for module in (np, hypothesis, IPython)]
    names = [
        *sys.stdlib_module_names,
        *(
            ".".join(file.relative_to(package.parent).with_suffix("").parts)
            for package in packages
            for file in package.rglob("*.py")
        ),
    ]
    texts = [
        text
        for name in names
        for text in (
            f"import {name}",
            f"import {name} as m\nx = m.a.b.c",
            f"from {name} import *",
            f"import {name.partition('.')[0]}\nx = {name}",
        )
    ]
    texts += ["import numpy as np\nx = np.testing\ny = np.f2py.run_main\nz = np.distutils"]
    assert len(texts) > 2_000
    ran = subprocess.run(
        [sys.executable, "-c", IMPORTS],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[4],
    )
    assert json.loads(ran.stdout) == []


def test_the_modules_of_numpy_that_lessons_use_are_known() -> None:
    space = static_namespace(["import numpy as np\nnorm = np.linalg.norm\nseed = np.random.seed"])
    assert space["norm"] is np.linalg.norm
    assert space["seed"] is np.random.seed


LINES_ABOVE = [
    "",
    "import numpy as np",
    "import numpy as np, math",
    "try:\n    import numpy as np\nexcept ImportError:\n    pass",
    "if True:\n    import numpy as np",
    "from __future__ import annotations\nimport numpy as np",
    "%%time\nimport numpy as np",
    "%%capture\nimport numpy as np",
]


@pytest.mark.parametrize("above", LINES_ABOVE, ids=range(len(LINES_ABOVE)))
def test_however_ipython_compiles_a_function_its_text_is_recognized(above: str) -> None:
    functions = "def f(x):\n    return np.max(x)\ng = lambda x: np.sum(x)"
    timed = "def h(x):\n    for _ in x:\n        %time x\n        !ls\n    x?\n    return np.min(x)"
    cells = [f"{above}\n{functions}", timed]
    shell = InteractiveShell()
    shell.user_ns["np"] = np
    shell.user_ns["__builtins__"] = {**vars(builtins), HANDLER: Handler(lambda: None)}
    shell.ast_transformers.append(GuardStatements())
    with contextlib.redirect_stdout(io.StringIO()):
        for cell in cells:
            shell.run_cell(cell, silent=True).raise_error()
    space = static_namespace(cells)
    digests = {name: code_digest(shell.user_ns[name].__code__) for name in "fgh"}
    for name, function in ((name, space[name]) for name in digests):
        assert isinstance(function, types.FunctionType)
        known = code_digests(function)
        assert [other for other, digest in digests.items() if digest in known] == [name]


@pytest.mark.parametrize("notebook", notebooks())
def test_each_accepted_variant_keeps_the_rules_by_its_text(notebook: str) -> None:
    reference = load_reference(notebook)
    given = [inspect.getsource(function) for function in reference.given.values()]
    broken = []
    for name, exercise in exercises_of(notebook).items():
        rules = [r for r in exercise.rules if r in ("vectorized", "own_loop", "own_arguments")]
        source, others = reference.sources[name], {**reference.sources, name: ""}
        texts = [source, *(changed_source(name, v.change, source) for v in exercise.variants)]
        for text in texts if rules else ():
            space = static_namespace(["import numpy as np", *given, *others.values(), text])
            for rule in rules:
                helpers = (*exercise.uses, *reference.given)
                says = RULES[rule](space[name], [], helpers)  # type: ignore[arg-type]
                broken += [(name, says)] if says else []
    assert broken == []


PLAIN, LOOP = "def helper(x):\n    return x\n", "def helper(x):\n    return [v for v in x]\n"
USING = "def f(x):\n    return helper(x)\n"


@pytest.mark.parametrize(
    ("cells", "is_innocent"),
    [
        ([PLAIN, USING], True),
        # A draft that is replaced for certain does not count.
        ([LOOP, PLAIN, USING], True),
        ([LOOP, "import numpy as np\n'text'\nsize = 3\n" + PLAIN, USING], True),
        ([LOOP + PLAIN, "print(helper(1))", USING], True),
        ([LOOP, "print(helper(1))\n" + PLAIN, USING], False),
        ([LOOP, "import not_installed_here\n" + PLAIN, USING], False),
        ([LOOP, "if x:\n    def helper(x):\n        return x\n", USING], False),
        (["from scipy.special import expit as helper", USING], True),
        (["from somewhere import helper", USING], False),
        (["import functools\n@functools.cache\n" + PLAIN, USING], False),
        ([PLAIN, "exec('helper = other')", USING], False),
        ([PLAIN, "exec(open('helpers.py').read())", USING], False),
        (["%run helpers.py", USING], False),
        ([PLAIN, "def g():\n    return eval(text)", USING], True),
    ],
)
def test_a_helper_is_innocent_if_its_text_is(cells: list[str], is_innocent: bool) -> None:
    says = RULES["vectorized"](static_namespace(cells)["f"], [], ())  # type: ignore[arg-type]
    assert (says is None) == is_innocent, says
