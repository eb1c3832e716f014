"""A module beside the notebook counts as the student's code, but shadows nothing."""

import importlib.util
import json
import types

import pytest

from grader.engine.judging.cell.static_text.static_analysis import add_cell, static_modules
from grader.engine.judging.cell.static_text.static_modules import (
    StaticModules,
    is_installed,
    module_paths,
)
from grader.engine.judging.cell.static_text.static_values import UnreadableModule
from grader.student.checking.rules import RULES
from tests.notebooks import cell, notebook_of

LOOP = """\
def total(x):
    result = 0
    for each in x:
        result = result + each
    return result
"""
FINE = b"""\
import numpy as np

def total(x):
    return np.sum(x)

def dot(x):
    return x * 2
"""
FILES = {
    "tools.py": LOOP.encode(),
    "kit/__init__.py": b"from .inner import total\nfrom . import inner\n",
    "kit/inner.py": b"from tools import total as counted\n\ndef total(x):\n    return counted(x)\n",
    "plain/deep.py": b"import tools\n\ndef total(x):\n    return tools.total(x)\n",
    "first.py": b"import second\n\ndef total(x):\n    return second.total(x)\n",
    "second.py": b"import first\n" + LOOP.encode(),
    "spoof.py": b"__name__ = 'math'\n__file__ = '/usr/lib/python3/x.py'\n" + LOOP.encode(),
    "broken.py": b"def total(x:\n",
    "data.py": b"import numpy as np\n\nSAVED = np.load('x.npy')\nEPSILON = 1e-8\n",
    "fine.py": FINE,
    "math.py": LOOP.replace("total", "floor").encode(),
    "numpy.py": b"",
    "my notebook.ipynb": json.dumps(notebook_of([cell(""), cell("%run tools.py")])).encode(),
    "twice.ipynb": json.dumps(notebook_of([cell("%run twice")] * 3)).encode(),
}


def namespace(text: str, files: dict[str, bytes]) -> dict[str, object]:
    found: dict[str, object] = {"__name__": "__main__"}
    add_cell(text, found, static_modules(files))
    return found


def broken(rule: str, text: str, helpers: tuple[str, ...] = ()) -> str | None:
    function = namespace(text, FILES)["f"]
    return RULES[rule](function, (), helpers)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("imported", "call"),
    [
        ("import tools", "tools.total(x)"),
        ("import tools as t", "t.total(x)"),
        ("from tools import total", "total(x)"),
        ("from tools import total as other", "other(x)"),
        ("from tools import *", "total(x)"),
        ("import kit", "kit.total(x)"),
        ("import kit.inner", "kit.inner.total(x)"),
        ("from kit import inner", "inner.total(x)"),
        ("from kit.inner import counted", "counted(x)"),
        ("import plain.deep", "plain.deep.total(x)"),
        ("from plain import deep", "deep.total(x)"),
        ("import first", "first.total(x)"),
        ("import spoof", "spoof.total(x)"),
        ("%run tools.py", "total(x)"),
        ("%run -i ./tools 1 -v", "total(x)"),
        ("%run -m plain.deep", "total(x)"),
        ("%run kit/inner.py", "total(x)"),
        ("%run 'my notebook.ipynb'", "total(x)"),
        ("%%time\n%run tools.py", "total(x)"),
        ("if True:\n    %run tools.py", "total(x)"),
        ("%run fine.py\n%run tools.py", "total(x)"),
        ("%run tools.py\ntext = '''\n%run fine.py\npass'''; pass", "total(x)"),
    ],
)
def test_a_loop_in_a_module_is_a_loop(imported: str, call: str) -> None:
    said = broken("vectorized", f"{imported}\n\ndef f(x):\n    return {call}")
    assert said is not None and "loop" in said


def test_a_function_of_the_same_name_in_a_module_is_another_one() -> None:
    text = "import {0}\n\ndef total(x):\n    return {0}.total(x)\n\nf = total"
    said = broken("vectorized", text.format("tools"), helpers=("total",))
    assert said is not None and "loop" in said
    assert broken("vectorized", text.format("fine")) is None
    recursive = "import fine\n\ndef total(x):\n    return fine.total(total(x))\n\nf = total"
    said = broken("vectorized", recursive)
    assert said is not None and "call of itself" in said


def test_a_module_without_a_loop_breaks_no_rule() -> None:
    text = "import fine\n\ndef f(x):\n    return fine.{}(x)"
    assert broken("vectorized", text.format("total")) is None
    # Of the student's own, in spite of its name.
    said = broken("own_loop", text.format("dot"))
    assert said is not None and "dot" not in said


def test_a_module_that_cannot_be_read_is_no_way_around_a_rule() -> None:
    long = {"tools.py": LOOP.encode() + b"#" * 1_000_000}
    text = "import {0}\n\ndef f(x):\n    return {0}.total(x)"
    for name, files in (("broken", FILES), ("tools", long)):
        function = namespace(text.format(name), files)["f"]
        assert RULES["vectorized"](function, (), ()) is not None  # type: ignore[arg-type]


def test_a_program_without_a_loop_breaks_no_rule() -> None:
    assert broken("vectorized", "%run fine.py\n\ndef f(x):\n    return total(x)") is None
    # It calls its own functions, and not those of the same names in the notebook.
    own = "from fine import total\n\ndef f(x):\n    return total(x)\n"
    files = {**FILES, "own.py": own.encode()}
    function = namespace(f"%run own.py\n{LOOP}", files)["f"]
    assert RULES["vectorized"](function, (), ()) is None  # type: ignore[arg-type]
    shared = namespace(f"%run -i own.py\n{LOOP}", files)["f"]
    assert RULES["vectorized"](shared, (), ()) is not None  # type: ignore[arg-type]


@pytest.mark.parametrize("way", ["%run tools.py", "from tools import *"])
def test_what_cannot_be_read_may_replace_any_function(way: str) -> None:
    long = {"tools.py": LOOP.encode() + b"#" * 1_000_000, "fine.py": FINE}
    text = f"from fine import total\n{way}\n\ndef f(x):\n    return total(x)"
    assert RULES["vectorized"](namespace(text, long)["f"], (), ()) is not None  # type: ignore[arg-type]


def test_a_notebook_that_runs_itself_ends() -> None:
    assert "f" in namespace("%run twice.ipynb\nf = 1", FILES)


@pytest.mark.parametrize(
    "arguments", ["", "-x tools.py", "'tools.py", "/tools.py", "-m typo", "-m"]
)
def test_what_runs_nothing_beside_the_notebook_defines_nothing(arguments: str) -> None:
    assert "total" not in namespace(f"%run {arguments}\nf = 1", FILES)


def test_modules_cost_the_judge_a_stated_amount() -> None:
    chain = {f"m{i}.py": f"import m{i + 1}\n".encode() for i in range(2_000)}
    read: list[str] = []

    def add_names(text: str, found: dict[str, object], modules: StaticModules) -> bool:
        read.append(text)
        return add_cell(text, found, modules)

    assert isinstance(StaticModules(chain, add_names).module("m0"), types.ModuleType)
    assert len(read) <= 100
    read.clear()
    large = {f"m{i}.py": b"#" * 400_000 for i in range(9)}
    modules = StaticModules(large, add_names)
    found = [modules.module(f"m{i}") for i in range(9)]
    assert sum(map(len, read)) <= 1_000_000
    assert isinstance(found[8], UnreadableModule)


@pytest.mark.parametrize(
    ("imported", "value", "reads"),
    [
        ("import data", "x + data.SAVED", "data.SAVED"),
        ("from data import SAVED", "x + SAVED", "SAVED"),
        ("import data", "x + data.EPSILON", None),
        ("import data", "x + data.np.pi", None),
    ],
)
def test_data_of_a_module_are_data_of_the_notebook(
    imported: str, value: str, reads: str | None
) -> None:
    said = broken("own_arguments", f"{imported}\n\ndef f(x):\n    return {value}")
    assert (said is None) == (reads is None)
    assert said is None or (reads is not None and reads in said)


def test_an_installed_module_comes_first() -> None:
    found = namespace("import math, numpy\nfrom math import floor", FILES)
    assert found["math"] is __import__("math") and found["numpy"] is __import__("numpy")
    assert not isinstance(found["floor"], types.FunctionType)
    assert is_installed("numpy") and is_installed("json") and is_installed("grader")
    assert not is_installed("tools")


@pytest.mark.parametrize("name", ["test", "json", "site", "idlelib", "pydoc_data", "numpy", "_abc"])
def test_what_python_imports_from_elsewhere_is_installed(name: str) -> None:
    assert is_installed(name) == (importlib.util.find_spec(name) is not None)


def test_only_files_that_can_be_imported_are_modules() -> None:
    files = dict.fromkeys(
        ("a.py", "a/__init__.py", "b/c.py", "my-tools.py", "x/my-tools/y.py", "notes.txt", "1.py"),
        b"",
    )
    assert module_paths(files) == {"a": "a/__init__.py", "b.c": "b/c.py"}
