"""Exercises are found by the name of their notebook."""

import pytest

from grader.exercises import exercises_of, notebooks
from grader.exercises.catalog import NoSuchExercises


@pytest.mark.parametrize("notebook", notebooks())
def test_every_listed_notebook_has_exercises_of_unique_names(notebook):
    for name, exercise in exercises_of(notebook).items():
        assert exercise.name == name
        names = [m.name for m in exercise.mistakes]
        assert len(names) == len(set(names))


def test_an_unknown_notebook_is_refused_with_the_file_to_write():
    with pytest.raises(NoSuchExercises, match=r"grader/exercises/week9_nine\.py"):
        exercises_of("week9/nine")
