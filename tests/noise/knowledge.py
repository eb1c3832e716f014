"""Judge functions that return something without any knowledge of their exercise."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.engine.judging.assignment import graded_cells
from grader.exercises.exercise import Exercise
from grader.exercises.hidden_test import generator
from grader.exercises.reference import Function, Reference
from grader.student.checking.verdict.knowledge_free import knowledge_free_values
from tests.noise.points import points

SOURCE = Path(__file__).parents[2] / "source"

MOST = 0.02
"""The share of a notebook that the best knowledge-free functions of all exercises may earn."""

SOLVED_BY_ZEROS = frozenset({"initialize_with_zeros"})
"""Exercises whose solution is arrays of zeros: here that is what is to be learned."""


@dataclass(frozen=True)
class Best:
    """The knowledge-free function that earns most of an exercise.

    Attributes
    ----------
    name : str
        What it returns.
    share : float
        The share of the exercise's points.
    """

    exercise: str
    name: str
    share: float


def _returning(name: str, parameters: Sequence[str], solution: Function) -> Function:
    def knows_nothing(*arguments: Any) -> Any:
        given = dict(zip(parameters, arguments, strict=False))
        return knowledge_free_values(given, solution(*arguments)).get(name)

    return knows_nothing


def knowledge_free_functions(exercise: Exercise, reference: Reference) -> dict[str, Function]:
    """Return functions that return one of the knowledge-free values in every case."""
    parameters = list(exercise.cases(generator("names", "", exercise.name))[0].arguments)
    solution = reference.functions[exercise.name]
    return {
        name: _returning(name, parameters, solution)
        for name in knowledge_free_values(dict.fromkeys(parameters), None)
    }


def best_without_knowledge(
    notebook: str, exercise: Exercise, reference: Reference, seeds: Sequence[str]
) -> Best:
    """Return the knowledge-free function that earns most, and what it earns with its best seed."""
    functions = knowledge_free_functions(exercise, reference)
    shares = points(notebook, exercise, reference, functions, seeds).shares
    name = max(shares, key=lambda each: max(shares[each]))
    return Best(exercise.name, name, max(shares[name]))


def share_of_notebook(notebook: str, best: Sequence[Best]) -> float:
    """Return the share of a notebook's points that knowledge-free functions earn together.

    Left out are questions of choice, and what `SOLVED_BY_ZEROS` lists.
    """
    week, name = notebook.split("/")
    worth = {
        cell.exercise: cell.points for cell in graded_cells(SOURCE / week) if cell.notebook == name
    }
    earned = sum(
        worth[each.exercise] * each.share for each in best if each.exercise not in SOLVED_BY_ZEROS
    )
    return earned / sum(worth.values())
