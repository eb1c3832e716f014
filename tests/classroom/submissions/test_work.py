"""The work on cells that are not Python grows as they do, at intake and in the judge."""

import ast
from collections.abc import Callable
from typing import Any

import pytest

from grader.classroom.submissions.cell_repair import count_exercises, repair
from grader.classroom.submissions.file_formats import StudentCell
from grader.engine.judging.cell.failed_cells import FailedCells
from grader.engine.judging.cell.static_text.static_analysis import static_namespace
from tests.tiny_course import notebook
from tests.work import calls

RELEASE = notebook({})
NAMES = [c["id"] for c in RELEASE["cells"] if c["metadata"].get("nbgrader", {}).get("solution")]
PARTS = {
    "brackets": "(",
    "statements": "x = (\n",
    "minus signs": "-",
    "negations": "not ",
    "attributes": ".b",
    "strings in strings": 'f"{',
    "lambdas": "lambda: ",
    "branches": "if 1: x\nel",
    "spaces": "x\u00a0= (\n",
}
ERROR = {"output_type": "error", "ename": "SyntaxError", "evalue": "", "traceback": []}


def cells(part: str, count: int, length: int) -> list[str]:
    """Cells that name every exercise, no two alike; their own names differ from call to call."""
    head = f"# {' '.join(NAMES)} {count} {length}"
    return [f"{head} {i}\n" + part * (length // len(part)) for i in range(count)]


def intake(sources: list[str], grade_ids: list[str]) -> None:
    submitted = [
        StudentCell("code", source, f"c{i}", grade_ids[i % len(grade_ids)])
        for i, source in enumerate(sources)
    ]
    count_exercises(RELEASE, submitted)
    repair(RELEASE, submitted)


def judging(sources: list[str]) -> None:
    failed = FailedCells()
    for source in sources:
        failed.add(source, [ERROR])
    static_namespace(sources)


STEPS: dict[str, Callable[[list[str]], None]] = {
    "intake": lambda sources: intake(sources, [""]),
    "intake of marked cells": lambda sources: intake(sources, NAMES),
    "judging": judging,
}


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
@pytest.mark.parametrize("step", STEPS)
def test_four_times_as_much_is_at_most_about_four_times_the_work(step: str, part: str) -> None:
    work = STEPS[step]
    work(cells(part, 1, 50))
    few = calls(lambda: work(cells(part, 12, 240)))
    longer = calls(lambda: work(cells(part, 12, 960)))
    more = calls(lambda: work(cells(part, 48, 240)))
    assert max(longer, more) <= 5 * few + 2000


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
@pytest.mark.parametrize("step", ["intake", "judging"])
def test_a_cell_is_parsed_a_few_times(
    step: str, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed = 0
    parse: Callable[..., ast.Module] = ast.parse

    def counting(text: str, *more: Any) -> ast.Module:
        nonlocal parsed
        parsed += len(text)
        return parse(text, *more)

    monkeypatch.setattr(ast, "parse", counting)
    sources = cells(part, 5, 3000)
    STEPS[step](sources)
    assert parsed <= 4.5 * sum(map(len, sources))
