"""What counts as a student's own code, and that a module of theirs counts wherever it matters."""

import importlib
import json
import linecache
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from grader.student.calling import Location, call, replace_globals
from grader.student.calling.own_code import (
    is_own_code,
    is_own_function,
    is_own_module,
    is_own_module_code,
)
from grader.student.checking.global_names import notebook_data_read_by
from grader.student.tracing import first_loop, read_sources, trace_silently

TOOLS = """\
import json
import numpy as np
import warnings

SAVED = np.ones(2)


def start():
    return 1.0


def total(x):
    result = start()
    for each in x:
        result = result + each
    return result


def fails(x):
    y = x + 1
    return y @ np.ones(2)


def warns(x):
    return np.log(x)


__name__ = "numpy"


def spoofed(x):
    return [each for each in x]
"""


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[types.ModuleType]:
    """A module in a student's folder."""
    (tmp_path / "tools_of_a_student.py").write_text(TOOLS, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield importlib.import_module("tools_of_a_student")
    sys.modules.pop("tools_of_a_student")


def notebook_function(body: str, **names: object) -> Any:
    """Return a function of a notebook's cell in which these names are defined."""
    namespace: dict[str, Any] = {**names}
    text, file = f"def f(x):\n    return {body}\n", f"<ipython-input-{body}>"
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    exec(compile(text, file, "exec"), namespace)
    return namespace["f"]


def test_code_is_own_by_its_file(tools: types.ModuleType) -> None:
    own = (tools.total, tools.spoofed, notebook_function("x"))
    assert all(is_own_code(each.__code__) and is_own_function(each) for each in own)
    assert [is_own_module_code(each.__code__) for each in own] == [True, True, False]
    library = (json.dumps, np.linalg.norm.__wrapped__, importlib.import_module, call)
    assert not any(is_own_code(each.__code__) for each in library)
    assert is_own_module(tools)
    assert not any(is_own_module(each) for each in (json, np, sys, call, None))
    assert not is_own_function(np.sum) and not is_own_function(len)


@pytest.mark.parametrize("name", ["total", "spoofed"])
def test_a_loop_in_a_module_is_found(tools: types.ModuleType, name: str) -> None:
    for function in (
        notebook_function(f"t.{name}(x)", t=tools),
        notebook_function("g(x)", g=getattr(tools, name)),
    ):
        sources = read_sources(function, ())
        found = first_loop(sources or [])
        assert found is not None and found.line > 1


def test_data_of_a_module_are_found(tools: types.ModuleType) -> None:
    found = notebook_data_read_by(notebook_function("x + t.SAVED", t=tools))
    assert [read.name.rpartition(".")[2] for read in found] == ["SAVED"]


def test_an_error_and_a_warning_in_a_module_have_its_line(tools: types.ModuleType) -> None:
    made = call(notebook_function("t.fails(x)", t=tools), {"x": 1})
    assert made.failure is not None and made.failure.location is not None
    assert made.failure.location == Location("fails", 3, "return y @ np.ones(2)")
    made = call(notebook_function("t.warns(x)", t=tools), {"x": np.zeros(1)})
    (warning,) = made.warnings
    assert warning.location is not None and warning.location.function == "warns"


def test_the_lines_of_a_module_are_traced(tools: types.ModuleType) -> None:
    for function in (
        notebook_function("t.fails(x)", t=tools),
        notebook_function("g(x)", g=tools.fails),
    ):
        trace = trace_silently(function, {"x": np.ones((2, 3))})
        assert trace is not None and trace.error is not None
        assert trace.error.statement is not None
        assert trace.error.statement.statement.source == "return y @ np.ones(2)"


def test_a_replaced_helper_is_replaced_in_a_module_too(tools: types.ModuleType) -> None:
    for function in (
        notebook_function("t.total(x)", t=tools),
        notebook_function("g(x)", g=tools.total),
    ):
        assert function([1.0]) == 2.0
        assert replace_globals(function, {"start": lambda: 10.0})([1.0]) == 11.0
    assert tools.start() == 1.0


@pytest.mark.parametrize(
    "expression",
    ["np.random.randn((2, 3))", "np.random.default_rng('seed').normal(size='a')", "h5py.File(x, 3)",
     "h5py.h5f.open(b'there is none')", "np.linalg.inv(np.zeros(3))"],
)  # fmt: skip
def test_an_error_in_a_library_however_it_was_compiled_is_at_the_line_that_calls_it(
    expression: str,
) -> None:
    made = call(notebook_function(expression, np=np, h5py=h5py), {"x": 1.0})
    assert made.failure is not None
    assert made.failure.location == Location("f", 2, f"return {expression}")
