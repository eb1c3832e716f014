"""A submission and the result of judging it, as plain values."""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from grader.student.text import CourseError


class ResultError(CourseError):
    """An invalid result, such as more points than the maximum."""


@dataclass(frozen=True)
class Submission:
    """One student's work on one assignment, ready to be judged.

    Parameters
    ----------
    student, assignment : str
    folder : Path
        The folder with the repaired notebooks: ``repaired/<student>/<assignment>``.
    notebooks : tuple of str
        The names, without ``.ipynb``, of the readable notebooks that belong to the assignment;
        others are not opened.
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
    points : float or None
        A finite number between 0 and `max_points`. None if an instructor is to give them: to an
        exercise that is graded manually, or that was not judged.
    max_points : float
    groups : mapping of str to float
        The points of each group of hidden cases; empty if the check stopped before them.
    message : tuple of str
        The lines that the student reads.
    seed : str
        The seed of the hidden cases; empty if there were none.
    fault : str
        Why it was not judged, a sentence for the instructor: it is not known to be the student's
        fault. Empty if it was judged, or is graded manually.
    forgeable : bool
        Whether its test ran in the student's own process, which can forge the points.
    """

    notebook: str
    exercise: str
    points: float | None
    max_points: float
    groups: Mapping[str, float] = field(default_factory=dict)
    message: tuple[str, ...] = ()
    seed: str = ""
    fault: str = ""
    forgeable: bool = False

    def __post_init__(self) -> None:
        where = f"{self.exercise} in {self.notebook}"
        object.__setattr__(self, "max_points", _number(self.max_points, f"the maximum of {where}"))
        if self.points is None:
            return
        if self.fault:
            raise ResultError(f"{where} was not judged, and has points all the same.")
        object.__setattr__(self, "points", _number(self.points, f"the points of {where}"))
        if not 0.0 <= self.points <= self.max_points:
            raise ResultError(
                f"The points of {where} are {self.points:g}, outside 0 to {self.max_points:g}. "
                "Nothing was recorded; grade this submission again."
            )


@dataclass(frozen=True)
class Result:
    """The result of one submission.

    Parameters
    ----------
    student, assignment : str
    engine : str
        Name of the judge, and its tier of isolation.
    run : str
        Name of the run. With the assignment and the student it determines the seed, so grading
        again with the same run repeats every hidden case.
    exercises : tuple of ExerciseResult
        Empty if nothing could be judged.
    problem : str or None
        Why not everything could be judged: one sentence for the instructor.
    notes : tuple of str
        What was repaired before judging, a sentence each.
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
        """The sum of the points that are known."""
        return math.fsum(each.points for each in self.exercises if each.points is not None)

    @property
    def is_judged(self) -> bool:
        """Whether the grader did not fail on any exercise."""
        return not any(each.fault for each in self.exercises)

    @property
    def max_points(self) -> float:
        """The sum of the maximum points of all exercises."""
        return math.fsum(exercise.max_points for exercise in self.exercises)

    def to_json(self) -> str:
        """Return the text of a JSON object, from which `from_json` makes an equal value."""
        data = asdict(self)
        for each in data["exercises"]:
            # Few have these, and files of earlier versions have no such keys.
            for key in ("fault", "forgeable"):
                if not each[key]:
                    del each[key]
        return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "Result":
        """Parse the text of `to_json`.

        Raises
        ------
        ResultError
            If the text is not such an object.
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
        fault=_text(data.get("fault", "")),
        forgeable=data.get("forgeable", False) is True,
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"expected text, got {value!r}")
    return value


def _number(value: object, what: str) -> float:
    # bool is a subclass of int, but True is not a score: nbgrader would give full points for it.
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise ResultError(f"{what} should be a finite number, not {value!r}.")
    return float(value)
