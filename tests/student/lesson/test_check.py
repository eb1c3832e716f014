"""What a student meets in a notebook: check, ready and hint."""

import dataclasses
import sys
from types import SimpleNamespace

import numpy as np
import pytest

from grader.exercises import load_reference, notebooks
from grader.exercises.reference import define
from grader.student import notebook
from grader.student.checking.judging import judge
from grader.student.lesson.check import NoSuchLesson, load_questions, make_hint

NAME = "week2/logistic_regression"
REFERENCE = load_reference(NAME)
check, ready, hint = notebook(NAME)

STUB = "def sigmoid(z):\n    # write your code here\n    raise NotImplementedError\n    return a\n"


def student_notebook(**changed):
    """Return the functions of a student who solved all exercises, but for some of them."""
    space = {"np": np}
    for name, source in {**REFERENCE.sources, **changed}.items():
        define(source, name, space)
    return space


def mistaken(name, old, new):
    return REFERENCE.sources[name].replace(old, new)


def test_one_line_on_success_with_what_comes_next(capsys):
    check(REFERENCE.functions["propagate"])
    assert capsys.readouterr().out == (
        "propagate  right on 4 of 4 cases: dw, db, cost.   next: optimize\n"
    )


def test_an_open_helper_does_not_keep_the_hidden_test_from_running(capsys, monkeypatch):
    space = student_notebook(sigmoid=STUB)
    monkeypatch.setenv("COURSE_GRADING", "1")
    check(space["propagate"])
    assert "calls sigmoid, and sigmoid is not written yet" in capsys.readouterr().out
    with pytest.raises(NotImplementedError, match="sigmoid  is not written yet"):
        check(space["sigmoid"])


def test_the_last_exercise_says_so(capsys):
    check(REFERENCE.functions["model"])
    assert "the last exercise of this notebook" in capsys.readouterr().out


def test_the_message_of_the_missing_mean(capsys):
    wrong = mistaken("propagate", "X @ dZ.T / m", "X @ dZ.T")
    check(student_notebook(propagate=wrong)["propagate"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "propagate  dw is wrong (db and cost are right). See equation (7.3)."
    assert lines[1].startswith("  right shape (3, 1), but at [0, 0]: expected ")
    assert lines[2].startswith("  Every entry of dw is 7 times too large, and m = 7: the mean is")
    assert len(lines) <= 4


def test_a_stub_stops_with_one_line_and_no_traceback():
    with pytest.raises(NotImplementedError, match="sigmoid  is not written yet") as caught:
        check(student_notebook(sigmoid=STUB)["sigmoid"])
    assert caught.value._render_traceback_() == [str(caught.value)]
    assert caught.value.__cause__ is None


def test_a_stub_below_is_named():
    with pytest.raises(NotImplementedError, match="calls sigmoid, and sigmoid is not written yet"):
        check(student_notebook(sigmoid=STUB)["propagate"])


def test_a_wrong_helper_is_to_be_mended_first(capsys):
    space = student_notebook(sigmoid="def sigmoid(z):\n    return 1 / 1 + np.exp(-z)\n")
    for name in ("propagate", "predict"):
        check(space[name])
        out = capsys.readouterr().out
        assert f"{name}  cannot be judged yet: it calls sigmoid" in out
        assert "Fix sigmoid first (exercise 2.1)" in out


def test_an_undefined_helper_is_named_with_its_exercise(capsys):
    f = define(REFERENCE.sources["predict"], "predict", {"np": np})
    check(f)
    assert "run the cell of exercise 2.1 first" in capsys.readouterr().out


def test_a_right_function_is_right_even_with_a_wrong_helper_it_does_not_use(capsys):
    space = student_notebook(
        sigmoid="def sigmoid(z):\n    return z\n",
        predict="def predict(w, b, X):\n    return (w.T @ X + b > 0).astype(int)\n",
    )
    check(space["predict"])
    assert "right on 4 of 4" in capsys.readouterr().out


def test_own_output_is_shown_below_the_message(capsys):
    wrong = mistaken("sigmoid", "return a", "print('here')\n    return -a")
    check(student_notebook(sigmoid=wrong)["sigmoid"])
    assert capsys.readouterr().out.endswith("Your function printed in that case:\n  here\n")


def test_a_function_of_another_name_is_refused_with_the_names():
    with pytest.raises(NoSuchLesson, match=r"main is not an exercise.*flatten_images, sigmoid"):
        check(define("def main():\n    pass\n", "main", {}))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (np.zeros((2, 6)), "takes? one of your functions by its name alone"),
        (lambda z: z, "A lambda has no name"),
        (3, "as in check.flatten_images., and this is a number"),
        ("sigmiod", "sigmiod is not an exercise"),
    ],
)
def test_what_is_no_exercise_is_refused_in_lines_without_a_traceback(wrong, says):
    for ask in (check, hint):
        with pytest.raises(NoSuchLesson, match=says) as caught:
            ask(wrong)
        lines = caught.value._render_traceback_()
        assert len(lines) <= 4
        assert " ".join(" ".join(lines).split()) == str(caught.value)


def test_a_cell_that_did_not_run_is_told_from_the_function_before_it(capsys, monkeypatch):
    old = mistaken("sigmoid", "/ (1 + e)", "/ (2 + e)")
    function = student_notebook(sigmoid=old)["sigmoid"]
    broken = "def sigmoid(z):\n    return 1 / (1 + np.exp(-z)\n"
    for cells, noted in (
        ([], False),
        (["import numpy as np", f"\n{old}\n\ncheck(sigmoid)", "check(sigmoid)"], False),
        ([old, broken, "check(sigmoid)"], True),
        ([old, broken, "def sigmoid_of_line(z):\n    pass", "check(sigmoid)"], True),
        ([old, "def sigmoid:\n    return z", "check(sigmoid)"], True),
        ([broken, old.replace("    a", "     a"), "# def sigmoid(z)"], False),
    ):
        monkeypatch.setattr("grader.student.lesson.check.cells_run", lambda cells=cells: cells)
        check(function)
        lines = capsys.readouterr().out.splitlines()
        assert lines[0].startswith("Your last version of sigmoid did not run") == noted
        assert len(lines) <= 4


@pytest.mark.parametrize(
    ("before", "reason"),
    [
        ("import no_such_module\n", "(line 1: there is no module no_such_module here)"),
        ("%matplotlib inline\nfrom no_such.part import x\n", "(line 2: there is no module no_such"),
        ("x = (1\n", "(line 1: '(' was never closed)"),
        ("import json\nx = 1 / 0\n", "did not run; this"),
        ("%%time\nimport no_such\n", "(line 2: there is no module no_such here)"),
    ],
)
def test_why_a_version_did_not_run_is_said(capsys, monkeypatch, before, reason):
    old = mistaken("sigmoid", "/ (1 + e)", "/ (2 + e)")
    cells = [old, before + old.replace("(2 + e)", "(1 + e)")]
    monkeypatch.setattr("grader.student.lesson.check.cells_run", lambda: cells)
    check(student_notebook(sigmoid=old)["sigmoid"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Your last version of sigmoid did not run")
    assert reason in lines[0]


def test_a_version_below_a_cell_magic_is_the_last_one(capsys, monkeypatch):
    new = mistaken("sigmoid", "/ (1 + e)", "/ (2 + e)")
    raw = ["import numpy as np", REFERENCE.sources["sigmoid"], f"%%capture\n{new}\ny = 1"]
    shell = SimpleNamespace(history_manager=SimpleNamespace(input_hist_raw=raw))
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    check(student_notebook(sigmoid=new)["sigmoid"])
    assert "did not run" not in capsys.readouterr().out


def test_an_open_stub_whose_new_version_did_not_run(monkeypatch):
    broken = "def sigmoid(z):\n    return (z\n"
    monkeypatch.setattr("grader.student.lesson.check.cells_run", lambda: [STUB, broken])
    with pytest.raises(
        NotImplementedError, match=r"your sigmoid did not run \(line 2: '\(' was never closed\)"
    ):
        check(student_notebook(sigmoid=STUB)["sigmoid"])


def test_ready_names_what_is_open(capsys):
    space = student_notebook(sigmoid=STUB)
    assert ready(space["flatten_images"], space["logistic_loss"])
    assert capsys.readouterr().out == ""
    assert not ready(space["propagate"], space["sigmoid"])
    assert "once you have written sigmoid (exercise 2.1)" in capsys.readouterr().out


def test_ready_names_what_is_wrong(capsys):
    space = student_notebook(
        initialize_with_zeros="def initialize_with_zeros(dim):\n    return np.zeros(dim), 0.0\n"
    )
    assert not ready(space["propagate"], space["initialize_with_zeros"])
    out = capsys.readouterr().out
    assert "initialize_with_zeros (exercise 2.2) is not right yet" in out


def test_a_broken_rule_does_not_stop_the_lesson():
    loop = "def sigmoid(z):\n    flat = [1 / (1 + np.exp(-v)) for v in np.ravel(z)]\n"
    loop += "    return np.reshape(flat, np.shape(z))\n"
    assert ready(student_notebook(sigmoid=loop)["sigmoid"])


def test_hints_come_one_at_a_time_and_start_again(capsys):
    _, _, hint = notebook(NAME)
    hints = load_questions(NAME)["sigmoid"].hints
    for turn in (*range(len(hints)), 0):
        hint(REFERENCE.functions["sigmoid"])
        out = capsys.readouterr().out
        assert f"Hint {turn + 1} of {len(hints)}" in out
        assert ("That was the last hint" in out) == (turn + 1 == len(hints))


def test_a_hint_is_plain_text(capsys, monkeypatch):
    question = load_questions(NAME)["sigmoid"]
    marked = dataclasses.replace(question, hints=(("Why <em>this</em>?", "<code>a &lt; b</code>"),))
    monkeypatch.setattr("grader.student.lesson.check.load_questions", lambda _: {"sigmoid": marked})
    make_hint(NAME)("sigmoid")
    assert capsys.readouterr().out.startswith("Hint 1 of 1 for sigmoid: Why this?\n  a < b\n")


def test_an_unknown_notebook_is_refused_with_those_that_exist():
    with pytest.raises(NoSuchLesson, match="week2/logistic_regression"):
        notebook("week9/nine")


@pytest.mark.parametrize("name", notebooks())
def test_every_public_question_survives_its_file(name):
    functions = load_reference(name).functions
    for exercise, question in load_questions(name).items():
        verdict = judge(functions[exercise], question)
        assert verdict.share == 1.0 or verdict.status == "chosen"
