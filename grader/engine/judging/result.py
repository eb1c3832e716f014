"""What goes into the judging of one submission, and what comes out of it: plain values."""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from grader.student.text import CourseError


class ResultError(CourseError):
    """A result that cannot be right, such as more points than there are."""


@dataclass(frozen=True)
class Submission:
    """One student's work on one assignment, ready to be judged.

    Parameters
    ----------
    student, assignment : str
    folder : Path
        Where the repaired notebooks are: ``repaired/<student>/<assignment>`` of a desk.
    notebooks : tuple of str
        The names, without ``.ipynb``, of the notebooks that belong to the assignment and can be
        read. The intake has looked; what is not named here is not opened.
    """

    student: str
    assignment: str
    folder: Path
    notebooks: tuple[str, ...]


@dataclass(frozen=True)
class ExerciseResult:
    """The points of one exercise.

    Parameters
    ----------
    notebook : str
        Such as ``week2/logistic_regression``.
    exercise : str
        Such as ``propagate``.
    points, max_points : float
        A checked score: finite, from 0 to ``max_points``.
    groups : mapping of str to float
        What each group of hidden cases gave, as the hidden test tells it; empty where the check
        stopped before the hidden cases.
    message : tuple of str
        The lines that the student reads.
    seed : str
        What the hidden cases were drawn from; empty where none were drawn.
    """

    notebook: str
    exercise: str
    points: float
    max_points: float
    groups: Mapping[str, float] = field(default_factory=dict)
    message: tuple[str, ...] = ()
    seed: str = ""

    def __post_init__(self) -> None:
        where = f"{self.exercise} in {self.notebook}"
        object.__setattr__(self, "max_points", _number(self.max_points, f"the maximum of {where}"))
        object.__setattr__(self, "points", _number(self.points, f"the points of {where}"))
        if not 0.0 <= self.points <= self.max_points:
            raise ResultError(
                f"The points of {where} are {self.points:g}, outside 0 to {self.max_points:g}. "
                "Nothing was recorded; grade this submission again."
            )


@dataclass(frozen=True)
class Result:
    """All that one submission came to.

    Parameters
    ----------
    student, assignment : str
    engine : str
        Name and version of what judged.
    run : str
        Name of the run. Together with the assignment and the student it makes the seed, so grading
        again with the same run repeats every hidden case.
    exercises : tuple of ExerciseResult
        Empty where nothing could be judged.
    problem : str or None
        Why there is nothing, or less than all, to judge: one sentence for a person.
    notes : tuple of str
        What was mended before judging, a sentence each.
    """

    student: str
    assignment: str
    engine: str
    run: str
    exercises: tuple[ExerciseResult, ...] = ()
    problem: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def points(self) -> float:
        """Points of all exercises together."""
        return math.fsum(exercise.points for exercise in self.exercises)

    @property
    def max_points(self) -> float:
        """Most points that the judged exercises give."""
        return math.fsum(exercise.max_points for exercise in self.exercises)

    def to_json(self) -> str:
        """Text of a JSON object that `from_json` reads back to an equal value."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, allow_nan=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "Result":
        """Read the text that `to_json` wrote.

        Raises
        ------
        ResultError
            If the text is anything else.
        """
        try:
            data = json.loads(text)
            return cls(
                student=_text(data["student"]),
                assignment=_text(data["assignment"]),
                engine=_text(data["engine"]),
                run=_text(data["run"]),
                exercises=tuple(_exercise(each) for each in data["exercises"]),
                problem=None if data["problem"] is None else _text(data["problem"]),
                notes=tuple(_text(note) for note in data.get("notes", ())),
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise ResultError(
                f"This is not a result as the grader writes it ({type(error).__name__}: {error}). "
                "Grade the submission again."
            ) from error


def _exercise(data: dict[str, Any]) -> ExerciseResult:
    return ExerciseResult(
        notebook=_text(data["notebook"]),
        exercise=_text(data["exercise"]),
        points=data["points"],
        max_points=data["max_points"],
        groups={_text(name): _number(value, name) for name, value in data["groups"].items()},
        message=tuple(_text(line) for line in data["message"]),
        seed=_text(data["seed"]),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"expected text, got {value!r}")
    return value


def _number(value: object, what: str) -> float:
    # bool is an int to Python, but True is no score: nbgrader would read it as full points.
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise ResultError(f"{what} should be a finite number, not {value!r}.")
    return float(value)
