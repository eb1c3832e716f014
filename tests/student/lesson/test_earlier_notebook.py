"""Functions taken out of another notebook's file: definitions only, and what is wrong is named."""

import json

import numpy as np
import pytest

from grader.student.lesson.check import ready
from grader.student.lesson.earlier_notebook import own_functions
from grader.student.text import CourseError

LESSON = "week2/logistic_regression"
SIGMOID = (
    "def sigmoid(z):\n    e = np.exp(-np.abs(z))\n    return np.where(z >= 0, 1, e) / (1 + e)\n"
)


def written(folder, *cells, name="earlier.ipynb"):
    """Write a notebook with these code cells."""
    content = {
        "cells": [{"cell_type": "markdown", "source": "# text"}]
        + [{"cell_type": "code", "source": text.splitlines(keepends=True)} for text in cells],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    path = folder / name
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


@pytest.fixture
def take(tmp_path, monkeypatch):
    """Return a function that writes a notebook and takes functions out of it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COURSE_ROOT", raising=False)
    monkeypatch.delenv("COURSE_GRADING", raising=False)

    def taken(cells, names, notebook=None):
        written(tmp_path, *cells)
        return own_functions("earlier.ipynb", names, notebook)

    return taken


def test_functions_are_taken_by_name_with_what_they_use(take, capsys):
    cells = [
        "import math\nfrom math import pi as circle\nSCALE = 2.0\n",
        "def helper(x):\n    return SCALE * math.floor(x)\n",
        "def area(r):\n    return circle * helper(r) ** 2\n",
        "def other(x):\n    return undefined\n",
    ]
    own = take(cells, ["area"])
    assert own.area(1.5) == np.pi * 4
    assert list(vars(own)) == ["area"]
    assert capsys.readouterr().out == "Taken from earlier.ipynb: area.\n"


def test_no_cell_is_run(take, tmp_path, capsys):
    cells = [
        "open('trace', 'w').write('run')\nprint('run')\nraise SystemExit\n",
        "%timeit 1\n!touch trace\nX = np.zeros(10**12)\ndef f(x):\n    return x + 1\nf(1 / 0)\n",
        "%%bash\ntouch trace\n",
    ]
    assert take(cells, ["f"]).f(1) == 2
    assert not (tmp_path / "trace").exists()
    assert capsys.readouterr().out == "Taken from earlier.ipynb: f.\n"


TWICE = "def f(x):\n    return 2 * x\n"


@pytest.mark.parametrize(
    "cell",
    [
        "y = (5\n% 4)\n" + TWICE,
        "import math\nmath?\n" + TWICE,
        "x = !ls\ny = %pwd\n" + TWICE,
        "%%time\n" + TWICE,
        "\n%%timeit -n 1\n" + TWICE,
        "\ufeff" + TWICE,
        TWICE.replace("    ", "\u00a0   "),
        "f = lambda x: 2 * x\n",
        "a = 1; f = lambda x, n=2: n * x",
        "await start()\n" + TWICE,
        ">>> x = 1\n" + "".join(f"... {line}\n" for line in TWICE.splitlines()),
    ],
)
def test_a_function_is_taken_out_of_whatever_ipython_runs(take, capsys, cell):
    own = take([cell], ["f"])
    assert own.f(3) == 6
    assert own.f.__name__ == "f"
    assert capsys.readouterr().out == "Taken from earlier.ipynb: f.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_in_any_encoding_of_editors_is_read(tmp_path, encoding):
    path = written(tmp_path, TWICE + "    # für später\n")
    text = json.dumps(json.loads(path.read_text(encoding="utf-8")), ensure_ascii=False)
    path.write_bytes(text.encode(encoding))
    assert own_functions("earlier.ipynb", ["f"], folder=tmp_path).f(3) == 6


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("@print\ndef f(x):\n    return x\n", "it has a decorator"),
        ("def f(x=open('trace', 'w')):\n    return x\n", "the default value of an argument"),
        ("def f(x, *, y=print('trace')):\n    return x\n", "the default value of an argument"),
        ("def f(x):\n    raise NotImplementedError\n", "it is not written yet"),
        ("def g(x):\n    return x\n", "it is not there"),
        ("def f(x:\n    return x\n", "line 1 of its cell is not Python"),
        ("import no_such_library\ndef f(x):\n    return no_such_library\n", "fails (ModuleNotF"),
        # What Python's parser accepts and its compiler does not.
        ("x = 1\ndef f(x):\n    break\n", "line 3 of its cell is not Python ('break' outside"),
        ("def f(x, x):\n    return x\n", "line 1 of its cell is not Python (duplicate argument"),
        ("def f(x):\n    nonlocal y\n", "line 2 of its cell is not Python (no binding"),
        ("f = lambda x: (yield) + (x := 1) + [x := 1 for x in x]\n", "line 1 of its cell is not"),
        ("def g(x):\n    break\ndef f(x):\n    return g(x)\n", "it calls g: line 2 of its cell"),
        ("@print\ndef g(x):\n    return x\nf = lambda x: g(x)\n", "it calls g: it has a decorator"),
    ],
)
def test_what_cannot_be_taken_is_named_and_says_so_when_it_is_called(take, capsys, cell, reason):
    own = take([cell], ["f"])
    assert f"  f: {reason}" in capsys.readouterr().out.replace(
        "its line 'import no_such_library' ", ""
    )
    with pytest.raises(NotImplementedError, match=r"f: .*; open earlier\.ipynb"):
        own.f(1)


@pytest.mark.parametrize(
    "cell",
    [
        "import no_such_library\ndef f(x):\n    return no_such_library.f(x)\n",
        "def f(x):\n    break\n",
        "@print\ndef f(x):\n    return x\n",
        "def f(x:\n    return x\n",
        f"HUGE = 0x{'f' * 5000}\ndef f(x:\n    return HUGE\n",
    ],
)
def test_a_function_that_cannot_be_taken_keeps_no_other_one(take, cell):
    own = take([cell, "def other(x):\n    return 2 * x\n"], ["f", "other"])
    assert own.other(3) == 6
    with pytest.raises(NotImplementedError):
        own.f(3)


@pytest.mark.parametrize(
    "cell",
    [None, 5, {"cell_type": "code"}, {"source": "x"}]
    + [
        {"cell_type": "code", "source": source} for source in (None, 5, {"a": 1}, [1, None], "\x81")
    ],
)
def test_a_damaged_cell_keeps_no_other_one(tmp_path, cell):
    path = written(tmp_path, TWICE)
    content = json.loads(path.read_text(encoding="utf-8"))
    content["cells"].insert(1, cell)
    path.write_bytes(json.dumps(content, ensure_ascii=False).encode("latin-1"))
    assert own_functions("earlier.ipynb", ["f"], folder=tmp_path).f(3) == 6


@pytest.mark.parametrize(
    "cell",
    [
        f"HUGE = 0x{'f' * 5000}\ndef f(x):\n    return 2 * x if HUGE else 0\n",
        "f: object = lambda x: 2 * x\n",
        "TWO: int = 2\ndef f(x):\n    return TWO * x\n",
    ],
)
def test_constants_and_functions_of_any_form_are_taken(take, cell):
    assert take([cell], ["f"]).f(3) == 6


def test_annotations_are_not_computed(take):
    assert take(["def f(x: print('computed')) -> 1 / 0:\n    return x\n"], ["f"]).f(3) == 3


def test_of_two_definitions_the_last_one_counts(take, capsys):
    own = take(["def f(x):\n    return 1\n", "def f(x):\n    return 2\n"], ["f"])
    assert own.f(0) == 2
    assert "f is defined twice in earlier.ipynb: the last one counts." in capsys.readouterr().out


def test_a_cell_mended_below_a_broken_one_counts(take):
    assert take(["def f(x:\n    return 1\n", "def f(x):\n    return 2\n"], ["f"]).f(0) == 2


def test_an_exercise_is_tried_on_its_public_cases(take, capsys):
    wrong = "def flatten_images(images):\n    return images.reshape(len(images), -1)\n"
    own = take([SIGMOID, wrong], ["sigmoid", "flatten_images", "predict"], LESSON)
    assert own.sigmoid(0) == 0.5
    assert capsys.readouterr().out.splitlines() == [
        "Taken from earlier.ipynb: sigmoid.",
        "Not ready in earlier.ipynb:",
        "  flatten_images: it is not right yet (open earlier.ipynb, exercise 1.1)",
        "  predict: it is not there (open earlier.ipynb, exercise 9.1)",
        "Put that right there, save the notebook, and run this cell again.",
    ]


def test_functions_may_call_each_other_and_see_numpy_without_its_import(take):
    own = take([SIGMOID, "def twice(z):\n    return 2 * sigmoid(z)\n"], ["twice"])
    assert own.twice(0.0) == 1.0


@pytest.mark.parametrize("content", ["", "<html>", "[]", "{}", '{"cells": [1]}', "\xff\xfe"])
def test_a_damaged_file_is_said_to_be_damaged(tmp_path, content):
    (tmp_path / "earlier.ipynb").write_bytes(content.encode("latin-1"))
    with pytest.raises(CourseError, match="is damaged: it is not a notebook any more"):
        own_functions("earlier.ipynb", ["f"], folder=tmp_path)


def test_without_the_file_the_lesson_can_still_be_read(tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("COURSE_ROOT", raising=False)
    own = own_functions("earlier.ipynb", ["f"], LESSON, folder=tmp_path)
    assert "earlier.ipynb is not in this folder" in capsys.readouterr().out
    with pytest.raises(NotImplementedError, match="is not in this folder"):
        own.f()


def test_in_a_checkout_the_courses_own_functions_step_in_and_a_line_says_so(
    tmp_path, monkeypatch, capsys
):
    (tmp_path / "source/week2").mkdir(parents=True)
    written(tmp_path / "source/week2", SIGMOID, name="logistic_regression.ipynb")
    monkeypatch.setenv("COURSE_ROOT", str(tmp_path))
    own = own_functions("logistic_regression.ipynb", ["sigmoid"], LESSON, folder=tmp_path)
    assert own.sigmoid(0) == 0.5
    assert "the course's own copy of it is used" in capsys.readouterr().out


def test_while_a_notebook_is_graded_nothing_is_judged_here(take, monkeypatch, capsys):
    monkeypatch.setenv("COURSE_GRADING", "1")
    wrong = "def sigmoid(z):\n    return z\n"
    assert take([wrong], ["sigmoid"], LESSON).sigmoid(3) == 3
    assert capsys.readouterr().out == "Taken from earlier.ipynb: sigmoid.\n"


def test_ready_names_the_notebook_in_which_a_function_is_to_be_put_right(take, capsys):
    cells = [SIGMOID.replace("(1 + e)", "(2 + e)")]
    own = take(cells, ["sigmoid"], LESSON)
    capsys.readouterr()
    assert not ready("week2/logistic_regression", own.sigmoid)
    assert capsys.readouterr().out == (
        "This cell has something to show once sigmoid (exercise 2.1) can be taken from "
        "earlier.ipynb.\n"
    )
