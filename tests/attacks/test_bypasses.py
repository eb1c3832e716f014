"""No way around the rule against loops earns the points of the rule."""

import functools
import inspect
from collections.abc import Iterator

import pytest

from grader.engine.fork_server import ForkServer, fork_server
from grader.engine.judging.cell.static_text.static_analysis import add_cell
from grader.engine.remote.limits import CallLimits
from grader.exercises import exercises_of, load_reference
from grader.student.checking import RULES
from tests.attacks.bypasses import SCORE, cell, pairs, singles
from tests.attacks.test_lesson import ASSIGNMENT, NOTEBOOK, ROOT, points
from tests.sandboxed import PATIENT

LESSON = f"{ASSIGNMENT}/{NOTEBOOK}"
#: Through the judge in each run; the others are slow.
QUICK = ("globals", "bound_twice", "function_of_numpy")


@functools.cache
def lesson() -> tuple[str, ...]:
    reference = load_reference(LESSON)
    given = [inspect.getsource(function) for function in reference.given.values()]
    return ("import numpy as np", *given, *reference.sources.values())


@functools.cache
def names() -> dict[str, object]:
    space: dict[str, object] = {"__name__": "__main__"}
    for text in lesson():
        add_cell(text, space)
    return space


def broken_rules(text: str) -> list[str]:
    """Return what the rules say of the text of a cell alone."""
    space = {k: dict(v) if isinstance(v, dict) else v for k, v in names().items()}
    add_cell(text, space)
    exercise = exercises_of(LESSON)["propagate"]
    helpers = (*exercise.uses, *load_reference(LESSON).given)
    function = space["propagate"]
    said = [RULES[rule](function, [], helpers) for rule in exercise.rules]  # type: ignore[arg-type]
    return [sentence for sentence in said if sentence]


def test_the_plain_solution_keeps_the_rules() -> None:
    assert broken_rules(load_reference(LESSON).sources["propagate"]) == []


@pytest.mark.parametrize("parts", list(singles()), ids="-".join)
def test_the_text_shows_each_loop_and_each_way(parts: tuple[str, ...]) -> None:
    assert broken_rules(cell(*parts))


def test_the_text_shows_pairs() -> None:
    assert [parts for parts in list(pairs())[::97] if not broken_rules(cell(*parts))] == []


@pytest.mark.slow
def test_the_text_shows_each_pair() -> None:
    assert [parts for parts in pairs() if not broken_rules(cell(*parts))] == []


@pytest.fixture(scope="module")
def server() -> Iterator[ForkServer]:
    with fork_server(ROOT, PATIENT) as server:
        yield server


@pytest.mark.parametrize(
    "parts",
    [pytest.param(p, marks=() if p[-1] in QUICK else pytest.mark.slow) for p in singles()],
    ids="-".join,
)
def test_no_way_earns_the_points_of_the_rule(parts: tuple[str, ...], server: ForkServer) -> None:
    earned = points(server, {"propagate": cell(*parts)}, CallLimits(call=4.0, total=8.0))
    assert earned["propagate"] <= SCORE
