"""Solution regions."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from grader.build.lesson_text.regions import (
    BEGIN,
    END,
    find_regions,
    has_markers,
    solution_lines,
    without_solutions,
)

OPEN = st.lists(st.sampled_from(["open = 1", "", "    # open", "return open"]), max_size=3)
SECRET = st.lists(st.sampled_from(["secret = 2", "", "# secret", "s(\n    3)"]), max_size=3)


@given(
    st.lists(st.tuples(OPEN, SECRET), min_size=1, max_size=4), OPEN, st.sampled_from(["", "    "])
)
def test_balanced_regions_come_out_whole(
    parts: list[tuple[list[str], list[str]]], rest: list[str], indent: str
) -> None:
    lines: list[str] = []
    for before, secret in parts:
        lines += [*before, indent + BEGIN, *secret, indent + END]
    source = "\n".join([*lines, *rest])

    regions = find_regions(source)
    assert not regions.problems
    assert len(regions.spans) == len(parts)
    left = without_solutions(source, "stub()")
    assert not has_markers(left)
    assert "secret" not in left
    assert left.count(f"{indent}stub()") == len(parts)
    assert [line for line in left.split("\n") if "stub()" not in line] == [
        line for before in [*(part[0] for part in parts), rest] for line in before
    ]
    expected = [line for _, secret in parts for line in "\n".join(secret).split("\n")]
    assert solution_lines(source) == [
        line for line in expected if line.strip() and not line.strip().startswith("#")
    ]


@given(st.lists(st.sampled_from([BEGIN, END, "x = 1"]), max_size=8))
def test_markers_slip_exactly_when_they_are_not_balanced(lines: list[str]) -> None:
    depth, wrong = 0, False
    for line in lines:
        depth += (line == BEGIN) - (line == END)
        wrong = wrong or depth not in (0, 1)
        depth = max(0, min(depth, 1))
    assert bool(find_regions("\n".join(lines)).problems) == (wrong or depth == 1)


def test_a_marker_of_another_form_is_a_slip() -> None:
    problems = find_regions("x = 1  # BEGIN SOLUTION\n### END SOLUTION").problems
    assert [problem.offset for problem in problems] == [0]
    assert BEGIN in problems[0].todo
