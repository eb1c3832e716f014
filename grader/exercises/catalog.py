"""Which exercises belong to which notebook."""

import importlib
import pkgutil

import grader.exercises
from grader.exercises.exercise import Exercise
from grader.student.text.errors import CourseError


class NoSuchExercises(CourseError):
    """No module describes the exercises of a notebook."""


def notebooks() -> tuple[str, ...]:
    """Return the names of all notebooks that have exercises, such as "week2/first_steps"."""
    modules = (m.name for m in pkgutil.iter_modules(grader.exercises.__path__))
    names = (m.split("_", 1) for m in modules if m.startswith("week"))
    return tuple(sorted(f"{week}/{rest}" for week, rest in names))


def exercises_of(notebook: str) -> dict[str, Exercise]:
    """Return the exercises of a notebook by name, in the order of their module.

    The module of "week2/logistic_regression" is `week2_logistic_regression`, and its exercises
    are the tuple `EXERCISES`.

    Raises
    ------
    NoSuchExercises
        If there is no such module.
    """
    if notebook not in notebooks():
        raise NoSuchExercises(
            f"There are no exercises for the notebook {notebook!r}: write them in "
            f"grader/exercises/{notebook.replace('/', '_')}.py. There are: "
            f"{', '.join(notebooks())}."
        )
    module = importlib.import_module(f"grader.exercises.{notebook.replace('/', '_')}")
    exercises: tuple[Exercise, ...] = module.EXERCISES
    return {exercise.name: exercise for exercise in exercises}


def built_on(notebook: str) -> tuple[str, ...]:
    """Return the notebooks whose functions the students take over into this one.

    The module of the exercises names them in `BUILT_ON`; most have none. While this notebook is
    judged, the functions of those are the reference's.
    """
    if notebook not in notebooks():
        return ()
    module = importlib.import_module(f"grader.exercises.{notebook.replace('/', '_')}")
    earlier: tuple[str, ...] = getattr(module, "BUILT_ON", ())
    return earlier
