"""Each course gets the points of stock nbgrader here, or a named reason says why not."""

from pathlib import Path

import pytest

from tests.courses import compare, quickstart, reasons, ten
from tests.courses.compare import Difference, Score
from tests.courses.prepared import Prepared

NAMES = [quickstart.NAME, *ten.ASSIGNMENTS]


def expected_of(name: str) -> compare.Scores:
    """The kept scores of stock nbgrader."""
    assignment = quickstart.ASSIGNMENT if name == quickstart.NAME else name
    return {place: score for place, score in compare.kept().items() if place[0] == assignment}


def unexplained(expected: compare.Scores, ours: compare.Scores) -> list[str]:
    return [str(d) for d in compare.differences(expected, ours) if reasons.reason_of(d) is None]


def prepared(name: str, folder: Path) -> tuple[Prepared, str]:
    """A course that both can grade, and its assignment."""
    if name == quickstart.NAME:
        return quickstart.prepare(folder), quickstart.ASSIGNMENT
    return ten.prepare(folder, ten.ASSIGNMENTS[name]), name


def test_a_notebook_of_each_kind_has_the_points_of_stock_nbgrader(tmp_path: Path) -> None:
    made = ten.prepare(tmp_path, ten.together())
    found, said = compare.graded_by_ours(made.ours, made.submitted, "together")
    ours = {ten.origin(place): score for place, score in found.items()}
    graded = {place[:3] for place in ours}
    assert {place[0] for place in ours} == set(ten.ASSIGNMENTS)
    expected = {place: s for place, s in compare.kept().items() if place[:3] in graded}
    assert unexplained(expected, ours) == [], said


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_points_in_each_cell_are_those_of_stock_nbgrader(name: str, tmp_path: Path) -> None:
    made, assignment = prepared(name, tmp_path)
    ours, said = compare.graded_by_ours(made.ours, made.submitted, assignment)
    assert unexplained(expected_of(name), ours) == [], said


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_kept_scores_are_those_of_stock_nbgrader(name: str, tmp_path: Path) -> None:
    made, assignment = prepared(name, tmp_path)
    assert compare.graded_by_stock(made.stock, made.updated, assignment) == expected_of(name)


def test_every_course_has_kept_scores_and_the_right_student_gets_all_automatic_points() -> None:
    for name in NAMES:
        scores = expected_of(name)
        best = "instructor" if name == quickstart.NAME else "right"
        mine = {place: score for place, score in scores.items() if place[1] == best}
        lost = {p: s for p, s in mine.items() if not s.manual and s.points != s.most}
        assert mine
        assert not lost
        assert any(s.points != s.most for p, s in scores.items() if p[1] != best)


def test_a_difference_without_a_reason_is_found() -> None:
    place = ("cells", "right", "cells", "test-visible")
    stock = {place: Score(2.0, 2.0, False)}
    for ours in ({}, {place: Score(0.0, 2.0, False)}, {place: Score(2.0, 2.0, True)}):
        found = list(compare.differences(stock, ours))
        assert found == [Difference(place, stock[place], ours.get(place))]
        assert reasons.reason_of(found[0]) is None
    assert not list(compare.differences(stock, dict(stock)))


@pytest.mark.parametrize("reason", reasons.REASONS, ids=lambda reason: reason.what)
def test_a_reason_occurs_in_the_kept_scores_and_explains_one_direction_only(
    reason: reasons.Reason,
) -> None:
    full, none = Score(2.0, 2.0, False), Score(None, 2.0, True)
    ours = [Score(points, 2.0, False) for points in (0.0, 0.25, 1.0, 2.0)]
    found = [
        difference
        for place, stock in compare.kept().items()
        for other in ours
        if reason.explains(difference := Difference(place, stock, other))
    ]
    assert {each.place[1] for each in found} == set(reason.students)
    assert all(each.stock and reason.holds(each.stock, each.stock) is False for each in found)
    assert not any(reason.explains(Difference(each.place, full, none)) for each in found)
    assert not any(reason.explains(Difference(each.place, each.stock, None)) for each in found)


def test_kept_scores_are_read_as_they_were(tmp_path: Path) -> None:
    scores = {
        ("a b", "student", "n", "test-x"): Score(1.5, 2.0, False),
        ("a b", "student", "n", "text"): Score(None, 5.0, True),
    }
    compare.keep(scores, tmp_path / "kept.json")
    assert compare.kept(tmp_path / "kept.json") == scores
