"""Exercises are found by the name of their notebook."""

import subprocess
import sys
from pathlib import Path

import pytest

import grader
from grader.exercises import exercises_of, notebooks
from grader.exercises.catalog import NoSuchExercises, file_of


@pytest.mark.parametrize("notebook", notebooks())
def test_every_listed_notebook_has_exercises_of_unique_names(notebook):
    for name, exercise in exercises_of(notebook).items():
        assert exercise.name == name
        names = [m.name for m in exercise.mistakes]
        assert len(names) == len(set(names))


def test_each_exercise_has_the_file_of_its_name_and_comes_in_alphabetical_order():
    for notebook in notebooks():
        names = list(exercises_of(notebook))
        assert names == sorted(names, key=str.lower)
        for name in names:
            assert (Path(grader.__file__).parents[1] / file_of(notebook, name)).is_file()


@pytest.mark.parametrize("notebook", notebooks())
def test_only_the_exercises_of_the_notebook_are_imported(notebook):
    script = (
        "import sys; from grader.exercises import exercises_of; "
        f"exercises_of({notebook!r}); print(*sys.modules)"
    )
    shown = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout.split()
    content = "grader.exercises.content."
    imported = {tuple(m.removeprefix(content).split(".")) for m in shown if m.startswith(content)}
    assert {"/".join(parts[:2]) for parts in imported if len(parts) > 2} == {notebook}


def test_an_unknown_notebook_is_refused_with_the_file_to_write():
    with pytest.raises(NoSuchExercises, match=r"grader/exercises/content/week9/nine/"):
        exercises_of("week9/nine")
