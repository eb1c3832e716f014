"""Grading leaves the lesson's own demonstrations out, and nothing else."""

import matplotlib.pyplot as plt
import pytest
from matplotlib.figure import Figure

from grader.exercises import load_reference
from grader.student import figures, notebook
from grader.student.grading_mode import VARIABLE, is_graded

NAME = "week2/logistic_regression"
SIGMOID = load_reference(NAME).functions["sigmoid"]
check, ready, _ = notebook(NAME)


@pytest.fixture
def graded(monkeypatch):
    monkeypatch.setenv(VARIABLE, "1")


def test_without_the_variable_nothing_is_left_out(monkeypatch, capsys):
    monkeypatch.delenv(VARIABLE, raising=False)
    assert not is_graded()
    assert ready(SIGMOID)


def test_demonstrations_are_left_out(graded, capsys):
    assert not ready(SIGMOID)
    assert "Left out while grading" in capsys.readouterr().out


def test_figures_leave_their_words(graded, capsys):
    figures.show(Figure(), alt="a blue line")
    figures.explore(lambda a: Figure(), alt="a slope", a=(0, 3, 1, 1))
    out = capsys.readouterr().out
    assert "a blue line" in out
    assert "a slope" in out
    assert plt.get_fignums() == []


def test_a_check_runs_as_always(graded, capsys):
    check(SIGMOID)
    assert "right on 5 of 5 cases" in capsys.readouterr().out
