"""Why a cell may have other points here than in stock nbgrader: named, each with a test."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from tests.courses.compare import Difference, Score


@dataclass(frozen=True)
class Reason:
    """A kind of difference.

    Attributes
    ----------
    what : str
        What the student hands in.
    in_stock, here : str
        What it earns.
    assignment : str
    students : collection of str
    cells : collection of str
        Where it occurs; none: everywhere.
    holds : callable
        Takes the two scores: whether they differ in this way.
    """

    what: str
    in_stock: str
    here: str
    assignment: str
    students: Collection[str]
    cells: Collection[str]
    holds: Callable[[Score, Score], bool]

    def explains(self, difference: Difference) -> bool:
        """Say whether the difference is of this kind."""
        assignment, student, _, cell = difference.place
        if difference.stock is None or difference.ours is None:
            return False
        return (
            assignment == self.assignment
            and student in self.students
            and (not self.cells or cell in self.cells)
            and self.holds(difference.stock, difference.ours)
        )


def _all(score: Score) -> bool:
    return score.points == score.most


def _no_points(score: Score) -> bool:
    return score.points == 0.0


def _no_result(score: Score) -> bool:
    return score.points is None


SCORED = ("test-partial", "test-its-own-kind")

REASONS: tuple[Reason, ...] = (
    Reason(
        "text on stderr while the test runs, such as a warning of NumPy",
        "no points",
        "the points of the test",
        "trouble",
        ("wrong",),
        ("test-warns",),
        lambda stock, ours: _no_points(stock) and _all(ours),
    ),
    Reason(
        "NaN, a negative number, None or text as the value of the last line, where your own "
        "notebook has a number",
        "all points",
        "no points",
        "trouble",
        ("wrong", "score negative", "score nothing", "score text"),
        SCORED,
        lambda stock, ours: _all(stock) and _no_points(ours),
    ),
    Reason(
        "a value that cannot be sent to the judge, such as a `range`, where your own can",
        "the points of the test, if the value passes",
        "no points",
        "values",
        ("wrong",),
        ("test-million",),
        lambda stock, ours: _all(stock) and _no_points(ours),
    ),
    Reason(
        "a number of NumPy as the value of the last line",
        "all points",
        "that number of points",
        "trouble",
        ("score numpy float", "score numpy integer"),
        SCORED,
        lambda stock, ours: _all(stock) and ours.points in (0.25, 1.0),
    ),
    Reason(
        "more than the maximum as the value of the last line",
        "no score for the cells of the notebook from there on",
        "no points for the cell alone",
        "trouble",
        ("score infinite", "score too much"),
        (),
        lambda stock, ours: _no_result(stock) and not _no_result(ours),
    ),
    Reason(
        "a file with a byte order mark, as some editors on Windows write",
        "no score for any cell",
        "is read",
        "trouble",
        ("from windows",),
        (),
        lambda stock, ours: _no_result(stock) and _all(ours),
    ),
)


def reason_of(difference: Difference) -> str | None:
    """Return the reason for a difference, or None if there is none."""
    return next((each.what for each in REASONS if each.explains(difference)), None)


def table() -> str:
    """Return the reasons as a table for the documentation."""
    rows = [f"| {each.what} | {each.in_stock} | {each.here} |" for each in REASONS]
    return "\n".join(["| what | nbgrader | `course grade` |", "|---|---|---|", *rows])
