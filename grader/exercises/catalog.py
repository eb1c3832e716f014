"""Which exercises belong to which notebook."""

import functools
import importlib
import pkgutil
from pathlib import Path

from grader.exercises.exercise import Exercise
from grader.student.text import CourseError

_CONTENT = Path(__file__).with_name("content")


class NoSuchExercises(CourseError):
    """No package has the exercises of a notebook."""


def notebooks() -> tuple[str, ...]:
    """Return the names of all notebooks that have exercises, such as "week2/first_steps"."""
    packages = (path.parent for path in _CONTENT.glob("*/*/__init__.py"))
    return tuple(sorted(package.relative_to(_CONTENT).as_posix() for package in packages))


def file_of(notebook: str, exercise: str) -> str:
    """Return where an exercise is written, such as "grader/exercises/content/week1/lines/a.py"."""
    return f"grader/exercises/content/{notebook}/{exercise.lower()}.py"


def exercises_of(notebook: str) -> dict[str, Exercise]:
    """Import the exercises of a notebook and return them by name.

    Each is `EXERCISE` of its own module in the notebook's package; "week2/logistic_regression" has
    the package `content.week2.logistic_regression`. A module without one is shared by others.

    Returns
    -------
    dict of str to Exercise
        In alphabetical order: the order in which students see them is the notebook's.

    Raises
    ------
    NoSuchExercises
        If there is no such package.
    """
    if notebook not in notebooks():
        raise NoSuchExercises(
            f"There are no exercises for the notebook {notebook!r}: write each in a file of its "
            f"own in grader/exercises/content/{notebook}/. There are: {', '.join(notebooks())}."
        )
    return {exercise.name: exercise for exercise in _exercises_in(_package(notebook))}


def built_on(notebook: str) -> tuple[str, ...]:
    """Return the notebooks whose functions the students take over into this one.

    The package of the exercises names them in `BUILT_ON`; most have none. While this notebook is
    judged, the functions of those are the reference's.
    """
    if notebook not in notebooks():
        return ()
    earlier: tuple[str, ...] = getattr(importlib.import_module(_package(notebook)), "BUILT_ON", ())
    return earlier


def _package(notebook: str) -> str:
    return f"grader.exercises.content.{notebook.replace('/', '.')}"


@functools.cache
def _exercises_in(package: str) -> tuple[Exercise, ...]:
    names = (
        module.name for module in pkgutil.iter_modules(importlib.import_module(package).__path__)
    )
    modules = (importlib.import_module(f"{package}.{name}") for name in names)
    found = (module.EXERCISE for module in modules if hasattr(module, "EXERCISE"))
    return tuple(sorted(found, key=lambda exercise: exercise.name.lower()))
